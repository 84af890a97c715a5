"""The hand-written pages of tests/cases/roles/pages.txt, each line with the roles it should get."""

from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases/roles/pages.txt"


@dataclass(frozen=True)
class Marked:
    """A page: its name, its lines, and the roles of the pieces of each line that is not blank."""

    name: str
    lines: tuple[str, ...]
    roles: tuple[tuple[str, ...], ...]


def marked_pages() -> list[Marked]:
    """Read the pages."""
    text = "\n".join(line for line in CASES.read_text("utf-8").split("\n") if not line.startswith("#"))
    return [_page(part) for part in text.split("=== ")[1:]]


def _page(part: str) -> Marked:
    name, *rows = part.rstrip("\n").split("\n")
    cells = [row.partition("\t") for row in rows]
    lines = [line or mark if mark == "——" else line for mark, _, line in cells]
    roles = [("rule",) if mark == "——" else tuple(mark.split("+")) for mark, _, line in cells if mark]
    return Marked(name, tuple(lines), tuple(roles))
