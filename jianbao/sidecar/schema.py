"""The schema's errors, told to an editor: the line, the field, what is wrong with it and what to write."""

import difflib
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from jianbao import escape, lexicon
from jianbao.errors import SeedError
from jianbao.sidecar.tree import Path, Tree

_SIDECAR = "SIDECAR"

Schema = Mapping[str, Any]
_KINDS: Mapping[type, str] = {dict: "a map", list: "a list", str: "a text"}
_LONGEST = 60


@dataclass(frozen=True)
class Tables:
    """The schema, and the limits that protect the parser."""

    schema: Schema
    most_bytes: int
    most_depth: int


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the package."""
    limits = lexicon.settings("read/limits")
    return Tables(lexicon.settings("sidecar/schema"), limits["sidecar_bytes"], limits["sidecar_depth"])


def check(said: Any, schema: Schema, path: Path, found: Tree) -> None:
    """Check what stands at `path`. Raises SeedError for the fault that comes first in the file."""
    faults = [_fault(error, schema, path, found) for error in Draft202012Validator(schema).iter_errors(said)]
    if faults:
        raise min(faults, key=lambda each: each.line)


def fault(found: Tree, path: Path, what: str) -> SeedError:
    """Make the error of a field."""
    while path and path not in found.lines:  # `city: X` has no field city.value
        path = path[:-1]
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return SeedError(_SIDECAR, f"{escape.log(place)} {what}".strip(), found.line(path))


def advice(schema: Schema, path: Path) -> str:
    """Give what the schema says should be written at a path, or around it."""
    said, node = "", schema
    for part in ("", *path):
        if part != "":
            node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
        if "$ref" in node:
            node = {**schema["$defs"][node["$ref"].rpartition("/")[2]], **node}
        said = node.get("description", said)
    return said


def shown(value: Any) -> str:
    """Quote a text for a message, cut to a length that fits on a line."""
    text = str(value)
    return f"'{escape.log(text[:_LONGEST])}{'…' if len(text) > _LONGEST else ''}'"


def _fault(error: Any, schema: Schema, path: Path, found: Tree) -> SeedError:
    here: Path = tuple(error.absolute_path)
    known = error.schema.get("properties", {})
    if error.validator == "additionalProperties":
        unknown = next(key for key in error.instance if key not in known)
        near = difflib.get_close_matches(unknown, known, 1)
        instead = f"did you mean {near[0]}?" if near else f"the fields here are {', '.join(known)}"
        return fault(found, (*path, *here, unknown), f"is no field; {instead}")
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return fault(found, (*path, *here), f"lacks {missing}; {advice(schema, (*here, missing))}")
    if error.validator == "type":
        return fault(found, (*path, *here), f"is {_KINDS[type(error.instance)]}; {advice(schema, here)}")
    if isinstance(error.instance, str):
        return fault(found, (*path, *here), f"{shown(error.instance)} does not fit; {advice(schema, here)}")
    what = "is too long" if error.validator == "maxItems" else "is incomplete"
    return fault(found, (*path, *here), f"{what}; {advice(schema, here)}")
