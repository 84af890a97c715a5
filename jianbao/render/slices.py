"""The part of the Corpus that one page is made from: small enough to be sent to wherever the page is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jianbao.model import Card, Corpus, Page
from jianbao.render import entities, review
from jianbao.render.plan import (
    MOST_FIGURES,
    NEWEST_WITH,
    OF_ARTICLE,
    conflicts_by_year,
    conflicts_on,
    series_of,
    totals_of,
)

BY_EDITION = ("entities",)  # templates whose pages show other things in each edition: names begin otherwise


def parts(pages: Iterable[Page], corpus: Corpus, cards: dict[str, Card]) -> Iterator[Corpus]:
    """Narrow the corpus to each page. Pages side by side that differ in nothing but their edition share one part.

    So it is made once, and once sent to wherever they are made.
    """
    before: tuple[object, ...] = ()
    part = Corpus((), {})
    for page in pages:
        by_edition = page.edition if page.template in BY_EDITION else ""
        shown = page.template, page.subject, page.cards, page.near, by_edition
        if shown != before:
            before, part = shown, narrow(page, corpus, cards)
        yield part


def narrow(page: Page, corpus: Corpus, cards: dict[str, Card]) -> Corpus:
    """Give a Corpus with only what a page shows. `cards` is the corpus's cards by id."""
    part = _part(page, corpus, cards)
    homes = {key: corpus.homes[key] for key in part.entities if key in corpus.homes}
    return replace(part, homes=homes) if homes else part


def _part(page: Page, corpus: Corpus, cards: dict[str, Card]) -> Corpus:
    if page.template in entities.TEMPLATES:
        return entities.narrow(page, corpus, cards)
    if page.template == "left":
        return Corpus((), {})
    own = [cards[ident] for ident in page.cards]
    if page.template in OF_ARTICLE:
        return _of_article(page, corpus, own)
    makers = {
        "conflicts": _of_conflicts,
        "gone": _of_gone,
        "reviews": _of_reviews,
        "series": _of_series,
        "timeline": _of_timeline,
        "year": _of_year,
    }
    if page.template in makers:
        return makers[page.template](page, corpus, own)
    if page.template in ("figures", "photos"):
        conflicts = corpus.conflicts[:1] if page.template == "figures" else ()  # tells that there is a page of them
        return Corpus(tuple(_gathered(page, own)), dict.fromkeys(page.near, ()), conflicts=conflicts)
    return Corpus(tuple(map(_bare, own)), corpus.years, totals=totals_of(corpus))


def _gathered(page: Page, own: list[Card]) -> Iterator[Card]:
    """Give the articles of a page with their photos, or figures; an article that is only linked has none."""
    if page.template == "photos":
        yield from (replace(_bare(card), captions=card.captions) for card in own)
        return
    room = MOST_FIGURES
    for at, card in enumerate(own):
        shown = at < NEWEST_WITH and len(card.figures) <= room
        room -= len(card.figures) if shown else 0
        yield replace(_bare(card), figures=card.figures) if shown else _bare(card)


def _of_conflicts(page: Page, corpus: Corpus, _own: list[Card]) -> Corpus:
    years = dict.fromkeys(conflicts_by_year(corpus), ())
    return Corpus((), years, conflicts=conflicts_on(page.subject, corpus))


def _of_gone(page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    return Corpus(tuple(map(_bare, own)), {}, gone=tuple(one for one in corpus.gone if one.id == page.subject))


def _of_reviews(page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    bare, near = tuple(map(_bare, own)), dict.fromkeys(page.near, ())
    if page.subject:
        return Corpus(bare, near)
    conflicts, totals = conflicts_on("", corpus), review.totals(corpus.cards)
    return Corpus(bare, near, totals=totals, refused=corpus.refused, conflicts=conflicts)


def _of_article(page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    """Give the articles around one, its series, and the entities that it names."""
    first = own[0]
    if page.template in ("evidence", "review"):
        return Corpus((_bare(first),), {}, alike={page.subject: corpus.alike.get(page.subject, ())})
    return Corpus(
        tuple(map(_bare, own)),
        {},
        {one.entity.key: (one.entity, ()) for one in first.names},
        related={page.subject: corpus.related.get(page.subject, ())},
        linked={page.subject: corpus.linked.get(page.subject, ())},
        series=series_of(first, corpus),
    )


def _of_series(page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    bare = tuple(map(_bare, own))
    series = {page.subject: corpus.series[page.subject]} if page.subject else corpus.series
    return Corpus(bare, {}, series=series)


def _of_year(page: Page, _corpus: Corpus, own: list[Card]) -> Corpus:
    return Corpus(tuple(map(_bare, own)), dict.fromkeys(page.near, ()))


def _of_timeline(_page: Page, corpus: Corpus, own: list[Card]) -> Corpus:
    return Corpus(tuple(map(_bare, own)), corpus.years)


_BARE: Mapping[str, Any] = {"names": (), "figures": (), "captions": (), "schemes": (), "problems": ()}


def _bare(card: Card) -> Card:
    """Leave out what few pages show. Every page does so for dozens of cards, and `replace` takes thrice the time."""
    return Card(**{**vars(card), **_BARE})
