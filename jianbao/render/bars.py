"""Years as bars: how many articles each has."""

from collections.abc import Mapping

from jianbao.interface import Words
from jianbao.render.views import BarView, Link

WHOLE = 100  # percent
LEAST = 2  # percent: the least that is still seen


def bars(counts: Mapping[str, int], links: Mapping[str, str], words: Words) -> tuple[BarView, ...]:
    """Make the bars of years, the newest first, the undated last; each is measured against the greatest."""
    most = max(counts.values(), default=1)
    return tuple(
        BarView(
            Link(links[year], year_said(year, words)),
            words.say("articles-n", n=counts[year]),
            max(LEAST, WHOLE * counts[year] // most),
        )
        for year in sorted(counts, key=lambda year: (year.isdigit(), year), reverse=True)
    )


def year_said(year: str, words: Words) -> str:
    """Say a year, or that it is not known."""
    return words.say("year", year=year) if year.isdigit() else words.say("undated")
