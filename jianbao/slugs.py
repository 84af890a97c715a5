"""The permanent addresses of names: their syllables, and four characters of a hash where no table gives a slug.

A name of a table has its slug there. A name found by rule gets one from its own text, its kind and the place it
stands in, so that the same name has the same address in every article, and homophones (张伟, 章伟) do not share one.
"""

import base64
import functools
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from jianbao import lexicon

LONGEST = 60  # characters of syllables: an address stays readable and within the limits of file names
_CHUNK = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Readings:
    """Characters and words with their syllables; the longest word in either has `longest` characters."""

    characters: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    longest: int


@functools.cache
def readings() -> Readings:
    """Load the tables of readings: every character's usual one, and those that hold in names."""
    characters = {char: row["syllable"] for row in lexicon.table("entities/pinyin") for char in row["characters"]}
    words = {row["text"]: tuple(row["reading"].split()) for row in lexicon.table("entities/readings")}
    return Readings(characters, words, max(map(len, words)))


def syllables(text: str, tables: Readings | None = None) -> tuple[str, ...]:
    """Read a name aloud: a syllable per Chinese character, other letters and digits as they stand, the rest dropped.

    >>> syllables("卢氏县长沙街K2")
    ('lu', 'shi', 'xian', 'chang', 'sha', 'jie', 'k2')
    """
    known = tables or readings()
    out: list[str] = []
    at = 0
    while at < len(text):
        word = next((w for size in range(known.longest, 0, -1) if (w := text[at : at + size]) in known.words), "")
        if word:
            out.extend(known.words[word])
        elif text[at] in known.characters:
            out.append(known.characters[text[at]])
        else:
            word = _plain_run(text, at)
            out.extend(_CHUNK.findall(_plain(word)))
        at += max(1, len(word))
    return tuple(out)


@functools.lru_cache(maxsize=65536)
def slug(kind: str, name: str, within: str = "") -> str:
    """Make the slug of a name found by rule; `within` is the slug of the place it belongs to, where one is known.

    >>> slug("person", "李明")
    'li-ming-ddus'
    """
    said = "-".join(syllables(name))[:LONGEST].strip("-") or kind
    digest = hashlib.sha256(f"{kind}\t{name}\t{within}".encode()).digest()
    tail = base64.b32encode(digest).decode("ascii")[:4].lower()
    return "-".join(part for part in (said, within, tail) if part)


def _plain(text: str) -> str:
    """Write Latin letters small, without width and accents."""
    bare = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in bare if not unicodedata.combining(char))


def _plain_run(text: str, at: int) -> str:
    """Give the ASCII characters that stand together from a place on, or the one character there that is none."""
    end = at + 1
    while end < len(text) and text[end].isascii() and text[at].isascii():
        end += 1
    return text[at:end]
