"""The words around a figure: the part of its clause before it and the part behind it, other figures left out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Word, Words
from jianbao.numerals.found import Found

_BACK = 3
_ASIDE = 40  # the longest text in brackets that is looked over
_CLOSING = ("）", ")")


class Clause(NamedTuple):
    """The clause of a figure, as ranges of the text: before it and behind it up to the figures on either side.

    `start` is where the clause begins, `first` where its first figure does, `before` where the clauses begin that
    stand before it in the sentence, the last one first.
    """

    words: Words
    start: int
    first: int
    left: tuple[int, int]
    right: tuple[int, int]
    end: int
    before: tuple[int, ...]

    @property
    def follows(self) -> bool:
        """Tell whether another figure stands before this one in the clause."""
        return self.left[0] > self.start

    def earlier(self) -> Iterator[list[Word]]:
        """Give the words of the clause up to its first figure, then those of the clauses before it, last one first."""
        yield between(self.words, self.start, self.first)
        end = self.start
        for start in self.before:
            yield between(self.words, start, end)
            end = start


def bounds(words: Words, tables: Tables) -> tuple[list[int], list[int]]:
    """Give where each clause of a text begins and ends."""
    stops = [m.span() for m in tables.stop.finditer(words.text) if m.lastgroup != "no"]
    return [0, *(end for _, end in stops)], [*(start for start, _ in stops), len(words.text)]


def clauses(words: Words, found: Sequence[Found], begins: Sequence[int], ends: Sequence[int]) -> list[Clause]:
    """Give the clause of each quantity."""
    chains = _chains(found)
    out: list[Clause] = []
    for i, this in enumerate(found):
        place = bisect_right(begins, this.start) - 1
        begin, last = begins[place], ends[bisect_left(ends, this.end)]
        first = out[-1].first if out and out[-1].start == begin else this.start
        low = words.sentence(this.start)[0]
        before = tuple(b for b in reversed(begins[max(0, place - _BACK) : place]) if b >= low)
        left, right = _left(found, chains[i][0], begin), _right(found, chains[i][1], last)
        left = _before_brackets(words.text, begins, left) if left[0] == left[1] else left
        out.append(Clause(words, begin, first, left, right, last, before))
    return out


def between(words: Words, start: int, end: int) -> list[Word]:
    """Give the words that lie in a range; one that is cut by its ends keeps the part inside."""
    if start >= end:
        return []
    first, last = words.word_at(start), words.word_at(end - 1)
    out = list(map(Word, words.words[first : last + 1], words.tags[first : last + 1]))
    if words.starts[last + 1] > end:
        out[-1] = Word(words.text[max(start, words.starts[last]) : end], out[-1].tag)
    if words.starts[first] < start and (first < last or words.starts[last + 1] <= end):
        out[0] = Word(words.text[start : words.starts[first + 1]], out[0].tag)
    return out


def _chains(found: Sequence[Found]) -> list[tuple[int, int]]:
    """Give for each figure the first and the last of its chain: figures side by side, 19户63人."""
    out: list[tuple[int, int]] = []
    for first, last in pairwise(
        [i for i, this in enumerate(found) if not i or found[i - 1].end != this.start] + [len(found)]
    ):
        out += [(first, last - 1)] * (last - first)
    return out


def _left(found: Sequence[Found], first: int, begin: int) -> tuple[int, int]:
    """Give the range before a chain, back to the figure before it."""
    return max(begin, found[first - 1].end if first else 0), found[first].start


def _before_brackets(text: str, begins: Sequence[int], left: tuple[int, int]) -> tuple[int, int]:
    """Give the range before the brackets that stand right before a figure: `扶贫资金`（含涉农资金）58亿元."""
    end = left[0]
    if text[end - 1 : end] not in _CLOSING:
        return left
    opened = max(text.rfind(mark, max(0, end - _ASIDE), end) for mark in "（(")
    return (begins[bisect_right(begins, opened) - 1], opened) if opened > 0 else left


def _right(found: Sequence[Found], last: int, end: int) -> tuple[int, int]:
    """Give the range behind a chain, up to the figure behind it."""
    return found[last].end, min(end, found[last + 1].start if last + 1 < len(found) else end)
