"""Reads dates and spans of time: 2018年5月, 今年2月底, 1—10月, 10月31日至11月4日, 上世纪80年代, 2019年第三季度.

A date may be open: it lacks a year that only the day of issue, or the text around, can tell. `resolve` fills it in.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from jianbao import lexicon
from jianbao.lexicon import any_of
from jianbao.numerals.reading import integer

_TWO = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十廿]{1,3})"
_FOUR = r"(?:(?<!\d)(?:1[5-9]|20)\d\d|[一二][〇零○一二三四五六七八九]{3})"
_TO = r"(?:——|－－|[-~—–―－～〜至到])"
_MONTHS, _DAYS = 12, 31
_CENTURY, _DECADE = 100, 10


class Date(NamedTuple):
    """A date as far as it is printed.

    `shift` counts years from the year of issue (去年 is -1), `month_shift` months from its month.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    shift: int | None = None
    month_shift: int | None = None


class Dates(NamedTuple):
    """A date, or the first and last of a span, in its place. `parts`: its printed units (`年月日`)."""

    start: int
    end: int
    low: Date
    high: Date | None = None
    parts: str = ""

    @property
    def value(self) -> str:
        """Write the ISO date, or the ISO interval; an open date lacks its year: `05-14`, `01/10`."""
        return iso(self.low) if self.high is None else f"{iso(self.low)}/{iso(self.high)}"


@dataclass(frozen=True)
class Calendar:
    """The words of dates, and the expressions made of them."""

    words: Mapping[str, Any]
    single: re.Pattern[str]
    short: re.Pattern[str]
    numeric: re.Pattern[str]
    decade: re.Pattern[str]
    until: re.Pattern[str]


@cache
def calendar() -> Calendar:
    """Compile the expressions of dates."""
    words = lexicon.settings("numerals/dates")
    relative = any_of([*words["years"], *words["same_year"]])
    near = any_of(words["months"])
    year = f"(?:(?P<year>{_FOUR})(?P<fiscal>财)?年度?(?!多)|(?P<relative>{relative}))"
    day = f"(?P<day>{_TWO})[日号]"
    spans = words["spans_of_days"]
    alone = "".join(f"(?<!{word})" for word in spans["before"]) + f"(?P<only>{_TWO})日(?!{any_of(spans['after'])})"
    within = f"(?P<within>{any_of(words['within_month'])}(?!(?<=中){any_of(words['not_within'])}))?"
    month = f"(?:(?P<month>{_TWO})月份?|(?P<near>{near})){within}(?:{day})?"
    quarter = f"(?P<quarter>{any_of(words['quarters'])})|前(?P<first>两|{_TWO})个?月"
    ends = f"(?P<ends>{any_of(words['ends'])})|(?P<part>{any_of(words['parts'])})"
    return Calendar(
        words=words,
        single=re.compile(f"{year}?(?:{month}|{alone}|{quarter}|{ends})?"),
        short=re.compile(
            f"(?:(?P<year>{_FOUR})年|(?P<relative>{relative}))?(?:(?P<month>{_TWO})月|(?P<near>{near}))?"
            f"(?P<a>{_FOUR}|{_TWO}){_TO}(?P<b>{_FOUR}|{_TWO})(?P<unit>年(?!间)|月|日(?!{any_of(spans['after'])})|号)"
        ),
        numeric=re.compile(rf"(?P<year>{_FOUR})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?![\d.])"),
        decade=re.compile(
            f"(?:(?P<century>{any_of(words['centuries'])})|(?P<nth>{_TWO})世纪)?"
            f"(?P<decade>[1-9]0|[二三四五六七八九]十)年代(?:{any_of(words['within_decade'])})?"
        ),
        until=re.compile(_TO),
    )


def dates_at(text: str, at: int, table: Calendar) -> Dates | None:
    """Read the date or span of time that begins at `at` of the folded text."""
    first = _short(text, at, table) or _decade(text, at, table) or _numeric(text, at, table) or _single(text, at, table)
    if first is None or first.high is not None:
        return first
    until = table.until.match(text, first.end)
    last = _single(text, until.end(), table) if until else None
    if last is None or last.high is not None or not _follows(first.low, last.low):
        return first
    parts = first.parts if len(first.parts) > len(last.parts) else last.parts
    return Dates(at, last.end, first.low, _inherit(last.low, first.low), parts)


