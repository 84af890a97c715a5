"""The units that a number may carry."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jianbao import lexicon


class Unit(NamedTuple):
    """A unit as printed: its canonical name, the kind of quantity, how many units one printed word makes."""

    word: str
    name: str
    kind: str
    scale: Decimal = Decimal(1)


@cache
def units() -> Mapping[str, Unit]:
    """Load the units by their printed word."""
    return {
        row["word"]: Unit(row["word"], row["unit"], row["kind"], Decimal(row["scale"]))
        for row in lexicon.table("numerals/units")
    }
