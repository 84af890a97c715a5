"""Values of the editions: translations, how much of an article has one; doubts about a conversion, and its trials."""

from dataclasses import dataclass
from typing import Literal

Origin = Literal["human", "machine", ""]

LABEL = "label"
"""The role of an entry that is no block but words of a table; its context too, but for the measure of a figure."""


@dataclass(frozen=True)
class Entry:
    """A block's translation, as its PO file holds it.

    `context` is the block's id, or LABEL for the words of a table; `source` the Chinese; `text` the English, empty
    while there is none; `origin` who made it, `engine` with what. `note` is the translator's remark. `fuzzy` says
    that the text wants a second look, and `previous` which Chinese it was made for. `obsolete`: the block is gone.
    """

    context: str
    source: str
    text: str = ""
    role: str = ""
    origin: Origin = ""
    engine: str = ""
    note: str = ""
    fuzzy: bool = False
    previous: str = ""
    obsolete: bool = False


@dataclass(frozen=True)
class Coverage:
    """How many blocks of an article have an English text by a person, by a machine, an outdated one, or none."""

    human: int = 0
    machine: int = 0
    stale: int = 0
    none: int = 0


@dataclass(frozen=True)
class Ambiguity:
    """A place where the other script was a choice: characters `start` to `end`, as printed, as converted, and why.

    `word` is the word they stand in, with the one before it where they stand alone, and `traditional` that converted.
    """

    start: int
    end: int
    printed: str
    converted: str
    why: str
    word: str = ""
    traditional: str = ""


@dataclass(frozen=True)
class Trial:
    """A sentence that the conversion to Traditional is held to, all texts as long as one another.

    `kind` is its class of error, `expected` how it is written; `ours` is what our conversion makes of it, `plain` what
    OpenCC makes of it alone, but for the house style.
    """

    kind: str
    text: str
    expected: str
    ours: str
    plain: str
