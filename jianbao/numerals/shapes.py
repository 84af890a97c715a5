"""Reads the quantities that are not plainly a number and a unit: shares, ranks, scores, clock times, doublings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jianbao import lexicon
from jianbao.model import Quantity
from jianbao.numerals.amounts import around
from jianbao.numerals.dates import Calendar, calendar
from jianbao.numerals.found import Form, Found
from jianbao.numerals.grammar import Grammar, grammar, numeral_pattern
from jianbao.numerals.reading import read
from jianbao.numerals.units import any_of

_PARTS: Mapping[str, int] = {
    "百": 100,
    "千": 1000,
    "万": 10000,
    "佰": 100,
    "仟": 1000,
    "百万": 1000000,
    "百万万": 10**10,
}
_HUNDRED, _SIXTY, _NOON, _DAY = 100, 60, 12, 24
_NEAR = 12


@dataclass(frozen=True)
class Shapes:
    """The expressions of all forms, compiled; `dated` and `timed` tell quickly where a date or a time may begin."""

    grammar: Grammar
    calendar: Calendar
    start: re.Pattern[str]
    dated: re.Pattern[str]
    timed: re.Pattern[str]
    share: re.Pattern[str]
    half: re.Pattern[str]
    rank: re.Pattern[str]
    top: re.Pattern[str]
    score: re.Pattern[str]
    score_before: re.Pattern[str]
    clock: re.Pattern[str]
    clocks: re.Pattern[str]
    growth: re.Pattern[str]
    ranks: Mapping[str, str]


@cache
def shapes(styles: tuple[str, ...] = ("everyday",)) -> Shapes:
    """Compile the forms for numerals of these styles (`numerals/digits`)."""
    dates, numbers, data = calendar(), grammar(styles), lexicon.settings("numerals/shapes")
    numeral, words = numeral_pattern(styles), dates.words
    heads = any_of(
        word for part in ("years", "same_year", "months", "parts", "quarters", "centuries") for word in words[part]
    )
    halves = any_of(numbers.settings["halves"])
    digit = "\\d〇零一二两三四五六七八九十"
    short = f"(?:\\d{{1,2}}|[{digit[2:]}]{{1,3}})"
    times = f"[时点](?!{any_of(data['not_clock'])})"
    return Shapes(
        numbers,
        dates,
        re.compile(f"{heads}|第(?=[{digit}百])|前(?=[{digit}])|翻(?=.{{0,3}}番)|{halves}|{first_character(styles)}"),
        re.compile(
            f"{heads}|[{digit}]{{1,4}}(?:[年月日号世财./-]|年代|[—至到~～]+[{digit}])|前[{digit}]+个?月|第[{digit}]季"
        ),
        re.compile(f"[{digit}]{{1,3}}[ ]?[时点:：∶比—-]"),
        re.compile(f"(?P<below>百万万|百万|百|佰|千|仟|万|{numeral})分之(?P<above>负?(?:{numeral}))"),
        re.compile(halves),
        re.compile(f"第(?P<n>{numeral})(?P<unit>{any_of(data['ranks'])})?"),
        re.compile(f"前(?P<n>{numeral})(?P<unit>{any_of(data['top'])})"),
        re.compile(r"(?P<a>\d{1,3}) ?(?P<sign>[∶:：比]) ?(?P<b>\d{1,3})(?![\d:：.%])"),
        re.compile(any_of(data["score_before"])),
        re.compile(
            f"(?P<h>{short})(?:(?P<word>{times})|:(?=\\d\\d))(?:(?P<m>{short}|半)(?P<unit>分)?)?(?P<about>左右)?(?P<sure>(?={any_of(data['clock_after'])}))?"
        ),
        re.compile(f"(?P<a>{short})(?:时|点|:00)?[-—–至到～~]+(?P<b>{short})(?:{times}|:00)"),
        re.compile("翻(?P<some>[了近超约逾]*)(?P<n>[一两三四五几\\d.]*)番"),
        data["ranks"],
    )


def first_character(styles: tuple[str, ...]) -> str:
    """Write the expression of what a numeral may begin with."""
    rows = lexicon.table("numerals/digits")
    chars = "".join(row["char"] for row in rows if row["style"] in styles and row["value"] != "1000000000000")
    return f"[\\d几{chars}]|\\.\\d|数[十百千万亿]"


def share_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read 百分之三点五, as a percentage, and 三分之二, as a number."""
    found = table.share.match(text, at)
    above = read(found["above"].lstrip("负")) if found else None
    below = read(found["below"]) if found else None
    if found is None or above is None or below is None or not below.low:
        return None
    value = above.low / below.low * (-1 if found["above"][0] == "负" else 1)
    if found["below"] in _PARTS:
        return _found(text, found, "share", Quantity(value * _HUNDRED, "%", "exact", "percent", "%"), table)
    return _found(text, found, "share", Quantity(value, "1", "exact", "fraction"), table)


