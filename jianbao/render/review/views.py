"""The values that the review pages print. All links are relative to the page."""

from dataclasses import dataclass

from jianbao.render.both import Both, Tongues
from jianbao.render.views import Link


@dataclass(frozen=True)
class AnswerView:
    """What to copy, and what it says."""

    title: Both
    text: str


@dataclass(frozen=True)
class DoubtView:
    """A doubt: `href` leads to its line on the evidence page."""

    line: str
    href: str
    said: Both
    quotes: tuple[str, ...]
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True)
class DoubtsView:
    """The doubts of one kind, and where their answers are written."""

    id: str
    title: Both
    where: Both
    doubts: tuple[DoubtView, ...]


@dataclass(frozen=True)
class ReviewView:
    """The page of an article for its editor. `lang` is the script that the seed was printed in."""

    words: Tongues
    title: str
    description: str
    headline: str
    lang: str
    article: str
    evidence: str
    all: str
    kinds: tuple[DoubtsView, ...]


@dataclass(frozen=True)
class ListedView:
    """An article with something to review, and how much of what."""

    href: str
    headline: str
    lang: str
    counts: tuple[Both, ...]


@dataclass(frozen=True)
class RefusedView:
    """A file that was refused, and why."""

    place: str
    code: str
    reason: Both


@dataclass(frozen=True)
class QuoteView:
    """A figure in an article's sentence: the figure leads to its place, the headline to its paragraph."""

    figure: Link
    sentence: str
    headline: Link


@dataclass(frozen=True)
class DifferenceView:
    """Figures that differ between two articles."""

    why: Both
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True)
class ReviewsView:
    """A list of articles with something to review: those with the most of it, or those of a year.

    `differences` are between articles; `all_differences` leads to the page of them all.
    """

    words: Tongues
    title: Both
    description: str
    first: bool
    refused: tuple[RefusedView, ...]
    left_out: int
    report: str
    totals: tuple[Both, ...]
    articles: tuple[ListedView, ...]
    years: tuple[tuple[Link, ...], ...]
    differences: tuple[DifferenceView, ...] = ()
    all_differences: str = ""
