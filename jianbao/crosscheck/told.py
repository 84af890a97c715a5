"""A figure as its sentence tells it."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jianbao.model import Card, Figure, FigureRow

Amount = tuple[str, Decimal | tuple[Decimal, Decimal] | str]
_STOPS = "，,；;：:（("


class Told(NamedTuple):
    """A figure with its sentence, the other figures of that, and the dates that may be the figure's own.

    `place` is where it stands, its sentence or its article; `known` are the amounts told there.
    """

    row: FigureRow
    place: Hashable
    beside: tuple[Figure, ...]
    known: frozenset[Amount]
    dates: frozenset[str]

    @property
    def figure(self) -> Figure:
        """Give the figure."""
        return self.row.figure

    @property
    def before(self) -> str:
        """Give the words of its sentence before it."""
        return self.row.sentence[: self.figure.start - self.figure.sentence[0]]

    @property
    def clause(self) -> str:
        """Give the words of its clause before it, from the last stop on."""
        before = self.before
        return before[max(map(before.rfind, _STOPS)) + 1 :]


def amount(figure: Figure) -> Amount:
    """Give what a figure says, apart from what it is of."""
    return figure.quantity.unit, figure.quantity.value


def ends(figure: Figure) -> tuple[Decimal, Decimal]:
    """Give the least and the greatest that a figure can be."""
    value = figure.quantity.value
    return value if isinstance(value, tuple) else (Decimal(value), Decimal(value))


def in_prose(rows: Iterable[FigureRow], most: int) -> list[FigureRow]:
    """Leave out sentences of more figures than `most`: tables without lines, which would each be held to all others."""
    every = list(rows)
    counts = Counter((row.figure.block, row.figure.sentence) for row in every)
    return [row for row in every if counts[row.figure.block, row.figure.sentence] <= most]


def told(rows: Sequence[FigureRow]) -> Iterator[Told]:
    """Put to each figure of an article that is no date what its sentence says besides."""
    sentences: dict[tuple[str, tuple[int, int]], list[Figure]] = defaultdict(list)
    for row in rows:
        sentences[row.figure.block, row.figure.sentence].append(row.figure)
    block, date = "", ""
    for row in rows:
        figure, place = row.figure, (row.figure.block, row.figure.sentence)
        date = date if figure.block == block else ""
        block = figure.block
        if figure.quantity.kind == "date":
            date = figure.time
            continue
        dates = {date, *(one.time for one in sentences[place] if one.quantity.kind == "date")}
        beside = tuple(one for one in sentences[place] if one.id != figure.id and one.quantity.kind != "date")
        yield Told(row, place, beside, frozenset(map(amount, beside)), frozenset(filter(None, dates)))


def told_in(card: Card, most: int) -> Iterator[Told]:
    """Put to each figure of a card, in sentences of at most so many, what its article says besides."""
    known = frozenset(amount(row.figure) for row in card.figures)
    return (one._replace(place=card.id, known=known) for one in told(in_prose(card.figures, most)))
