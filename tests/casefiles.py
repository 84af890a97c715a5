"""Reads the case files of `tests/cases`: a parameter for each case, named by what it is about.

A case that says `xfail`, and why, is a known fault. It is run: only a failed assertion is expected of it, and once the
fault is mended its test fails, so that the case is changed.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = Path(__file__).parent / "cases"


def read(name: str) -> Any:
    """Read a file: YAML or JSON as it is, TSV as its rows by column, without the comments above them."""
    text = (CASES / name).read_text("utf-8")
    if name.endswith(".tsv"):
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def cases(name: str, about: str | Callable[[Any], str]) -> list[Any]:
    """Give the cases of a file, or of all files of a pattern, as parameters. `about`: what names a case."""
    paths = [path.relative_to(CASES).as_posix() for path in sorted(CASES.glob(name))]
    assert paths, name
    return [param(case, about) for path in paths for case in read(path)]


def param(case: Any, about: str | Callable[[Any], str]) -> Any:
    """Make a parameter of a case."""
    why = case.get("xfail") if isinstance(case, dict) else None
    marks = [pytest.mark.xfail(reason=why, raises=AssertionError, strict=True)] if why else []
    return pytest.param(case, id=case[about] if isinstance(about, str) else about(case), marks=marks)
