"""Which pages about entities there are, and what each is made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest

from jianbao import addresses, letters
from jianbao.keys import digest
from jianbao.model import Card, Corpus, Entity, EntityKey, Page
from jianbao.model.site import PROVINCE
from jianbao.render.entities import kin
from jianbao.render.entities.kin import LISTED, NEWEST, by_year, inside, over, where
from jianbao.render.periods import Periods, around, periods, within

Told = Mapping[EntityKey, str]


def told(corpus: Corpus) -> dict[EntityKey, str]:
    """Hash every entity: what a page is made from where it shows one."""
    return {key: digest(repr(tuple(vars(entity).values()))) for key, (entity, _) in corpus.entities.items()}


def sketches(corpus: Corpus, editions: Sequence[str], told: Told) -> Iterator[Page]:
    """Give the pages about entities in all editions. Each key holds what the page is made from besides its cards."""
    for kind in addresses.ENTITIES:
        yield from _lists(corpus, kind, editions, told)
    cards, keys = {card.id: card for card in corpus.cards}, card_keys(corpus)
    provinces = _provinces(corpus)
    for key, (entity, ids) in corpus.entities.items():
        lineage = digest(told[key], *(told[one.key] for one in over(entity, corpus)))
        if key not in corpus.homes:
            # What occurs together with it is counted over all its articles, not over those alone that its page shows.
            whole = (keys[ident] for ident in ids) if len(ids) > NEWEST else ()
            around = digest(*(slug for _, slug in inside(entity, corpus)))
            province = where(entity, corpus)[:PROVINCE] if entity.kind == "place" else ""
            own = digest(lineage, provinces.get(province, ""), around, *whole)
            yield from _own(entity, ids, own, editions)
        if len(ids) > NEWEST:
            yield from _periods(entity, periods(by_year(ids, cards), cards), lineage, editions)
    for card in corpus.cards:
        if any(_at_home(card, corpus)):
            for edition in editions:
                yield Page(edition, addresses.names(edition, card.id), "names", card.id, "", (card.id,))


def _provinces(corpus: Corpus) -> dict[str, str]:
    """Hash the places of each province: a page about a place shows those around it."""
    return {code: digest(*(slug for _, slug in keys)) for code, keys in corpus.kin.near.items()}


def card_keys(corpus: Corpus) -> dict[str, str]:
    """Give the key of each Card for pages that link its names: it changes, too, where one comes to stand elsewhere."""
    return {card.id: digest(card.key, *(slug for _, slug in _at_home(card, corpus))) for card in corpus.cards}


def _at_home(card: Card, corpus: Corpus) -> Iterator[EntityKey]:
    """Give the entities that stand among the names of an article, having no page of their own."""
    keys = (named.entity.key for named in card.names)
    return (key for key in keys if key in corpus.homes)


def _own(entity: Entity, ids: tuple[str, ...], key: str, editions: Sequence[str]) -> Iterator[Page]:
    for edition in editions:
        address = addresses.entity(edition, *entity.key)
        yield Page(edition, address, "entity", f"{entity.kind}/{entity.slug}", key, ids[:NEWEST])


def _periods(entity: Entity, every: Periods, lineage: str, editions: Sequence[str]) -> Iterator[Page]:
    """Give the pages of the periods of an entity that is in many articles. One's does not change with the others."""
    kind, slug = entity.key
    for period, some in every.items():
        near = around(every, period)
        key = digest(lineage, str(len(within(every, period))), *near)
        for edition in editions:
            address = addresses.entity(edition, kind, slug, period)
            yield Page(edition, address, "entity", f"{kind}/{slug}/{period}", key, some, near)


def _lists(corpus: Corpus, kind: str, editions: Sequence[str], told: Told) -> Iterator[Page]:
    cut = kin.starts(corpus, kind)
    own = [key for key in corpus.entities if key[0] == kind]
    most = nsmallest(LISTED, own, key=lambda key: (-len(corpus.entities[key][1]), key))
    near = letters.near(cut)
    first = digest(_listed(most, corpus, told), *near[""])
    for edition in editions:
        yield Page(edition, addresses.entities(edition, kind), "entities", kind, first, near=near[""])
        by_letter = corpus.kin.letters.get((kind, edition), {})
        for letter in cut:
            key = digest(_listed(by_letter.get(letter, ()), corpus, told), *near[letter])
            address = addresses.entities(edition, kind, letter)
            yield Page(edition, address, "entities", f"{kind}/{letter}", key, near=near[letter])


def _listed(keys: Iterable[EntityKey], corpus: Corpus, told: Told) -> str:
    """Tell what a list of entities shows of them."""
    return digest(*(f"{told[key]} {len(corpus.entities[key][1])} {corpus.homes.get(key, '')}" for key in keys))
