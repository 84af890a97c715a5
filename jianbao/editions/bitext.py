"""Which English sentence of a translated block renders which Chinese one: aligned by length and by their figures.

After Gale and Church: translated sentences are about as long as their originals, and mostly one for one. Numbers that
stand in both speak for a pair.
"""

import functools
import re
from collections.abc import Mapping

from jianbao import hanzi

_SENTENCE = re.compile(r".+?(?:[.!?…][”’)]*(?=\s+[A-Z“‘(\d—])|$)", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What it costs to join sentences: each translation was made block by block, and its order kept.
_STEPS = {(1, 1): 0.0, (2, 1): 0.35, (1, 2): 0.35, (3, 1): 0.9, (1, 3): 0.9, (2, 2): 0.9, (1, 0): 1.6, (0, 1): 1.6}
_SHARED = 0.25  # what a number that stands in both is worth

Range = tuple[int, int]
Spans = tuple[Range, ...]


def chinese(text: str) -> Spans:
    """Give the ranges of the sentences of a Chinese text."""
    out: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        out.append(hanzi.sentence(text, at))
        at = out[-1][1]
    return tuple(out)


def english(text: str) -> Spans:
    """Give the ranges of the sentences of an English text.

    >>> english("Yes. In Feb. 2020 it rained.")
    ((0, 4), (4, 12), (12, 28))
    """
    return tuple(found.span() for found in _SENTENCE.finditer(text))


def rendering(text: str, translation: str, at: int) -> str:
    """Give the part of a translation that renders the sentence around a character of the text.

    >>> rendering("桥通了。车走了3天。人来了。", "The bridge opened. Cars drove for 3 days. People came.", 6)
    'Cars drove for 3 days.'
    """
    for (start, end), (first, last) in aligned(text, translation):
        if start <= at < end:
            return translation[first:last].strip()
    return translation


@functools.lru_cache(maxsize=256)
def aligned(text: str, translation: str) -> tuple[tuple[Range, Range], ...]:
    """Pair ranges of a text with ranges of its translation, in order, so that nothing is left out of either."""
    here, there = chinese(text), english(translation)
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    ratio = max(1, len(translation)) / max(1, len(text))
    for i in range(len(here) + 1):
        for j in range(len(there) + 1):
            ways = []
            for (a, b), step in _STEPS.items():
                if (i - a, j - b) in costs:
                    pair = _cost(text, translation, here[i - a : i], there[j - b : j], ratio)
                    ways.append((costs[i - a, j - b][0] + step + pair, (a, b)))
            if ways and (i or j):
                costs[i, j] = min(ways)
    return _path(here, there, costs)


def _cost(text: str, translation: str, here: Spans, there: Spans, ratio: float) -> float:
    """Weigh a pair: how far its lengths are from the ratio of the whole, less the numbers that stand in both."""
    if not here or not there:
        return 0.0
    one, other = text[here[0][0] : here[-1][1]], translation[there[0][0] : there[-1][1]]
    expected = len(one) * ratio
    apart = abs(len(other) - expected) / max(expected, len(other))
    shared = set(_NUMBER.findall(one)) & set(_NUMBER.findall(other))
    return apart - _SHARED * len(shared)


def _path(
    here: Spans, there: Spans, costs: Mapping[tuple[int, int], tuple[float, tuple[int, int]]]
) -> tuple[tuple[Range, Range], ...]:
    """Walk the cheapest way back; what has nothing across goes with what stands before it."""
    i, j = len(here), len(there)
    steps: list[tuple[int, int]] = []
    while i or j:
        a, b = costs[i, j][1]
        steps.append((a, b))
        i, j = i - a, j - b
    out: list[list[int]] = []
    for a, b in reversed(steps):
        if out and (a == 0 or b == 0):
            out[-1][1], out[-1][3] = i + a, j + b
        else:
            out.append([i if out else 0, i + a, j if out else 0, j + b])
        i, j = i + a, j + b
    return tuple(
        ((here[a][0], here[b - 1][1]), (there[c][0], there[d - 1][1])) for a, b, c, d in out if b > a and d > c
    )
