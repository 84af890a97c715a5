"""Document -> Problems: words that look misprinted, for an editor to look at. The text itself is never touched.

Three rules: a word printed twice on end, a word that lacks or has one character against the way the rest of the
article spells it, and a district that the gazetteer does not know beside its near-identical neighbour.
"""

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jianbao import hanzi, lexicon, ngrams
from jianbao.align import sources
from jianbao.model import Block, Correction, Document, Problem

_DOUBLED = re.compile(f"([{hanzi.HAN}]{{2,4}})\\1")
_HAN = re.compile(f"[{hanzi.HAN}]+")
_LISTED = re.compile(f"[{hanzi.HAN}]+(?:、[{hanzi.HAN}]+)+")
_NAME = 3  # characters of a district's name, its 区 or 县 counted


@dataclass(frozen=True)
class Tables:
    """Words rightly printed twice on end; the districts of each city, and the cities that have one of a name."""

    doubles: Collection[str]
    counting: Collection[str]
    districts: Mapping[str, frozenset[str]]
    cities: Mapping[str, tuple[str, ...]]
    thresholds: Mapping[str, int]
    ngrams: ngrams.Ngrams


@functools.cache
def tables() -> Tables:
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
    known = known or tables()
    settled = {correction.text for correction in corrections if correction.kind == "sic"}
    text = "\n".join(block.text for block in document.blocks)
    spelled = dict(variants(text, known))
    unknown = dict(districts(text, known))
    out = []
    for block in document.blocks:
        found = [(m.start(), m[0], f"{m[1]} stands twice") for m in doubled(block.text, known)]
        for words, said in ((spelled, "usually spelled"), (unknown, "no such district; perhaps")):
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

    >>> list(variants("扶贫先扶志，扶贫重实效，构建大扶贫格局。形成大扶格局。", tables()))
    [('大扶格局', '大扶贫格局')]
    """
    often = _often(text, known.thresholds["seen"])
    found: dict[str, str] = {}
    printed = {run[i : i + known.thresholds["term"] + 1] for run in _HAN.findall(text) for i in range(len(run))}
    for short, gap in sorted(set(_odd(text, known))):
        for full in _completed(short, gap, often):
            if full in printed or _is_common(full, gap, known):
                found.setdefault(short, full)
    yield from sorted(found.items())


def _often(text: str, least: int) -> Collection[str]:
    """Give the words of two characters that a text uses often."""
    counts = Counter(word for word in hanzi.words(text) if len(word) == 2)  # noqa: PLR2004
    return frozenset(word for word, count in counts.items() if count >= least and text.count(word) >= least)


def _odd(text: str, known: Tables) -> Iterator[tuple[str, int]]:
    """Find the phrases of `term` characters around two that never stand side by side in the corpus, and the place."""
    size = known.thresholds["term"]
    runs = _HAN.findall(text)
    pairs = sorted({run[i : i + 2] for run in runs for i in range(len(run) - 1)})
    if not pairs:
        return
    seen = known.ngrams.count(ngrams.keys(ngrams.encode([ngrams.fold(pair) for pair in pairs]), 2))[:, 0]
    odd = {pair for pair, count in zip(pairs, seen.tolist(), strict=True) if count == 0}
    for run in runs:
        for i in range(1, len(run)):
            if run[i - 1 : i + 1] in odd:
                starts = range(max(0, i - size + 1), min(i, len(run) - size + 1))
                yield from ((run[start : start + size], i - start) for start in starts)


def _completed(short: str, gap: int, often: Collection[str]) -> Iterator[str]:
    """Put a character in at the gap so that it makes a word with one beside it, strictly inside the phrase."""
    for word in sorted(often):
        if word[0] == short[gap - 1] and gap > 1:
            full = short[:gap] + word[1] + short[gap:]
        elif word[1] == short[gap] and gap < len(short) - 1:
            full = short[:gap] + word[0] + short[gap:]
        else:
            continue
        if word in hanzi.words(full):
            yield full


def _is_common(full: str, gap: int, known: Tables) -> bool:
    """Tell whether a phrase is common in the corpus, with all of its parts about the gap."""
    codes = ngrams.encode([ngrams.fold(full)])
    parts = [known.ngrams.count(ngrams.keys(codes[:, max(0, gap - 1) : gap + 2], order)) for order in (2, 3)]
    parts += [known.ngrams.count(ngrams.keys(codes, 4))]
    whole = known.ngrams.count(ngrams.keys(codes, 5))[0, 0]
    return bool(whole >= known.thresholds["common"] and all((part > 0).all() for part in parts))


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
