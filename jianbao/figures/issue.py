"""Tells when a document was printed, as far as that is known, and fills in its open dates."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Dating, Quantity
from jianbao.numerals.dates import Date, is_day, iso, resolve
from jianbao.numerals.found import Found

_LATELY = 62  # days from the issue that a text speaks of as of its own time


class Issue(NamedTuple):
    """The date of issue. `told`: it stands in the document's facts; else only its year was made out from the text."""

    date: Date
    told: bool


def issue(dating: Dating, texts: Iterable[str], tables: Tables) -> Issue:
    """Find the date of issue: the one that is told, or the year that the text calls the present one."""
    if dating.date:
        parts = [int(part) for part in dating.date.split("-")]
        return Issue(Date(*parts), told=True)
    for text in texts:
        found = tables.this_year.search(text)
        if found:
            return Issue(Date(int(found["year"])), told=False)
    return Issue(Date(int(dating.after[:4]) if dating.after else None), told=False)


def with_years(every: Iterable[Found], words: Words, known: Issue) -> list[Found]:
    """Fill in the open dates of a block: 今年2月底; a day alone is near the last day that the text named.

    That is the day of issue at first, and again where a sentence ends that spoke of long ago.
    """
    out: list[Found] = []
    about, sentence = known.date, (0, 0)
    for this in every:
        if (here := words.sentence(this.start)) != sentence:
            sentence, about = here, about if _lately(about, known.date) else known.date
        filled = _with_year(this, known, about)
        out.append(filled)
        if filled.dates:
            last = filled.dates.high or filled.dates.low
            about = last if is_day(last) else about
    return out


def _lately(day: Date, issued: Date) -> bool:
    """Tell whether a day lies near the day of issue, as far as that is known."""
    if not is_day(day) or not is_day(issued):
        return is_day(day)
    first, second = (dt.date.fromisoformat(iso(one)) for one in (day, issued))
    return abs((first - second).days) <= _LATELY


def _with_year(found: Found, known: Issue, about: Date) -> Found:
    """Fill in an open date; one without any word for its year only where the date of issue is told, or its month is."""
    dates = found.dates
    if dates is None:
        return found
    relative = dates.low.shift is not None or (dates.high is not None and dates.high.shift is not None)
    alone = dates.low == Date(day=dates.low.day)
    if not alone and (known.date.year is None or not (known.told or relative)):
        return found
    resolved = resolve(dates, known.date, about)
    return found._replace(dates=resolved, quantity=_dated(found, resolved.value))


def _dated(found: Found, value: str) -> Quantity:
    q = found.quantity
    return Quantity(value, q.unit, q.approx, q.kind, q.unit_zh)
