"""What templates show on the pages of one article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from jianbao.model import Citation, EntityKey, Said
from jianbao.render.views import BlockView, FigureView, Link, PlotView


@dataclass(frozen=True)
class QuotedView:
    """Figures as printed, leading to their places, and the sentence that they stand in, in the words of the edition."""

    figures: tuple[Link, ...]
    sentence: Said


@dataclass(frozen=True)
class ContradictionView:
    """Figures that contradict one another: why, and each with its sentence."""

    why: str
    quotes: tuple[QuotedView, ...]


@dataclass(frozen=True)
class PartView:
    """A part of an article's body: a block, or the table of the figures of the section that ends before it."""

    block: BlockView | None = None
    figures: tuple[FigureView, ...] = ()


@dataclass(frozen=True)
class NamesView:
    """The entities of one kind that an article names: the name of the kind with a colon, and a link to each."""

    title: str
    names: tuple[Link, ...]


@dataclass(frozen=True)
class RelatedView:
    """An article like this one, and why; one that leads here, or stands beside it in a series, has no reason."""

    href: str
    headline: Said
    reason: str


@dataclass(frozen=True)
class ReportView:
    """What a reader's report begins with. `body` has {place} and {text} for the script; `query` is ready for a link."""

    title: str
    body: str
    query: str


@dataclass(frozen=True)
class CitingView:
    """How an article is cited: for machines in the head of its page, for readers in a box, as files, as Markdown."""

    tags: tuple[tuple[str, str], ...]
    linked_data: str
    twin: str
    citations: tuple[Citation, ...]
    files: tuple[Link, ...]
    report: ReportView


@dataclass(frozen=True)
class TwinView:
    """An article as plain Markdown: the facts of its front matter, its blocks, and how to cite it."""

    front: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    blocks: tuple[BlockView, ...]
    citation: str


@dataclass(frozen=True)
class SeriesView:
    """The series of an article: the link to it, and its parts right before and after."""

    link: Link
    earlier: RelatedView | None = None
    later: RelatedView | None = None


@dataclass(frozen=True)
class NameNote:
    """An entity by its name, what it is in one line, and the article it stands with when it has no page of its own.

    `beyond` is what that line says besides name and kind, for lists that say both.
    """

    name: Said
    gloss: str
    home: str = ""
    beyond: str = ""


@dataclass(frozen=True)
class Around:
    """What stands around an article: its names, by kind and slug, the articles it has to do with, its translation."""

    names: Mapping[EntityKey, NameNote] = field(default_factory=dict)
    related: tuple[RelatedView, ...] = ()
    linked: tuple[RelatedView, ...] = ()
    series: SeriesView | None = None
    translated: bool = False


NOTHING_AROUND = Around()


@dataclass(frozen=True)
class GoneView:
    """What an article left behind: the reason, or the link to the one it moved to and where the page sends readers."""

    title: str
    id: str
    reason: Said
    target: Link | None = None
    refresh: str = ""


@dataclass(frozen=True)
class LeftView:
    """What stands at an address that a page left: the link to where what it showed now stands."""

    title: str
    target: Link


@dataclass(frozen=True)
class ArticleView:
    """An article page: head (kicker, headline, subhead), the facts under it, notices, body and what goes beside.

    `alternates` are the editions that search engines are led to; `foreign` the sections whose heading is of another
    language, and which; `parallel` leads to the article beside its English.
    """

    title: Said
    description: str
    editions: tuple[str, ...]
    foreign: Mapping[str, str]
    alternates: tuple[str, ...]
    noindex: bool
    head: tuple[BlockView, ...]
    facts: tuple[Markup, ...]
    notices: tuple[Markup, ...]
    state: str
    evidence: str
    parallel: str
    body: tuple[PartView, ...]
    plots: tuple[PlotView, ...]
    contradictions: tuple[ContradictionView, ...]
    names: tuple[NamesView, ...]
    all_names: str
    related: tuple[RelatedView, ...]
    linked: tuple[RelatedView, ...]
    series: SeriesView | None
    downloads: tuple[Link, ...]
    citing: CitingView


@dataclass(frozen=True)
class Side:
    """A block in one language. A `raw` one stands in HTML."""

    lang: str
    text: Markup
    raw: bool = False


@dataclass(frozen=True)
class PairView:
    """A block twice: as printed, and in English where there is English.

    `own` says which of the two is in the language of the page; that one is a title where the block heads a `section`.
    """

    id: str
    role: str
    section: str
    own: str
    original: Side
    english: Side | None


@dataclass(frozen=True)
class ParallelView:
    """An article beside its translation; `article` leads to it, `citation` says where it stood in print."""

    title: str
    headline: Said
    description: str
    editions: tuple[str, ...]
    facts: tuple[Markup, ...]
    notices: tuple[Markup, ...]
    article: str
    pairs: tuple[PairView, ...]
    citation: Citation
