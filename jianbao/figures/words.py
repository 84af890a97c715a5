"""A text with its words: what the rules of this stage look at."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

import rjieba

from jianbao import hanzi
from jianbao.numerals.grammar import fold

_SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”’」』）)]*|…{1,2}”?")
# a kind of place with the other names of its kind in brackets: 县（市）区, 省（自治区、直辖市）
_SET = re.compile("[省县市区][（(][^（()）]{1,8}[)）]区?")


class Word(NamedTuple):
    """A word and its tag."""

    text: str
    tag: str


class Words(NamedTuple):
    """A text, folded to Simplified, and its words: where each begins (and, last, where all ends) and their tags."""

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
    tagged = _tagged(folded)
    words, tags = zip(*tagged, strict=True) if tagged else ((), ())
    starts = tuple(accumulate(map(len, words), initial=0))
    ends = hanzi.within_reach(folded, [m.end() for m in _SENTENCE_END.finditer(folded)])
    return Words(folded, starts, words, tags, (0, *(e for e in ends if e < len(folded))))


def _tagged(text: str) -> list[tuple[str, str]]:
    """Cut a text into tagged words, each 县（市）区 one noun; unknown words stay single characters."""
    out: list[tuple[str, str]] = []
    at = 0
    for found in _SET.finditer(text):
        out += rjieba.tag(text[at : found.start()], False)  # noqa: FBT003  # the library takes it by position
        out.append((found.group(), "n"))
        at = found.end()
    return out + rjieba.tag(text[at:], False)  # noqa: FBT003  # the same
