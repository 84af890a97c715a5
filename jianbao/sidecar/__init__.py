"""An editor's file `seeds/<id>.yml`: a safe subset of YAML, checked against the schema, made a Sidecar.

Every scalar is text: `city: No` is a name and `page: 07` a page.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from jianbao import ids
from jianbao.errors import SeedError
from jianbao.model import Correction, Dating, Fact, Series, Sidecar
from jianbao.model.text import UNDATED, UNKNOWN
from jianbao.sidecar.schema import Schema, Tables, advice, check, default, fault, shown
from jianbao.sidecar.tree import Path, Tree, tree
from jianbao.sidecar.written import correction, written

_SIDECAR = "SIDECAR"

__all__ = ["correction", "is_day", "parse", "written"]

# A plain value stands for a map with this one key.
_SHORT = {"paper": "value", "city": "value", "page": "value", "issued": "date", "series": "name"}


def parse(name: str, data: bytes, tables: Tables | None = None) -> Sidecar:
    """Read a sidecar from its bytes. `name` is its file's name. An empty file says nothing.

    Raises SeedError (SIDECAR) with the line, the field and what to write there instead.
    """
    tables = tables or default()
    found = tree(data, tables.most_bytes, tables.most_depth)
    if found.value is None:
        return Sidecar()
    if not isinstance(found.value, dict):
        raise SeedError(_SIDECAR, _no_map(found.value), found.line(()))
    said: dict[str, Any] = {
        key: {_SHORT[key]: value} if key in _SHORT and isinstance(value, str) else value
        for key, value in found.value.items()
    }
    check(said, tables.schema, (), found)
    _check_together(said, found)
    if said.get("moved_to") == ids.article_id(name.rpartition(".")[0]):
        raise fault(found, ("moved_to",), "names this article itself; write where it moved to")
    return Sidecar(
        paper=_fact(said.get("paper")),
        city=_fact(said.get("city")),
        issued=Dating(**said["issued"]) if "issued" in said else UNDATED,
        page=_fact(said.get("page")),
        series=_series(said.get("series")),
        source_url=said.get("source_url", ""),
        english=tuple(said.get("english", {}).items()),
        corrections=tuple(_corrections(said.get("corrections", []), tables.schema, found)),
        withdrawn=said.get("withdrawn", ""),
        moved_to=said.get("moved_to", ""),
    )


def _no_map(value: object) -> str:
    """Say what a file is that is no map: most often a list without its name, or a colon of Chinese text."""
    if isinstance(value, list):
        return "is a list; write `corrections:` on a line above it"
    if "：" in str(value):
        return "has a full-width colon (：); write a half-width one and a blank, as in `city: ...`"
    return "is no map; write lines like `city: ...`"


def _fact(said: Mapping[str, str] | None) -> Fact:
    return Fact(said["value"], said.get("because", "")) if said else UNKNOWN


def _series(said: Mapping[str, str] | None) -> Series | None:
    return Series(said["name"], int(said.get("number", 0)), said.get("because", "")) if said else None


def _corrections(said: list[dict[str, str]], schema: Schema, found: Tree) -> Iterator[Correction]:
    kinds = schema["$defs"]["corrections"]
    for number, each in enumerate(said):
        path: Path = ("corrections", number)
        named = [kind for kind in kinds if kind in each]
        if len(named) != 1:
            raise fault(found, path, f"names {len(named)} kinds of correction; {advice(schema, path)}")
        kind = named[0]
        check(each, {**kinds[kind], "$defs": schema["$defs"]}, path, found)
        value = next(text for key, text in each.items() if key not in (kind, "because"))
        yield Correction(kind, each[kind], value, each["because"], found.line(path))


def _check_together(said: Mapping[str, Any], found: Tree) -> None:
    """Check what a schema cannot: the calendar, and facts that exclude one another."""
    issued = {key: value for key, value in said.get("issued", {}).items() if key != "because"}
    for key, value in issued.items():
        if not is_day(value):
            raise fault(found, ("issued", key), f"{shown(value)} is no day of the calendar; write YYYY-MM-DD")
    if "date" in issued and len(issued) > 1:
        raise fault(found, ("issued",), "says a date and a range; keep one")
    if issued.get("after", "") > issued.get("before", "9999"):
        raise fault(found, ("issued", "after"), f"{shown(issued['after'])} is later than before; exchange the two")
    if "withdrawn" in said and "moved_to" in said:
        raise fault(found, ("moved_to",), "stands beside withdrawn; keep one")


def is_day(iso: str) -> bool:
    """Tell whether a text is an ISO date of year, month or day precision that a sidecar takes.

    >>> is_day("2020-02"), is_day("2020-02-30"), is_day("02")
    (True, False, False)
    """
    try:
        date.fromisoformat(iso + "1900-01-01"[len(iso) :])
    except ValueError:
        return False
    return re.fullmatch(default().schema["$defs"]["date"]["pattern"], iso) is not None
