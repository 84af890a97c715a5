"""A text with its words: what the rules of this stage look at."""

import functools
import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from jianbao import hanzi, lexicon
from jianbao.numerals.grammar import fold


@functools.cache
def _whole() -> re.Pattern[str]:
    """Compile what is one noun whatever words it holds."""
    return re.compile("|".join(lexicon.settings("figures/rules")["whole"]))


class Word(NamedTuple):
    """A word and its tag."""

    text: str
    tag: str


class Words(NamedTuple):
    """A text, folded to Simplified, and its words: where each begins (and, last, where all ends) and their tags.

    `sentences` has where each sentence begins.
    """

    text: str
    starts: tuple[int, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]
    sentences: tuple[int, ...]

    def word_at(self, at: int) -> int:
        """Give the index of the word that holds character `at`."""
        return bisect_right(self.starts, at) - 1

    def is_boundary(self, at: int) -> bool:
        """Tell whether a word begins, or the text ends, at character `at`."""
        place = bisect_left(self.starts, at)
        return place < len(self.starts) and self.starts[place] == at

    def sentence(self, at: int) -> tuple[int, int]:
        """Give the range of the sentence that holds character `at`."""
        place = bisect_right(self.sentences, at)
        return self.sentences[place - 1], self.sentences[place] if place < len(self.sentences) else len(self.text)


def cut(text: str) -> Words:
    """Fold a text and cut it into words and sentences."""
    folded = fold(text)
    words, tags = _tagged(folded)
    starts = tuple(accumulate(map(len, words), initial=0))
    begins = (0, *(end for end in hanzi.sentence_ends(folded) if end < len(folded)))
    return Words(folded, starts, words, tags, begins)


def _tagged(text: str) -> hanzi.Tagged:
    """Cut a text into tagged words, each 县（市）区 and quoted term one noun; unknown words stay single characters."""
    sets = list(_whole().finditer(text))
    if not sets:
        return hanzi.tagged(text, guess=False)
    words, tags = list[str](), list[str]()
    at = 0
    for found in sets:
        before = hanzi.tagged(text[at : found.start()], guess=False)
        words += (*before.words, found.group())
        tags += (*before.tags, "n")
        at = found.end()
    rest = hanzi.tagged(text[at:], guess=False)
    return hanzi.Tagged((*words, *rest.words), (*tags, *rest.tags))
