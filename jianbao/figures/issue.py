"""Tells when a document was printed, as far as that is known, and fills in its open dates."""

from collections.abc import Iterable
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.model import Dating, Quantity
from jianbao.numerals.dates import Date, resolve
from jianbao.numerals.found import Found


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


def with_year(found: Found, known: Issue) -> Found:
    """Fill in an open date: 今年2月底; one without any word for its year only where the date of issue is told."""
    dates = found.dates
    if dates is None or known.date.year is None:
        return found
    relative = dates.low.shift is not None or (dates.high is not None and dates.high.shift is not None)
    if not known.told and not relative:
        return found
    resolved = resolve(dates, known.date)
    return found._replace(dates=resolved, quantity=_dated(found, resolved.value))


def _dated(found: Found, value: str) -> Quantity:
    q = found.quantity
    return Quantity(value, q.unit, q.approx, q.kind, q.unit_zh)
