"""Values of the site half: Cards, the Corpus made of them, Pages and Outputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from jianbao.model.text import UNDATED, UNKNOWN, Block, Byline, Dating, Fact, Problem, Series


@dataclass(frozen=True)
class Card:
    """What the barrier and the lists need of an Analysis, and little else.

    `key` names the Analysis in the cache, `translation` is the hash of its translation (empty: there is none).

    `dated` is the ISO date an article sorts by: its own, or the latest its text names. `figures` and `entities` are
    filled as those stages grow; `lead` is the first sentence or two of the body.
    """

    id: str
    key: str
    file: str
    headline: str
    kicker: str = ""
    lead: str = ""
    bylines: tuple[Byline, ...] = ()
    paper: Fact = UNKNOWN
    city: Fact = UNKNOWN
    issued: Dating = UNDATED
    dated: str = ""
    page: Fact = UNKNOWN
    series: Series | None = None
    characters: int = 0
    joins: int = 0
    uncertain: int = 0
    photos: int = 0
    problems: tuple[Problem, ...] = ()
    english: tuple[tuple[str, str], ...] = ()
    traditional: bool = False


@dataclass(frozen=True)
class Corpus:
    """All the archive at the barrier: every Card, newest first, and what only the whole can tell.

    `years` maps a year, or `undated`, to the ids of its articles, newest first.
    """

    cards: tuple[Card, ...]
    years: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Page:
    """A page to make: its edition, its address, its template, its subject (an article's id, a year), and its key.

    The key is the hash of everything the page is made from: pages of one key are the same bytes.
    """

    edition: str
    address: str
    template: str
    subject: str
    key: str


@dataclass(frozen=True)
class Output:
    """A file of the site or of `docs/`: its path, with forward slashes, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Said:
    """A text as an edition gives it. `lang` is empty when it is the edition's own, `origin` human, machine or empty."""

    text: str
    lang: str = ""
    origin: str = ""


class Voice(Protocol):
    """How an edition says an article's text. `text` and `Said.text` are as long as one another unless translated."""

    @property
    def edition(self) -> str:
        """Name the edition."""

    def block(self, block: Block) -> Said:
        """Say a block of the article."""

    def text(self, text: str) -> Said:
        """Say any other text: a name, a reason, a label."""
