"""The values that the evidence page prints. All links are relative to the page."""

from dataclasses import dataclass

from markupsafe import Markup

from jianbao.render.both import Both, Tongues
from jianbao.render.inline import EMPTY
from jianbao.render.views import Link


@dataclass(frozen=True)
class NoteView:
    """A word on a line. `href` leads to the other line it speaks of, if any; `doubt` sets it off."""

    text: Both
    href: str = ""
    doubt: bool = False


@dataclass(frozen=True)
class MadeView:
    """What a part of a line became: a block, or a part of one, with its place in reading order (0: set aside).

    `href` leads to the block in reading order where that is listed, `links` to it in each edition; `sure` says how
    sure its role is.
    """

    role: Both
    order: int
    href: str
    links: tuple[Link, ...]
    notes: tuple[NoteView, ...]
    sure: str = ""


@dataclass(frozen=True)
class LineView:
    """A line of the seed: its number, its text with marks, what was made of it. A blank line has neither.

    `until` is the number of the last of a row of blank lines, and `ids` are the anchors of the row.
    """

    number: int
    ids: tuple[str, ...]
    printed: Markup = EMPTY
    made: tuple[MadeView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    until: int = 0


@dataclass(frozen=True)
class PlacedView:
    """A block in reading order, as it begins, and the lines it was made of. `href` leads to it in the article."""

    id: str
    number: int
    role: Both
    text: str
    href: str
    lines: tuple[Link, ...]
    sure: str


@dataclass(frozen=True)
class AsideView:
    """What was set aside: its line, its words, and why."""

    line: Link
    text: str
    why: Both


@dataclass(frozen=True)
class RowView:
    """A row of the drawing: a line of the seed, or a block as it is read. `kind` is its role."""

    number: str
    href: str
    text: str
    note: Both
    kind: str = ""


@dataclass(frozen=True)
class ThreadView:
    """A thread of the drawing from a line to its block: the path, its kind (a key of chart.KINDS), its tooltip."""

    path: str
    kind: str
    title: str


@dataclass(frozen=True)
class ChartView:
    """The drawing: as many rows as the longer side has, both sides, and the threads between."""

    rows: int
    lines: tuple[RowView, ...]
    blocks: tuple[RowView, ...]
    threads: tuple[ThreadView, ...]


@dataclass(frozen=True)
class RuleView:
    """A rule of cleaning that fired: what it does, how often, and where first."""

    name: Both
    count: Both
    href: str


@dataclass(frozen=True)
class EvidenceView:
    """An evidence page. `lang` is the script that the seed was printed in; `review` is empty when nothing is open.

    `chart` and `order` are empty where the text reads as it was printed: the lines tell all of it.
    """

    words: Tongues
    title: str
    description: str
    headline: str
    lang: str
    articles: tuple[Link, ...]
    account: tuple[Both, ...]
    source: str
    review: str
    downloads: tuple[Link, ...]
    rules: tuple[RuleView, ...]
    lines: tuple[LineView, ...]
    order: tuple[PlacedView, ...]
    problems: tuple[NoteView, ...]
    chart: ChartView | None
    aside: tuple[AsideView, ...]
