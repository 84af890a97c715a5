"""Reads a text that is one quantity and nothing else, in any style of writing."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from jianbao.lexicon import any_of
from jianbao.model import Quantity
from jianbao.numerals.amounts import around
from jianbao.numerals.forms import scan
from jianbao.numerals.grammar import fold, numeral_pattern
from jianbao.numerals.reading import read
from jianbao.numerals.shapes import Shapes, shapes
from jianbao.numerals.units import units

_STYLES = ("everyday", "formal", "spoken")
_TEN = Decimal(10)
_DECIMAL = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
Reader = Callable[[re.Match[str]], Quantity | None]


def parse_quantity(text: str, table: Shapes | None = None) -> Quantity | None:
    """Read a text that is one quantity, or answer None.

    Money is given in whole currency units, percentages as printed, other values in the printed unit.

    >>> parse_quantity("三百至五百元").value, parse_quantity("近2万人次").unit
    ((Decimal('300'), Decimal('500')), 'person-time')
    """
    table = table or shapes(_STYLES)
    spaced = fold(text).strip()
    compact = re.sub(r"\s+", "", spaced)
    for pattern, reader in _special():
        found = pattern.fullmatch(spaced) or pattern.fullmatch(compact)
        special = reader(found) if found else None
        if special:
            return special
    return _plain(compact, table) or _scaled(compact, table) or _digits(compact) or _negative(compact, table)


def _plain(text: str, table: Shapes) -> Quantity | None:
    """Read what the grammar of running text reads, where it takes up the whole text."""
    first = next(scan(text, (), table), None)
    if first is None or first.form == "when":
        return None
    lot = table.grammar.settings["lots"].get(text[first.unit_at :])
    if lot and first.start == 0 and isinstance(first.quantity.value, Decimal):
        return Quantity(first.quantity.value * lot)
    if (first.start, first.end) == (0, len(text)):
        return first.quantity
    aged = text[first.end :] == "大" and first.quantity.kind == "duration"
    return first.quantity if aged and first.start == 0 else None


def _negative(text: str, table: Shapes) -> Quantity | None:
    """Read 负百分之五, whose sign stands before the whole."""
    inner = _plain(text[1:], table) if text[:1] in ("负", "-") else None
    return replace(inner, value=-inner.value) if inner and isinstance(inner.value, Decimal) else None


def _scaled(text: str, table: Shapes) -> Quantity | None:
    """Read 摄氏37度, whose scale stands before the number, and 37摄氏°."""
    scales = table.grammar.settings["scales"]
    name = next((n for n in sorted(scales, key=len, reverse=True) if n in text), None)
    inner = _plain(text.replace(name, ""), table) if name else None
    return Quantity(inner.value, scales[name], inner.approx, "temperature", "度") if inner else None


def _digits(text: str) -> Quantity | None:
    """Read digits said one by one, as on the telephone."""
    reading = read(text) if re.fullmatch(f"(?:{numeral_pattern(_STYLES)})", text) else None
    return Quantity(reading.low) if reading else None


@cache
def _special() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Compile the writings that running text does not use, or where they would mean something else."""
    settings = shapes(_STYLES).grammar.settings
    numeral = numeral_pattern(_STYLES)
    left_out, letters = any_of(settings["one_left_out"]), "".join(settings["letters"])
    return (
        (re.compile(r"(?P<sign>[负-]?)(?P<whole>\d+) (?P<above>\d+)/(?P<below>\d+)"), _mixed),
        (re.compile(r"(?P<sign>[负-]?)(?P<whole>)(?P<above>\d+)/(?P<below>\d+)"), _mixed),
        (
            re.compile(
                f"(?P<sign>负?)(?:(?P<whole>{numeral})又)?(?P<below>{numeral})分之(?P<minus>负?)(?P<above>{numeral})"
            ),
            _mixed,
        ),
        (
            re.compile("(?P<sign>)(?P<whole>)(?P<below>[一二三四五六七八九十])份(?P<above>[一二三四五六七八九十]+)"),
            _mixed,
        ),
        (re.compile(rf"(?P<base>{_DECIMAL})\^(?P<power>[+-]?\d{{1,3}})"), _power),
        (re.compile(rf"(?P<base>{_DECIMAL})[eE](?P<exponent>[+-]?\d{{1,3}})"), _power),
        (re.compile(f"(?P<sign>[负-]?) ?(?P<number>{numeral})(?P<letter>[{letters}])(?P<rest>\\D*)"), _lettered),
        (re.compile(f"(?P<number>{numeral}|半|对)折"), _discount),
        (re.compile(f"(?P<unit>{left_out})(?P<tenths>[一二三四五六七八九])(?:左右|上下)?"), _left_out),
    )


def _mixed(found: re.Match[str]) -> Quantity | None:
    """Read 三百五又三分之一, 1 3/5; a percentage (百分之...) is left to the plain grammar."""
    group = found.groupdict()
    parts = [read(group[name]) if group[name] else None for name in ("whole", "above", "below")]
    whole, above, below = (part.low if part else Decimal(0) for part in parts)
    if not below or group["below"][0] in "百佰千仟万":
        return None
    sign = -1 if bool(group["sign"]) != bool(group.get("minus")) else 1
    return Quantity(sign * (whole + above / below), "1", "exact", "fraction")


def _power(found: re.Match[str]) -> Quantity:
    group = found.groupdict()
    base = Decimal(group["base"])
    return Quantity(base ** int(group["power"]) if group.get("power") else base * _TEN ** int(group["exponent"]))


def _lettered(found: re.Match[str]) -> Quantity | None:
    """Read 40k, 1.2M, 30w上下, 12k个百分点; `9m` is nine metres."""
    table = shapes(_STYLES)
    reading, letter, rest = read(found["number"]), found["letter"], found["rest"]
    if reading is None or letter in units() or letter + rest in units():
        return None
    _, end, approx = around(rest, 0, 0, table.grammar)
    unit = units().get(rest[end:])
    if rest[end:] and unit is None:
        return None
    value = reading.low * table.grammar.settings["letters"][letter] * (-1 if found["sign"] else 1)
    return Quantity(value, unit.name if unit else "", approx, unit.kind if unit else "number", rest[end:])


def _discount(found: re.Match[str]) -> Quantity | None:
    """Read a price reduced to so many tenths, as a percentage: 七折, 7.2折, 七五折, 75折, 半折."""
    if found["number"] in "半对":
        return Quantity(_TEN * 5, "%", "exact", "percent", "折")
    digits = read(found["number"])
    if digits is None:
        return None
    if digits.approx == "vague" and digits.high is not None:
        return Quantity((digits.low * _TEN, digits.high * _TEN), "%", "vague", "percent", "折")
    value = digits.low if digits.high is None else digits.low * _TEN + digits.high  # 七八折 is 78, no range
    return Quantity(value if value > _TEN else value * _TEN, "%", "exact", "percent", "折")


def _left_out(found: re.Match[str]) -> Quantity:
    """Read 米九, one metre and ninety."""
    tenths = read(found["tenths"])
    unit = units()[found["unit"]]
    value = 1 + (tenths.low if tenths else 0) / _TEN
    return Quantity(value, unit.name, "exact", unit.kind, unit.word)
