"""How a quantity is written in each edition: its value as a reader would say it, its unit, and what it is in SI."""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal

from jianbao import lexicon, numerals
from jianbao.interface import Words
from jianbao.model import Figure, Quantity, Voice
from jianbao.render.moments import moment

_WORDS = {">=": "approx-over", "<": "approx-nearly", "~": "approx-about", "vague": "approx-about"}
_LOOSE = range(1, 10)  # powers of ten that have a word of their own: 几十 to 几十亿
_MONEY = re.compile(r"[A-Z]{3}")

Row = Mapping[str, str]


def value(figure: Figure, voice: Voice, words: Words) -> str:
    """Write the value of a figure, with the word for how exact it is. Chinese keeps the scale that was printed.

    English says which currency it is. A date that the text leaves open (`this February`) stays as printed;
    where that is Chinese, English says so.
    """
    quantity = figure.quantity
    if isinstance(quantity.value, str):
        printed = voice.text(figure.surface)
        spans = "/" in quantity.value or quantity.kind != "date"  # Chinese readers know 上半年 better as it was printed
        if not printed.lang and spans:
            return printed.text
        return moment(quantity.value, words) or (words.say("as-printed") if printed.lang else printed.text)
    if loose := loosely(quantity, words):
        return loose
    text = "–".join(scaled(end, words, figure.surface) for end in ends(quantity))
    if words.edition == "en" and quantity.kind == "money" and _MONEY.match(quantity.unit):
        text = f"{quantity.unit[:3]} {text}"
    if quantity.kind == "ordinal":
        text = words.say("ordinal", value=text)
    return words.say(_WORDS[quantity.approx], value=text) if quantity.approx in _WORDS else text


def loosely(quantity: Quantity, words: Words) -> str:
    """Write what is known by its size alone; nothing for other quantities, nor for money in English.

    >>> few = Quantity((Decimal(10), Decimal(100)), "day", "vague", "duration", "天")
    >>> loosely(few, Words("zh-Hans")), loosely(few, Words("en")), loosely(Quantity(Decimal(10), "day"), Words("en"))
    ('几十', 'tens of', '')
    """
    if quantity.approx != "vague" or not isinstance(quantity.value, tuple):
        return ""
    if words.edition == "en" and quantity.kind in ("money", "ordinal"):
        return ""
    low, high = quantity.value
    size = low.adjusted()
    return words.say(f"tens-{size}") if high == 10 * low == Decimal(10) ** (size + 1) and size in _LOOSE else ""


def ends(quantity: Quantity) -> tuple[Decimal, ...]:
    """Give the number of a quantity, or the two of a range; nothing of a date."""
    if isinstance(quantity.value, str):
        return ()
    return quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)


def unit(quantity: Quantity, voice: Voice, words: Words) -> str:
    """Write the unit: in Chinese the printed word, in English its name, of one or of many.

    A date, a time of the day or a share has none.

    What the sentence counts without a unit (`近300万`) has its name in Chinese, too, and so has what was reckoned from
    one unit to another: `两成` is 20 %, not 20 成.
    """
    if quantity.kind in ("date", "time") or quantity.unit == "1":
        return ""
    if words.edition != "en":
        # The mark of an ordinal stands with its number.
        printed = quantity.unit_zh[1:] if quantity.kind == "ordinal" else quantity.unit_zh
        reckoned = not quantity.unit_zh or printed in _reckoned()
        return named(quantity.unit, words.edition) if reckoned else voice.text(printed).text
    return named(quantity.unit, "one" if ends(quantity) == (Decimal(1),) else "many")


@functools.cache
def _reckoned() -> frozenset[str]:
    """Give the printed units that stand for a part or a multiple of the unit in which a value is told."""
    scaled_units = (row["word"] for row in lexicon.table("numerals/units") if Decimal(row["scale"]) != 1)
    return frozenset((*scaled_units, *lexicon.settings("interface/si")["reckoned"]))


def named(name: str, column: str) -> str:
    """Name a canonical unit by a column of interface/units: `one`, `many`, or an edition's. What is divided by is one.

    >>> named("mu/person", "many"), named("mu/person", "zh-Hans"), named("village", "many"), named("yurt", "many")
    ('mu per person', '亩/人', 'villages', 'yurt')
    """
    above, mark, below = name.partition("/")
    if name in _units() or not mark:
        return _units().get(name, {}).get(column, name)
    if column not in ("one", "many"):
        return f"{named(above, column)}/{named(below, column)}"
    return f"{named(above, column)} per {named(below, 'one')}"


def in_si(quantity: Quantity, words: Words) -> str:
    """Write what a quantity is in SI units, to a reader's precision; empty where its unit is one or has none.

    >>> in_si(Quantity(Decimal(30), "mu"), Words("en")), in_si(Quantity(Decimal(30), "km"), Words("en"))
    ('≈ 2 ha', '')
    """
    plain: list[str] = lexicon.settings("interface/si")["plain"]
    measure = None if quantity.unit in plain else numerals.si(quantity)
    if measure is None:
        return ""
    low, high = measure.value if isinstance(measure.value, tuple) else (measure.value, None)
    scale, name = _scaled(high or low, measure.unit)
    shown = "–".join(words.number(_rounded(end / scale)) for end in (low, high) if end is not None)
    return words.say("in-si", value=shown, unit=_symbols(name, words.edition))


def scaled(number: Decimal, words: Words, surface: str | None = None) -> str:
    """Write a number by the scale of the edition's readers; where it was printed, Chinese keeps the scale of that.

    >>> scaled(Decimal(5867000000), Words("en")), scaled(Decimal(81600), Words("zh-Hans"), "81600人")
    ('5.867 billion', '81,600')
    >>> scaled(Decimal(86 * 10**12), Words("en")), scaled(Decimal(86 * 10**12), Words("zh-Hans"), "86万亿元")
    ('86 trillion', '86万亿')
    """
    for row in lexicon.settings("interface/scales")[words.edition]:
        scale = Decimal(row["scale"])
        if abs(number) >= scale and (surface is None or row["when"] in surface):
            return words.say(row["message"], value=words.number(number / scale))
    return words.number(number)


def plural(name: str, words: Words) -> str:
    """Name a canonical unit in an edition, for a heading or a choice.

    >>> plural("person", Words("en")), plural("village", Words("zh-Hant"))
    ('people', '村')
    """
    return named(name, "many" if words.edition == "en" else words.edition)


def _scaled(value: Decimal, name: str) -> tuple[Decimal, str]:
    """Choose the multiple of an SI unit in which a value is read most easily."""
    above, mark, below = name.partition("/")
    for row in lexicon.settings("interface/si")["multiples"].get(above, ()):
        if abs(value) >= Decimal(str(row["from"])):
            return Decimal(str(row["is"])), row["unit"] + mark + below
    return Decimal(1), name


def _symbols(name: str, edition: str) -> str:
    """Write an SI unit as a reader knows it: in English by its symbol, in Chinese by its name."""
    if edition != "en":
        return named(name, edition)
    above, mark, below = name.partition("/")
    symbols: dict[str, str] = lexicon.settings("interface/si")["symbols"]
    return symbols.get(above, above) + mark + symbols.get(below, below)


def _rounded(value: Decimal) -> Decimal:
    """Round to the digits that a value converted for readers needs."""
    digits: int = lexicon.settings("interface/si")["digits"]
    return round(value, max(0, digits - 1 - value.adjusted())) if value else value


@functools.cache
def _units() -> dict[str, Row]:
    return {row["unit"]: row for row in lexicon.table("interface/units")}
