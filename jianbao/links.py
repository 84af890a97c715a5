"""The barrier: all Cards together become the Corpus, which is the only value that knows the whole archive."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from math import isqrt, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao import addresses, escape, hanzi, letters, slugs
from jianbao.model import Card, Corpus, Entity, EntityKey, Kinship, Problem, Related, Serial
from jianbao.model.site import PROVINCE

RELATED = 5  # what a reader takes in beside an article
REASONS = 3  # names that say why
LINKED = 8  # articles that lead to one: the newest, which a reader has not seen yet
# A name in more articles than this relates nothing to anything, and would make the work quadratic.
COMMON = 200
# One name at least tells that two articles are near: one that stands in no more articles than this, or the root of all.
TELLING = 5
IMPLIED = 0.5  # what a place that only holds one that is named weighs, beside a name in the text

Entities = Mapping[EntityKey, tuple[Entity, tuple[str, ...]]]


def corpus(cards: Iterable[Card]) -> Corpus:
    """Order the archive, newest first, cut it by year, and tie it together by names. Any order of `cards` will do."""
    ordered = tuple(sorted(sorted(cards, key=lambda card: card.id), key=lambda card: card.dated, reverse=True))
    years = {
        year: tuple(card.id for card in group)
        for year, group in groupby(ordered, lambda card: addresses.year_of(card.dated))
    }
    entities = _entities(ordered)
    related = _related(ordered, entities)
    linked, series = _linked(ordered, related), _series(ordered)
    return Corpus(ordered, years, entities, related, linked, series, kinship(entities), homes=homes(entities))


def repeated(cards: Iterable[Card]) -> dict[str, Problem]:
    """Find the articles that say what another one says, in other bytes (an encoding, a script, a line end), by id.

    They have its headline, beginning and length. The first by id is taken for the original.
    """
    first: dict[tuple[str, str, int], Card] = {}
    found: dict[str, Problem] = {}
    for card in sorted(cards, key=lambda card: card.id):
        original = first.setdefault((hanzi.fold(card.headline), hanzi.fold(card.lead), card.characters), card)
        if original is not card and card.lead:
            message = f"has the headline, beginning and length of {escape.log(original.file)}; delete one of them"
            found[card.id] = Problem("DUPLICATE", 0, message)
    return found


def _entities(cards: Iterable[Card]) -> Entities:
    """Gather the articles of each entity, in the order of the cards; entities by kind and slug."""
    described: dict[EntityKey, Entity] = {}
    articles: dict[EntityKey, list[str]] = defaultdict(list)
    for card in cards:
        for named in card.names:
            key = named.entity.key
            known = described.setdefault(key, named.entity)
            if named.entity.english and not known.english:
                described[key] = named.entity
            articles[key].append(card.id)
    return {key: (described[key], tuple(articles[key])) for key in sorted(described)}


def homes(entities: Entities) -> dict[EntityKey, str]:
    """Give the entities that have no page of their own, each with the article among whose names it stands.

    What one article names stands with that article: most entities of an archive do, and a page for each would be most
    of its pages. A place of the gazetteer has more to show: its map, and what lies around it.
    """
    return {key: ids[0] for key, (entity, ids) in entities.items() if len(ids) == 1 and not entity.adcode}


@dataclass(frozen=True)
class _Tie:
    """A name that ties articles together: these, by number, each by so much; `tells`: enough to make them related."""

    entity: Entity
    articles: NDArray[np.int64]
    numbers: frozenset[int]
    rarity: float
    tells: bool


def _related(cards: Sequence[Card], entities: Entities) -> dict[str, tuple[Related, ...]]:
    """Find, for each article, those that share the most, and the rarest, names with it."""
    ids = sorted(card.id for card in cards)  # so the numbers of articles are in the order of their ids
    numbers = {ident: number for number, ident in enumerate(ids)}
    ties = {
        key: _tie(entity, [numbers[ident] for ident in some], len(ids))
        for key, (entity, some) in entities.items()
        if 1 < len(some) <= COMMON
    }
    return {
        card.id: tuple(
            Related(ids[number], reasons) for number, reasons in _nearest(card, numbers[card.id], ties, len(ids))
        )
        for card in cards
    }


def _tie(entity: Entity, numbers: Sequence[int], total: int) -> _Tie:
    """Weigh a name by the articles that have it, of a total: the fewer, the more it ties them together."""
    tells = len(numbers) <= max(TELLING, isqrt(total))
    return _Tie(entity, np.array(numbers, np.int64), frozenset(numbers), log(1 + total / len(numbers)), tells)


def _nearest(
    card: Card, own: int, ties: Mapping[EntityKey, _Tie], total: int
) -> Iterator[tuple[int, tuple[Entity, ...]]]:
    """Give the articles nearest to one, by number, and the rarest names that tie them to it."""
    named = [(ties.get(one.entity.key), 1 if one.places else IMPLIED) for one in card.names]
    tied = [(tie.rarity * weight, tie) for tie, weight in named if tie]
    telling = [tie.articles for weight, tie in tied if tie.tells]
    if not telling:
        return
    weights = np.repeat([weight for weight, _ in tied], [len(tie.articles) for _, tie in tied])
    score = np.bincount(np.concatenate([tie.articles for _, tie in tied]), weights, total)
    score[np.bincount(np.concatenate(telling), minlength=total) == 0] = 0
    score[own] = 0
    rarest = sorted(tied, key=lambda pair: (-pair[0], pair[1].entity.kind, pair[1].entity.slug))
    for number in _highest(score):
        reasons = (tie.entity for _, tie in rarest if number in tie.numbers)
        yield number, tuple(islice(reasons, REASONS))


def _highest(score: NDArray[Any]) -> list[int]:
    """Give the places of the highest scores above zero, the highest first; of equal ones the first."""
    found = np.flatnonzero(score)
    if len(found) > RELATED:
        found = found[score[found] >= np.partition(score[found], -RELATED)[-RELATED]]
    order = np.lexsort((found, -score[found]))[:RELATED]
    return [int(number) for number in found[order]]


def _linked(cards: Iterable[Card], related: Mapping[str, tuple[Related, ...]]) -> dict[str, tuple[str, ...]]:
    """Turn `related` round: give, for each article, those that lead to it and that it does not lead to itself."""
    own = {ident: {one.id for one in some} for ident, some in related.items()}
    out: dict[str, list[str]] = defaultdict(list)
    for card in cards:
        for one in related[card.id]:
            if card.id not in own[one.id] and len(out[one.id]) < LINKED:
                out[one.id].append(card.id)
    return {ident: tuple(some) for ident, some in out.items()}


def _series(cards: Iterable[Card]) -> dict[str, Serial]:
    """Gather the parts of each series, by slug: by number, those without one by date, the oldest first."""
    parts: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    names: dict[str, str] = {}
    for card in cards:
        if card.series:
            slug = slugs.slug("series", card.series.name)
            names.setdefault(slug, card.series.name)
            parts[slug].append((card.series.number, card.dated, card.id))
    return {slug: Serial(names[slug], tuple(ident for _, _, ident in sorted(parts[slug]))) for slug in sorted(names)}


def kinship(entities: Entities) -> Kinship:
    """Gather how entities belong together: by the place they lie in, by province, by how they begin."""
    inside: dict[str, list[EntityKey]] = defaultdict(list)
    near: dict[str, list[EntityKey]] = defaultdict(list)
    for key, (entity, _) in entities.items():
        if entity.parent:
            inside[entity.parent].append(key)
        if entity.adcode:
            near[entity.adcode[:PROVINCE]].append(key)
    return Kinship(_frozen(inside), _frozen(near), dict(_lettered(entities)))


def _lettered(entities: Entities) -> Iterator[tuple[tuple[str, str], Mapping[str, tuple[EntityKey, ...]]]]:
    """Sort the entities of each kind, in each edition, by how their names there begin."""
    for kind in addresses.ENTITIES:
        own = [(key, entity) for key, (entity, _) in entities.items() if entity.kind == kind]
        names = [{key: letters.spelt(_said(entity, edition)) for key, entity in own} for edition in addresses.EDITIONS]
        yield from zip(((kind, edition) for edition in addresses.EDITIONS), letters.lists(names), strict=True)


def _said(entity: Entity, edition: str) -> str:
    """Give the name that an entity is listed by: in English its English one, else its reading."""
    return ((entity.english or entity.by_rule) if edition == "en" else entity.reading) or entity.slug


def _frozen(lists: Mapping[str, list[EntityKey]]) -> dict[str, tuple[EntityKey, ...]]:
    return {key: tuple(lists[key]) for key in sorted(lists)}
