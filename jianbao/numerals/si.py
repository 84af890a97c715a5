"""Converts measures to SI units, exactly."""

from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from jianbao import lexicon
from jianbao.model import Quantity

_ROUNDING = Context(prec=20)
_ONE = Fraction(1)


class Measure(NamedTuple):
    """A value in an SI unit, or the ends of a range."""

    value: Decimal | tuple[Decimal, Decimal]
    unit: str


@cache
def factors() -> Mapping[str, tuple[str, Fraction]]:
    """Load the SI unit of each canonical unit, and how many of them it is."""
    return {row["unit"]: (row["si_unit"], Fraction(row["factor"])) for row in lexicon.table("numerals/si")}


def si(quantity: Quantity, table: Mapping[str, tuple[str, Fraction]] | None = None) -> Measure | None:
    """Give a quantity in SI units, or None where its unit has none: counts, money, dates.

    Temperatures have none either, as 3 degrees may be a reading or a change; nor have times, which hours tell better.
    A denominator is converted where it can be, and else kept: kg/m2, kg/person. Values that no decimal writes exactly
    are rounded to 20 digits.

    >>> si(Quantity(Decimal(30), "mu")), si(Quantity(Decimal(800), "jin/mu"))
    (Measure(value=Decimal('20000'), unit='m2'), Measure(value=Decimal('0.6'), unit='kg/m2'))
    """
    unit, factor = _factor(quantity.unit, table or factors())
    if not unit or isinstance(quantity.value, str):
        return None
    if isinstance(quantity.value, tuple):
        low, high = quantity.value
        return Measure((_times(low, factor), _times(high, factor)), unit)
    return Measure(_times(quantity.value, factor), unit)


def _factor(name: str, table: Mapping[str, tuple[str, Fraction]]) -> tuple[str, Fraction]:
    """Look a unit up, as a whole (km/h) or by its parts (jin/mu); without an SI unit its name is empty."""
    if name in table:
        return table[name]
    above, _, below = name.partition("/")
    if above not in table or not below:
        return "", _ONE
    unit, factor = table[above]
    per, divisor = table.get(below, (below, _ONE))
    return f"{unit}/{per}", factor / divisor


def _times(value: Decimal, factor: Fraction) -> Decimal:
    if factor == 1:
        return value
    return _ROUNDING.divide(value * factor.numerator, Decimal(factor.denominator))
