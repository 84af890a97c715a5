"""Traditional and Simplified: one canonical text read in either script.

The canonical text stays as printed; the other script is derived from it. Text keeps its length in both directions, so
a whole block is converted at once and cut back by offset, and every id, figure and mention keeps its place.

`opencc`   the conversion itself, by OpenCC's `s2tw`: Taiwan's characters, nobody's vocabulary
`words`    word boundaries around it, and the words it gets wrong
`rules`    single characters that their neighbours decide
`names`    people's names
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jianbao import lexicon
from jianbao.editions.names import Names, everywhere, names, people, written
from jianbao.editions.opencc import convert
from jianbao.editions.rules import Rules, ruled, rules
from jianbao.editions.words import MARK, Cut, Words, converted, words

__all__ = ["Tables", "is_traditional", "personal_names", "tables", "to_simplified", "to_traditional"]


@dataclass(frozen=True)
class Tables:
    """Everything that stands around OpenCC, compiled. `style` are pairs of Traditional words of the same length."""

    words: Words
    rules: Rules
    names: Names
    style: tuple[tuple[str, str], ...]


@functools.cache
def tables() -> Tables:
    """Compile the tables of `jianbao/data/editions`."""
    style = tuple((row["from"], row["to"]) for row in lexicon.table("editions/style"))
    return Tables(words(), rules(), names(), style)


def to_traditional(text: str, known: Iterable[str] = (), around: Tables | None = None) -> str:
    """Convert Simplified text to Traditional as written in Taiwan, without changing any word for another.

    `known` are the names of people in the article; they are kept wherever they stand.

    >>> to_traditional("国家具有“干部”，记者余伟养了500只羊")
    '國家具有「幹部」，記者余偉養了500隻羊'
    """
    around = around or tables()
    clean = text.replace(MARK, " ")
    cut = Cut(clean)
    chars = list(converted(cut, around.words))
    for at, form in _decided(cut, clean, known, around):
        chars[at : at + len(form)] = form
    out = "".join(chars)
    for old, new in around.style:
        out = out.replace(old, new)
    if len(out) != len(text):
        message = f"{len(text)} characters became {len(out)}: {text[:40]!r}"
        raise ValueError(message)
    return out if clean == text else "".join(MARK if b == MARK else a for a, b in zip(out, text, strict=True))


def to_simplified(text: str, around: Tables | None = None) -> str:
    """Convert Traditional text to Simplified. Quotation marks become those of Simplified texts.

    >>> to_simplified("幹部「發展」")
    '干部“发展”'
    """
    out = convert("tw2s", text)
    for old, new in (around or tables()).style:
        if not old.isalpha():
            out = out.replace(new, old)
    return out


def is_traditional(text: str) -> bool:
    """Tell whether a text is printed in Traditional characters: more of its characters are only that than only this.

    >>> is_traditional("發展經濟"), is_traditional("发展经济"), is_traditional("上下")
    (True, False, False)
    """
    return _changed("t2s", text) > _changed("s2t", text)


def personal_names(text: str, around: Tables | None = None) -> tuple[str, ...]:
    """Find the names of people that need care, for the rest of their article: with a given name, each once.

    >>> personal_names("记者余建明报道。于先生说……")
    ('余建明',)
    """
    found = (name for _, name in people(Cut(text.replace(MARK, " ")), (around or tables()).names))
    return tuple(dict.fromkeys(name for name in found if len(name) > 1))


def _decided(cut: Cut, text: str, known: Iterable[str], around: Tables) -> Iterator[tuple[int, str]]:
    """Give what the layers decide, place and form, the surest last."""
    yield from ruled(cut, around.rules)
    found = list(people(cut, around.names))
    for at, name in (*found, *everywhere(text, (*known, *(name for _, name in found)))):
        for inside, form in written(name, around.names):
            yield at + inside, form


def _changed(config: str, text: str) -> int:
    return sum(a != b for a, b in zip(text, convert(config, text), strict=True))
