"""Which fragment follows which: the one-to-one choice that fits all the evidence of the page best.

A page is a set of paths through its fragments: each has at most one before it and one after it, and a path never
runs against the printed order. The best set of paths is an assignment of successors to fragments.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from jianbao.order import edges, evidence
from jianbao.order.arrays import Floats, Ints
from jianbao.order.edges import BROKEN, Unit, ending
from jianbao.order.looks import Looks

_AT_ONCE = 1 << 14  # pairs weighed at once: some 12 MB
# What the reason given for a join is taken from.
_SIGNS = (
    "quote closed",
    "one word",
    "repeat 3",
    "repeat 4",
    "repeat 5",
    "next line",
    "phrase strong",
    "pause",
    "phrase",
)
_KEPT = [evidence.JOIN.index(name) for name in _SIGNS]
_LEAST = np.array([float(name.startswith("phrase")) for name in _SIGNS])  # what a sign must be more than
EVEN = 0.5  # chance of a page being whole from which on it is read as printed
_SPARE = 1.0  # what every cost is raised by, because a sparse matrix drops zeros
# By what a join tells whether its page is cut at all: how much likelier it is than that a paragraph ends there, how
# long the fragment that goes on is, whether it goes on in the next line.
CUT = ("always", "joined", "length", "next line")


Signs = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Weights:
    """Log odds a feature, in the order of the evidence's columns; `calibration`: slope and offset for joins.

    `cut`: how likely a join alone shows that its page is cut at all (CUT).
    A join less likely than `unlikely` is not made; another order than the printed one must be better by `clear`, in
    log odds: pages of one flow are common.
    """

    join: Floats
    follow: Floats
    begin: Floats
    stop: Floats
    cut: Floats
    calibration: tuple[float, float]
    unlikely: float
    clear: float


def compiled(fitted: Mapping[str, Mapping[str, float]]) -> Weights:
    """Order fitted weights by the columns of the evidence."""
    names = {"join": evidence.JOIN, "follow": evidence.FOLLOW, "begin": edges.BEGIN, "stop": edges.STOP, "cut": CUT}
    arrays = {kind: np.array([fitted[kind][name] for name in columns]) for kind, columns in names.items()}
    calibration, limits = fitted["calibration"], fitted["limits"]
    return Weights(
        **arrays,
        calibration=(calibration["slope"], calibration["offset"]),
        unlikely=limits["unlikely join"],
        clear=limits["clear order"],
    )


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


def links(units: Sequence[Unit], looks: Looks, weights: Weights) -> tuple[Link, ...]:
    """Choose the links of a page, in the order of their left fragments."""
    if all(unit.whole or ending(unit.text) < BROKEN for unit in units[:-1]):
        # Where no sentence is cut nothing tells one flow from several.
        return _as_printed(len(units))
    found = choice(units, looks, weights)
    # Whole articles have lines without a stop, too: labels, verse, summaries. They would be joined for want of better.
    if uncut(cuts(units, found), weights.cut) > EVEN:
        return _as_printed(len(units))
    return tuple(
        Link(left, right, more > 0, _calibrated(chance, weights.calibration), why, chance)
        for left, right, more, chance, why in zip(
            found.left.tolist(),
            found.right.tolist(),
            found.more.tolist(),
            found.chances.tolist(),
            found.why,
            strict=True,
        )
    )


def _as_printed(size: int) -> tuple[Link, ...]:
    return tuple(Link(k, k + 1, join=False, confidence=1.0) for k in range(size - 1))


@dataclass(frozen=True)
class Choice:
    """The links that fit the evidence of a page best, an entry a link, whether or not the page is cut.

    `more`: how much likelier a join is than a new paragraph, in log odds; `why`: see Link, empty where it is none.
    """

    left: Ints
    right: Ints
    more: Floats
    chances: Floats
    why: Sequence[str]


def choice(units: Sequence[Unit], looks: Looks, weights: Weights) -> Choice:
    """Choose what follows what on a page that may be cut."""
    page = evidence.page(units, looks)
    edge = page.edges
    left, right = evidence.candidates(len(units))
    joins, follows, signs = _scores(page, left, right, weights)
    begins, stops = edges.begins(edge, page.headed) @ weights.begin, edges.stops(edge, page.headed) @ weights.stop
    gains = np.maximum(joins, follows) - stops[left] - begins[right]
    surely = _confidence(left, right, np.stack([joins, follows]), begins, stops)
    # A broken sentence is better left open than joined to something unlike it for want of anything else.
    broken = edge.endings[left] >= BROKEN
    likely = np.where(broken & (surely < weights.unlikely) & (joins > follows), 0.0, gains)
    chosen, printed = best(left, right, likely, len(units)), np.flatnonzero(right == left + 1)
    # Without clear evidence of several flows a page is read as it is printed.
    if gains[chosen].sum() < gains[printed].sum() + weights.clear:
        chosen = printed
    more = (joins - follows)[chosen]
    why = [
        _why(units[left[k]].text[-1:], units[right[k]].text[:1], signs[k]) if odds > 0 else ""
        for k, odds in zip(chosen.tolist(), more.tolist(), strict=True)
    ]
    return Choice(left[chosen], right[chosen], more, surely[chosen], why)


def cuts(units: Sequence[Unit], found: Choice) -> Floats:
    """Gather what each join tells of whether the page is cut at all: a row a join (CUT)."""
    joined = np.flatnonzero(found.more > 0)
    left, right = found.left[joined], found.right[joined]
    lengths = np.log([max(1, len(unit.text)) for unit in units])
    return np.column_stack([np.ones(len(joined)), found.more[joined], lengths[left], right == left + 1])


def uncut(rows: Floats, weights: Floats) -> float:
    """Estimate how likely a page is whole: that none of its joins shows it to be cut. `rows` as from `cuts`."""
    return float(np.exp(-np.logaddexp(0, rows @ weights).sum()))


def _scores(page: evidence.Page, left: Ints, right: Ints, weights: Weights) -> tuple[Floats, Floats, Signs]:
    """Weigh the evidence on every pair, for one paragraph and for following, a bounded number of pairs at a time.

    Of the evidence itself only the signs are kept, a column a sign, and which of them hold.
    """
    parts = []
    for start in range(0, len(left), _AT_ONCE):
        part = evidence.pairs(page, left[start : start + _AT_ONCE], right[start : start + _AT_ONCE])
        parts.append((part.join @ weights.join, part.follow @ weights.follow, part.join[:, _KEPT] > _LEAST))
    joins, follows, signs = zip(*parts, strict=True)
    return np.concatenate(joins), np.concatenate(follows), np.concatenate(signs)


def best(left: Ints, right: Ints, gains: Floats, size: int) -> Ints:
    """Choose the pairs, each fragment at most once on either side, whose gains sum highest; give their indexes.

    `left` ascends, and `right` for each left fragment.
    """
    worth = np.flatnonzero(gains > 0)
    top = gains[worth].max(initial=0.0) + _SPARE
    # Every fragment also has a column of its own, the last of its row, that stands for "none follows", at no gain.
    ends = np.searchsorted(left[worth], np.arange(size), side="right")
    costs = np.insert(top - gains[worth], ends, top)
    columns = np.insert(right[worth], ends, size + np.arange(size))
    starts = np.append(0, ends + np.arange(1, size + 1))
    matrix = sparse.csr_array((costs, columns, starts), shape=(size, 2 * size))
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


def _why(tail: str, head: str, signs: Signs) -> str:
    """Name the evidence for a join that an editor can check most easily."""
    row = dict(zip(_SIGNS, signs.tolist(), strict=True))
    named = (
        ("quote", row["quote closed"]),
        ("number", tail.isdigit()),
        ("word", row["one word"]),
        ("repeat", row["repeat 4"] or row["repeat 5"] or (row["repeat 3"] and not head.isdigit())),
        ("next-line", row["next line"]),
        ("phrase", row["phrase strong"]),
        ("comma", row["pause"]),
        ("phrase", row["phrase"]),
    )
    return next((why for why, holds in named if holds), "only")
