"""The units that a number may carry."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jianbao import lexicon


class Unit(NamedTuple):
    """A unit as printed: its canonical name, the kind of quantity, how many units one printed word makes.

    `alone` is what it is called apart from its number: 19`个人` are so many 人.
    """

    word: str
    name: str
    kind: str
    scale: Decimal = Decimal(1)
    alone: str = ""


@cache
def units() -> Mapping[str, Unit]:
    """Load the units by their printed word."""
    alone = lexicon.settings("numerals/grammar")["unit_alone"]
    return {
        word: Unit(word, row["unit"], row["kind"], Decimal(row["scale"]), alone.get(word, ""))
        for row in lexicon.table("numerals/units")
        for word in (row["word"],)
    }
