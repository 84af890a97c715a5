"""How an edition says things: a text as it gives it, and what a voice can be asked to say."""

from dataclasses import dataclass
from typing import Protocol

from jianbao.model.facts import Entity, Figure
from jianbao.model.site import Card
from jianbao.model.text import Block


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

    def sentence(self, block: Block, at: int) -> Said:
        """Say the sentence around a character of a block."""

    def measure(self, figure: Figure) -> Said:
        """Say what a figure measures."""

    def text(self, text: str) -> Said:
        """Say any other text: a name, a reason, a label."""

    def printed(self, text: str) -> Said:
        """Say a text that stands beside what it means: English gives it in Chinese, as it stands in the paper."""


class VoicesOf(Protocol):
    """How an edition says what is about more than one article."""

    def of(self, card: Card) -> Voice:
        """Give the voice for an article in a list."""

    def name(self, entity: Entity) -> Said:
        """Say the name of an entity."""

    def chinese(self, text: str) -> Said:
        """Say a text of our own tables, written in Simplified characters."""

    def traditional(self, text: str) -> str:
        """Give a text of our own tables in Traditional characters."""


@dataclass(frozen=True)
class Trio:
    """A text in the three editions. An empty `hant` is the same as `hans`; an empty `en` does not exist."""

    hans: str
    hant: str = ""
    en: str = ""


NAMELESS = Trio("")
