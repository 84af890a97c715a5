"""Where headings belong: before which paragraph each, by vocabulary, by print, and by where a flow begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from jianbao import ngrams
from jianbao.order.evidence import Floats

NAMES = (
    "printed here",
    "printed here, after a break",
    "next to begin",
    "begins a flow",
    "after a jump",
    "first",
    "distance",
    "in the paragraph",
    "in what follows",
    "in what precedes",
    "in the first words",
    "printed before",
)
AHEAD, BEHIND = 4, 3  # paragraphs compared on either side
FIRST_WORDS = 40
NEAR = 60  # how many paragraphs away from its printed place a heading is looked for


@dataclass(frozen=True)
class Slot:
    """A paragraph before which a heading may stand, in reading order.

    `first` and `last` are the numbers of its first and last fragment in print; `flow`: it begins a flow. A heading's
    own printed place is the number of the fragment printed after it, less a half.
    """

    text: str
    first: int
    last: int
    flow: bool


@dataclass(frozen=True)
class Found:
    """Heading number `heading` stands before slot number `slot`."""

    heading: int
    slot: int
    confidence: float
    why: str


def options(
    texts: Sequence[str], printed: Sequence[float], slots: Sequence[Slot], table: ngrams.Ngrams
) -> list[tuple[int, Floats]]:
    """Give for each heading the number of its first candidate slot and the evidence on it and those after it."""
    words = [_pairs(slot.text) for slot in slots]
    order = sorted(range(len(slots)), key=lambda s: slots[s].first)
    out = []
    for text, place in zip(texts, printed, strict=True):
        after = next((s for s in order if slots[s].first > place), None)
        middle = after if after is not None else len(slots) - 1
        low, high = max(0, middle - NEAR), min(len(slots), middle + NEAR)
        weights = _weights(text, table)
        rows = [
            _row(s, slots, after, place, [_share(weights, w) for w in words[max(0, s - BEHIND) : s + AHEAD]], weights)
            for s in range(low, high)
        ]
        out.append((low, np.array(rows)))
    return out


def _row(
    s: int,
    slots: Sequence[Slot],
    after: int | None,
    place: float,
    shares: Sequence[float],
    weights: Mapping[str, float],
) -> list[float]:
    """Describe one candidate; columns as in NAMES."""
    slot = slots[s]
    at = min(s, BEHIND)
    jump = s > 0 and slots[s - 1].last != slot.first - 1
    here = slot.first - place < 1 and s == after
    return [
        float(here and not jump),
        float(here and jump),
        float(s == after and not here),
        float(slot.flow),
        float(jump),
        float(s == 0),
        np.log2(1 + abs(slot.first - place)),
        shares[at],
        max(shares[at:]),
        max(shares[:at], default=0.0),
        _share(weights, _pairs(slot.text[:FIRST_WORDS])),
        float(slot.first < place),
    ]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _weights(text: str, table: ngrams.Ngrams) -> Mapping[str, float]:
    """Weigh the character pairs of a heading by their rarity in the corpus."""
    found = sorted(pair for pair in _pairs(text) if pair.isalnum())
    if not found:
        return {}
    counts = table.count(ngrams.keys(ngrams.encode([ngrams.fold(pair) for pair in found]), 2))[:, 0]
    return dict(zip(found, np.log(table.total / (counts + 1.0)).tolist(), strict=True))


def _share(weights: Mapping[str, float], words: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for pair, weight in weights.items() if pair in words) / total if total else 0.0


def place(
    texts: Sequence[str], printed: Sequence[float], slots: Sequence[Slot], weights: Floats, table: ngrams.Ngrams
) -> tuple[Found, ...]:
    """Set every heading before a slot, no two before the same; give them in the order of their slots.

    Where there are more headings than slots the rest keep their printed place, unplaced.
    """
    if not texts or not slots:
        return ()
    found = options(texts, printed, slots, table)
    chances = np.full((len(texts), len(slots)), -1e3)
    for h, (low, rows) in enumerate(found):
        scores = rows @ weights
        chances[h, low : low + len(scores)] = scores - np.logaddexp.reduce(scores)
    chosen = zip(*linear_sum_assignment(-chances), strict=True)
    out = [
        Found(int(h), int(s), float(np.exp(chances[h, s])), _why(found[h][1][s - found[h][0]]))
        for h, s in chosen
        if chances[h, s] > -1e3
    ]  # noqa: PLR2004
    return tuple(sorted(out, key=lambda f: f.slot))


def _why(row: Floats) -> str:
    if row[0] or row[1]:
        return "in-place"
    return "vocabulary" if row[7] + row[8] > 0.5 or not row[3] else "column"  # noqa: PLR2004