def half_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read 半数, 一半, 过半."""
    found = table.half.match(text, at)
    if found is None:
        return None
    value = Decimal(table.grammar.settings["halves"][found.group()])
    return _found(text, found, "share", Quantity(value, "1", "exact", "fraction"), table)


def rank_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read an ordinal, 第三位, or the first so many, 前100名."""
    top = text[at] == "前"
    found = (table.top if top else table.rank).match(text, at)
    reading = read(found["n"]) if found else None
    if found is None or reading is None:
        return None
    unit = table.ranks.get(found["unit"] or "", "rank")
    value = (Decimal(1), reading.low) if top else reading.low
    printed = text[at] + (found["unit"] or "")
    result = Quantity(value, "rank" if top else unit.replace("_", " "), "exact", "ordinal", printed)
    end = found.end("unit") if found["unit"] else found.end()
    return Found(at, found.end(), "rank", result, found.start("n"), found.end("n"), end)


def growth_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read a doubling, 翻一番, as times: two; 翻两番 is four."""
    found = table.growth.match(text, at)
    reading = read(found["n"] or "一") if found else None
    if found is None or reading is None:
        return None
    approx = "<" if "近" in found["some"] else ">=" if set("超逾") & set(found["some"]) else "exact"
    value = Quantity(Decimal(2) ** reading.low, "times", approx, "ratio", "番")  # type: ignore[arg-type]  # an Approx
    return Found(at, found.end(), "growth", value, found.start("n"), found.end() - 1, found.end())


def score_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read a score, 2∶0 or 80比98, and tell it from a clock time by what stands around it."""
    found = table.score.match(text, at)
    if found is None:
        return None
    a, b = int(found["a"]), int(found["b"])
    clockwise = found["sign"] in ":：" and len(found["b"]) == len("00") and a <= _DAY and b < _SIXTY
    if clockwise and not table.score_before.search(text, max(0, at - _NEAR), at):
        return None
    value = Quantity(f"{a}:{b}", "point", "exact", "score", found["sign"])
    return Found(at, found.end(), "score", value, at, found.start("sign"), found.start("sign") + 1)


def clock_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read a time of the day, 14时30分 or 8:00, or two, 0—24时, as ISO times."""
    both = table.clocks.match(text, at)
    if both:
        a, b = _number(both["a"]), _number(both["b"])
        value = Quantity(f"{a:02d}:00/{b:02d}:00", "time", "exact", "time", "时")
        return Found(at, both.end(), "clock", value, at, both.end(), both.end()) if max(a, b) <= _DAY else None
    found = table.clock.match(text, at)
    if found is None:
        return None
    later = _later(text, at, table.calendar.words["halves_of_day"])
    sure = found["word"] != "点" or later is not None or _tells_time(found)
    hour, minute = _number(found["h"]), _minute(found["m"])
    if not sure or hour > _DAY or minute >= _SIXTY:
        return None
    hour += later if later and hour < _NOON else 0
    value = Quantity(
        f"{hour:02d}:{minute:02d}", "time", "~" if found["about"] else "exact", "time", found["word"] or ":"
    )
    return Found(at, found.end(), "clock", value, at, found.end(), found.end())


def _tells_time(found: re.Match[str]) -> bool:
    """Tell whether the words of 三点五十分, 3点15 or 八点半 mean a time; 三点五 is a decimal, 三点建议 three points."""
    minute = found["m"]
    return bool(
        found["unit"]
        or found["about"]
        or found["sure"] is not None
        or (minute and (minute == "半" or minute.isdecimal()))
    )


def _later(text: str, at: int, halves: Mapping[str, int]) -> int | None:
    """Find how many hours the word before adds: twelve after 下午, none after 上午; None where no such word stands."""
    return next((halves[text[at - n : at]] for n in (2, 1) if at >= n and text[at - n : at] in halves), None)


def _minute(text: str | None) -> int:
    return _SIXTY // 2 if text == "半" else _number(text or "0")


def _number(numeral: str) -> int:
    reading = read(numeral)
    return int(reading.low) if reading else 0


def _found(text: str, found: re.Match[str], form: Form, value: Quantity, table: Shapes) -> Found:
    start, end, approx = around(text, found.start(), found.end(), table.grammar)
    if approx != "exact":
        value = Quantity(value.value, value.unit, approx, value.kind, value.unit_zh)
    return Found(start, end, form, value, found.start(), found.end(), found.end())
