"""How an entity stands to others in the archive: what lies over it, and which of an article's names lie in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from jianbao import addresses
from jianbao.model import Card, Corpus, Entity, EntityKey
from jianbao.model.site import PROVINCE

FARTHEST = 6  # steps up: village, town, county, prefecture, province, country
NEWEST = 40  # articles on an entity's own page; with more, each year has a page
LISTED = 200  # entities on the first page of a kind; with more, each letter has a page, a frequent one several


def over(entity: Entity, corpus: Corpus) -> Iterator[Entity]:
    """Give the places that an entity lies in or belongs to, the nearest first, as far as the archive has them."""
    for _ in range(FARTHEST):
        found = corpus.entities.get(("place", entity.parent))
        if found is None:
            return
        entity = found[0]
        yield entity


def where(entity: Entity, corpus: Corpus) -> str:
    """Give the adcode that tells where a place is: its own, or that of the nearest place over it that has one."""
    return next((one.adcode for one in (entity, *over(entity, corpus)) if one.adcode), "")


def near(entity: Entity, corpus: Corpus) -> tuple[EntityKey, ...]:
    """Give the places that may stand on the map of a place: those of its province that the archive names."""
    code = where(entity, corpus) if entity.kind == "place" else ""
    return corpus.kin.near.get(code[:PROVINCE], ()) if code else ()


def inside(entity: Entity, corpus: Corpus) -> tuple[EntityKey, ...]:
    """Give the places that lie right in a place."""
    found = corpus.kin.inside.get(entity.slug, ()) if entity.kind == "place" else ()
    return tuple(key for key in found if key[0] == "place")


def by_year(ids: Iterable[str], cards: Mapping[str, Card]) -> dict[str, tuple[str, ...]]:
    """Cut articles by year, in their order."""
    out: dict[str, list[str]] = defaultdict(list)
    for ident in ids:
        out[addresses.year_of(cards[ident].dated)].append(ident)
    return {year: tuple(some) for year, some in out.items()}


def starts(corpus: Corpus, kind: str) -> tuple[str, ...]:
    """Give the letters that the entities of a kind are listed by, in whichever edition; none while they are few."""
    cuts = [cut for (k, _), cut in corpus.kin.letters.items() if k == kind]
    if all(sum(map(len, cut.values())) <= LISTED for cut in cuts):
        return ()
    return tuple(sorted({letter for cut in cuts for letter in cut}))
