"""A sidecar as an editor would write it: for a new seed, and for the corrections that the review page proposes."""

import json
import re
from collections.abc import Iterator, Mapping

from jianbao.model import Correction, Dating, Fact, Series, Sidecar
from jianbao.sidecar.schema import Schema, Tables, default

# What YAML surely reads as the same text without quotes.
_PLAIN = re.compile(r"\w(?:[^\n\t:#]*[^\s:#])?")


def written(sidecar: Sidecar, tables: Tables | None = None) -> str:
    """Write a sidecar as YAML, in the order of the schema. Reading it back gives the same Sidecar."""
    schema = (tables or default()).schema
    return "".join(f"{line}\n" for name in schema["properties"] for line in _field(name, sidecar, schema))


def correction(said: Correction, tables: Tables | None = None) -> str:
    """Write one correction as an item of `corrections`, ready to paste."""
    return "".join(f"{line}\n" for line in _correction(said, (tables or default()).schema))


def _field(name: str, sidecar: Sidecar, schema: Schema) -> Iterator[str]:
    value = getattr(sidecar, name)
    if isinstance(value, Fact):
        value = {"value": value.value, "because": value.because} if value.value else {}
    elif isinstance(value, Dating):
        value = {key: getattr(value, key) for key in ("date", "after", "before", "because")}
    elif isinstance(value, Series):
        value = {"name": value.name, "number": str(value.number or ""), "because": value.because}
    if name == "english":
        value = dict(value)
    if name == "corrections":
        yield from ["corrections:"] if value else []
        for each in value:
            yield from _correction(each, schema)
    elif isinstance(value, Mapping):
        yield from _map(name, {key: text for key, text in value.items() if text})
    elif value:
        yield f"{name}: {_scalar(value)}"


def _map(name: str, values: Mapping[str, str]) -> Iterator[str]:
    if values:
        yield f"{name}:"
        yield from (f"  {key}: {_scalar(text)}" for key, text in values.items())


def _correction(said: Correction, schema: Schema) -> Iterator[str]:
    with_key = schema["$defs"]["corrections"][said.kind]["required"][1]
    yield f"  - {said.kind}: {_scalar(said.text)}"
    yield f"    {with_key}: {_scalar(said.value)}"
    yield f"    because: {_scalar(said.because)}"


def _scalar(text: str) -> str:
    if text.isprintable() and _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)
