"""Character classes, folding and word boundaries of Chinese text."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import rjieba

from jianbao import lexicon

# The body of a regex character class: the unified ideographs, their extensions, and the circle that writes zero.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN = re.compile(f"[{HAN}]")


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese ideograph.

    >>> [is_han(c) for c in "字〇a，"]
    [True, True, False, False]
    """
    return _HAN.match(char) is not None


@functools.cache
def folding() -> Mapping[int, int]:
    """Load the map from Traditional and variant forms, and corner quotes, to Simplified, character by character."""
    quotes = str.maketrans("「」『』", "“”‘’")
    return quotes | {ord(row["variant"]): ord(row["simplified"]) for row in lexicon.table("hanzi/simplified")}


@functools.cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, folding()))}]")


def fold(text: str) -> str:
    """Write a text in Simplified characters, one for one, for comparison only: it is no conversion for readers.

    >>> fold("「漢語」"), fold("“汉语”")
    ('“汉语”', '“汉语”')
    """
    # To look for what changes takes a tenth of the time of `str.translate`, and most texts hold nothing of it.
    return _foldable().sub(lambda found: chr(folding()[ord(found[0])]), text)


_STOP = re.compile(r"[。！？!?；;…]+[”’」』）)]*")
_PAUSE = re.compile("[，、：,\\s]")
# Of 312,000 sentences of news nine are longer. What has no stops for longer is a list, or no prose; whoever shows the
# sentence of each of its names or figures would write it out as many times as it has any.
LONGEST_SENTENCE = 500


def sentence(text: str, at: int) -> tuple[int, int]:
    """Give the range of the sentence around a character, its final marks included.

    >>> sentence("甲。乙！”丙。", 2)
    (2, 5)
    """
    ends = _stops(text)
    index = bisect_right(ends, at)
    return ends[index - 1] if index else 0, ends[index] if index < len(ends) else len(text)


@functools.lru_cache(maxsize=64)  # asked for again by each name and figure of a block
def _stops(text: str) -> tuple[int, ...]:
    """Give where the sentences of a text end, each with its final marks; the last may go on after these."""
    return within_reach(text, [stop.end() for stop in _STOP.finditer(text)])


def within_reach(text: str, ends: Iterable[int]) -> tuple[int, ...]:
    """Add ends of sentences, after pauses where there are some, until none is longer than LONGEST_SENTENCE.

    >>> within_reach("一、" * 300 + "。二", [601])
    (500, 601)
    """
    out: list[int] = []
    start = 0
    for end in (*ends, len(text)):
        while end - start > LONGEST_SENTENCE:
            pauses = [pause.end() for pause in _PAUSE.finditer(text, start, start + LONGEST_SENTENCE)]
            start = pauses[-1] if pauses else start + LONGEST_SENTENCE
            out.append(start)
        out.append(end)
        start = end
    return tuple(out[:-1])


def shortened(text: str, length: int) -> str:
    """Cut a text at a word's end, where it has words with spaces between them, and say that it goes on.

    >>> shortened("路通了，水通了", 4), shortened("the road is open", 10), shortened("路", 4)
    ('路通了……', 'the road…', '路')
    """
    if len(text) <= length:
        return text
    cut = text[:length]
    words = cut.rpartition(" ")[0]
    return f"{words.rstrip(',')}…" if len(words) > length // 2 else cut.rstrip("，、") + "……"


class Tagged(NamedTuple):
    """The words of a text, and the part of speech of each in the segmenter's dictionary."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


@functools.lru_cache(maxsize=512)  # a block is asked for by several stages
def tagged(text: str, *, guess: bool) -> Tagged:
    """Cut a text into tagged words. `guess`: also into words, names above all, that the dictionary does not hold.

    >>> tagged("共有贫困村", guess=False)
    Tagged(words=('共有', '贫困村'), tags=('v', 'n'))
    """
    pairs = rjieba.tag(text, guess)
    return Tagged(*zip(*pairs, strict=True)) if pairs else Tagged((), ())


@functools.lru_cache(maxsize=65536)
def is_word(text: str) -> bool:
    """Tell whether the segmenter's dictionary holds a word."""
    return bool(rjieba.has_word(text))


def words(text: str) -> tuple[str, ...]:
    """Cut a text into the words of the segmenter's dictionary.

    >>> words("共有贫困村")
    ('共有', '贫困村')
    """
    return tuple(rjieba.cut(text))


def phrases(text: str) -> tuple[int, ...]:
    """Give where a line of a heading may end: between two words, the second of two characters or more.

    A word of one character stays with what it follows; beside other marks the browser knows the rules.

    >>> phrases("立足实际确定帮扶的思路"), phrases("修路（之二），通车")
    ((2, 4, 6, 9), (2,))
    """
    out, at = [], 0
    for word in words(fold(text)):
        wide = (is_han(word) and len(word) > 1) or word in _OPENING
        if at and wide and is_han(text[at - 1]):
            out.append(at)
        at += len(word)
    return tuple(out)


_OPENING = frozenset("“‘（《〈【")
