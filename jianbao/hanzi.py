"""Character classes of Chinese text, its folding to Simplified, and where its sentences, words and phrases end."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import opencc
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


def has_han(text: str) -> bool:
    """Tell whether a text holds any Chinese ideograph.

    >>> has_han("2020年"), has_han("2020，")
    (True, False)
    """
    return _HAN.search(text) is not None


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

    Others fold more, each for what it compares: the search (`folding.fold`) also width, case and marks, the n-grams
    (`ngrams.fold`) digits and letters, quantities (`numerals.grammar.fold`) full-width digits.

    >>> fold("「漢語」"), fold("“汉语”")
    ('“汉语”', '“汉语”')
    """
    # To look for what changes takes a tenth of the time of `str.translate`, and most texts hold nothing of it.
    return _foldable().sub(lambda found: chr(folding()[ord(found[0])]), text)


@functools.cache
def _only_traditional() -> re.Pattern[str]:
    """Match what folding changes and GB 2312 lacks: it has 於 and 乾, which Simplified texts keep in some names."""
    return re.compile(f"[{''.join(char for char in map(chr, folding()) if not char.encode('gb2312', 'ignore'))}]")


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")  # slow to build, and not picklable: each process builds its own, once


def simplified(text: str) -> str:
    """Write a text in Simplified characters, one for one, as its words want it: 乾 is 干 in 餅乾, and stays in 乾隆.

    A text without any character that only Traditional texts have is left as it is.

    >>> simplified("乾隆愛吃餅乾"), simplified("记者肖乾")
    ('乾隆爱吃饼干', '记者肖乾')
    """
    if not _only_traditional().search(text):  # as are most texts; OpenCC would take twenty times as long to find out
        return text
    out: str = _simplifier().convert(text.replace("\0", " "))  # which would end it
    return out if len(out) == len(text) else text


_OPENING = frozenset("“‘（《〈【")  # marks after which no line ends
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
    ends = sentence_ends(text)
    index = bisect_right(ends, at)
    return ends[index - 1] if index else 0, ends[index] if index < len(ends) else len(text)


@functools.lru_cache(maxsize=64)  # asked for again by each name and figure of a block
def sentence_ends(text: str) -> tuple[int, ...]:
    """Give where the sentences of a text end, each with its final marks; the last may go on after these.

    >>> sentence_ends("甲。乙！”丙")
    (2, 5)
    """
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
