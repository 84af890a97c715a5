"""A safe subset of YAML: maps, lists and text, each with its line. Nothing is built but dicts, lists and strings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from jianbao import escape
from jianbao.errors import SeedError

_SIDECAR = "SIDECAR"
_WRITE = "quote texts that hold marks, indent with spaces, write a half-width colon and a blank after a name"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Tree:
    """A document, and the line of each of its values by path."""

    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Give the line of a value (0: there is none)."""
        return self.lines.get(path, 0)


def tree(data: bytes, most_bytes: int, most_depth: int) -> Tree:
    """Parse a sidecar's bytes. An empty file gives None.

    Raises SeedError (SIDECAR) for what is no YAML, for tags, anchors, aliases, a second document, a key that stands
    twice, and for more bytes or levels than the limits; nothing is parsed beyond the point where that shows.
    """
    if len(data) > most_bytes:
        raise SeedError(_SIDECAR, f"has {len(data):,} bytes, more than {most_bytes:,}; keep to facts and corrections")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SeedError(_SIDECAR, f"is not UTF-8 at byte {error.start}; save it as UTF-8", line) from error
    builder = _Builder(yaml.parse(text, Loader=yaml.SafeLoader), most_depth)
    try:
        return Tree(builder.document(), builder.lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        reason = f"is not YAML: {escape.log(str(error.problem))}; {_WRITE}"
        raise SeedError(_SIDECAR, reason, line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SeedError(_SIDECAR, "holds a control character; delete it", line) from error


class _Builder:
    """Builds values from the parser's events, and stops at the first that is outside the subset."""

    def __init__(self, events: Iterator[Any], most_depth: int) -> None:
        self._events, self._most_depth = events, most_depth
        self.lines: dict[Path, int] = {}

    def document(self) -> Any:
        value = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and self.lines:
                raise _refused(event, "begins a second document; keep one")
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, ())
        return None if value == "" else value

    def _value(self, event: Any, path: Path) -> Any:
        self.lines[path] = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _refused(event, "uses an anchor or alias (& or *); write the value out, or quote the text")
        if event.tag:
            raise _refused(event, "uses a tag (!); quote the text")
        if len(path) > self._most_depth:
            raise _refused(event, f"nests deeper than {self._most_depth} levels; write it flat")
        if isinstance(event, yaml.MappingStartEvent):
            return self._map(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return event.value

    def _map(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, (*path, ""))
            if not isinstance(key, str):
                raise _refused(event, "has a map or a list for a key; write a word")
            if key in values:
                raise _refused(event, f"has “{escape.log(key)}” twice; keep one")
            values[key] = self._value(next(self._events), (*path, key))
            self.lines[*path, key] = event.start_mark.line + 1
        return values

    def _list(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values


def _refused(event: Any, reason: str) -> SeedError:
    return SeedError(_SIDECAR, reason, event.start_mark.line + 1)
