"""A block as the finders read it: its words, the names and endings of names that stand in it, and what was found."""

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from jianbao.entities.tables import Sense, Tables
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
    """A name where it stands. `keys` are the entries it may be, `inside` the key or slug of the place it lies in.

    `name` is the full name where the text gives it otherwise than printed; `sure`: it needs no other evidence.
    """

    start: int
    end: int
    kind: str
    keys: tuple[str, ...] = ()
    name: str = ""
    role: str = ""
    sure: bool = True
    inside: str = ""


@dataclass(frozen=True)
class Passage:
    """A block cut into words. `ends` gives a token's index by its end; `endings` the spans of each class of ending."""

    block: Block
    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    ends: Mapping[int, int]
    hits: tuple[Hit, ...]
    endings: Mapping[str, tuple[tuple[int, int], ...]]

    def word(self, token: Token) -> str:
        """Give the text of a token."""
        return self.text[token.start : token.end]


def read(block: Block, tables: Tables) -> Passage:
    """Cut a block into words and find the words of the tables in it."""
    text = block.text
    tokens, at = [], 0
    for word, tag in tables.segmenter.tag(text):
        tokens.append(Token(at, at + len(word), tag))
        at += len(word)
    hits = []
    endings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for last, word in tables.automaton.iter(text):
        start = last + 1 - word.size
        if word.senses:
            hits.append(Hit(start, last + 1, word.senses))
        for kind in word.endings:
            endings[kind].append((start, last + 1))
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return Passage(
        block,
        text,
        tuple(tokens),
        tuple(token.start for token in tokens),
        {token.end: i for i, token in enumerate(tokens)},
        tuple(hits),
        {kind: tuple(spans) for kind, spans in endings.items()},
    )


def edge(passage: Passage, at: int, tables: Tables) -> int:
    """Tell how good an edge of a word is: 2 the text was cut there, 1 only inside a guessed word, 0 inside a word."""
    if at in passage.ends or at == 0:
        return 2
    token = passage.tokens[bisect_right(passage.starts, at) - 1]
    return 0 if is_word(passage.text[token.start : token.end], tables.segmenter) else 1


@functools.lru_cache(maxsize=65536)
def is_word(text: str, segmenter: Any) -> bool:
    """Tell whether the dictionary holds a word (the segmenter also guesses words that it does not hold)."""
    return bool(segmenter.has_word(text))


def edges(passage: Passage, start: int, end: int, tables: Tables) -> int:
    """Tell how good both edges of a span are: the worse of the two."""
    return min(edge(passage, start, tables), edge(passage, end, tables))
