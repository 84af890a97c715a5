"""What templates show of a block, a figure, an article in a list, and other things that many pages have."""

from dataclasses import dataclass

from markupsafe import Markup

from jianbao.model import Said


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
    note: str


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
