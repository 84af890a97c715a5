"""Which pages about entities there are, and what each is made from."""

from collections.abc import Iterator, Mapping, Sequence

from jianbao import addresses
from jianbao.keys import digest
from jianbao.model import Card, Corpus, Entity, Page
from jianbao.render.entities.kin import LISTED, NEWEST, by_year, inside, letters, near, over


def sketches(corpus: Corpus, editions: Sequence[str]) -> Iterator[Page]:
    """Give the pages about entities in all editions. Each key holds what the page is made from besides its cards."""
    for kind in addresses.ENTITIES:
        yield from _lists(corpus, kind, editions)
    cards = {card.id: card for card in corpus.cards}
    for entity, ids in corpus.entities.values():
        yield from _pages(entity, ids, corpus, cards, editions)


def _pages(
    entity: Entity, ids: tuple[str, ...], corpus: Corpus, cards: Mapping[str, Card], editions: Sequence[str]
) -> Iterator[Page]:
    """Give an entity's own page and, where it is in many articles, those of the years."""
    kind, slug, subject = entity.kind, entity.slug, f"{entity.kind}/{entity.slug}"
    years = by_year(ids, cards) if len(ids) > NEWEST else {}
    about = _about(entity, corpus)
    # What occurs together with it is counted over all its articles, not over those alone that its own page shows.
    whole = digest(about, *(cards[ident].key for ident in ids)) if years else about
    for edition in editions:
        yield Page(edition, addresses.entity(edition, kind, slug), "entity", subject, whole, ids[:NEWEST])
        for year, some in years.items():
            address = addresses.entity(edition, kind, slug, year)
            yield Page(edition, address, "entity", f"{subject}/{year}", f"{about}{tuple(years)}", some)


def _about(entity: Entity, corpus: Corpus) -> str:
    """Tell what the page of an entity shows of others: what it lies in, what lies in it, what is on its map."""
    shown = (*inside(entity, corpus), *near(entity, corpus))
    return digest(repr((entity, *over(entity, corpus))), repr([corpus.entities[key][0].slug for key in shown]))


def _lists(corpus: Corpus, kind: str, editions: Sequence[str]) -> Iterator[Page]:
    cut = letters(corpus, kind)
    own = [(entity, len(ids)) for (k, _), (entity, ids) in corpus.entities.items() if k == kind]
    most = sorted(own, key=lambda pair: (-pair[1], pair[0].slug))[:LISTED]
    first = digest(repr((most, cut)))
    for edition in editions:
        yield Page(edition, addresses.entities(edition, kind), "entities", kind, first)
        by_letter = corpus.kin.letters.get((kind, edition), {})
        for letter in cut:
            some = [(corpus.entities[key][0], len(corpus.entities[key][1])) for key in by_letter.get(letter, ())]
            address = addresses.entities(edition, kind, letter)
            yield Page(edition, address, "entities", f"{kind}/{letter}", digest(repr((some, cut))))
