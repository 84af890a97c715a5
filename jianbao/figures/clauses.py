"""The words around a figure: the part of its clause before it and the part behind it, other figures left out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.numerals.found import Found


class Word(NamedTuple):
    """A word and its tag."""

    text: str
    tag: str


class Clause(NamedTuple):
    """The words of a clause before a figure and behind it, up to the figures on either side.

    `follows`: a figure stands before it in the clause. `after`: all words behind it in the sentence.
    """

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    follows: bool
    after: tuple[Word, ...]


def clauses(words: Words, found: Sequence[Found], tables: Tables) -> list[Clause]:
    """Give the clause of each quantity."""
    stops = [(0, 0), *(m.span() for m in tables.stop.finditer(words.text)), (len(words.text), len(words.text))]
    starts = [start for start, _ in stops]
    out = []
    for i, this in enumerate(found):
        place = bisect_right(starts, this.start) - 1
        begin = stops[place][1]
        last = stops[bisect_left(starts, this.end)][0]
        left, right = _left(found, i, begin), _right(found, i, last)
        after = _words(words, this.end, words.sentence(this.start)[1]) if this.form == "date" else ()
        out.append(Clause(_words(words, *left), _words(words, *right), left[0] > begin, after))
    return out


def _left(found: Sequence[Found], i: int, begin: int) -> tuple[int, int]:
    """Give the range before a figure, back to the one before it; the figures of a chain, 19户63人, share theirs."""
    while i and found[i - 1].end == found[i].start:
        i -= 1
    return max(begin, found[i - 1].end if i else 0), found[i].start


def _right(found: Sequence[Found], i: int, last: int) -> tuple[int, int]:
    """Give the range behind a figure, up to the one behind it; the figures of a chain share theirs."""
    while i + 1 < len(found) and found[i + 1].start == found[i].end:
        i += 1
    return found[i].end, min(last, found[i + 1].start if i + 1 < len(found) else last)


def _words(words: Words, start: int, end: int) -> tuple[Word, ...]:
    """Give the words that lie in a range; one that is cut by its ends keeps the part inside."""
    if start >= end:
        return ()
    first, last = words.index(start), words.index(end - 1)
    out = []
    for j in range(first, last + 1):
        low, high = max(start, words.starts[j]), min(end, words.starts[j + 1])
        out.append(Word(words.text[low:high], words.tags[j]))
    return tuple(out)
