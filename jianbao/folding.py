"""Folding for the search: one character for all that a reader would type alike, so that a script finds the other.

Characters are folded one to one: width, case, accents, quotation marks, white space, Traditional to Simplified,
variants. A text and its conversion to the other script fold to the same string, character for character.
"""

import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianbao import lexicon

Units = NDArray[np.uint16]

_BMP = 0x10000
# Cased letters with their accents: Latin, Greek, Cyrillic, Latin Extended Additional.
_LETTERS = (range(0x530), range(0x1E00, 0x1F00))
_ACCENTED = (range(0x250), range(0x1E00, 0x1F00))
_WIDTH = range(0xFF00, 0xFFF0)
# Ideographs that Unicode itself calls the same as another. The client asks the browser for them: see `exchanged`.
COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
# U+0000 stays itself: it parts the blocks of an article.
_INVISIBLE = (*range(1, 0x20), *range(0x7F, 0xA1), *range(0x200B, 0x2010), 0x2060, 0xFEFF)


@dataclass(frozen=True)
class Folding:
    """The table, ready for use: `units` by UTF-16 unit, `astral` by code point for what lies beyond the basic plane."""

    units: Units
    astral: Mapping[int, str]


def exchanged() -> dict[str, str]:
    """Give every character that folding changes and what it becomes, but the compatibility ideographs (their NFC does).

    >>> [exchanged()[char] for char in "發Ｇé「\u3000"]
    ['发', 'g', 'e', '"', ' ']
    """
    return dict(_exchanged())


@functools.cache
def folding() -> Folding:
    """Build the table from `data/search/variants` and `data/search/marks` and the rules of Unicode."""
    changed = _exchanged()
    astral = {ord(char): to for char, to in changed.items() if ord(char) >= _BMP}
    units = np.arange(_BMP, dtype=np.uint16)
    for char, to in changed.items():
        if ord(char) < _BMP:
            units[ord(char)] = ord(to)
    for code in (code for codes in COMPATIBILITY for code in codes):
        plain = unicodedata.normalize("NFC", chr(code))
        to = changed.get(plain, plain)
        if code >= _BMP:
            astral[code] = to
        else:
            units[code] = ord(to)
    return Folding(units, astral)


def fold(text: str, table: Folding | None = None) -> str:
    """Fold a text, character for character.

    >>> fold("4Ｇ網路「發展」"), fold("皇后／后来")
    ('4g网路"发展"', '皇后/后来')
    """
    return fold_units(text, table).tobytes().decode("utf-16-le", "surrogatepass")


def fold_units(text: str, table: Folding | None = None) -> Units:
    """Fold a text to its UTF-16 units. A class with a member in the basic plane folds to one unit."""
    table = table or folding()
    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) > 2 * len(text):
        raw = text.translate(table.astral).encode("utf-16-le", "surrogatepass")
    folded: Units = table.units[np.frombuffer(raw, "<u2")]
    return folded


@functools.cache
def _exchanged() -> Mapping[str, str]:
    joined = {char: row["to"] for row in lexicon.table("search/variants") for char in row["from"]}
    marks = {char: row["to"] for row in lexicon.table("search/marks") for char in row["from"]}
    changed = {**_lowered(), **joined}
    letters = {code for codes in (*_LETTERS, _WIDTH) for code in codes}
    for code in letters | {ord(char) for char in marks}:
        plain = _plain(chr(code))
        changed[chr(code)] = marks.get(plain, plain)
    spaces = {chr(code) for code in range(1, _BMP) if chr(code).isspace()} | {chr(code) for code in _INVISIBLE}
    changed |= dict.fromkeys(spaces, " ")
    return {char: to for char, to in sorted(changed.items()) if char != to}


def _lowered() -> dict[str, str]:
    """Give the few ideographs beyond the basic plane whose compatibility form is in it: that form stands for both."""
    plain = {unicodedata.normalize("NFC", chr(code)): chr(code) for code in COMPATIBILITY[0]}
    return {char: form for char, form in plain.items() if ord(char) >= _BMP}


def _plain(char: str) -> str:
    """Take width, accent and case off a letter, where one character is left."""
    if ord(char) in _WIDTH:
        char = _single(unicodedata.normalize("NFKC", char), char)
    if any(ord(char) in codes for codes in _ACCENTED):
        apart = unicodedata.normalize("NFD", char)
        char = apart[0] if all(map(unicodedata.combining, apart[1:])) else char
    return _single(char.lower(), char)


def _single(candidate: str, otherwise: str) -> str:
    return candidate if len(candidate) == 1 else otherwise
