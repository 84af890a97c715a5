"""Text that was decoded, yet should be looked at: control, direction and invisible characters, and mojibake."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from jianbao import escape
from jianbao.model import Problem
from jianbao.read.decoding import share
from jianbao.read.tables import Tables

_CODES: Mapping[str, str] = MappingProxyType({"control": "CONTROL", "direction": "BIDI", "invisible": "BIDI"})
_SHOWN = 5


def problems(lines: tuple[str, ...], tables: Tables) -> tuple[Problem, ...]:
    """Warn of each line that holds what no newspaper prints; beyond a stated number the lines are only counted."""
    found: dict[str, list[Problem]] = {"CONTROL": [], "BIDI": [], "MOJIBAKE": []}
    for number, line in enumerate(lines, 1):
        for problem in (*_unseen(number, line), *_mojibake(number, line, tables)):
            found[problem.code].append(problem)
    most = tables.limits.warned_lines
    out = []
    for code, each in found.items():
        out += each[:most]
        if len(each) > most:
            out.append(Problem(code, 0, f"and the same in {len(each) - most} more lines"))
    return tuple(out)


def _unseen(number: int, line: str) -> Iterator[Problem]:
    places: dict[str, list[int]] = {}
    for at, kind in escape.unseen(line):
        places.setdefault(_CODES[kind], []).append(at)
    for code, each in places.items():
        shown = ", ".join(escape.visible(line[at]) for at in each[:_SHOWN])
        columns = ", ".join(str(at + 1) for at in each[:_SHOWN])
        more = f" and {len(each) - _SHOWN} more" if len(each) > _SHOWN else ""
        yield Problem(code, number, f"{shown} in column{'s' if each[1:] else ''} {columns}{more}; shown so on the page")


def _mojibake(number: int, line: str, tables: Tables) -> Iterator[Problem]:
    if line.isascii():
        return
    lost = line.count("\ufffd")
    phrase = tables.phrases.search(line)
    if lost:
        yield Problem("MOJIBAKE", number, f"{lost} characters were lost before the file came here (U+FFFD)")
    elif phrase:
        yield Problem("MOJIBAKE", number, f"“{phrase[0]}” is what a wrong decoding leaves; look at the original")
    elif not _reads_well(line, tables) and share(line, tables)[0] < tables.score.wrong:
        for wrong, right in tables.readings:
            if _reads_better(line, wrong, right, tables):
                yield Problem("MOJIBAKE", number, f"seems to be {right} that was read as {wrong}; look at the original")
                return


def _reads_well(line: str, tables: Tables) -> bool:
    """Tell at a glance what is true of nearly every line: that its common characters alone make a fair share of it."""
    enough, half = tables.score.wrong * len(line), line[: len(line) // 2]  # which mostly has enough of them by itself
    return any(sum(map(tables.common.__contains__, part)) >= enough for part in (half, line))


def _reads_better(line: str, wrong: str, right: str, tables: Tables) -> bool:
    """Tell whether the line makes Chinese when its wrong decoding is undone, passing over what that lost."""
    mended = line.encode(wrong, "ignore").decode(right, "ignore")
    said, letters = share(mended, tables)
    return letters >= tables.score.line_letters and said >= tables.score.right
