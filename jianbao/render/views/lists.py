"""What templates show on lists, timelines, collections and the page of contradictions."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from jianbao.model import Said
from jianbao.render.views import BarView, CardView, GatheredView, Link, PlotView


@dataclass(frozen=True)
class StatementView:
    """A figure as an article states it: the figure leads to its place, the headline to its paragraph.

    `facts` are the paper and the date.
    """

    figure: Link
    sentence: Said
    headline: Link
    facts: str


@dataclass(frozen=True)
class ConflictView:
    """Figures of two articles that differ: why, and of what."""

    why: str
    measure: Said
    statements: tuple[StatementView, ...]


@dataclass(frozen=True)
class ConflictsView:
    """A page of figures that differ between articles."""

    title: str
    description: str
    conflicts: tuple[ConflictView, ...]
    years: tuple[tuple[Link, ...], ...]
    figures: Link


@dataclass(frozen=True)
class ListView:
    """A page that lists articles, or leads to lists: the home page, the newest, the search without JavaScript.

    `numbers` count what the archive holds, `ways` lead into it, `more` to all articles and `search` to the search page.
    """

    title: str
    description: str
    cards: tuple[CardView, ...]
    years: tuple[tuple[Link, ...], ...]
    numbers: tuple[Markup, ...] = ()
    ways: tuple[Link, ...] = ()
    more: str = ""
    search: str = ""


@dataclass(frozen=True)
class CountedView:
    """An article that is only linked, and how many figures it has, in words."""

    href: str
    headline: Said
    count: str


@dataclass(frozen=True)
class CollectionView:
    """A page that gathers figures, or photos, article by article.

    `browse` leads to the index of all figures, `within` to the articles; both are empty on the page of one year.
    `conflicts` leads to the figures that differ between articles, where there are any. `others` are the articles of a
    year that has too many to show what was gathered from each.
    """

    title: str
    description: str
    articles: tuple[GatheredView, ...]
    years: tuple[tuple[Link, ...], ...]
    downloads: tuple[Link, ...]
    plots: tuple[PlotView, ...] = ()
    browse: str = ""
    within: str = ""
    conflicts: str = ""
    others: tuple[CountedView, ...] = ()

    @property
    def foreign(self) -> Mapping[str, str]:
        """Give the headings that are not in the language of the page, and which they are in."""
        return {one.id: one.headline.lang for one in self.articles if one.headline.lang}


@dataclass(frozen=True)
class EntryView:
    """A line of a timeline or of a series: when, what (and which part of it), and a note."""

    when: str
    href: str
    title: Said
    note: Said
    part: str = ""


@dataclass(frozen=True)
class MonthView:
    """The lines of a month; without a title, of something that is not cut by month."""

    id: str
    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True)
class ChronicleView:
    """Articles by date: the timeline, one year of it, the series, or the parts of one. `lang` is that of the title.

    The timeline counts its `years`; of a year the `other_years` are only linked, so that it stays when they grow.
    """

    title: str
    description: str
    months: tuple[MonthView, ...]
    years: tuple[BarView, ...] = ()
    lang: str = ""
    other_years: tuple[tuple[Link, ...], ...] = ()
