"""Reads the quantities that are not plainly a number and a unit: shares, ranks, scores, clock times, doublings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jianbao import lexicon
from jianbao.lexicon import any_of
from jianbao.model import Quantity
from jianbao.numerals.amounts import around, word_before
from jianbao.numerals.dates import Calendar, calendar
from jianbao.numerals.found import Form, Found
from jianbao.numerals.grammar import Grammar, grammar, numeral_pattern
from jianbao.numerals.reading import integer, read

_HUNDRED, _SIXTY, _NOON, _DAY = 100, 60, 12, 24
_NIGHT, _MORNING = 18, 5  # what `halves_of_day` says of a word for the night, and the hour at which that ends
_NEAR, _BEHIND = 12, 5  # characters before and behind two numbers in which a word tells what they are
_HEADS = ("years", "same_year", "months", "parts", "quarters", "centuries")
_CN = "\\d〇零一二两三四五六七八九十"
_SHORT = f"(?:\\d{{1,2}}|[{_CN[2:]}]{{1,3}})"


@dataclass(frozen=True)
class Shapes:
    """The expressions of all forms, compiled; `dated` and `timed` tell quickly where a date or a time may begin."""

    grammar: Grammar
    calendar: Calendar
    start: re.Pattern[str]
    dated: re.Pattern[str]
    timed: re.Pattern[str]
    share: re.Pattern[str]
    stroke: re.Pattern[str]
    part_before: re.Pattern[str]
    half: re.Pattern[str]
    rank: re.Pattern[str]
    top: re.Pattern[str]
    score: re.Pattern[str]
    score_before: re.Pattern[str]
    score_after: re.Pattern[str]
    ratio: re.Pattern[str]
    ratio_cue: re.Pattern[str]
    clockwise: re.Pattern[str]
    clock: re.Pattern[str]
    clocks: re.Pattern[str]
    clock_before: re.Pattern[str]
    growth: re.Pattern[str]
    ranks: Mapping[str, str]
    wholes: frozenset[str]


@cache
def shapes(styles: tuple[str, ...] = ("everyday",)) -> Shapes:
    """Compile the forms for numerals of these styles (`numerals/digits`)."""
    dates, numbers, data = calendar(), grammar(styles), lexicon.settings("numerals/shapes")
    numeral, halves = numeral_pattern(styles), numbers.settings["halves"]
    half = f"(?:{any_of(halves)})(?!{any_of(numbers.settings['half']['more'])})"
    heads = [word for part in _HEADS for word in dates.words[part]]
    hour = f"[时点](?!{any_of(data['not_clock'])})"
    more = f"(?P<about>左右)?(?P<sure>(?={any_of(data['clock_after'])}))?"
    return Shapes(
        grammar=numbers,
        calendar=dates,
        start=re.compile(_start([*heads, *halves], f"{any_of(heads)}|{half}", styles)),
        dated=re.compile(
            f"{any_of(heads)}|[{_CN}]{{1,4}}(?:[年月日号世财./-]|年代|[—至到~～]+[{_CN}])|前[{_CN}]+个?月|第[{_CN}]季"
        ),
        timed=re.compile(
            f"(?:[{_CN}]{{1,3}}|\\d{{1,4}}\\.\\d{{1,4}})[ ]?(?:[时点:：∶比—-]|[–至到～~](?={_SHORT}[时点]))"
        ),
        share=re.compile(f"(?P<below>{any_of(data['wholes'])}|{numeral})分之(?P<above>负?(?:{numeral}))"),
        stroke=re.compile(
            rf"(?P<above>\d{{1,2}})/(?P<below>\d{{1,3}})(?![\d/])(?P<part>(?={any_of(data['part_after'])}))?"
        ),
        part_before=re.compile(f"{any_of(data['part_before'])}$"),
        half=re.compile(half),
        rank=re.compile(f"第(?P<n>{numeral})(?P<unit>{any_of(data['ranks'])})?"),
        top=re.compile(f"前(?P<n>{numeral})(?P<unit>{any_of(data['top'])})"),
        score=re.compile(r"(?P<a>\d{1,3}) ?(?P<sign>[∶:：比-]) ?(?P<b>\d{1,3})(?![\d:：.%])"),
        score_before=re.compile(any_of(data["score_before"])),
        score_after=re.compile(any_of(data["score_after"])),
        ratio=re.compile(r"\d{1,4}(?:\.\d+)?(?:[∶:：]\d{1,4}(?:\.\d+)?){1,4}"),
        ratio_cue=re.compile(f"{any_of(data['ratio_cues'])}[达约到至为成由从是]?$"),
        clockwise=re.compile(r"\d{1,2}(?::\d\d){2}(?:\.\d+)?"),
        clock=re.compile(f"(?P<h>{_SHORT})(?:(?P<word>{hour})|:(?=\\d\\d))(?:(?P<m>{_SHORT}|半)(?P<unit>分)?)?{more}"),
        clocks=re.compile(
            f"(?P<a>{_SHORT})(?P<first>(?:时|点)(?P<am>半)?|:00)?[-—–至到～~]+(?P<b>{_SHORT})"
            f"(?:(?P<word>{hour})(?P<bm>半)?|:00)"
        ),
        clock_before=re.compile(f"(?:{any_of(data['clock_before'])})$"),
        growth=re.compile("翻(?P<some>[了近超约逾]*)(?P<n>[一两三四五几\\d.]*)番"),
        ranks=data["ranks"],
        wholes=frozenset(data["wholes"]),
    )


def _start(words: Sequence[str], opening: str, styles: tuple[str, ...]) -> str:
    """Write the expression of what a quantity may begin with: a word of dates or halves, an ordinal, a numeral.

    `opening` is the expression of the words.

    The one class of characters at its beginning is looked for in a quarter of the time of all that follows.
    """
    rows = lexicon.table("numerals/digits")
    digits = "".join(row["char"] for row in rows if row["style"] in styles and row["value"] != "1000000000000")
    first = "".join(sorted({word[0] for word in words}))
    marked = f"第(?=[{_CN}百])|前(?=[{_CN}])|翻(?=.{{0,3}}番)|\\.\\d|数[十百千万亿]"
    return f"(?=[\\d几半{digits}{first}第前翻.数])(?!零[下上])(?:{opening}|{marked}|[\\d几半{digits}])"


def share_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read 百分之三点五, as a percentage, and 三分之二, as a number."""
    found = table.share.match(text, at)
    above = read(found["above"].lstrip("负")) if found else None
    below = read(found["below"]) if found else None
    if found is None or above is None or below is None or not below.low:
        return None
    value = above.low / below.low * (-1 if found["above"][0] == "负" else 1)
    if found["below"] in table.wholes:
        return _found(text, found, "share", Quantity(value * _HUNDRED, "%", "exact", "percent", "%"), table)
    return _found(text, found, "share", Quantity(value, "1", "exact", "fraction"), table)


