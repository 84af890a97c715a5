"""The values that the pages about entities print; all text is as the edition says it."""

from dataclasses import dataclass

from markupsafe import Markup

from jianbao.model import Said
from jianbao.render.views import BarView, GatheredView, Link


@dataclass(frozen=True)
class NameLink:
    """An entity by its name; `count` says how often, or nothing."""

    href: str
    name: Said
    count: str = ""


@dataclass(frozen=True)
class EntityLink:
    """An entity in a list: its name in the edition, its name in Chinese, where it belongs, how often it is named."""

    href: str
    name: Said
    chinese: Said
    count: str
    where: str = ""


@dataclass(frozen=True)
class EntitiesView:
    """A list of entities, and the letters that lists are cut by, in rows: one letter, two, and so on."""

    title: str
    description: str
    entities: tuple[EntityLink, ...]
    letters: tuple[tuple[Link, ...], ...] = ()


@dataclass(frozen=True)
class PartView:
    """A part of a scheme, and its own parts."""

    text: Said
    parts: tuple["PartView", ...] = ()


@dataclass(frozen=True)
class SchemeView:
    """A numbered scheme with its parts, as an article spells it out; `href` leads to where it does."""

    href: str
    headline: Said
    parts: tuple[PartView, ...]
    untranslated: bool


@dataclass(frozen=True)
class BesideView:
    """The entities of one kind that occur together with one, or lie in it."""

    title: str
    names: tuple[NameLink, ...]


@dataclass(frozen=True)
class AboutView:
    """What one article says of an entity; `inside` are the places in it that the article names."""

    facts: tuple[Markup, ...]
    gathered: GatheredView
    inside: tuple[NameLink, ...] = ()


@dataclass(frozen=True)
class EntityView:
    """An entity's page: its names in the other scripts, what and where it is, and what the archive says of it."""

    title: Said
    description: str
    names: tuple[Said, ...]
    path: tuple[NameLink, ...]
    facts: tuple[Markup, ...]
    notices: tuple[str, ...]
    map: Markup
    map_note: str
    schemes: tuple[SchemeView, ...]
    inside: tuple[NameLink, ...]
    more_inside: str
    years: tuple[BarView, ...]
    other_years: tuple[tuple[Link, ...], ...]
    heading: str
    articles: tuple[AboutView, ...]
    more: str
    beside: tuple[BesideView, ...]


@dataclass(frozen=True)
class EntryView:
    """An entity that stands among the names of the one article that names it: all that the archive has of it."""

    id: str
    name: Said
    names: tuple[Said, ...]
    path: tuple[NameLink, ...]
    facts: tuple[Markup, ...]
    schemes: tuple[SchemeView, ...]
    gathered: GatheredView


@dataclass(frozen=True)
class ElsewhereView:
    """An entity with a page of its own. `id` is the anchor where it stood while no other article named it."""

    id: str
    name: Said
    href: str
    gloss: str


@dataclass(frozen=True)
class NamesOfKindView:
    """The entities of one kind that an article names. `id` is the anchor of their heading."""

    id: str
    title: str
    entries: tuple[EntryView, ...]
    elsewhere: tuple[ElsewhereView, ...]


@dataclass(frozen=True)
class NamesOfView:
    """The names of an article, by kind."""

    title: str
    description: str
    noindex: bool
    alternates: tuple[str, ...]
    notice: str
    article: Link
    kinds: tuple[NamesOfKindView, ...]
