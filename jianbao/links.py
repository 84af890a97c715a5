"""The barrier: all Cards together become the Corpus, which is the only value that knows the whole archive."""

from collections.abc import Iterable
from itertools import groupby

from jianbao.model import Card, Corpus

UNDATED_YEAR = "undated"


def corpus(cards: Iterable[Card]) -> Corpus:
    """Order the archive, newest first, and cut it by year. The order of `cards` does not matter."""
    ordered = tuple(sorted(sorted(cards, key=lambda card: card.id), key=lambda card: card.dated, reverse=True))
    years = {year: tuple(card.id for card in group) for year, group in groupby(ordered, _year)}
    return Corpus(ordered, years)


def _year(card: Card) -> str:
    return card.dated[:4] or UNDATED_YEAR
