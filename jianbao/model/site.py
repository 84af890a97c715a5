"""Values of the site half: Cards, the Corpus made of them, Pages and Outputs."""

from collections.abc import Mapping
from dataclasses import dataclass

from jianbao.model.text import UNDATED, UNKNOWN, Byline, Dating, Fact, Problem, Series


@dataclass(frozen=True)
class Card:
    """What the barrier and the lists need of an Analysis, and little else. `key` names the Analysis in the cache.

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
    series: Series | None = None
    characters: int = 0
    joins: int = 0
    uncertain: int = 0
    photos: int = 0
    problems: tuple[Problem, ...] = ()
    english: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Corpus:
    """All the archive at the barrier: every Card, newest first, and what only the whole can tell."""

    cards: tuple[Card, ...]
    by_year: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Page:
    """A page to make: its address under the site, its template, its subject, and the key of all it is made from."""

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
