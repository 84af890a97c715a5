"""Finds everything in a text that reads as a quantity: amounts, dates, shares, ranks, scores, times."""

from collections.abc import Iterator, Sequence

from jianbao.model import Quantity
from jianbao.numerals.amounts import amount_at, quantity
from jianbao.numerals.dates import dates_at
from jianbao.numerals.found import Found
from jianbao.numerals.shapes import (
    Shapes,
    clock_at,
    growth_at,
    half_at,
    rank_at,
    ratio_at,
    score_at,
    shapes,
    share_at,
    stroke_at,
)


def scan(text: str, names: Sequence[tuple[int, int]] = (), table: Shapes | None = None) -> Iterator[Found]:
    """Find the quantities of a folded text in order. `names` are ranges, in order, that are passed over."""
    table = table or shapes()
    at, passed = 0, 0  # `passed` counts the names that end before the place
    while found := table.start.search(text, at):
        at = found.start()
        while passed < len(names) and names[passed][1] <= at:
            passed += 1
        start, end = names[passed] if passed < len(names) else (len(text), len(text))
        if start <= at:
            at = end
            continue
        got = found_at(text, at, table)
        if got and got.number_at < start < got.end:
            got = found_at(text[:start], at, table)
        if got is None:
            at = found.end()
        else:
            at = got.end
            yield got


def found_at(text: str, at: int, table: Shapes) -> Found | None:
    """Read the quantity whose first character, but for what rounds it, stands at `at`."""
    if table.dated.match(text, at):
        date = _date(text, at, table)
        if date:
            return date
    if table.timed.match(text, at):
        timed = ratio_at(text, at, table) or score_at(text, at, table) or clock_at(text, at, table)
        if timed:
            return timed
    if text[at] in "第前翻":
        return growth_at(text, at, table) if text[at] == "翻" else rank_at(text, at, table)
    part = half_at(text, at, table) or stroke_at(text, at, table) or share_at(text, at, table)
    return part or _amount(text, at, table)


def _amount(text: str, at: int, table: Shapes) -> Found | None:
    amount = amount_at(text, at, table.grammar)
    if amount is None:
        return None
    word = amount.unit.word if amount.unit else ""
    unit_end = amount.unit_at + (len(word) if text.startswith(word, amount.unit_at) else 0)  # $ stands before
    return Found(amount.start, amount.end, "amount", quantity(amount), at, amount.unit_at, unit_end)


def _date(text: str, at: int, table: Shapes) -> Found | None:
    """Read a date. A day in Chinese numerals, without its month, is left to be so many days: 五日以上."""
    dates = dates_at(text, at, table.calendar)
    if dates is None or (dates.parts == "日" and not text[at].isdecimal()):
        return None
    low = dates.low
    dated = low.year is not None or ((low.month or low.day) and dates.parts not in table.calendar.words["parts"])
    value = Quantity(dates.value, "date", "exact", "date", dates.parts)
    return Found(at, dates.end, "date" if dated else "when", value, at, dates.end, dates.end, dates)
