"""A year of the archive, the undated, or another period: its name, the link to its page, a title about it, its bar."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Page
from jianbao.render.views import BarView, Link

WHOLE = 100  # percent
LEAST = 2  # percent: the least that is still seen


def said(period: str, words: Words) -> str:
    """Say a year, a month or a day, or that it is not known."""
    if period == addresses.UNDATED_YEAR:
        return words.say("undated")
    return words.date(period) if "-" in period else words.say("year", year=period)


def links(some: Iterable[str], at: Callable[[str], str], page: Page, words: Words) -> tuple[tuple[Link, ...], ...]:
    """Give the links from a page to those of periods: the years, the months, the days; to itself there is none.

    `at` gives their addresses.
    """

    def link(period: str) -> Link:
        address = at(period)
        return Link("" if address == page.address else routes.relative(address, page.address), said(period, words))

    by_length = groupby(sorted(some, key=_hyphens), key=_hyphens)
    return tuple(tuple(map(link, periods)) for _, periods in by_length)


def _hyphens(period: str) -> int:
    """Tell a year, a month and a day apart."""
    return period.count("-")


def title(page: Page, words: Words, dated: str, undated: str) -> str:
    """Say the title of a page whose subject is a period: by the message `dated`, or `undated` where it is not known."""
    unknown = page.subject == addresses.UNDATED_YEAR
    return words.say(undated) if unknown else words.say(dated, year=said(page.subject, words))


def bars(counts: Mapping[str, int], leads: Mapping[str, str], words: Words) -> tuple[BarView, ...]:
    """Make the bars of years, the newest first, the undated last; each is measured against the greatest.

    Args:
        counts: how many articles each year has.
        leads: where the bar of each year leads.
        words: those of the edition.
    """
    most = max(counts.values(), default=1)
    return tuple(
        BarView(
            Link(leads[year], said(year, words)),
            words.say("articles-n", n=counts[year]),
            max(LEAST, WHOLE * counts[year] // most),
        )
        for year in sorted(counts, key=lambda year: (year.isdigit(), year), reverse=True)
    )
