"""Names of different articles that look the same and are not: 王小⽟, with a radical, beside 王小玉.

They are different names to the archive, which never takes one for the other; an editor can tell whether one of them is
a misprint, or made to pass for the other, and says so in a sidecar (`sic`).
"""

import functools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from jianbao import escape, lexicon
from jianbao.model import Alike, Card, Problem

_CODE = "LOOKALIKE"
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))  # choose a shape of the character before them

Table = Mapping[int, str]
Articles = Mapping[str, tuple[Card, ...]]


@functools.cache
def confusables() -> Table:
    """Load what looks like another character, and drop what only chooses a shape."""
    alike = {ord(row["char"]): row["like"] for row in lexicon.table("lookalikes/confusables")}
    return alike | dict.fromkeys(_SELECTORS, "")


def skeleton(name: str, table: Table | None = None) -> str:
    r"""Write a name so that names that look alike are the same.

    >>> skeleton("王小⽟"), skeleton("王小\u200b玉"), skeleton("Аnna"), skeleton("约翰・李")
    ('王小玉', '王小玉', 'Anna', '约翰·李')
    """
    table = confusables() if table is None else table
    unseen = {at for at, _ in escape.unseen(name)}
    shown = "".join(char for at, char in enumerate(name) if at not in unseen) if unseen else name
    return unicodedata.normalize("NFKC", shown.translate(table)).translate(table)


def across(cards: Iterable[Card], table: Table | None = None) -> dict[str, tuple[Alike, ...]]:
    """Find the names that look like one of another article and are written otherwise; give them by article.

    Named is the form that fewer articles have, or that is not written as plainly; not where an editor has settled it.
    """
    named = _named(cards)
    forms: dict[str, list[str]] = defaultdict(list)
    for name in named:
        forms[skeleton(name, table)].append(name)
    out: dict[str, tuple[Alike, ...]] = {}
    for plain, names in sorted(forms.items()):
        first, *others = sorted(names, key=lambda name: (-len(named[name]), name != plain, name))
        for other in others:
            found = Alike(other, first, named[first][0].file, *_different(other, first))
            for card in named[other]:
                if not any(other in words for words in card.settled):
                    out[card.id] = (*out.get(card.id, ()), found)
    return out


def problem(found: Alike) -> Problem:
    """Name both, and the characters in which they differ, which one does not see."""
    differ = f"{found.ours or 'nothing'} in place of {found.theirs or 'nothing'}"
    said = f"“{escape.visible(found.name)}” looks like “{escape.visible(found.like)}” of {found.file}, with {differ}"
    return Problem(_CODE, 0, f"{said}; they count as two names: correct the one that is wrong, if one is")


def _named(cards: Iterable[Card]) -> Articles:
    """Give the articles of each name, in the order of their ids: of bylines, and of what the text names."""
    found: dict[str, dict[str, Card]] = defaultdict(dict)
    for card in sorted(cards, key=lambda card: card.id):
        for name in _names(card):
            found[name][card.id] = card
    return {name: tuple(some.values()) for name, some in found.items()}


def _names(card: Card) -> Iterator[str]:
    for byline in card.bylines:
        yield from byline.names
    yield from (named.entity.name for named in card.names)


def _different(name: str, other: str) -> tuple[str, str]:
    """Give the characters of two names that differ, as code points: without what both begin and end with."""
    start = next((at for at, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
    name, other = name[start:], other[start:]
    pairs = zip(reversed(name), reversed(other), strict=False)
    end = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(name), len(other)))
    rests = name[: len(name) - end], other[: len(other) - end]
    ours, theirs = (" ".join(f"U+{ord(char):04X}" for char in rest) for rest in rests)
    return ours, theirs
