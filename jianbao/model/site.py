"""Values of the site half: Cards, the Corpus made of them, Pages and Outputs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Trio:
    """A text in the three editions. An empty `hant` is the same as `hans`; an empty `en` does not exist."""

    hans: str
    hant: str = ""
    en: str = ""


NAMELESS = Trio("")


@dataclass(frozen=True)
class SearchLabel:
    """A value to narrow a search by: its key (a year, an entity's slug) and what it is called."""

    key: str
    name: Trio


@dataclass(frozen=True)
class SearchBlock:
    """A unit of search: the id of the element that shows it, a field of data/search/weights, and its text."""

    id: str
    field: str
    text: Trio


@dataclass(frozen=True)
class SearchArticle:
    """What the search knows of an article. `issued` is shown, `dated` (an ISO date or empty) is sorted by.

    `facets` maps a dimension (year, paper, place, programme, has) to the article's values in it.
    """

    id: str
    title: Trio
    blocks: tuple[SearchBlock, ...]
    issued: str = ""
    dated: str = ""
    paper: Trio = NAMELESS
    facets: Mapping[str, tuple[SearchLabel, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchEntity:
    """What the search knows of an entity: its address below an edition, its kind, its names, how many articles."""

    address: str
    kind: str
    name: Trio
    aliases: tuple[str, ...] = ()
    articles: int = 0


@dataclass(frozen=True)
class SearchPart:
    """One article or entity made ready for the index, to be kept by its key: numbers packed as little-endian uint32.

    `grams` are the folded pairs of UTF-16 units, block after block, each block's sorted; `sizes` how many each block
    has. `words` are the English words, a line for each block. `fields` counts the blocks of each field, `length`
    the characters. `cards` is what a result shows, by edition. `rank` sorts parts: articles, oldest first, entities.
    """

    rank: tuple[int, str, str]
    grams: bytes
    sizes: bytes
    words: str
    fields: tuple[int, ...]
    length: int
    cards: tuple[tuple[str | int, ...], ...]
    facets: tuple[tuple[str, tuple[SearchLabel, ...]], ...] = ()
