"""Simplified -> Traditional: OpenCC word by word, then what the rules and names decide, then house style."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jianbao import lexicon
from jianbao.editions.names import Names, everywhere, names, people, written
from jianbao.editions.opencc import fit, unfit
from jianbao.editions.rules import Rules, ruled, rules
from jianbao.editions.words import Cut, Words, converted, words


@dataclass(frozen=True, eq=False)  # told apart as a whole, so that what was made with them can be remembered
class Tables:
    """Everything that stands around OpenCC, compiled. `style` are pairs of Traditional words of the same length."""

    words: Words
    rules: Rules
    names: Names
    style: tuple[tuple[str, str], ...]


@functools.cache
def default() -> Tables:
    """Compile the tables of `jianbao/data/editions`."""
    style = tuple((row["from"], row["to"]) for row in lexicon.table("editions/style"))
    return Tables(words(), rules(), names(), style)


@dataclass(frozen=True)
class Conversion:
    """A text in Traditional characters, the words it was cut into, and what rules and names decided in it.

    `decided` has the place of a character, its form, and `rule` or `name`, the surest last.
    """

    text: str
    words: tuple[str, ...]
    decided: tuple[tuple[int, str, str], ...]


def to_traditional(text: str, known: Iterable[str] = (), around: Tables | None = None) -> str:
    """Convert Simplified text to Traditional as written in Taiwan, without changing any word for another.

    The text keeps its length. `known` are the names of people in the article; they are kept wherever they stand.

    >>> to_traditional("国家具有“干部”，记者余伟养了500只羊")
    '國家具有「幹部」，記者余偉養了500隻羊'
    """
    return unfit(text, conversion(fit(text), tuple(known), around).text)


@functools.lru_cache(maxsize=256)  # a block is asked for by its doubts, then by the edition and by the search
def conversion(text: str, known: tuple[str, ...], around: Tables | None = None) -> Conversion:
    """Convert a text that OpenCC can take (`fit`), and keep what decided it."""
    around = around or default()
    cut = Cut(text)
    settled = tuple(_decided(cut, text, known, around))
    chars = list(converted(cut, around.words))
    for at, form, _ in settled:
        chars[at] = form
    return Conversion(styled("".join(chars), around), tuple(cut.words), settled)


def _decided(cut: Cut, text: str, known: Iterable[str], around: Tables) -> Iterator[tuple[int, str, str]]:
    for at, form in ruled(cut, around.rules):
        yield at, form, "rule"
    found = list(people(cut, around.names))
    for at, name in (*found, *everywhere(text, (*known, *(name for _, name in found)))):
        for inside, form in written(name, around.names):
            yield at + inside, form, "name"


def styled(text: str, around: Tables) -> str:
    """Put Traditional text into the house style."""
    for old, new in around.style:
        text = text.replace(old, new)
    return text


def needing_care(names: Iterable[str], around: Tables | None = None) -> tuple[str, ...]:
    """Give those of the names that hold a character with a form of its own in names, sorted.

    >>> needing_care(("余伟", "李明"))
    ('余伟',)
    """
    telling = (around or default()).names.telling
    return tuple(sorted(name for name in set(names) if telling.search(name)))


@functools.lru_cache(maxsize=8)  # asked for again by each edition of an article
def personal_names(text: str, around: Tables | None = None) -> tuple[str, ...]:
    """Find the names of people that need care, for the rest of their article: with a given name, each once.

    >>> personal_names("记者余建明报道。于先生说……")
    ('余建明',)
    """
    found = (name for _, name in people(Cut(fit(text)), (around or default()).names))
    return tuple(dict.fromkeys(name for name in found if len(name) > 1))
