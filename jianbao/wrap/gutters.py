"""Columns side by side in one line, parted by wide gaps or tabs: so print programs that keep the layout of a page."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from jianbao.align import cut, is_ink
from jianbao.model import Line
from jianbao.ngrams import Ngrams
from jianbao.wrap.evidence import gain
from jianbao.wrap.strips import MEASURES, Column, Strip, margin, width

_GAP = re.compile(r"^\s+|\s*\t\s*|\s{2,}|\s+$")
_OFF = 2  # characters: where letters are narrow, or spaced out to fill a line, columns of characters cannot be met
_TAB = 1000  # characters: no column is as wide


@dataclass(frozen=True)
class Field:
    """What stands between two gaps of a line: characters `start` to `end`, and where that is, by some measure."""

    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True)
class Grid:
    """Where columns begin, and the fields of each line, by a measure of which a character takes `unit`."""

    starts: Sequence[int]
    rows: Sequence[Sequence[Field]]
    unit: int

    def column(self, field: Field) -> int:
        """Tell in which column a field begins; it may be a little off."""
        return max((at for at, start in enumerate(self.starts) if field.left >= start - _OFF * self.unit), default=0)

    def spans(self, row: Sequence[Field]) -> bool:
        """Tell whether a line reaches from one column into the next."""
        ends = [*self.starts[1:], 1 << 30]
        return any(field.right > ends[self.column(field)] + _OFF * self.unit for field in row)


def parted(lines: Sequence[Line], printed: Sequence[str], rules: Mapping[str, Any], table: Ngrams) -> list[Column]:
    """Part lines at the gutters of their page; give the columns one after the other, none where there are none.

    `printed` are the lines of the seed. A line across all columns parts what is above it from what is below.
    """
    texts = [printed[line.number - 1] for line in lines]
    if not _have_gaps(lines, texts, rules):
        return []
    for grid in sorted(_grids(texts, rules), key=_fit):
        columns = list(_columns(lines, grid))
        if _are_prose(columns, len(grid.starts), rules) and gain(_triples(columns), table) >= rules["gain"]:
            return [column for column in columns if column]
    return []


def _have_gaps(lines: Sequence[Line], texts: Sequence[str], rules: Mapping[str, Any]) -> bool:
    """Tell whether lines may hold a few columns; most pages have hardly a gap, and begin no line far in."""
    # Cleaning leaves a gap between runs, or a space for a tab.
    gaps = [len(line.runs) - 1 + text.count("\t") for line, text in zip(lines, texts, strict=True)]
    far = rules["least"]["characters"]
    parted = sum(gap > 0 or line.runs[0].start >= far for gap, line in zip(gaps, lines, strict=True))
    few = sum(gaps) <= 2 * rules["gutters"]["most"] * len(lines)
    often = parted >= max(rules["lines"], rules["gutters"]["share"] * len(lines))
    return few and often and max(map(len, texts)) <= _TAB


def _grids(texts: Sequence[str], rules: Mapping[str, Any]) -> Iterator[Grid]:
    """Give the ways to see columns in a page: by the characters before a field, and by their width."""
    for measure, unit, places in (("characters", 1, _in_characters), ("columns", 2, _on_terminal)):
        rows = [_fields(text, places) for text in texts]
        starts = _starts(rows, rules["gutters"]["share"] * len(texts), rules["least"][measure])
        if 1 < len(starts) <= rules["gutters"]["most"]:
            yield Grid(starts, rows, unit)


def _fit(grid: Grid) -> tuple[int, int]:
    """Rate a grid, the best lowest: by the lines across its columns, and by the fields that begin where one does."""
    return sum(map(grid.spans, grid.rows)), -sum(field.left in grid.starts for row in grid.rows for field in row)


def _in_characters(text: str) -> list[int]:
    r"""Count the characters before each place; a tab leads to the next column, however wide that is.

    >>> _in_characters("左栏\t右栏")
    [0, 1, 2, 1000, 1001, 1002]
    """
    return [*accumulate(text, lambda at, char: at + (_TAB - at % _TAB if char == "\t" else 1), initial=0)]


def _on_terminal(text: str) -> list[int]:
    return [*accumulate(map(width, text), initial=0)]


def _fields(text: str, places: Callable[[str], list[int]]) -> list[Field]:
    ends = [(0, 0), *(gap.span() for gap in _GAP.finditer(text)), (len(text), len(text))]
    parts = ((before[1], after[0]) for before, after in pairwise(ends) if any(map(is_ink, text[before[1] : after[0]])))
    at = places(text)
    return [Field(start, end, at[start], at[end]) for start, end in parts]


def _starts(rows: Sequence[Sequence[Field]], often: float, apart: int) -> list[int]:
    """Find where columns begin: at the left, and where often a field does, the most frequent places first."""
    counted = Counter(field.left for row in rows for field in row)
    support = {left: counted[left - 1] + counted[left] + counted[left + 1] for left in counted}
    out = [min(counted)]
    for left in sorted(support, key=lambda left: (-support[left], -counted[left], left)):
        if support[left] >= often and all(abs(left - other) >= apart for other in out):
            out.append(left)
    return sorted(out)


def _columns(lines: Sequence[Line], grid: Grid) -> Iterator[list[Strip]]:
    """Give the columns, as many at a time as there are, and a line across all of them as the first of such."""
    columns: list[list[Strip]] = [[] for _ in grid.starts]
    for line, row in zip(lines, grid.rows, strict=True):
        if grid.spans(row):
            yield from columns
            yield [Strip(line, line.runs[0].start)]
            yield from [[]] * (len(grid.starts) - 1)
            columns = [[] for _ in grid.starts]
            continue
        for at, strip in _parts(line, row, grid):
            columns[at].append(strip)
    yield from columns


def _parts(line: Line, row: Sequence[Field], grid: Grid) -> Iterator[tuple[int, Strip]]:
    """Cut a line at its gutters; give each part with its column."""
    for at in sorted({grid.column(field) for field in row}):
        fields = [field for field in row if grid.column(field) == at]
        start, end = _place(line, fields[0].start, fields[-1].end)
        part = replace(line, text=line.text[start:end], runs=cut(line.runs, start, end), first=start == 0)
        yield at, Strip(part, max(0, (fields[0].left - grid.starts[at]) // grid.unit))


def _place(line: Line, start: int, end: int) -> tuple[int, int]:
    """Find a range of printed characters in a cleaned line."""
    runs = [run for run in line.runs if start < run.start + run.size and run.start < end]
    first, last = runs[0], runs[-1]
    return first.at + max(0, start - first.start), last.at + min(last.size, end - last.start)


def _are_prose(columns: Sequence[Column], number: int, rules: Mapping[str, Any]) -> bool:
    """Tell whether most lines of every column end at its margin."""
    return all(_is_prose([strip for column in columns[at::number] for strip in column], rules) for at in range(number))


def _is_prose(column: Column, rules: Mapping[str, Any]) -> bool:
    for measure, (reach, _) in MEASURES.items():
        sizes = [reach(strip) for strip in column]
        end = margin(sizes, measure, rules)
        if end and sum(size >= end - rules["slack"][measure] for size in sizes) >= rules["share"] * len(column):
            return True
    return False


def _triples(columns: Sequence[Column]) -> Iterator[tuple[str, str, str]]:
    """Give lines with the one below them in their column and what is printed beside them, or next at the left."""
    across = sorted((strip for column in columns for strip in column), key=lambda strip: _printed_at(strip.line))
    beside = {_printed_at(strip.line): after for strip, after in pairwise(across)}
    for column in columns:
        for strip, below in pairwise(column):
            other = beside[_printed_at(strip.line)]
            if other is not below:
                yield strip.line.text, below.line.text, other.line.text


def _printed_at(line: Line) -> tuple[int, int]:
    return line.number, line.runs[0].start
