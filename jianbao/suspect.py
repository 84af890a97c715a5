"""Document -> Problems: words that look misprinted, for an editor to look at. The text itself is never touched.

Three rules: a word printed twice on end, a word that lacks or has one character against the way the rest of the
article spells it, and a district that the gazetteer does not know beside its near-identical neighbour.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jianbao import hanzi, lexicon, ngrams
from jianbao.align import sources
from jianbao.model import Block, Correction, Document, Problem

_DOUBLED = re.compile(f"([{hanzi.HAN}]{{2,4}})\\1")
_LISTED = re.compile(f"[{hanzi.HAN}]+(?:、[{hanzi.HAN}]+)+")
_NAME = 3  # characters of a district's name, its 区 or 县 counted


@dataclass(frozen=True)
class Tables:
    """Words rightly printed twice on end; the districts of each city, by the character that ends their names."""

    doubles: Collection[str]
    counting: Collection[str]
    districts: Mapping[str, frozenset[str]]
    thresholds: Mapping[str, int]
    ngrams: ngrams.Ngrams


@functools.cache
def tables() -> Tables:
    """Load the tables that ship with the program."""
    doubles = frozenset(row["word"] for row in lexicon.table("suspect/doubles"))
    cities: dict[str, set[str]] = {}
    for row in lexicon.table("suspect/districts"):
        cities.setdefault(row["adcode"][:4], set()).add(row["name"])
    counting = frozenset(word for word in doubles if len(word) == 1)
    return Tables(
        doubles,
        counting,
        {city: frozenset(names) for city, names in cities.items()},
        lexicon.settings("suspect/thresholds"),
        ngrams.load(),
    )


def suspects(
    document: Document, corrections: Sequence[Correction] = (), known: Tables | None = None
) -> tuple[Problem, ...]:
    """List suspect words as Problems of code SUSPECT, in printed order, but for those an editor has marked `sic`."""
    known = known or tables()
    settled = {correction.text for correction in corrections if correction.kind == "sic"}
    text = "\n".join(block.text for block in document.blocks)
    spelled = dict(variants(text, known))
    unknown = dict(districts(text, known))
    out = []
    for block in document.blocks:
        found = [(m.start(), m[0], f"{m[1]} stands twice") for m in doubled(block.text, known)]
        for words, said in (
            (spelled, "elsewhere in the article it is spelled"),
            (unknown, "no such district; perhaps"),
        ):
            for word, better in words.items():
                found += [(m.start(), word, f"{said} {better}") for m in re.finditer(re.escape(word), block.text)]
        out += [_problem(block, at, word, said) for at, word, said in found if word not in settled]
    return tuple(sorted(set(out), key=lambda problem: (problem.line, problem.message)))


def _problem(block: Block, at: int, word: str, said: str) -> Problem:
    return Problem("SUSPECT", sources(block.runs, at, at + 1)[0].line, f"{word}: {said}")


def doubled(text: str, known: Tables) -> Iterator[re.Match[str]]:
    """Find words of two to four characters printed twice on end, but for those the language doubles.

    >>> [m[0] for m in doubled("开展儿童儿童活动，研究研究，一步一步", tables())]
    ['儿童儿童']
    """
    for match in _DOUBLED.finditer(text):
        word = match[1]
        plain = word not in known.doubles and word[0] not in known.counting and len(set(word)) > 1
        if plain and len(hanzi.words(word)) == 1:
            yield match


def variants(text: str, known: Tables) -> Iterator[tuple[str, str]]:
    """Find spellings that lack one character of a dictionary word which the same phrase has elsewhere; give both.

    >>> list(variants("扶贫先扶志，扶贫重实效，构建大扶贫格局。形成大扶格局。", tables()))
    [('大扶格局', '大扶贫格局')]
    """
    size = known.thresholds["term"]
    shorter = set(_grams(text, size))
    for word in sorted(set(_grams(text, size + 1))):
        for gap in range(1, size):
            short = word[:gap] + word[gap + 1 :]
            part = _broken(word, gap) if short in shorter else ""
            if part and text.count(part) >= known.thresholds["seen"] and _is_odd(short, gap, known.ngrams):
                yield short, word


def _grams(text: str, size: int) -> Iterator[str]:
    for run in re.findall(f"[{hanzi.HAN}]+", text):
        yield from (run[i : i + size] for i in range(len(run) - size + 1))


def _broken(phrase: str, gap: int) -> str:
    """Give the dictionary word of two characters, inside a phrase, that loses the character at `gap`; else nothing."""
    at = 0
    for part in hanzi.words(phrase):
        if at <= gap < at + len(part):
            return part if len(part) == 2 and 0 < at < len(phrase) - len(part) else ""  # noqa: PLR2004
        at += len(part)
    return ""


def _is_odd(short: str, gap: int, table: ngrams.Ngrams) -> bool:
    """Tell whether the two characters that now stand side by side never do so in the corpus."""
    return float(table.count(ngrams.keys(ngrams.encode([ngrams.fold(short[gap - 1 : gap + 1])]), 2))[0, 0]) == 0


def districts(text: str, known: Tables) -> Iterator[tuple[str, str]]:
    """Find districts listed beside real ones of a city that has none of that name but one a character apart."""
    for match in _LISTED.finditer(text):
        parts = match[0].split("、")
        listed = {parts[0][-_NAME:], *parts[1:-1], parts[-1][:_NAME]}
        for city in known.districts.values():
            if len(listed & city) >= known.thresholds["districts"]:
                yield from _strangers(listed - city, city)


def _strangers(names: frozenset[str] | set[str], city: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        close = [real for real in sorted(city) if real[-1] == name[-1] and _one_apart(name, real)]
        if len(name) == _NAME and len(close) == 1:
            yield name, close[0]


def _one_apart(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1
