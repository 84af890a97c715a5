"""What the search is told: articles, entities, and the parts of the index made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianbao.model.voice import NAMELESS, Trio


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
    """What the search knows of an article. `issued` (a date, in words) is shown, `dated` (ISO, or empty) sorted by.

    `facets` maps a dimension (year, paper, place, programme, has) to the article's values in it.
    """

    id: str
    title: Trio
    blocks: tuple[SearchBlock, ...]
    issued: Trio = NAMELESS
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
    the characters. `cards` is what a result shows: of an article in each edition, of an entity once. `translated`
    counts the printed blocks that have English. `rank` sorts parts: articles, oldest first, then entities.
    """

    rank: tuple[int, str, str]
    grams: bytes
    sizes: bytes
    words: str
    fields: tuple[int, ...]
    length: int
    cards: tuple[tuple[str | int, ...], ...]
    translated: int = 0
    facets: tuple[tuple[str, tuple[SearchLabel, ...]], ...] = ()
