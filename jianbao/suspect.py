"""Document -> Problems: words that look misprinted, for an editor to look at. The text itself is never touched.

Three rules: a word printed twice on end, a word that lacks or has one character against the way the rest of the
article spells it, and a district that the gazetteer does not know beside its near-identical neighbour.
"""

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from jianbao import hanzi, lexicon, ngrams
from jianbao.align import sources
from jianbao.model import Block, Correction, Document, Problem

_DOUBLED = re.compile(f"([{hanzi.HAN}]{{2,4}})\\1")
_HAN = re.compile(f"[{hanzi.HAN}]+")
# From the start of a run only: a list that begins within one would begin at its start as well.
_LISTED = re.compile(f"(?<![{hanzi.HAN}])[{hanzi.HAN}]+(?:、[{hanzi.HAN}]+)+")
_NAME = 3  # characters of a district's name, its 区 or 县 counted
_Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Tables:
    """Words rightly printed twice on end; the districts of each city, and the cities that have one of a name."""

    doubles: Collection[str]
    counting: Collection[str]
    districts: Mapping[str, frozenset[str]]
    cities: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, int]
    ngrams: ngrams.Ngrams


class _Completed(NamedTuple):
    """A phrase, the place in it where a character may be missing, the word that one makes there, and the whole."""

    short: str
    gap: int
    word: str
    full: str


@functools.cache
def default() -> Tables:
    """Load the tables that ship with the program."""
    doubles = frozenset(row["word"] for row in lexicon.table("suspect/doubles"))
    cities: dict[str, set[str]] = {}
    having: dict[str, set[str]] = {}
    for row in lexicon.table("suspect/districts"):
        cities.setdefault(row["adcode"][:4], set()).add(row["name"])
        having.setdefault(row["name"], set()).add(row["adcode"][:4])
    counting = frozenset(word for word in doubles if len(word) == 1)
    return Tables(
        doubles,
        counting,
        {city: frozenset(names) for city, names in cities.items()},
        {name: tuple(sorted(codes)) for name, codes in having.items()},
        lexicon.settings("suspect/thresholds"),
        ngrams.load(),
    )


def suspects(
    document: Document, corrections: Sequence[Correction] = (), known: Tables | None = None
) -> tuple[Problem, ...]:
    """List suspect words as Problems of code SUSPECT, in printed order, but for those an editor has marked `sic`."""
    known = known or default()
    settled = {correction.text for correction in corrections if correction.kind == "sic"}
    text = "\n".join(block.text for block in document.blocks)
    spelled = dict(variants(text, known))
    unknown = dict(districts(text, known))
    out = []
    for block in document.blocks:
        found = [(m.start(), m[0], m[1], f"{m[1]} stands twice") for m in doubled(block.text, known)]
        for words, said in ((spelled, "usually spelled"), (unknown, "no such district; perhaps")):
            for word, better in words.items():
                found += [(at, word, better, f"{said} {better}") for at in _places(word, block.text)]
        out += [
            Problem("SUSPECT", _line(block, at), f"{word}: {message}", remedy=Correction("sic", word, better))
            for at, word, better, message in found
            if word not in settled
        ]
    return tuple(sorted(set(out), key=lambda problem: (problem.line, problem.message)))


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _line(block: Block, at: int) -> int:
    return sources(block.runs, at, at + 1)[0].line


def doubled(text: str, known: Tables) -> Iterator[re.Match[str]]:
    """Find words of two to four characters printed twice on end, but for those the language doubles.

    >>> [m[0] for m in doubled("开展儿童儿童活动，研究研究，一步一步", default())]
    ['儿童儿童']
    """
    for match in _DOUBLED.finditer(text):
        word = match[1]
        plain = word not in known.doubles and word[0] not in known.counting and len(set(word)) > 1
        if plain and word[-1] not in known.counting and len(hanzi.words(word)) == 1 and _is_word_twice(match):
            yield match


def _is_word_twice(match: re.Match[str]) -> bool:
    """Tell whether the second is the same word again: a unit and its head (`支队支队长`) are no slip."""
    word = match[1]
    second = match.start() + len(word)
    token = hanzi.words(match.string[second : second + len(word) + 3])[0]
    return token.startswith(word) and len(token) != len(word) + 1


