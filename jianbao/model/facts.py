"""Values lifted out of a Document: quantities, figures, mentions, and the Analysis that holds everything of a seed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jianbao.model.text import Document, Dropped, Fix, Join, Problem, Source, Span

Approx = Literal["exact", ">=", "<", "~", "vague"]
EntityKind = Literal["place", "organisation", "programme", "person"]


@dataclass(frozen=True)
class Quantity:
    """A number with its unit. Money is in whole currency units, other values in the printed unit.

    `value` is a number, a (low, high) pair, or an ISO date. `unit` is a canonical English or ISO name (`CNY`,
    `person`), `unit_zh` the printed word. `si_value` and `si_unit` stand beside measures that have them.
    """

    value: Decimal | tuple[Decimal, Decimal] | str
    unit: str = ""
    approx: Approx = "exact"
    kind: str = "number"
    unit_zh: str = ""
    si_value: Decimal | tuple[Decimal, Decimal] | None = None
    si_unit: str = ""


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
class Mention:
    """A name in its place: characters `start` to `end` of its block's text. `entity` is the entity's permanent slug.

    `name` is the full canonical name, `adcode` the administrative code of a place that has one, `role` a person's.
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


@dataclass(frozen=True)
class Analysis:
    """Everything the per-seed half makes of one seed. `english` is what its editor gave in English, field by field."""

    source: Source
    document: Document
    fixes: tuple[Fix, ...] = ()
    joins: tuple[Join, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mentions: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    english: tuple[tuple[str, str], ...] = ()