def whole_days(text: str, table: Calendar) -> list[str]:
    """Give the days that a folded text prints whole, as ISO dates; what is no day of the calendar is left out.

    >>> whole_days("2020年2月30日 2021-03-05 五月一日 二〇二一年三月九日", calendar())
    ['2021-03-05', '2021-03-09']
    """
    out = []
    at = 0
    while at < len(text):
        dates = dates_at(text, at, table)
        at = dates.end if dates else at + 1
        if dates and dates.high is None and None not in dates.low[:3]:
            out.append(dates.value)
    return [iso for iso in out if _exists(iso)]


def _exists(iso: str) -> bool:
    try:
        dt.date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def resolve(dates: Dates, issued: Date, about: Date) -> Dates:
    """Fill in what an open date leaves out, by the day of issue (its year at least; see `_filled`).

    A day without any month is the nearest such day to what the text is `about`: on 1 February 31日 is in January.
    """
    low = dates.low
    if low.day is not None and low == Date(day=low.day):
        dates = dates._replace(low=_nearest(low.day, about, issued) or low)
    if dates.high is None:
        return dates._replace(low=_filled(dates.low, issued))
    low, high = dates.low, _filled(_inherit(dates.high, dates.low), issued)
    if low.shift is None and high.year is not None:
        low = low._replace(year=low.year or high.year)
    return dates._replace(low=_filled(low, issued), high=high)


def is_day(date: Date) -> bool:
    """Tell whether a date is a day of the calendar."""
    try:
        return bool(_day(date))
    except ValueError:
        return False


def _nearest(day: int, about: Date, issued: Date) -> Date | None:
    """Give the date nearest to another one that has a day of the month; None about no known day.

    Of a month that follows it, none after the issue: a text says so.
    """
    if not is_day(about):
        return None
    known, last = _day(about), _day(issued) if is_day(issued) else dt.date.max
    months = (divmod(known.year * _MONTHS + known.month - 1 + shift, _MONTHS) for shift in (-1, 0, 1))
    days = [one for year, month in months if is_day(one := Date(year, month + 1, day))]
    near = [one for one in days if one.month == about.month or _day(one) <= last]
    return min(near, key=lambda one: abs(_day(one) - known), default=None)


def _day(date: Date) -> dt.date:
    return dt.date(date.year or 0, date.month or 0, date.day or 0)


def _filled(date: Date, issued: Date) -> Date:
    """Fill in one date. One without a year lies in the twelve months before the issue, or the month after it."""
    if issued.year is None:
        return date
    year = issued.year
    if date.month is None and date.day is not None and issued.month is not None:
        years, month = divmod(issued.month - 1 + (date.month_shift or 0), _MONTHS)
        date, year = date._replace(month=month + 1), year + years
    if date.year is not None:
        return date
    if date.shift is not None:
        return date._replace(year=year + date.shift)
    if date.month is None:
        return date
    later = issued.month is not None and year == issued.year and date.month > issued.month + 1
    return date._replace(year=year - later)


def _follows(first: Date, last: Date) -> bool:
    """Tell whether two dates can be the ends of a span: the second may only leave out what the first has."""
    return (first.day is None) == (last.day is None) or last.year is not None or first.day is not None


def _inherit(last: Date, first: Date) -> Date:
    """Give the end of a span the year and the month that only its beginning says."""
    if last.year is None and last.shift is None:
        last = last._replace(year=first.year, shift=first.shift)
        if last.month is None and last.day is not None:
            last = last._replace(month=first.month)
    return last