def variants(text: str, known: Tables) -> Iterator[tuple[str, str]]:
    """Find spellings that lack one character of a word the article uses often; give each with the full form.

    The two characters that so come to stand side by side never do in the corpus; the full form stands in the article,
    or often in the corpus, in a phrase of one character more.

    >>> list(variants("扶贫先扶志，扶贫重实效，构建大扶贫格局。形成大扶格局。", default()))
    [('大扶格局', '大扶贫格局')]
    """
    codes = ngrams.encode([text])
    often = _often(text, known.thresholds["seen"])
    odd = sorted(set(_odd(text, codes, often, known)))
    completed = [one for short, gap in odd for one in _completed(short, gap, often)]
    found: dict[str, str] = {}
    if completed:
        phrases = ngrams.encode([one.full for one in completed])
        printed, common = _printed(text, codes, phrases), _common(completed, phrases, known).tolist()
        for one, is_common in zip(completed, common, strict=True):
            right = is_common or one.full in printed
            if right and one.short not in found and one.word in hanzi.words(one.full):
                found[one.short] = one.full
    yield from sorted(found.items())


def _printed(text: str, codes: ngrams.Codes, phrases: ngrams.Codes) -> Collection[str]:
    """Give the strings of a text that are as long as the phrases, and may be one of them."""
    size = phrases.shape[1]
    found = np.isin(ngrams.keys(codes[0], size), ngrams.keys(phrases, size))
    return {text[at : at + size] for at in np.flatnonzero(found).tolist()}


def _often(text: str, least: int) -> tuple[_Words, _Words]:
    """Give the words of two characters that a text uses often, by their first and by their last character."""
    words = chain.from_iterable(hanzi.tagged(line, guess=True).words for line in text.split("\n"))
    counts = Counter(word for word in words if len(word) == 2)  # noqa: PLR2004
    first: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    for word, count in counts.items():
        if count >= least:
            first.setdefault(word[0], []).append(word)
            last.setdefault(word[1], []).append(word)
    return first, last


def _odd(text: str, codes: ngrams.Codes, often: tuple[_Words, _Words], known: Tables) -> Iterator[tuple[str, int]]:
    """Find the phrases of `term` characters around two that never stand side by side in the corpus, and the place.

    Only such twos are looked at as a character between them may make a word of.
    """
    size, (first, last) = known.thresholds["term"], often
    for at in np.flatnonzero(known.ngrams.count(ngrams.keys(codes[0], 2)) == 0).tolist():
        starts = range(max(0, at - size + 2), at + 1) if text[at] in first or text[at + 1] in last else ()
        for start in starts:
            phrase = text[start : start + size]
            if len(phrase) == size and _HAN.fullmatch(phrase):
                yield phrase, at + 1 - start


def _completed(short: str, gap: int, often: tuple[_Words, _Words]) -> Iterator[_Completed]:
    """Put a character in at the gap so that it makes a word with one beside it, strictly inside the phrase."""
    first, last = often
    added = {word: word[0] for word in last.get(short[gap], ()) if gap < len(short) - 1}
    added |= {word: word[1] for word in first.get(short[gap - 1], ()) if gap > 1}
    for word, char in sorted(added.items()):
        yield _Completed(short, gap, word, f"{short[:gap]}{char}{short[gap:]}")


def _common(completed: Sequence[_Completed], phrases: ngrams.Codes, known: Tables) -> npt.NDArray[np.bool_]:
    """Tell of each phrase whether it is common in the corpus, with all of its parts about the gap."""
    gaps = np.array([[one.gap] for one in completed])
    about = np.take_along_axis(phrases, gaps + np.arange(-1, 2), axis=1)
    asked = ((about, 2), (about, 3), (phrases, 4), (phrases, phrases.shape[1]))
    counts = known.ngrams.count(np.hstack([ngrams.keys(some, order) for some, order in asked]))
    return np.asarray((counts[:, -1] >= known.thresholds["common"]) & np.all(counts[:, :-1] > 0, axis=1))


def districts(text: str, known: Tables) -> Iterator[tuple[str, str]]:
    """Find districts listed beside real ones of a city that has none of that name but one a character apart."""
    for match in _LISTED.finditer(text):
        parts = match[0].split("、")
        listed = {parts[0][-_NAME:], *parts[1:-1], parts[-1][:_NAME]}
        shared = Counter(city for name in listed for city in known.cities.get(name, ()))
        for city, count in sorted(shared.items()):
            if count >= known.thresholds["districts"]:
                yield from _strangers(listed - known.districts[city], known.districts[city])


def _strangers(names: frozenset[str] | set[str], city: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        close = [real for real in sorted(city) if real[-1] == name[-1] and _one_apart(name, real)]
        if len(name) == _NAME and len(close) == 1:
            yield name, close[0]


def _one_apart(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
