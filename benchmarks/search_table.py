"""The table of `benchmarks/search.py`: what each engine did, side by side, and how that compares with the first."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Scores:
    """What one engine did: times in seconds, of queries in milliseconds; memory in MB, the rest in bytes."""

    build: float = math.inf
    processor: float = math.inf
    memory: float = 0
    disk: int = 0
    files: int = 0
    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    fetched: list[int] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


_ROWS: dict[str, Callable[[Scores], str]] = {
    "build, wall / processor": lambda s: f"{s.build:.1f} / {s.processor:.1f} s",
    "peak memory": lambda s: f"{s.memory:,.0f} MB",
    "on disk": lambda s: f"{s.disk / 1e6:.1f} MB in {s.files:,} files",
    "recall, typed in Simplified / Traditional": lambda s: _in_both(s.recall),
    "precision, the same": lambda s: _in_both(s.precision),
    "right article first for a piece of its headline": lambda s: f"{statistics.fmean(s.first):.0%}",
    "fetched to ten results, fresh page, median": lambda s: f"{statistics.median(s.fetched) / 1000:,.0f} KB",
    "cold query, median / 95th": lambda s: _times(s.cold),
    "warm query, median / 95th": lambda s: _times(s.warm),
}


def table(found: Sequence[tuple[str, Scores]]) -> str:
    """Make a table in Markdown: a column per engine, and the build of the first as a share of each other's."""
    (name, ours), *others = found
    shares = [
        f"{ours.build / s.build:.2f} / {ours.processor / s.processor:.2f} / {ours.memory / s.memory:.2f}"
        for _, s in others
    ]
    rows = [["", *(label for label, _ in found)], ["---"] * (len(found) + 1)]
    rows += [[label, *(cell(scores) for _, scores in found)] for label, cell in _ROWS.items()]
    rows.append([f"{name} takes of its wall / processor / memory", "", *shares])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def put(made: str, report: Path) -> None:
    """Put a table in the place of the first one in a report."""
    lines = report.read_text("utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith("|"))
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    report.write_text("".join([*lines[:start], made, *lines[end:]]), "utf-8")


def _in_both(values: Sequence[float]) -> str:
    return f"{statistics.fmean(values[::2]):.3f} / {statistics.fmean(values[1::2]):.3f}"


def _times(values: Sequence[float]) -> str:
    return f"{statistics.median(values):,.0f} / {sorted(values)[int(len(values) * 0.95)]:,.0f} ms"
