"""Reads a numeral: `1.2万亿`, `两万五千`, `二十几`, `三五百`, `3万4000`, `八点六` -> what number it says."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jianbao import lexicon
from jianbao.model.facts import Approx

_ROWS = lexicon.table("numerals/digits")
_DIGITS = {r["char"]: int(r["value"]) for r in _ROWS if r["class"] == "digit"}
_LUMPS = {r["char"]: int(r["value"]) for r in _ROWS if r["class"] == "lump"}
_TENS = {r["char"]: int(r["value"]) for r in _ROWS if r["class"] == "tens"}
_MYRIADS = {r["char"]: int(r["value"]) for r in _ROWS if r["class"] == "myriad"}
_MULTIPLIERS = "".join([*_TENS, *_MYRIADS])
_ARABIC = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|\.\d+|.")
_PAIR = re.compile(f"[{''.join(_DIGITS)}]{{2,}}")
_ABOUT = str.maketrans("", "", "余多来几")  # inside a numeral: 二十几, 3万余
_HUNDRED = 100
_FEW = "几数"  # before a multiplier: 几十万
_IGNORED = str.maketrans("", "", ",，' 个")


class Reading(NamedTuple):
    """What a numeral says: a number, or the ends of a range (`三五百`); `approx` when the numeral itself is rough."""

    low: Decimal
    high: Decimal | None = None
    approx: Approx = "exact"


_ALONE = {
    "半": Reading(Decimal("0.5")),
    "几": Reading(Decimal(2), Decimal(9), "vague"),
    "数": Reading(Decimal(2), Decimal(9), "vague"),
}


@lru_cache(maxsize=65536)
def read(numeral: str) -> Reading | None:
    """Read a numeral, or answer None when it is none. Thousands separators and the 个 of 3个亿 say nothing.

    >>> read("1.2万亿").low, read("两万五").low, read("三五百")[:2]
    (Decimal('1200000000000'), Decimal('25000'), (Decimal('300'), Decimal('500')))
    """
    numeral = numeral.translate(_IGNORED)
    if _ARABIC.fullmatch(numeral):
        return Reading(Decimal(numeral))
    if numeral in _ALONE:
        return _ALONE[numeral]
    if numeral[0] in _FEW:
        return _few(numeral[1:])
    if pair := _neighbours(numeral):
        return pair
    plain = numeral.translate(_ABOUT)
    value = _value(plain) if plain else None
    if value is None:
        return None
    round_ = value.to_integral_value()
    return Reading(round_ if round_ == value else value, None, "exact" if plain == numeral else ">=")


def integer(numeral: str) -> int:
    """Read a whole number, such as that of a year or an hour; 0 where the numeral is none.

    >>> integer("二〇一九"), integer("十二"), integer("")
    (2019, 12, 0)
    """
    reading = read(numeral) if numeral else None
    return int(reading.low) if reading else 0


@lru_cache(maxsize=4096)
def scale(numeral: str) -> tuple[Decimal, Decimal]:
    """Read the multipliers a numeral ends in, within a myriad and from a myriad on: 三百万 -> 100, 10000."""
    tail = numeral[len(numeral.rstrip(_MULTIPLIERS)) :]
    tens, myriads = Decimal(1), Decimal(1)
    for char in tail:
        tens, myriads = tens * _TENS.get(char, 1), myriads * _MYRIADS.get(char, 1)
    return tens, myriads


def _few(rest: str) -> Reading | None:
    """Read what follows `几` or `数`: `几十万` lies between one and ten times a hundred thousand."""
    value = _value(rest.translate(_ABOUT))
    return None if value is None else Reading(value, value * 10, "vague")


def _neighbours(numeral: str) -> Reading | None:
    """Read two digits side by side as a range: `七八百`, `十三四`, `三五`."""
    found = [m for m in _PAIR.finditer(numeral) if m.end() - m.start() > 1]
    if len(found) != 1 or found[0].end() - found[0].start() != len("七八"):
        return None
    at = found[0].start()
    low, high = _DIGITS[numeral[at]], _DIGITS[numeral[at + 1]]
    if not (0 < low == high - 1 or (low, high) == (3, 5)) or "点" in numeral:
        return None
    ends = [_value((numeral[:at] + d + numeral[at + 2 :]).translate(_ABOUT)) for d in numeral[at : at + 2]]
    return None if ends[0] is None or ends[1] is None else Reading(ends[0], ends[1])


def _value(numeral: str) -> Decimal | None:
    """Read a number with or without decimals, which end at a multiplier: 八点六, 一点二亿."""
    whole, point, rest = numeral.partition("点")
    if not point:
        return _whole(numeral)
    decimals = rest.rstrip(_MULTIPLIERS)
    if not all(c in _DIGITS or c in "0123456789" for c in decimals):
        return None
    digits = "".join(str(_DIGITS.get(c, c)) for c in decimals)
    base = _whole(whole)
    times = _whole(rest[len(decimals) :]) if len(decimals) < len(rest) else Decimal(1)
    return None if base is None or times is None else (base + Decimal(f"0.{digits or 0}")) * times


def _whole(numeral: str) -> Decimal | None:
    """Read a number without 点, token by token.

    `parts` are what 万, 亿 have closed off, `section` what is counted since, `pending` the digits that wait for their
    multiplier, `unit` the last multiplier; `scaled` says that the last digit came right after one (两万五).
    """
    if len(numeral) > 1 and all(c in _DIGITS for c in numeral):
        return Decimal("".join(str(_DIGITS[c]) for c in numeral))
    parts: list[Decimal] = []
    section, pending, unit, scaled = Decimal(0), None, 1, False
    for started, piece in enumerate(_TOKEN.findall(numeral)):
        if piece in _TENS:
            unit = _TENS[piece]
            section += (pending or Decimal(1)) * unit
            pending = None
        elif piece in _MYRIADS:
            section += _tail(pending, unit, scaled=scaled and unit not in _MYRIADS.values())
            unit = _MYRIADS[piece]
            below = [p for p in parts if p < unit or not section]
            parts = [p for p in parts if p not in below] + [(sum(below, section) if started else Decimal(1)) * unit]
            section, pending = Decimal(0), None
        elif piece in _LUMPS:
            section, pending, unit = section + _LUMPS[piece], None, 10
        else:
            # A digit right after a multiplier, with no zero between them, counts the next lower one: 两万五.
            scaled = pending is None and piece not in "零〇○0" and len(piece) == 1
            pending = _digit(piece, pending)
            if pending is None:
                return None
            unit = 1 if piece in "零〇○" else unit
    return sum(parts, section + _tail(pending, unit, scaled=scaled))


def _tail(pending: Decimal | None, unit: int, *, scaled: bool) -> Decimal:
    """Count the last digit: 十五 is 15, but 百五 is 150."""
    return (pending or Decimal(0)) * (unit // 10 if scaled and unit >= _HUNDRED else 1)


def _digit(token: str, pending: Decimal | None) -> Decimal | None:
    """Put a digit, or a number in Arabic digits, to the digits that stand before it; None where it is neither."""
    if token in _DIGITS:
        return (pending or 0) * 10 + Decimal(_DIGITS[token])
    return Decimal(token) + (pending or 0) if _ARABIC.fullmatch(token) else None