def stroke_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read 1/3 where the words around it show that it is a part of a whole."""
    found = table.stroke.match(text, at)
    if found is None or not 0 < int(found["above"]) < int(found["below"]):
        return None
    if found["part"] is None and not table.part_before.search(text, max(0, at - _NEAR), at):
        return None
    value = Quantity(Decimal(found["above"]) / Decimal(found["below"]), "1", "exact", "fraction")
    return _found(text, found, "share", value, table)


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
    start, end, outer = around(text, at, found.end(), table.grammar)
    inner = word_before(found["some"], len(found["some"]), table.grammar)
    value = Quantity(Decimal(2) ** reading.low, "times", inner[1] if inner else outer, "ratio", "番")
    return Found(start, end, "growth", value, found.start("n"), found.end() - 1, found.end())


def ratio_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read a ratio: that of several parts, 9∶41∶50, or of two where a word says so, 师生比为1∶15."""
    found = table.ratio.match(text, at)
    if found is None:
        return None
    value = re.sub("[∶：]", ":", found.group())
    several = value.count(":") > 1 and not table.clockwise.fullmatch(value)
    if not several and not table.ratio_cue.search(text, max(0, at - _NEAR), at):
        return None
    return Found(at, found.end(), "score", Quantity(value, "1", "exact", "ratio", ":"), at, found.end(), found.end())


