"""Lines -> lines: a text that was wrapped at a width, as by a program that scans columns, gets its paragraphs back.

Most lines of such a page end at one margin, in mid-sentence, and read on in the next line. Where columns interleave the
next line does not go on, and the lines are left to `order`.
"""

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jianbao import lexicon, ngrams
from jianbao.align import merge, shift
from jianbao.model import Join, Line, Span

CONFIDENCE = 0.99  # of the joins: hardly one in a hundred paragraphs ends right at the margin, and none is indented
WHY = "wrapped"
_BEFORE, _AFTER = 4, 2  # characters on either side of a cut that tell whether it reads on
_CLOSED = tuple("。！？!?”’）")
_WIDE = frozenset("WFA")


@dataclass(frozen=True)
class Tables:
    """The thresholds, and what usually follows what."""

    rules: Mapping[str, Any]
    ngrams: ngrams.Ngrams


@functools.cache
def default() -> Tables:
    """Load the tables that ship with the program."""
    return Tables(lexicon.settings("wrap/rules"), ngrams.load())


def unwrapped(lines: Sequence[Line], known: Tables | None = None) -> tuple[tuple[Line, ...], tuple[Join, ...]]:
    """Put the lines of a wrapped page together, with a join for each cut; give any other page as it is.

    A line made of several has the number of its first, and runs on each of them.
    """
    known = known or default()
    long = sum(len(line.text) > known.rules["most"]["characters"] for line in lines)
    if long > known.rules["longer"] * len(lines):
        return tuple(lines), ()
    cuts = next(filter(None, (_cuts(lines, measure, known) for measure in _MEASURES)), [])
    if not cuts:
        return tuple(lines), ()
    out, going_on = list[Line](), {at + 1 for at in cuts}
    for at, line in enumerate(lines):
        if at in going_on:
            out[-1] = _with(out[-1], line)
        else:
            out.append(line)
    return tuple(out), tuple(Join(_span(lines[at]), _span(lines[at + 1]), CONFIDENCE, WHY) for at in cuts)


def _cuts(lines: Sequence[Line], measure: str, known: Tables) -> list[int]:
    """Find the lines that go on in the next one; none unless the page is wrapped by this measure."""
    rules = known.rules
    sizes = [_MEASURES[measure](line) for line in lines]
    margin = _margin(sizes, measure, rules)
    full = [size >= margin - rules["slack"][measure] for size in sizes]
    longer = sum(size > margin + rules["slack"][measure] for size in sizes)
    if not margin or sum(full) < rules["share"] * len(lines) or longer > rules["longer"] * len(lines):
        return []
    starts = [line.runs[0].start for line in lines]
    flush = min(starts)
    # Where paragraphs are indented, what stands before the first of them is the head.
    body = next((at for at, start in enumerate(starts) if start > flush), 0)
    cuts = [
        at
        for at, (line, after) in enumerate(pairwise(lines))
        if at >= body and full[at] and after.number == line.number + 1 and starts[at + 1] == flush
    ]
    return cuts if len(cuts) >= rules["lines"] and _gain(lines, cuts, known.ngrams) >= rules["gain"] else []


def _margin(sizes: Sequence[int], measure: str, rules: Mapping[str, Any]) -> int:
    """Give the size at which most lines end, or 0 where none may be a margin."""
    counted = Counter(size for size in sizes if rules["least"][measure] <= size <= rules["most"][measure])
    slack = range(rules["slack"][measure] + 1)
    return max(counted, key=lambda size: (sum(counted[size - less] for less in slack), size), default=0)


def _gain(lines: Sequence[Line], cuts: Sequence[int], table: ngrams.Ngrams) -> float:
    """Weigh how much better lines cut in mid-sentence go on in their next line than in the one after it."""
    texts = [line.text for line in lines]
    inside = [
        (texts[at][-_BEFORE:], texts[at + 1][:_AFTER], texts[at + 2][:_AFTER])
        for at in cuts
        if at + 2 < len(lines) and not texts[at].endswith(_CLOSED)
    ]
    pairs = [(a + b, a + c) for a, b, c in inside if len(a) == _BEFORE and len(b) == len(c) == _AFTER]
    if not pairs:
        return 0.0
    on, past = (table.log_prob(ngrams.encode(some), _BEFORE) for some in zip(*pairs, strict=True))
    return float((on - past).mean())


def _characters(line: Line) -> int:
    """Count the characters up to the end of a line, as printed."""
    return line.runs[-1].start + line.runs[-1].size


def _columns(line: Line) -> int:
    """Count the columns that a line takes on a terminal: two for what is as wide as a Chinese character."""
    return 2 * line.runs[0].start + sum(1 + (unicodedata.east_asian_width(char) in _WIDE) for char in line.text)


_MEASURES: Mapping[str, Callable[[Line], int]] = {"characters": _characters, "columns": _columns}


def _with(line: Line, after: Line) -> Line:
    """Put a line after another; words of Latin letters stay apart."""
    apart = " " * (_is_latin(line.text[-1]) and _is_latin(after.text[0]))
    text = f"{line.text}{apart}"
    return Line(line.number, text + after.text, merge((*line.runs, *shift(after.runs, len(text)))))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _span(line: Line) -> Span:
    return Span(line.number, line.runs[0].start, _characters(line))
