"""The tie between a text and the places in the seed where it was printed.

A text is tied to its seed by `Run`s. Characters may be replaced one for one; only white space and zero-width
characters may be dropped or put in. So the tie is exact, and every later stage asks here for the sources of a range.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from jianbao.model import Run, Span

ZERO_WIDTH = "\ufeff\u200b"


def is_ink(char: str) -> bool:
    """Tell whether a character must be accounted for: all but white space and zero-width characters.

    >>> [is_ink(c) for c in "字 \u200b\u3000,"]
    [True, False, False, False, True]
    """
    return not char.isspace() and char not in ZERO_WIDTH


def align(before: str, after: str, line: int, offset: int = 0) -> tuple[Run, ...]:
    """Tie `after` to the printed `before`, which starts at character `offset` of `line`.

    Raises ValueError when more than white space or zero-width characters was dropped or put in.

    >>> align("甲 乙,", "甲乙，", 1)
    (Run(at=0, line=1, start=0, size=1), Run(at=1, line=1, start=2, size=2))
    """
    printed = [i for i, char in enumerate(before) if is_ink(char)]
    kept = [i for i, char in enumerate(after) if is_ink(char)]
    if len(printed) != len(kept):
        message = f"line {line}: {len(printed)} characters became {len(kept)}: {before[:40]!r} -> {after[:40]!r}"
        raise ValueError(message)
    pairs = list(zip(kept, printed, strict=True))
    runs = []
    for (a, b), (next_a, next_b) in pairwise([*pairs, (-1, -1)]):
        # White space kept as it was printed belongs to the run, so that a phrase has one source, not one a word.
        size = next_a - a if next_a - a == next_b - b > 0 else 1
        runs.append(Run(a, line, offset + b, size))
    return merge(runs)


def merge(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Merge runs that continue one another both in the text and in the seed."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and (last.line, last.at + last.size, last.start + last.size) == (run.line, run.at, run.start):
            out[-1] = Run(last.at, last.line, last.start, last.size + run.size)
        else:
            out.append(run)
    return tuple(out)


def cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """Give the runs of `text[start:end]`, counted from its own beginning.

    >>> cut((Run(0, 3, 10, 5),), 2, 4)
    (Run(at=0, line=3, start=12, size=2),)
    """
    return tuple(Run(at - start, line, first, size) for at, line, first, size in _parts(runs, start, end))


def _parts(runs: Iterable[Run], start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Give the parts of runs that lie in `text[start:end]`: where in the text, line, where in the line, and size."""
    for run in runs:
        low, high = max(start, run.at), min(end, run.at + run.size)
        if low < high:
            yield low, run.line, run.start + low - run.at, high - low


def shift(runs: Iterable[Run], by: int) -> tuple[Run, ...]:
    """Move runs `by` characters along their text, as when something is put before it."""
    return tuple(Run(run.at + by, run.line, run.start, run.size) for run in runs)


def sources(runs: Iterable[Run], start: int, end: int) -> tuple[Span, ...]:
    """Give the places in the seed of `text[start:end]`, in the order of the text, neighbours on a line merged.

    >>> sources((Run(0, 1, 0, 2), Run(2, 1, 2, 2), Run(4, 9, 0, 3)), 1, 6)
    (Span(line=1, start=1, end=4), Span(line=9, start=0, end=2))
    """
    out: list[Span] = []
    for _, line, first, size in _parts(runs, start, end):
        joined = out and out[-1].line == line and out[-1].end == first
        out.append(Span(line, out.pop().start if joined else first, first + size))
    return tuple(out)
