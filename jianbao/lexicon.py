"""Loads and checks the data tables, the only reader of `jianbao/data/`; writes the expression that finds their words.

A table is a TSV file whose head says what it is, in comment lines `# format: ...`, `# source: ...`, `# used by: ...`,
then a line of column names, then rows. What may go into each table is in `jianbao/data/README.md`.
"""

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from jianbao.errors import DataError

DATA = Path(__file__).parent / "data"
HEADER = ("format", "source", "used by")
_Tree = dict[str, "_Tree"]  # words by their next character; _END where one ends
_END = ""


@functools.cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """Load `data/<name>.tsv`: one read-only mapping per row, by column name, in the order of the file.

    Raises DataError naming file and line for a missing header field, a row of the wrong width or a repeated row.
    """
    path = DATA / f"{name}.tsv"
    lines = _text(path).split("\n")
    _check_header(path, lines)
    body = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not body:
        raise DataError(_at(path, 0, "has no line of column names"))
    columns = body[0][1].split("\t")
    seen: set[str] = set()
    rows = []
    for number, line in body[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise DataError(_at(path, number, f"has {len(cells)} cells where the header has {len(columns)}"))
        if line in seen:
            raise DataError(_at(path, number, "stands twice"))
        seen.add(line)
        rows.append(MappingProxyType(dict(zip(columns, cells, strict=True))))
    return tuple(rows)


@functools.cache
def settings(name: str) -> Any:
    """Load `data/<name>.yaml`: thresholds, weights and small maps. The header comments are those of a table."""
    path = DATA / f"{name}.yaml"
    text = _text(path)
    _check_header(path, text.split("\n"))
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 the safe one, where it can be in C


def any_of(words: Iterable[str]) -> str:
    """Write an expression that matches the longest of some words as they stand; of none, one that fits nothing.

    It has the shape of a tree, so that no beginning is looked at twice, and may stand inside a longer expression.

    >>> any_of(["公里", "公斤", "公里/小时", "亩"]), any_of([])
    ('(?:亩|公(?:斤|里(?:/小时)?))', '(?!)')
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return _branch(tree) if tree else "(?!)"


def _branch(tree: _Tree) -> str:
    """Write what may follow at a node: nothing, one way, or a choice of several."""
    options = [_path(char, below) for char, below in sorted(tree.items()) if char != _END]
    if not options:
        return ""
    if _END not in tree:
        return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    return f"(?:{'|'.join(options)})?"


def _path(char: str, below: _Tree) -> str:
    """Write a character and all that follows it, as far as there is one way only without a choice."""
    text = re.escape(char)
    while len(below) == 1 and _END not in below:
        char, below = next(iter(below.items()))
        text += re.escape(char)
    return text + _branch(below)


def text(name: str) -> str:
    """Load a file of another language, `data/<name>`, such as SQL, as text. Not kept: the caller does."""
    return _text(DATA / name)


def blob(name: str) -> bytes:
    """Load a binary table, `data/<name>`, whose format a README beside it describes. Not kept: the caller does."""
    try:
        return (DATA / name).read_bytes()
    except OSError as error:
        raise DataError(_at(DATA / name, 0, f"cannot be read ({error.strerror})")) from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(_at(path, 0, f"cannot be read ({error})")) from error


def _check_header(path: Path, lines: list[str]) -> None:
    said = {line[1:].partition(":")[0].strip() for line in lines if line.startswith("#")}
    for field in HEADER:
        if field not in said:
            raise DataError(_at(path, 1, f"lacks the header line '# {field}: ...'"))


def _at(path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(DATA.parent.parent)}:{line}: {what}"
