"""A line as its column has it, where columns end, and which of their lines go on in the next."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jianbao.model import Line

_WIDE = frozenset("WFA")


@dataclass(frozen=True)
class Strip:
    """A line and how many characters it is indented in its column. `below`: no blank line is above it there."""

    line: Line
    indent: int
    below: bool = True


Column = Sequence[Strip]


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal: two for what is as wide as a Chinese character.

    >>> width("5G网络")
    6
    """
    return len(text) + sum(unicodedata.east_asian_width(char) in _WIDE for char in text)


def _in_characters(strip: Strip) -> int:
    first, last = strip.line.runs[0], strip.line.runs[-1]
    return strip.indent + last.start + last.size - first.start


def _in_columns(strip: Strip) -> int:
    return 2 * strip.indent + width(strip.line.text)


# By name: how far a line reaches, and how long a text is.
MEASURES: Mapping[str, tuple[Callable[[Strip], int], Callable[[str], int]]] = {
    "characters": (_in_characters, len),
    "columns": (_in_columns, width),
}
# What no line parts: a number, a word of Latin letters or a character, with the marks that may not begin or end a line.
_UNIT = re.compile(r"[“‘（《〈「『【]*(?:[\d.]+|[A-Za-z]+|.)[，。、；：？！％%”’）》〉」』】…]*")


@dataclass(frozen=True)
class Edges:
    """How much room each line leaves to its margin (less than none: it is longer), and how much its beginning needs."""

    room: Sequence[int]
    need: Sequence[int]
    slack: int

    def is_full(self, line: int, _after: int) -> bool:
        """Tell whether a line ends at its margin."""
        return self.room[line] <= self.slack

    def goes_on(self, line: int, after: int) -> bool:
        """Tell whether the text of a line may go on in another one: its beginning had no room."""
        return self.is_full(line, after) or self.room[line] < self.need[after]


def edges(column: Column, measure: str, margins: Sequence[int], rules: Mapping[str, Any]) -> Edges:
    """Look at the edges of the lines of a column that has the given margins."""
    reach, size = MEASURES[measure]
    widest = max(margins, default=0)
    room = [min((end - at for end in margins if end >= at), default=widest - at) for at in map(reach, column)]
    need = [size(found[0]) if (found := _UNIT.match(strip.line.text)) else 0 for strip in column]
    return Edges(room, need, rules["slack"][measure])


def margin(sizes: Sequence[int], measure: str, rules: Mapping[str, Any]) -> int:
    """Give the size at which most lines end, or 0 where none may be a margin."""
    counted = Counter(size for size in sizes if rules["least"][measure] <= size <= rules["most"][measure])
    slack = range(rules["slack"][measure] + 1)
    return max(counted, key=lambda size: (sum(counted[size - less] for less in slack), size), default=0)


def body(column: Column) -> int:
    """Give the place of the first line of the text: where paragraphs are indented, the head is what stands before."""
    flush = min(strip.indent for strip in column)
    return next((at for at, strip in enumerate(column) if strip.indent > flush), 0)


def cuts(column: Column, seen: Edges, start: int) -> list[int]:
    """Find the lines, from `start` on, that go on in the next one: without room, before one that is not indented.

    Where no paragraph is indented only the margin tells where one ends.
    """
    flush = min(strip.indent for strip in column)
    going_on = seen.goes_on if any(strip.indent > flush for strip in column) else seen.is_full
    return [
        at
        for at, (_, after) in enumerate(pairwise(column))
        if at >= start and going_on(at, at + 1) and after.below and after.indent == flush
    ]
