"""The values that templates print. All text is as the edition says it; all links are relative to the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from jianbao.model import Citation, EntityKey, Said


@dataclass(frozen=True)
class BlockView:
    """A block: its text with its marks, and what the template needs to wrap it. `lang` is empty when the page's own.

    A `raw` block stands in HTML, without marks: Markdown would take too long over it.
    """

    id: str
    role: str
    inline: Markup
    lang: str = ""
    section: str = ""
    credits: tuple["BlockView", ...] = ()
    raw: bool = False


@dataclass(frozen=True)
class Link:
    """A link with its text, and a note for those who have not been there."""

    href: str
    text: str
    note: str = ""
    lang: str = ""


@dataclass(frozen=True)
class FigureView:
    """A row of a table of figures. `id` is the row's anchor, `sentence` leads to the figure in its sentence.

    `si` is what it is in SI units, empty where its unit is one or has none.
    """

    id: str
    value: str
    unit: str
    si: str
    measure: Said
    subject: Said
    time: Said
    printed: Said
    sentence: str


@dataclass(frozen=True)
class BarView:
    """A year, how many articles it has, and its share of the greatest year, in percent."""

    link: Link
    count: str
    share: int


@dataclass(frozen=True)
class PlotView:
    """A plot: what it shows, the drawing, and what a reader must know to compare its bars."""

    id: str
    title: str
    svg: Markup
    notes: tuple[str, ...]


@dataclass(frozen=True)
class QuotedView:
    """A figure as printed, leading to its place, and its sentence in the words of the edition."""

    figure: Link
    sentence: Said


@dataclass(frozen=True)
class ContradictionView:
    """Figures that contradict one another: why, and each with its sentence."""

    why: str
    figures: tuple[QuotedView, ...]


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
    years: tuple[Link, ...]
    figures: Link


@dataclass(frozen=True)
class PartView:
    """A part of an article's body: a block, or the table of the figures of the section that ends before it."""

    block: BlockView | None = None
    figures: tuple[FigureView, ...] = ()


@dataclass(frozen=True)
class NamesView:
    """The entities of one kind that an article names, or that its likeness to another rests on."""

    title: str
    names: tuple[Link, ...]


@dataclass(frozen=True)
class RelatedView:
    """An article like this one, and why."""

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
    """An entity by its name, what it is in one line, and the article it stands with when it has no page of its own."""

    name: Said
    gloss: str
    home: str = ""


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
class CardView:
    """An article in a list. `id` is the anchor of its place there."""

    id: str
    href: str
    headline: Said
    kicker: Said
    lead: Said
    facts: tuple[Markup, ...]


@dataclass(frozen=True)
class ListView:
    """A page that lists articles: the home page, the newest, a year."""

    title: str
    description: str
    cards: tuple[CardView, ...]
    years: tuple[Link, ...]
    numbers: tuple[Markup, ...] = ()
    ways: tuple[Link, ...] = ()
    more: str = ""
    search: str = ""


@dataclass(frozen=True)
class PhotoView:
    """A photo's caption, with its credit; `href` leads to it in its article."""

    href: str
    caption: Said
    credit: Said


@dataclass(frozen=True)
class GatheredView:
    """What was gathered from one article: sentences, figures, photos."""

    id: str
    href: str
    headline: Said
    sentences: tuple[Link, ...] = ()
    figures: tuple[FigureView, ...] = ()
    photos: tuple[PhotoView, ...] = ()


@dataclass(frozen=True)
class CollectionView:
    """A page that gathers figures, or photos, article by article.

    `browse` leads to the index of all figures, `within` to the articles; both are empty on the page of one year.
    `conflicts` leads to the figures that differ between articles, where there are any.
    """

    title: str
    description: str
    articles: tuple[GatheredView, ...]
    years: tuple[Link, ...]
    downloads: tuple[Link, ...]
    plots: tuple[PlotView, ...] = ()
    browse: str = ""
    within: str = ""
    conflicts: str = ""

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
    """Articles by date: the timeline, one year of it, the series, or the parts of one. `lang` is that of the title."""

    title: str
    description: str
    months: tuple[MonthView, ...]
    years: tuple[BarView, ...] = ()
    lang: str = ""


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
