"""Values lifted out of a Document: quantities, figures, mentions, and the Analysis that holds everything of a seed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jianbao.model.text import Document, Dropped, Fix, Join, Problem, Source, Span

Approx = Literal["exact", ">=", "<", "~", "vague"]
Reason = Literal["values", "rounds", "parts", "whole"]
EntityKind = Literal["place", "organisation", "programme", "person"]
EntityKey = tuple[str, str]  # kind and slug


@dataclass(frozen=True)
class Quantity:
    """A number with its unit. Money is in whole currency units, other values in the printed unit.

    `value` is a number, a (low, high) pair, or an ISO date. `unit` is a canonical English or ISO name (`CNY`,
    `person`), `unit_zh` the printed word. `numerals.si` gives measures in SI units.
    """

    value: Decimal | tuple[Decimal, Decimal] | str
    unit: str = ""
    approx: Approx = "exact"
    kind: str = "number"
    unit_zh: str = ""


@dataclass(frozen=True)
class Figure:
    """A quantity in its place: characters `start` to `end` of its block's text, and the sentence around it (likewise).

    `measure` says what it counts, `subject` whose it is, `time` when, each in the words of the text or empty.
    """

    id: str
    block: str
    start: int
    end: int
    surface: str
    sources: tuple[Span, ...]
    quantity: Quantity
    sentence: tuple[int, int]
    measure: str = ""
    subject: str = ""
    time: str = ""


@dataclass(frozen=True)
class Contradiction:
    """Figures of one article that contradict one another.

    `why`: different `values`, one `rounds` the other, the `parts` exceed the whole, a share of more than the `whole`.
    """

    why: Reason
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Mention:
    """A name in its place: characters `start` to `end` of its block's text. `entity` is the entity's permanent slug.

    `name` is the full canonical name, `adcode` the administrative code of a place that has one, `role` a person's,
    `parent` the slug of the place that it lies in or belongs to. An empty `entity` is a name whose meaning is in doubt
    (one of several places so called): it is shown and not linked.
    """

    entity: str
    name: str
    kind: EntityKind
    surface: str
    block: str
    start: int
    end: int
    sources: tuple[Span, ...]
    adcode: str = ""
    role: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Entity:
    """What a mention stands for, as its page says it. Degrees are decimal and empty where unknown.

    `parent` is the slug of the place that it lies in or belongs to; `aliases` are other names in use. `english` is
    from the tables or a translation; where there is none, `by_rule` is the English that its parts make, and `reading`
    how it is said, in pinyin without tones. `note` is a person's role, or what a table says of it.
    """

    slug: str
    kind: EntityKind
    name: str
    english: str = ""
    parent: str = ""
    adcode: str = ""
    longitude: str = ""
    latitude: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    by_rule: str = ""
    reading: str = ""

    @property
    def key(self) -> EntityKey:
        """Give what tells it from every other entity: its kind and its slug."""
        return self.kind, self.slug


@dataclass(frozen=True)
class Part:
    """A part of a scheme where the text spells it out: characters `start` to `end` of the block's text."""

    text: str
    start: int
    end: int
    parts: "tuple[Part, ...]" = ()


@dataclass(frozen=True)
class Framework:
    """A numbered scheme with its parts, as many as its name counts: `“1346”帮扶工作思路`, `三位一体`.

    `start` to `end` are the characters of its name in its block; `entity` is the slug of its mention, or empty.
    `sources` are those of the name and the parts together.
    """

    name: str
    block: str
    start: int
    end: int
    parts: tuple[Part, ...]
    sources: tuple[Span, ...]
    entity: str = ""


@dataclass(frozen=True)
class Analysis:
    """Everything the per-seed half makes of one seed.

    `english` is what its editor gave in English, field by field; `settled` the words that its editor looked at (`sic`).
    """

    source: Source
    document: Document
    fixes: tuple[Fix, ...] = ()
    joins: tuple[Join, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    english: tuple[tuple[str, str], ...] = ()
    frameworks: tuple[Framework, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    settled: tuple[str, ...] = ()
