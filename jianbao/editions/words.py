"""Text cut into words, so that no phrase of OpenCC's matches across two of them (`国家|具有`, never `国|家具|有`).

Where the cutter tears a phrase apart that OpenCC knows (`一目|了然`), the table `words` puts it together again; words
and phrases that OpenCC gets wrong are in the table `overrides`. Both match whole words only.
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import rjieba

from jianbao import hanzi, lexicon
from jianbao.editions.opencc import MARK, convert_each

_REMEMBERED = 1 << 17

Phrases = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]


class Cut:
    """A text cut into words. `marked` has MARK between the words, before the first and after the last."""

    def __init__(self, text: str) -> None:
        """Cut a text, which must hold no MARK."""
        # Line by line: the lines of an article are its blocks, which are asked for again one by one.
        self.words: list[str] = []
        for line in text.split("\n"):
            self.words += (*hanzi.tagged(line, guess=False).words, "\n")
        self.words.pop()
        self.marked = f"{MARK}{MARK.join(self.words)}{MARK}"
        self._at = self._marks = 0

    def place(self, at: int) -> int:
        """Give the place in the text of a place in `marked`. Asked in ascending order, it costs one pass in all."""
        if at < self._at:
            self._at = self._marks = 0
        self._marks += self.marked.count(MARK, self._at, at)
        self._at = at
        return at - self._marks


@dataclass(frozen=True)
class Words:
    """The tables `words` and `overrides`, compiled.

    `phrases` are the sequences of words to put together, the longest first, by their first two words; `convert`
    converts words and such phrases, each by itself, and remembers them.
    """

    phrases: Phrases
    convert: Callable[[Iterable[str]], Iterable[str]]


@functools.cache
def words() -> Words:
    """Compile the tables of whole words."""
    overrides = {row["word"]: row["traditional"] for row in lexicon.table("editions/overrides")}
    torn = [row["cut"].split(" ") for row in lexicon.table("editions/words")]
    return compile_words([*torn, *(rjieba.cut(word, hmm=False) for word in overrides)], overrides)


def compile_words(torn: Iterable[Sequence[str]], overrides: Mapping[str, str]) -> Words:
    """Compile sequences of words to put together, and the Traditional of what OpenCC gets wrong."""
    phrases: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for cut in sorted(set(map(tuple, torn)), key=lambda cut: (-len(cut), cut)):
        if len(cut) > 1:
            phrases.setdefault(cut[:2], []).append(cut)

    known = dict(overrides)

    def remembering(units: Iterable[str]) -> Iterable[str]:
        if len(known) > _REMEMBERED:
            known.clear()
            known.update(overrides)
        if new := list(set(units).difference(known)):
            known.update(zip(new, convert_each("s2tw", new), strict=True))
        return map(known.__getitem__, units)

    return Words(phrases, remembering)


def converted(cut: Cut, tables: Words) -> str:
    """Convert a text word by word."""
    return "".join(tables.convert(_units(cut.words, tables.phrases)))


def _units(cut: list[str], phrases: Phrases) -> list[str]:
    """Give the words of a text, those of a torn phrase together."""
    units: list[str] = []
    done = 0
    for at in [at for at, pair in enumerate(pairwise(cut)) if pair in phrases]:
        if at < done:
            continue
        for phrase in phrases[cut[at], cut[at + 1]]:
            if tuple(cut[at : at + len(phrase)]) == phrase:
                units += [*cut[done:at], "".join(phrase)]
                done = at + len(phrase)
                break
    return units + cut[done:]
