"""The compiled tables of the reading stage."""

import functools
import re
from dataclasses import dataclass
from typing import Any

from jianbao import lexicon
from jianbao.errors import DataError


@dataclass(frozen=True)
class Limits:
    """What a seed may be; the reasons stand in data/read/limits.yaml."""

    seed_bytes: int
    lines: int
    line_characters: int
    numerals: int
    sidecar_bytes: int
    sidecar_depth: int
    nul: int
    warned_lines: int


@dataclass(frozen=True)
class Score:
    """When a text counts as decoded rightly; the reasons stand in data/read/score.yaml."""

    right: float
    wrong: float
    margin: float
    file_letters: int
    line_letters: int
    density: float
    binary: float


@dataclass(frozen=True)
class Kind:
    """A kind of file that is not text, and the bytes that tell it."""

    offset: int
    magic: bytes
    alone: bool
    name: str


@dataclass(frozen=True)
class Tables:
    """Everything the reading stage knows from data/read."""

    limits: Limits
    score: Score
    kinds: tuple[Kind, ...]
    ignored: tuple[tuple[str, str], ...]
    common: frozenset[str]
    numeral: re.Pattern[str]
    phrases: re.Pattern[str]
    readings: tuple[tuple[str, str], ...]


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the package."""
    mojibake = lexicon.settings("read/mojibake")
    common = lexicon.settings("read/common")
    digits = "0-9０-９" + "".join(row["char"] for row in lexicon.table("numerals/digits"))
    return Tables(
        limits=Limits(**_numbers("read/limits", Limits)),
        score=Score(**_numbers("read/score", Score)),
        kinds=tuple(
            Kind(int(row["offset"]), bytes.fromhex(row["magic"]), row["alone"] == "yes", row["kind"])
            for row in lexicon.table("read/kinds")
        ),
        ignored=tuple((row["pattern"], row["why"]) for row in lexicon.table("read/ignored")),
        common=frozenset("".join(common.values())) - {" "},
        numeral=re.compile(f"[{digits}][{digits}.．]*"),
        phrases=re.compile("|".join(map(re.escape, mojibake["phrases"]))),
        readings=tuple((wrong, right) for wrong, right in mojibake["readings"]),
    )


def _numbers(name: str, shape: type) -> dict[str, Any]:
    said: dict[str, Any] = lexicon.settings(name)
    if set(said) != set(shape.__annotations__):
        message = f"data/{name}.yaml: its names are not those of {shape.__name__}: {sorted(shape.__annotations__)}"
        raise DataError(message)
    return said