def score_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read a score, 2∶0 or 80比98, and tell it from a clock time by what stands around it."""
    found = table.score.match(text, at)
    if found is None:
        return None
    a, b = int(found["a"]), int(found["b"])
    clockwise = found["sign"] in ":：" and len(found["b"]) == len("00") and a <= _DAY and b < _SIXTY
    plain = found["sign"] in "∶比" or (found["sign"] in ":：" and not clockwise)
    near = (max(0, at - _NEAR), min(len(text), found.end() + _BEHIND))
    cued = table.score_before.search(text, near[0], at) or table.score_after.search(text, found.end(), near[1])
    if not plain and (not cued or table.grammar.unit.match(text, found.end())):
        return None
    value = Quantity(f"{a}:{b}", "point", "exact", "score", found["sign"])
    return Found(at, found.end(), "score", value, at, found.start("sign"), found.start("sign") + 1)


def clock_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read a time of the day, 14时30分 or 8:00, or two, 0—24时, as ISO times."""
    start, later = _part_of_day(text, at, table.calendar.words["halves_of_day"])
    told = table.clock_before.search(text, max(0, at - _NEAR), at)
    both = table.clocks.match(text, at)
    if both:
        return _clocks(both, start, later, sure=told is not None)
    found = table.clock.match(text, at)
    if found is None:
        return None
    told = told if found["h"].isdecimal() else None
    sure = found["word"] != "点" or later is not None or told is not None or _tells_time(found)
    hour, minute = integer(found["h"]), _minute(found["m"])
    if not sure or hour > _DAY or minute >= _SIXTY:
        return None
    if several := _two_hours(found["h"]):
        span = "/".join(f"{_in_day(each, later):02d}:00" for each in several)
        about = Quantity(span, "time", "~", "time", "时")
        return Found(start, found.end(), "clock", about, at, found.end(), found.end())
    hour = _in_day(hour, later)
    value = Quantity(
        f"{hour:02d}:{minute:02d}", "time", "~" if found["about"] else "exact", "time", found["word"] or ":"
    )
    return Found(start, found.end(), "clock", value, at, found.end(), found.end())


def _clocks(both: re.Match[str], start: int, later: int | None, *, sure: bool) -> Found | None:
    """Read a span of hours, from `start` on: 晚上7点半到9点; 2到4点 only where it is `sure` to be no index."""
    a, b = _in_day(integer(both["a"]), later), _in_day(integer(both["b"]), later)
    bare = both["word"] == "点" and not both["first"]
    if max(a, b) > _DAY or (bare and later is None and not sure):
        return None
    value = f"{a:02d}:{_minute(both['am']):02d}/{b:02d}:{_minute(both['bm']):02d}"
    quantity = Quantity(value, "time", "exact", "time", "时")
    return Found(start, both.end(), "clock", quantity, both.start(), both.end(), both.end())


def _tells_time(found: re.Match[str]) -> bool:
    """Tell whether the words of 三点五十分, 3点15 or 八点半 mean a time; 三点五 is a decimal, 三点建议 three points."""
    minute = found["m"]
    return bool(
        found["unit"]
        or found["about"]
        or found["sure"] is not None
        or (minute and (minute == "半" or minute.isdecimal()))
    )


def _part_of_day(text: str, at: int, halves: Mapping[str, int]) -> tuple[int, int | None]:
    """Find the word before a time, 下午 or 早上: where it begins, and the hours it adds; None where there is none."""
    for size in (2, 1):
        if at >= size and text[at - size : at] in halves:
            return at - size, halves[text[at - size : at]]
    return at, None


def _in_day(hour: int, later: int | None) -> int:
    """Count an hour of the afternoon or the night from midnight on: 下午2点, 晚上12点, 夜里1点."""
    if later == _NIGHT:
        return (hour + _NOON) % _DAY if _MORNING <= hour <= _NOON else hour
    return hour + (later if later and hour < _NOON else 0)


def _two_hours(text: str) -> tuple[int, int] | None:
    """Read the two hours of 一两点, 十一二点; nothing where there is one."""
    first, second = text[:-1], text[:-2] + text[-1]
    if text.isdecimal() or "十" in text[-2:] or len(text) < len("一两"):
        return None
    hours = integer(first), integer(second)
    return hours if hours[1] - hours[0] == 1 else None


def _minute(text: str | None) -> int:
    return _SIXTY // 2 if text == "半" else integer(text or "0")


def _found(text: str, found: re.Match[str], form: Form, value: Quantity, table: Shapes) -> Found:
    start, end, approx = around(text, found.start(), found.end(), table.grammar)
    if approx != "exact":
        value = Quantity(value.value, value.unit, approx, value.kind, value.unit_zh)
    return Found(start, end, form, value, found.start(), found.end(), found.end())
