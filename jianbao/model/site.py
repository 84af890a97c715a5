"""Values of the site half: Cards, the Corpus made of them, Pages and Outputs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jianbao.model.facts import Analysis, Entity, EntityKey, Figure, Framework, Reason
from jianbao.model.files import IgnoredFile, RefusedFile
from jianbao.model.text import UNDATED, UNKNOWN, Byline, Dating, Fact, Problem, Series
from jianbao.model.translation import Entry


@dataclass(frozen=True)
class FigureRow:
    """A figure with the words of its sentence, and the slugs of the entities that the sentence names."""

    figure: Figure
    sentence: str
    entities: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedIn:
    """An entity in an article: where it is named, each time by block id and sentence, in the order of the text.

    A place that only holds one that is named has no `places`.
    """

    entity: Entity
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Caption:
    """A photo's caption: its block id, its words, and those of its credit."""

    block: str
    text: str
    credit: str = ""


@dataclass(frozen=True)
class Card:
    """What the barrier and the lists need of an Analysis, and little else.

    `key` names the Analysis in the cache. `photos` and `statistics` count what `captions` and `figures` list, which
    are left out of a Card, like `names` and `schemes`, where a page has no use for them. `english` pairs its texts with
    their English where there is some; `lang` tells the script it was printed in, `translated` how many blocks
    have an English text. `review` counts what an editor should look at, by code;
    `settled` are the words that its editor has looked at.
    `dated` is the ISO date an article sorts by: its own, or the latest its text names. `lead` is the first sentence or
    two of the body.
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
    statistics: int = 0
    captions: tuple[Caption, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    names: tuple[NamedIn, ...] = ()
    schemes: tuple[Framework, ...] = ()
    problems: tuple[Problem, ...] = ()
    english: tuple[tuple[str, str], ...] = ()
    lang: str = "zh-Hans"
    translated: int = 0
    review: tuple[tuple[str, int], ...] = ()
    settled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A figure as an article states it; the card is bare, without figures and names of its own."""

    card: Card
    row: FigureRow


@dataclass(frozen=True)
class Conflict:
    """Two articles' figures of one thing that differ, the newer article's first. `why`: see Contradiction."""

    why: Reason
    first: Statement
    second: Statement


@dataclass(frozen=True)
class Alike:
    """A name of an article that looks like `like` of another seed, `file`, and has `ours` in place of `theirs`.

    Both are code points, `U+2F5F`, as many as differ; empty where one name has only more than the other.
    """

    name: str
    like: str
    file: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Dossier:
    """All that the pages of one article are made from: its analysis, its translation, the lines of its seed.

    `doubts` is what an editor should look at besides what the analysis is unsure of; `lang` the printed script;
    `names` has the English of those that figures are about, as the tables give it.
    """

    analysis: Analysis
    entries: tuple[Entry, ...]
    lines: tuple[str, ...]
    doubts: tuple[Problem, ...]
    lang: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Related:
    """An article like another one, and the entities that both name, the rarest first."""

    id: str
    shared: tuple[Entity, ...]


@dataclass(frozen=True)
class Serial:
    """A series of the archive: its name, and the ids of its parts, by number, then by date."""

    name: str
    parts: tuple[str, ...]


PROVINCE = 2  # digits of an adcode that places of one province share


@dataclass(frozen=True)
class Kinship:
    """How the entities of the archive, each a pair of kind and slug, belong together.

    `inside` gives what lies right in a place, by its slug; `near` the places of a province, by the first digits of
    their adcodes; `letters` the entities of a kind in an edition by their first letter, or by more where many share it.
    """

    inside: Mapping[str, tuple[EntityKey, ...]] = field(default_factory=dict)
    near: Mapping[str, tuple[EntityKey, ...]] = field(default_factory=dict)
    letters: Mapping[tuple[str, str], Mapping[str, tuple[EntityKey, ...]]] = field(default_factory=dict)


NO_KIN = Kinship()


@dataclass(frozen=True)
class Gone:
    """An article that was withdrawn, and why, or that moved to another one. `file` is the sidecar that says so."""

    id: str
    file: str
    reason: str = ""
    moved_to: str = ""


@dataclass(frozen=True)
class Corpus:
    """All the archive at the barrier: every Card, newest first, and what only the whole can tell.

    `years` maps a year, or `undated`, to the ids of its articles, newest first; `entities` maps kind and slug to an
    entity and the ids of the articles that name it; `homes` gives, for an entity without a page of its own, the article
    among whose names it stands; `related` maps an article to those most like it, `linked` to those
    that it is related to without being so in turn, the newest first; `series` maps a slug to a series; `kin` ties the
    entities together; `conflicts` are the figures of different articles that contradict one another; `alike` gives the
    names of an article that look like those of another;
    `totals` counts what there is, by the message that says it; `refused` are the files that became no article,
    `ignored` those that are no seeds,
    `gone` the articles that were taken back; `before` the addresses of the pages that the build before made.
    """

    cards: tuple[Card, ...]
    years: Mapping[str, tuple[str, ...]]
    entities: Mapping[EntityKey, tuple[Entity, tuple[str, ...]]] = field(default_factory=dict)
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    linked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    series: Mapping[str, Serial] = field(default_factory=dict)
    kin: Kinship = NO_KIN
    conflicts: tuple[Conflict, ...] = ()
    alike: Mapping[str, tuple[Alike, ...]] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[RefusedFile, ...] = ()
    ignored: tuple[IgnoredFile, ...] = ()
    gone: tuple[Gone, ...] = ()
    homes: Mapping[EntityKey, str] = field(default_factory=dict)
    before: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """A page to make: its edition, its address, its template, its subject (an article's id, a slug, a year).

    `key` is the hash of everything the page is made from, with its edition: pages of one key are the same bytes.
    `cards` names the articles among that, `near` the lists of its kind that it links: years and other periods, letters.
    """

    edition: str
    address: str
    template: str
    subject: str
    key: str
    cards: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Output:
    """A file of the site or of `docs/`: its path, with forward slashes, and its bytes."""

    path: str
    data: bytes
