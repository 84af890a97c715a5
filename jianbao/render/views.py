"""The values that templates print. All text is as the edition says it; all links are relative to the page."""

from dataclasses import dataclass

from markupsafe import Markup

from jianbao.model import Said


@dataclass(frozen=True)
class BlockView:
    """A block: its text with its marks, and what the template needs to wrap it. `lang` is empty when the page's own."""

    id: str
    role: str
    inline: Markup
    lang: str = ""
    section: str = ""
    credits: tuple["BlockView", ...] = ()


@dataclass(frozen=True)
class Link:
    """A link with its text, and a note for those who have not been there."""

    href: str
    text: str
    note: str = ""


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
    body: tuple[BlockView, ...]
    downloads: tuple[Link, ...]


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


@dataclass(frozen=True)
class AboutView:
    """The page on method, limits and licence; its text is the template's."""

    title: str
    description: str
    data: str
