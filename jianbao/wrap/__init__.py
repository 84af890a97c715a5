"""Lines -> lines: a text that was wrapped at the width of its columns gets its paragraphs back, column by column.

Most lines of such a page end at a margin, in mid-sentence, and read on in the next line of their column.

`gutters`   columns side by side in one line
`columns`   columns whose lines were printed by turns
`strips`    a line as its column has it, and which lines go on in the next
`evidence`  how well a line goes on in another
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jianbao import lexicon, ngrams
from jianbao.align import merge, shift
from jianbao.model import Join, Line, Span
from jianbao.wrap.columns import dealt
from jianbao.wrap.evidence import gain
from jianbao.wrap.gutters import parted
from jianbao.wrap.strips import MEASURES, Column, Strip, body, cuts, edges, margin

__all__ = ["CONFIDENCE", "Tables", "default", "unwrapped"]

CONFIDENCE = 0.99  # of the joins: hardly one in a hundred paragraphs ends right at the margin, and none is indented


@dataclass(frozen=True)
class Tables:
    """The thresholds, and what usually follows what."""

    rules: Mapping[str, Any]
    ngrams: ngrams.Ngrams


@functools.cache
def default() -> Tables:
    """Load the tables that ship with the program."""
    return Tables(lexicon.settings("wrap/rules"), ngrams.load())


def unwrapped(
    lines: Sequence[Line], printed: Sequence[str], known: Tables | None = None
) -> tuple[tuple[Line, ...], tuple[Join, ...]]:
    """Put the lines of a wrapped page together, column by column, with a join for each cut; give others as they are.

    A line made of several has the number of its first, and runs on each of them. `printed` are the lines of the seed.
    """
    known = known or default()
    columns = _columns(lines, printed, known)
    why = "wrapped" if len(columns) == 1 else "columns"
    out, joins = list[Line](), list[Join]()
    for number, column in enumerate(columns):
        going_on = {at + 1 for at in (_lone_cuts(column, known) if len(columns) == 1 else _cuts(column, number, known))}
        for at, strip in enumerate(column):
            out.append(_with(out.pop(), strip.line) if at in going_on else strip.line)
        joins += [Join(_span(column[at - 1].line), _span(column[at].line), CONFIDENCE, why) for at in sorted(going_on)]
    return (tuple(out) if joins else tuple(lines)), tuple(joins)


def _columns(lines: Sequence[Line], printed: Sequence[str], known: Tables) -> Sequence[Column]:
    """Give the columns of a page in their order: one where nothing tells of several, none where lines are long."""
    rules = known.rules
    if columns := parted(lines, printed, rules, known.ngrams):
        return columns
    long = sum(len(line.text) > rules["most"]["characters"] for line in lines)
    if not lines or long > rules["longer"] * len(lines):
        return []
    before = [0, *(line.number for line in lines)]
    strips = [
        Strip(line, line.runs[0].start, below=line.number == above + 1)
        for line, above in zip(lines, before, strict=False)
    ]
    return dealt(strips, rules, known.ngrams)


def _lone_cuts(column: Column, known: Tables) -> list[int]:
    """Find the lines that go on in the next one; none unless the page is wrapped."""
    rules, texts = known.rules, [strip.line.text for strip in column]
    for measure, (reach, _) in MEASURES.items():
        sizes, slack = [reach(strip) for strip in column], rules["slack"][measure]
        end = margin(sizes, measure, rules)
        full, longer = sum(size >= end - slack for size in sizes), sum(size > end + slack for size in sizes)
        if not end or full < rules["share"] * len(column) or longer > rules["longer"] * len(column):
            continue
        found = cuts(column, edges(column, measure, (end,), rules), body(column))
        inside = [(texts[at], texts[at + 1], texts[at + 2]) for at in found if at + 2 < len(column)]
        if len(found) >= rules["lines"] and gain(inside, known.ngrams) >= rules["gain"]:
            return found
    return []


def _cuts(column: Column, number: int, known: Tables) -> list[int]:
    """Find the lines of one of several columns that go on in the next one. Only the first may have a head."""
    found = [edges(column, measure, (end,), known.rules) for measure, end in _margins(column, known.rules)]
    seen = max(found, key=lambda one: sum(one.is_full(at, at) for at in range(len(column))), default=None)
    if not seen:
        return []
    # Where paragraphs are indented no margin need be met to the letter.
    ragged = known.rules["ragged"] if len({strip.indent for strip in column}) > 1 else 1
    return cuts(column, replace(seen, slack=seen.slack * ragged), 0 if number else body(column))


def _margins(column: Column, rules: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for measure, (reach, _) in MEASURES.items():
        end = margin([reach(strip) for strip in column], measure, rules)
        if end:
            yield measure, end


def _with(line: Line, after: Line) -> Line:
    """Put a line after another; words of Latin letters stay apart."""
    apart = " " * (_is_latin(line.text[-1]) and _is_latin(after.text[0]))
    text = f"{line.text}{apart}"
    return replace(line, text=text + after.text, runs=merge((*line.runs, *shift(after.runs, len(text)))))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _span(line: Line) -> Span:
    return Span(line.number, line.runs[0].start, line.runs[-1].start + line.runs[-1].size)
