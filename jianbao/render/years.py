"""A year of the archive, or the undated: its name, the link to its page, the title of a page about it, its bar."""

from collections.abc import Callable, Iterable, Mapping

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Page
from jianbao.render.views import BarView, Link

WHOLE = 100  # percent
LEAST = 2  # percent: the least that is still seen


def year_said(year: str, words: Words) -> str:
    """Say a year, or that it is not known."""
    return words.say("undated") if year == addresses.UNDATED_YEAR else words.say("year", year=year)


def year_link(address: str, year: str, page: Page, words: Words) -> Link:
    """Give the link from a page to the page of a year, which has an `address`."""
    return Link(routes.relative(address, page.address), year_said(year, words))


def other_years(years: Iterable[str], at: Callable[[str], str], page: Page, words: Words) -> tuple[Link, ...]:
    """Give the links to all years from the page of one of them, which has none itself; `at` gives their addresses."""
    every = ((year, at(year)) for year in years)
    return tuple(
        Link("", year_said(year, words)) if address == page.address else year_link(address, year, page, words)
        for year, address in every
    )


def of_year(page: Page, words: Words, dated: str, undated: str) -> str:
    """Say the title of a page whose subject is a year: by the message `dated`, or `undated` where it is not known."""
    return words.say(undated) if page.subject == addresses.UNDATED_YEAR else words.say(dated, year=page.subject)


def bars(counts: Mapping[str, int], links: Mapping[str, str], words: Words) -> tuple[BarView, ...]:
    """Make the bars of years, the newest first, the undated last; each is measured against the greatest.

    Args:
        counts: how many articles each year has.
        links: where the bar of each year leads.
        words: those of the edition.
    """
    most = max(counts.values(), default=1)
    return tuple(
        BarView(
            Link(links[year], year_said(year, words)),
            words.say("articles-n", n=counts[year]),
            max(LEAST, WHOLE * counts[year] // most),
        )
        for year in sorted(counts, key=lambda year: (year.isdigit(), year), reverse=True)
    )
