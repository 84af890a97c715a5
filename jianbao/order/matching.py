"""Which fragment follows which: the one-to-one choice that fits all the evidence of the page best.

A page is a set of paths through its fragments: each has at most one before it and one after it, and a path never
runs against the printed order. The best set of paths is an assignment of successors to fragments.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from jianbao.continuation import Network
from jianbao.ngrams import Ngrams
from jianbao.order import evidence
from jianbao.order.arrays import Floats, Ints
from jianbao.order.evidence import Unit

UNLIKELY = 0.03
CLEAR = 0.5  # log odds by which another order than the printed one must be better: a page of one flow is common
_SPARE = 1.0  # what every cost is raised by, because a sparse matrix drops zeros


@dataclass(frozen=True)
class Weights:
    """Log odds a feature, in the order of the evidence's columns; `calibration`: slope and offset for joins."""

    join: Floats
    follow: Floats
    begin: Floats
    stop: Floats
    calibration: tuple[float, float] = (1.0, 0.0)


def compiled(fitted: Mapping[str, Mapping[str, float]]) -> Weights:
    """Order fitted weights by the columns of the evidence."""
    names = {"join": evidence.JOIN, "follow": evidence.FOLLOW, "begin": evidence.BEGIN, "stop": evidence.STOP}
    arrays = {kind: np.array([fitted[kind][name] for name in columns]) for kind, columns in names.items()}
    calibration = fitted["calibration"]
    return Weights(**arrays, calibration=(calibration["slope"], calibration["offset"]))


@dataclass(frozen=True)
class Link:
    """Fragment `right` follows `left`; `join`: as one paragraph. `confidence` is that of the link and of its kind.

    `why`, a key of order/reasons, names the strongest evidence for a join; `chance` is the probability before it was
    calibrated.
    """

    left: int
    right: int
    join: bool
    confidence: float
    why: str = ""
    chance: float = 1.0


def links(units: Sequence[Unit], table: Ngrams, network: Network, weights: Weights) -> tuple[Link, ...]:
    """Choose the links of a page, in the order of their left fragments."""
    if len(units) < 2:  # noqa: PLR2004
        return ()
    edge = evidence.edges(units, table, network)
    pairs = evidence.pairs(units, edge, table)
    joins, follows = pairs.join @ weights.join, pairs.follow @ weights.follow
    begins, stops = evidence.begins(edge) @ weights.begin, evidence.stops(edge) @ weights.stop
    gains = np.maximum(joins, follows) - stops[pairs.left] - begins[pairs.right]
    surely = _confidence(pairs.left, pairs.right, np.stack([joins, follows]), begins, stops)
    # A broken sentence is better left open than joined to something unlike it for want of anything else.
    broken = edge.endings[pairs.left] >= evidence.ENDINGS.index("pause")
    likely = np.where(broken & (surely < UNLIKELY) & (joins > follows), 0.0, gains)
    chosen = best(pairs.left, pairs.right, likely, len(units))
    printed = np.flatnonzero(pairs.right == pairs.left + 1)
    # Without clear evidence of several flows a page is read as it is printed.
    if gains[chosen].sum() < gains[printed].sum() + CLEAR:
        chosen = printed
    return tuple(
        Link(
            int(pairs.left[k]),
            int(pairs.right[k]),
            bool(joins[k] > follows[k]),
            _calibrated(float(surely[k]), weights.calibration),
            _why(units, pairs, k) if joins[k] > follows[k] else "",
            float(surely[k]),
        )
        for k in chosen.tolist()
    )


def best(left: Ints, right: Ints, gains: Floats, size: int) -> Ints:
    """Choose the pairs, each fragment at most once on either side, whose gains sum highest; give their indexes."""
    worth = np.flatnonzero(gains > 0)
    top = gains[worth].max(initial=0.0) + _SPARE
    # Every fragment also has a column of its own that stands for "none follows", at no gain.
    rows = np.concatenate([left[worth], np.arange(size)])
    columns = np.concatenate([right[worth], size + np.arange(size)])
    costs = np.concatenate([top - gains[worth], np.full(size, top)])
    matrix = sparse.csr_array((costs, (rows, columns)), shape=(size, 2 * size))
    _, successor = min_weight_full_bipartite_matching(matrix)
    return np.asarray(worth[successor[left[worth]] == right[worth]])


def _confidence(left: Ints, right: Ints, scores: Floats, begins: Floats, stops: Floats) -> Floats:
    """Estimate how likely each pair is a link, given every other choice its two fragments have."""
    both = np.exp(np.clip(scores, -50, 50)).sum(axis=0)
    after, before = np.exp(stops), np.exp(begins)
    np.add.at(after, left, both)
    np.add.at(before, right, both)
    kind = np.exp(np.clip(scores.max(axis=0), -50, 50)) / both
    return np.asarray(np.minimum(both / after[left], both / before[right]) * kind)


def _calibrated(chance: float, calibration: tuple[float, float]) -> float:
    """Turn the model's probability into one that comes true as often as it says."""
    slope, offset = calibration
    bounded = min(max(chance, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(slope * math.log(bounded / (1 - bounded)) + offset)))


def _why(units: Sequence[Unit], pairs: evidence.Pairs, k: int) -> str:
    """Name the evidence for a join that an editor can check most easily."""
    row = dict(zip(evidence.JOIN, pairs.join[k].tolist(), strict=True))
    tail, head = units[pairs.left[k]].text[-1:], units[pairs.right[k]].text[:1]
    named = (
        ("quote", row["quote closed"]),
        ("number", tail.isdigit()),
        ("word", row["one word"]),
        ("repeat", row["repeat 4"] or row["repeat 5"] or (row["repeat 3"] and not head.isdigit())),
        ("next-line", row["next line"]),
        ("phrase", row["phrase strong"] > 1),
        ("comma", row["pause"]),
        ("phrase", row["phrase"] > 1),
    )
    return next((why for why, holds in named if holds), "only")
