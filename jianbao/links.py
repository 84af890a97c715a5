"""The barrier: all Cards together become the Corpus, which is the only value that knows the whole archive."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from math import log

from jianbao.model import Card, Corpus, Entity, Related

UNDATED_YEAR = "undated"
RELATED = 5  # what a reader takes in beside an article
REASONS = 3  # names that say why
# A name in more articles than this relates nothing to anything, and would make the work quadratic.
COMMON = 200
IMPLIED = 0.5

Key = tuple[str, str]
Entities = Mapping[Key, tuple[Entity, tuple[str, ...]]]


def corpus(cards: Iterable[Card]) -> Corpus:
    """Order the archive, newest first, cut it by year, and tie it together by names. Any order of `cards` will do."""
    ordered = tuple(sorted(sorted(cards, key=lambda card: card.id), key=lambda card: card.dated, reverse=True))
    years = {year: tuple(card.id for card in group) for year, group in groupby(ordered, _year)}
    entities = _entities(ordered)
    return Corpus(ordered, years, entities, {card.id: _related(card, entities, len(ordered)) for card in ordered})


def _year(card: Card) -> str:
    return card.dated[:4] or UNDATED_YEAR


def _entities(cards: Iterable[Card]) -> Entities:
    """Gather the articles of each entity, in the order of the cards; entities by kind and slug."""
    described: dict[Key, Entity] = {}
    articles: dict[Key, list[str]] = defaultdict(list)
    for card in cards:
        for named in card.names:
            key = (named.entity.kind, named.entity.slug)
            described.setdefault(key, named.entity)
            articles[key].append(card.id)
    return {key: (described[key], tuple(articles[key])) for key in sorted(described)}


def _related(card: Card, entities: Entities, total: int) -> tuple[Related, ...]:
    """Find the articles that share the most, and the rarest, names with one."""
    score: defaultdict[str, float] = defaultdict(float)
    shared: dict[str, list[tuple[float, Entity]]] = defaultdict(list)
    for named in card.names:
        entity, articles = entities[named.entity.kind, named.entity.slug]
        if 1 < len(articles) <= COMMON:
            # A place that only holds one that is named says less than a name in the text.
            weight = log(1 + total / len(articles)) * (1 if named.places else IMPLIED)
            for other in articles:
                score[other] += weight
                shared[other].append((weight, entity))
    best = sorted((ident for ident in score if ident != card.id), key=lambda ident: (-score[ident], ident))[:RELATED]
    return tuple(Related(ident, _reasons(shared[ident])) for ident in best)


def _reasons(shared: Iterable[tuple[float, Entity]]) -> tuple[Entity, ...]:
    rarest = sorted(shared, key=lambda pair: (-pair[0], pair[1].kind, pair[1].slug))
    return tuple(entity for _, entity in rarest[:REASONS])
