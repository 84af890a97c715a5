"""Which pages there are, and what each is made from."""

from collections.abc import Iterable
from dataclasses import dataclass

from jianbao import addresses
from jianbao.keys import digest
from jianbao.model import Card, Corpus, Page

NEWEST = 12  # articles on the home page: a screen or two, so that it does not grow with the archive


@dataclass(frozen=True)
class Fingerprints:
    """Hashes of what stands behind every page: the code with its data, and the templates."""

    code: str
    templates: str


def plan(corpus: Corpus, editions: Iterable[str], made_from: Fingerprints) -> tuple[Page, ...]:
    """List every page of the editions. A page's key changes when, and only when, something it is made from does."""
    base = digest(made_from.code, made_from.templates)
    pages: list[Page] = []
    for edition in editions:
        pages += _lists(corpus, edition, base)
        pages += (_article(card, edition, base) for card in corpus.cards)
    return tuple(pages)


def _article(card: Card, edition: str, base: str) -> Page:
    key = digest(base, edition, "article", card.id, card.key)
    return Page(edition, addresses.article(edition, card.id), "article", card.id, key)


def _lists(corpus: Corpus, edition: str, base: str) -> list[Page]:
    newest = _cards_key(corpus.cards[:NEWEST])
    totals = repr((len(corpus.cards), sum(c.characters for c in corpus.cards), tuple(corpus.years)))
    pages = [
        _page(edition, addresses.home(edition), "home", "", (base, newest, totals)),
        _page(edition, addresses.articles(edition), "articles", "", (base, newest, totals)),
        _page(edition, addresses.about(edition), f"about.{edition}", "", (base,)),
    ]
    by_id = {card.id: card for card in corpus.cards}
    for year, ids in corpus.years.items():
        made_from = (base, _cards_key(tuple(by_id[i] for i in ids)), repr(tuple(corpus.years)))
        pages.append(_page(edition, addresses.year(edition, year), "year", year, made_from))
    return pages


def _page(edition: str, address: str, template: str, subject: str, made_from: tuple[str, ...]) -> Page:
    return Page(edition, address, template, subject, digest(edition, template, subject, *made_from))


def _cards_key(cards: tuple[Card, ...]) -> str:
    return digest(*(repr(card) for card in cards))
