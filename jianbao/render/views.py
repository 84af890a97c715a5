"""The values that templates print. All text is as the edition says it; all links are relative to the page."""

from dataclasses import dataclass

from markupsafe import Markup

from jianbao.model import Citation, Said


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
    """A row of a table of figures. `id` is the row's anchor, `sentence` leads to the figure in its sentence."""

    id: str
    value: str
    unit: str
    measure: Said
    subject: Said
    time: Said
    printed: Said
    sentence: str


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
class ArticleView:
    """An article page: head (kicker, headline, subhead), the facts under it, notices, body and what goes beside."""

    title: Said
    description: str
    editions: tuple[str, ...]
    noindex: bool
    head: tuple[BlockView, ...]
    facts: tuple[Markup, ...]
    notices: tuple[Markup, ...]
    state: str
    evidence: str
    body: tuple[PartView, ...]
    names: tuple[NamesView, ...]
    related: tuple[RelatedView, ...]
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
class PlainView:
    """A page whose text is its template's. `data` is the link to the data."""

    title: str
    description: str
    data: str


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
    """A page that gathers figures, or photos, article by article."""

    title: str
    description: str
    articles: tuple[GatheredView, ...]
    years: tuple[Link, ...]
    downloads: tuple[Link, ...]


@dataclass(frozen=True)
class EntityLink:
    """An entity in a list: its name in the edition, its name in Chinese, how often it is named."""

    href: str
    name: Said
    chinese: Said
    count: str


@dataclass(frozen=True)
class EntitiesView:
    """A list of entities."""

    title: str
    description: str
    entities: tuple[EntityLink, ...]


@dataclass(frozen=True)
class EntityView:
    """An entity's page: its names in the other scripts, what it is, and what the archive says of it."""

    title: Said
    description: str
    names: tuple[Said, ...]
    facts: tuple[Markup, ...]
    articles: tuple[tuple[CardView, GatheredView], ...]
