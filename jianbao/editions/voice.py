"""How each edition says an article's text: as printed, in the other script, or in English where there is English.

The canonical text stays as printed. The other Chinese script is derived from it and as long, so every offset holds;
English comes from the article's translation, or from the names that are known in English, and what has none stays
Chinese and says so by its language.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jianbao import addresses, editions, hanzi, lexicon
from jianbao.editions import bitext
from jianbao.model import LABEL, Analysis, Block, Card, Document, Entity, Entry, Figure, Said

CONVERTED = "converted"
NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class ChineseVoice:
    """An edition in Chinese: the text as it is, or through `convert` when it was printed in the other script."""

    edition: str
    convert: Callable[[str], str] | None

    def block(self, block: Block) -> Said:
        """Say a block of the article."""
        return self.text(block.text)

    def sentence(self, block: Block, at: int) -> Said:
        """Say the sentence around a character of a block."""
        start, end = hanzi.sentence(block.text, at)
        return self.text(block.text[start:end])

    def measure(self, figure: Figure) -> Said:
        """Say what a figure measures."""
        return self.text(figure.measure)

    def text(self, text: str) -> Said:
        """Say any other text."""
        return Said(text) if self.convert is None else Said(self.convert(text), origin=CONVERTED)

    def printed(self, text: str) -> Said:
        """Say a text that stands beside what it means."""
        return self.text(text)


@dataclass(frozen=True)
class EnglishVoice:
    """The edition in English. `entries` is by block or figure, `known` by Chinese text, `lang` that of the rest."""

    entries: Mapping[str, Entry]
    known: Mapping[str, str]
    lang: str
    edition: str = "en"

    def block(self, block: Block) -> Said:
        """Say a block of the article; a translation of an older text does not count."""
        entry = self.entries.get(block.id)
        if entry is None or entry.fuzzy or not entry.text or entry.source != block.text:
            return self.text(block.text)
        return Said(entry.text, origin=entry.origin or "machine")

    def sentence(self, block: Block, at: int) -> Said:
        """Say the sentence around a character of a block, as far as it can be told in the block's translation."""
        whole = self.block(block)
        if whole.lang:
            start, end = hanzi.sentence(block.text, at)
            return self.text(block.text[start:end])
        return Said(bitext.rendering(block.text, whole.text, at), origin=whole.origin)

    def measure(self, figure: Figure) -> Said:
        """Say what a figure measures; the words made for this very figure hold even where its Chinese label changed."""
        entry = self.entries.get(figure.id)
        return Said(entry.text, origin=entry.origin or "machine") if entry and entry.text else self.text(figure.measure)

    def text(self, text: str) -> Said:
        """Say any other text. What has no letter of Chinese needs no translation."""
        if text in self.known:
            return Said(self.known[text])
        return self.printed(text)

    def printed(self, text: str) -> Said:
        """Say a text as it stands in the paper."""
        return Said(text, lang=self.lang) if hanzi.has_han(text) else Said(text)


AnyVoice = ChineseVoice | EnglishVoice


@dataclass(frozen=True)
class Voices:
    """The voices of an edition for pages that are about more than one article."""

    edition: str

    def of(self, card: Card) -> AnyVoice:
        """Give the voice for an article in a list."""
        if self.edition == "en":
            return EnglishVoice({}, dict(card.english), card.lang)
        return _chinese(self.edition, card.lang)

    def name(self, entity: Entity) -> Said:
        """Say the name of an entity, which the tables hold in Simplified characters."""
        if self.edition == "en":
            name = entity.english or entity.by_rule
            # A name in a translation stands inside a sentence (the “1346” approach); here it stands alone.
            return Said(name[0].upper() + name[1:]) if name else Said(entity.name, lang=addresses.DEFAULT)
        return self.chinese(entity.name)

    def chinese(self, text: str) -> Said:
        """Say a text of our own tables, written in Simplified characters; in English, what a person is."""
        if self.edition == "en":
            return Said(_roles()[text]) if text in _roles() else Said(text, lang=addresses.DEFAULT)
        return _chinese(self.edition, "zh-Hans").text(text)

    def traditional(self, text: str) -> str:
        """Give a text of our own tables in Traditional characters."""
        return editions.to_traditional(text)


def article_voice(
    edition: str, analysis: Analysis, entries: Iterable[Entry], names: Mapping[str, str] = NONE
) -> AnyVoice:
    """Give the voice of an edition for an article, whose translation is `entries`.

    `names` are known in English without one: whose the figures of an article are is told where nothing is translated.
    """
    lang = printed_in(analysis.document)
    if edition == "en":
        held = [entry for entry in entries if not entry.obsolete]
        by_context = {entry.context: entry for entry in held}
        labels = {entry.source: entry.text for entry in held if entry.context == LABEL and entry.text}
        return EnglishVoice(by_context, {**_labels(), **names, **labels, **_known(analysis)}, lang)
    converted = edition == "zh-Hant" and lang != edition
    return _chinese(edition, lang, people_of(analysis) if converted else ())


def printed_in(document: Document) -> str:
    """Tell the script that an article was printed in: `zh-Hans` or `zh-Hant`."""
    return "zh-Hant" if editions.is_traditional("".join(block.text for block in document.blocks)) else "zh-Hans"


@functools.lru_cache(maxsize=1 << 6)
def _chinese(edition: str, lang: str, people: tuple[str, ...] = ()) -> ChineseVoice:
    if lang == "zh-Hant":
        return ChineseVoice(edition, None if edition == "zh-Hant" else editions.to_simplified)
    convert = functools.partial(editions.to_traditional, known=people) if people else _to_traditional
    return ChineseVoice(edition, None if edition == "zh-Hans" else convert)


# The same names and labels stand on many pages.
_to_traditional = functools.lru_cache(maxsize=1 << 13)(editions.to_traditional)


def people_of(analysis: Analysis) -> tuple[str, ...]:
    """Give the names of the article's people that need care: what is a name in one paragraph is one in all."""
    document = analysis.document
    names = {name for byline in document.meta.bylines for name in byline.names}
    names |= {mention.surface for mention in analysis.mentions if mention.kind == "person"}
    names.update(editions.personal_names("\n".join(block.text for block in document.blocks)))
    return editions.needing_care(names)


@functools.cache
def _roles() -> Mapping[str, str]:
    """Load the table `roles`: what a person is, in English."""
    return {row["role"]: row["english"] for row in lexicon.table("editions/roles")}


@functools.cache
def _labels() -> Mapping[str, str]:
    """Load the table `labels`: what the program calls figures by itself, in English."""
    return {row["label"]: row["english"] for row in lexicon.table("editions/labels")}


def _known(analysis: Analysis) -> Mapping[str, str]:
    """Pair what the editor gave in English with the printed words."""
    meta, english = analysis.document.meta, dict(analysis.english)
    printed = {
        "headline": meta.headline,
        "kicker": meta.kicker,
        "subhead": meta.subhead,
        "paper": meta.paper.value,
        "city": meta.city.value,
        "series": meta.series.name if meta.series else "",
    }
    return {text: english[field] for field, text in printed.items() if text and field in english}
