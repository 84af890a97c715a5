"""A block as the finders read it: its words, the names and endings of names that stand in it, and what was found."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from jianbao import hanzi
from jianbao.entities.tables import Sense, Tables
from jianbao.hanzi import is_word
from jianbao.model import Block


class Token(NamedTuple):
    """A word of the text as it was cut, with the part of speech of the segmenter's dictionary."""

    start: int
    end: int
    tag: str


class Hit(NamedTuple):
    """A word of the tables where it stands."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Found(NamedTuple):
    """A name where it stands. `keys` are the entries of the tables that it may be.

    What no table holds has its `name`, and the places that it may lie in (`within`, adcodes), of which `inside` is in
    the end the slug of one. `body` is the body of `bodies.tsv` that an organisation is in that place, such as 审计局,
    or says that a place is a town or a village.
    What is not `sure` counts only where the article has it more than once.
    """

    start: int
    end: int
    kind: str
    keys: tuple[str, ...] = ()
    name: str = ""
    role: str = ""
    within: tuple[str, ...] = ()
    body: str = ""
    inside: str = ""
    sure: bool = True


@dataclass(frozen=True)
class Passage:
    """A block cut into words: where each begins, its part of speech, and by its end which it is.

    `text` is the block's, in Simplified characters: as long, character by character.

    `endings` holds the spans of each class of ending, `hits` the words of the tables from left to right.
    """

    block: Block
    text: str
    starts: tuple[int, ...]
    tags: tuple[str, ...]
    ends: Mapping[int, int]
    hits: tuple[Hit, ...]
    endings: Mapping[str, Sequence[tuple[int, int]]]

    def token(self, index: int) -> Token:
        """Give a word by its number."""
        after = index + 1
        end = self.starts[after] if after < len(self.starts) else len(self.text)
        return Token(self.starts[index], end, self.tags[index])

    def at(self, place: int) -> Token:
        """Give the word that the character at `place` belongs to."""
        return self.token(bisect_right(self.starts, place) - 1)

    def word(self, token: Token) -> str:
        """Give the text of a word."""
        return self.text[token.start : token.end]


def read(block: Block, tables: Tables) -> Passage:
    """Cut a block into words and find the words of the tables in it."""
    text = hanzi.simplified(block.text)
    words, tags = hanzi.tagged(text, guess=True)
    if not tables.joined.keys().isdisjoint(words):
        cut = zip(words, tags, strict=True)
        words, tags = zip(*(part for word, tag in cut for part in _parted(word, tag, tables)), strict=True)
    stops = tuple(accumulate(map(len, words)))
    hits = []
    endings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for word, start, end in tables.automaton.find_matches_as_indexes(text, overlapping=True):
        senses, kinds = tables.words[word]
        if senses:
            hits.append(Hit(start, end, senses))
        for kind in kinds:
            endings[kind].append((start, end))
    hits.sort(key=_leftmost_longest)
    return Passage(
        block,
        text,
        (0, *stops[:-1]),
        tags,
        dict(zip(stops, range(len(stops)), strict=True)),
        tuple(hits),
        endings,
    )


def _parted(word: str, tag: str, tables: Tables) -> tuple[tuple[str, str], ...]:
    first = tables.joined.get(word, 0)
    return ((word[:first], tag), (word[first:], tag)) if first else ((word, tag),)


def _leftmost_longest(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def made_of(text: str, words: Container[str], most: int) -> bool:
    """Tell whether a text is one word of a list after another, of which there are at most some.

    >>> made_of("大型连锁", {"大型", "连锁"}, 2), made_of("大型连锁", {"大型", "连锁"}, 1), made_of("", {"大型"}, 2)
    (True, False, False)
    """
    if not text or not most:
        return False
    cuts = range(1, len(text))
    return text in words or any(text[:at] in words and made_of(text[at:], words, most - 1) for at in cuts)


def is_deed(word: str, tag: str, tables: Tables) -> bool:
    """Tell whether a verb says by its last character that something is done, as no name does: 送到, 看见, 共有."""
    return tag == "v" and len(word) > 1 and word[-1] in tables.rules["deed_ends"]


def edge(passage: Passage, at: int) -> int:
    """Tell how good an edge of a word is: 2 the text was cut there, 0 inside a word, 1 inside a guessed word.

    Also 1 inside the name of a body that the dictionary holds as one word: 北京市|公安局.
    """
    if at in passage.ends or at == 0:
        return 2
    token = passage.at(at)
    body = token.tag == "nt" and token.end - token.start >= len("安徽省委")
    return 0 if not body and is_word(passage.word(token)) else 1


def edges(passage: Passage, start: int, end: int) -> int:
    """Tell how good both edges of a span are: the worse of the two."""
    return min(edge(passage, start), edge(passage, end))
