"""Values of the text half: from a seed's bytes to a Document.

Lines count from 1, characters from 0, ranges are half-open. A "line" is a line of the decoded seed, without its
byte-order mark, after CR LF and CR have become LF.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["kicker", "headline", "subhead", "byline", "lead", "heading", "para", "caption", "credit", "note"]


@dataclass(frozen=True)
class Span:
    """A range of characters in one line of the seed."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """`size` characters of a text, from `at` on, that were printed side by side from `line`:`start` on."""

    at: int
    line: int
    start: int
    size: int


@dataclass(frozen=True)
class Correction:
    """What an editor says of the repair, anchored on text. `kind`: join, role, heading, order, sic.

    `value` is what the kind asks for beside its text (see `sidecar/schema`), `line` where it stands in the sidecar.
    """

    kind: str
    text: str
    value: str = ""
    because: str = ""
    line: int = 0


@dataclass(frozen=True)
class Row:
    """A row to add to a table: the table's path in the project, and the row as it is written there, with tabs.

    `columns` names the cells, where some are left to the editor.
    """

    table: str
    text: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something an editor should know: wrong or doubtful text, never a wrong set-up. Line 0: the file as a whole.

    `beside` is the line of the sidecar that it speaks of, if it does; `remedy` what would settle it, for an editor to
    copy, where that is known.
    """

    code: str
    line: int
    message: str
    beside: int = 0
    remedy: Correction | Row | None = None


@dataclass(frozen=True)
class Fact:
    """What is known of an article: `printed` there, or what an editor says, with the ground for it if there is one."""

    value: str
    because: str = ""
    printed: Span | None = None


@dataclass(frozen=True)
class Dating:
    """When an article was printed. ISO dates of year, month or day precision; `date` alone, or a range of the rest.

    `because` and `printed` as in `Fact`.
    """

    date: str = ""
    after: str = ""
    before: str = ""
    because: str = ""
    printed: Span | None = None


UNKNOWN = Fact("")
UNDATED = Dating()


@dataclass(frozen=True)
class Series:
    """The series an article belongs to, and its number there (0: not known)."""

    name: str
    number: int = 0
    because: str = ""


@dataclass(frozen=True)
class Sidecar:
    """The editor's side of a seed: `seeds/<id>.yml`, checked against the schema. Absent fields are empty."""

    paper: Fact = UNKNOWN
    city: Fact = UNKNOWN
    issued: Dating = UNDATED
    page: Fact = UNKNOWN
    series: Series | None = None
    source_url: str = ""
    english: tuple[tuple[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: str = ""
    moved_to: str = ""


@dataclass(frozen=True)
class Source:
    """Where a Document comes from, to the byte. `characters` counts the decoded text without its byte-order mark."""

    file: str
    sha256: str
    encoding: str
    lines: int
    characters: int


@dataclass(frozen=True)
class Seed:
    """A seed that was read: its decoded lines and its editor's sidecar."""

    id: str
    source: Source
    lines: tuple[str, ...]
    sidecar: Sidecar
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Fix:
    """A cleaning rule that fired, and each place where it did (in the seed)."""

    rule: str
    places: tuple[Span, ...]


@dataclass(frozen=True)
class Line:
    """A line after cleaning, tied to the seed by its runs. Only white space and zero-width characters have no run.

    `first`: it begins its line; a part of a line that holds several columns may not.
    """

    number: int
    text: str
    runs: tuple[Run, ...]
    first: bool = True


@dataclass(frozen=True)
class Piece:
    """A line, or a part of one when it holds two things, and how likely it has each role.

    `roles` sum to 1. `blank` is the number of blank lines printed before it; -1: what it was cut from is. `first`: it
    begins its line. `why` is set for page furniture: a key of order/reasons.
    """

    line: int
    text: str
    runs: tuple[Run, ...]
    roles: Mapping[Role, float]
    blank: int = 0
    first: bool = True
    why: str = ""


@dataclass(frozen=True)
class Join:
    """Two fragments made one block. `left` ends where the cut was, `right` starts there. `why`: a key of order/reasons.

    `confidence` is a probability, 0 to 1.
    """

    left: Span
    right: Span
    confidence: float
    why: str


@dataclass(frozen=True)
class Dropped:
    """Text set aside as page furniture. `why`: a key of order/reasons."""

    span: Span
    text: str
    why: str


@dataclass(frozen=True)
class Block:
    """A unit of the article: a headline, a paragraph, a caption ...

    `runs` ties `text` to the seed character for character; white space put in at a join has no run.
    `about` is the id of the paragraph that a caption illustrates, or of the caption that a credit belongs to.
    `runin` is the length of a run-in sub-heading at the start of the text. `confidence` is that of role and place.
    """

    id: str
    role: Role
    text: str
    runs: tuple[Run, ...]
    about: str = ""
    runin: int = 0
    confidence: float = 1.0


@dataclass(frozen=True)
class Placed:
    """Where a heading was set: how sure, and why, a key of order/reasons."""

    heading: str
    confidence: float
    why: str


@dataclass(frozen=True)
class Arrangement:
    """The blocks in reading order, and how they came to stand so. `placed` has every heading of the body."""

    blocks: tuple[Block, ...]
    joins: tuple[Join, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    placed: tuple[Placed, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading (a block id; empty before the first) and the ids of the blocks under it, the heading not among them.

    `confidence` is how sure the heading stands where it belongs; `why`, a key of order/reasons, says so when it moved.
    """

    id: str
    heading: str
    blocks: tuple[str, ...]
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True)
class Byline:
    """People named for the work. `role`: reporter, correspondent, photographer, editor or author."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Meta:
    """What the head of an article says, read from the text and completed by the sidecar. Unknown is empty.

    `source_url` is where the text was published online.
    """

    headline: str
    kicker: str = ""
    subhead: str = ""
    bylines: tuple[Byline, ...] = ()
    paper: Fact = UNKNOWN
    city: Fact = UNKNOWN
    issued: Dating = UNDATED
    page: Fact = UNKNOWN
    series: Series | None = None
    source_url: str = ""


@dataclass(frozen=True)
class Document:
    """An article put right: `blocks` in reading order, each block of the body in one section."""

    id: str
    meta: Meta
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