def _short(text: str, at: int, table: Calendar) -> Dates | None:
    """Read a span whose unit is written once: 1—10月, 2016—2018年, 本月12日到17日, 5月1-3日."""
    found = table.short.match(text, at)
    if found is None:
        return None
    a, b, unit = integer(found["a"]), integer(found["b"]), found["unit"]
    if unit == "年":
        if a < _CENTURY or b < _CENTURY:
            return None
        return Dates(at, found.end(), Date(a), Date(b), "年")
    base = _base(found, table)
    if max(a, b) > (_MONTHS if unit == "月" else _DAYS) or (unit == "月" and base.month is not None):
        return None
    field = "month" if unit == "月" else "day"
    return Dates(at, found.end(), base._replace(**{field: a}), base._replace(**{field: b}), _parts(base) + unit)


def _single(text: str, at: int, table: Calendar) -> Dates | None:
    """Read one date, or one part of a year: 2018年5月, 今年2月底, 去年上半年."""
    found = table.single.match(text, at)
    if found is None or found.end() == at:
        return None
    base = _base(found, table)
    day = found["day"] or found["only"]
    if day:
        base = base._replace(day=integer(day))
    if (base.month or 1) > _MONTHS or (base.day or 1) > _DAYS or (base.month or 1) < 1:
        return None
    whole_year = base == Date() and not (found["quarter"] or found["part"] or found["first"])
    return None if whole_year or integer(found["first"] or "") > _MONTHS else _part(found, at, base, table)


def _part(found: re.Match[str], at: int, base: Date, table: Calendar) -> Dates:
    """Read what cuts a year: 上半年, 前10个月, 第三季度, 年底; where nothing does, the date is whole."""
    end, words = found.end(), table.words
    if found["first"]:
        return Dates(at, end, base._replace(month=1), base._replace(month=integer(found["first"])), "月")
    if part := found["part"]:
        low, high = words["parts"][part]
        return Dates(at, end, base._replace(month=low), base._replace(month=high), part)
    if quarter := found["quarter"]:
        return Dates(at, end, base._replace(quarter=words["quarters"][quarter]), None, quarter)
    if ends := found["ends"]:
        return Dates(at, end, base._replace(month=words["ends"][ends]), None, "年" + ends[-1])
    return Dates(at, end, base, None, _parts(base) + (found["within"] or ""))


def _base(found: re.Match[str], table: Calendar) -> Date:
    """Read the year and month of a match, printed or by their distance from the day of issue."""
    group = found.groupdict()
    relative, near = group["relative"], group["near"]
    return Date(
        integer(group["year"]) if group["year"] else None,
        integer(group["month"]) if group["month"] else None,
        None,
        None,
        table.words["years"].get(relative) if relative else None,
        table.words["months"][near] if near else None,
    )


def _numeric(text: str, at: int, table: Calendar) -> Dates | None:
    """Read 2018-10-25 and 2018.10.25."""
    found = table.numeric.match(text, at)
    if found is None:
        return None
    date = Date(*(int(found[part]) for part in ("year", "month", "day")))
    if not 0 < (date.month or 0) <= _MONTHS or not 0 < (date.day or 0) <= _DAYS:
        return None
    return Dates(at, found.end(), date, None, "年月日")


def _decade(text: str, at: int, table: Calendar) -> Dates | None:
    """Read 上世纪80年代, 20世纪90年代 and, of the last century, 八十年代."""
    found = table.decade.match(text, at)
    if found is None:
        return None
    century = integer(found["nth"]) - 1 if found["nth"] else 20 + table.words["centuries"].get(found["century"], -1)
    year = century * _CENTURY + integer(found["decade"])
    return Dates(at, found.end(), Date(year), Date(year + _DECADE - 1), "年代")


def _parts(date: Date) -> str:
    """Name what a date says of 年月日."""
    named = (date.year is not None or date.shift is not None, date.month is not None or date.month_shift is not None)
    return "".join(word for word, there in zip("年月日", (*named, date.day is not None), strict=True) if there)


def iso(date: Date) -> str:
    """Write what is known of a date in the manner of ISO 8601; a quarter as `2019-Q3`."""
    numbers = [f"{n:0{size}d}" for n, size in ((date.year, 4), (date.month, 2), (date.day, 2)) if n is not None]
    return "-".join([*numbers, f"Q{date.quarter}"] if date.quarter else numbers)
