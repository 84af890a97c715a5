"""Fits the weights of `train_order`: the links of a page as one assignment, choices, and how far to trust a join."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.order_truth import FOLLOW, JOIN, Case
from jianbao.order import edges, evidence
from jianbao.order.arrays import Floats

NAMES = (evidence.JOIN, evidence.FOLLOW, edges.BEGIN, edges.STOP)
STRENGTH = 5.0


@dataclass(frozen=True)
class Table:
    """The true assignment of a page, and every swap of two of its parts.

    Row and column k belong to part k: a true link, a true stop, a true begin, or the spare part that lets a link be
    taken apart. `pair`, `begin` and `stop` tell which score stands in a cell (-1: none of that kind).
    """

    pair: npt.NDArray[np.int64]
    begin: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]
    barred: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.int64]


def layout(c: Case) -> Table:
    """Lay out the true assignment of a page."""
    size = len(c.begins)
    true = np.flatnonzero(c.answers)
    lefts, rights = c.pairs.left[true], c.pairs.right[true]
    ends = np.setdiff1d(np.arange(size), lefts)
    heads = np.setdiff1d(np.arange(size), rights)
    none = -np.ones(len(heads) + 1, dtype=int)
    row = np.concatenate([lefts, ends, none])  # the fragment that is followed; -1: none
    column = np.concatenate([rights, -np.ones(len(ends), dtype=int), heads, [-1]])  # the one that follows
    where = -np.ones((size + 1, size + 1), dtype=int)
    where[c.pairs.left, c.pairs.right] = np.arange(len(c.answers))
    pair = where[row[:, None], column[None, :]]
    linked = (row[:, None] >= 0) & (column[None, :] >= 0)
    begin = np.where((row[:, None] < 0) & (column[None, :] >= 0), column[None, :], -1)
    stop = np.where((row[:, None] >= 0) & (column[None, :] < 0), row[:, None], -1)
    kinds = np.zeros(len(row), dtype=int)
    kinds[: len(true)] = c.answers[true]
    return Table(np.where(linked, pair, -1), begin, stop, linked & (pair < 0), kinds)


def fit_links(cases: list[Case]) -> list[Floats]:
    """Fit the weights so that no swap of two parts of the true assignment looks better than the truth."""
    sizes = [len(names) for names in NAMES]
    cuts = np.cumsum(sizes)[:-1]
    laid = [layout(c) for c in cases]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = np.split(flat, cuts)
        value, gradient = STRENGTH / 2 * float(flat @ flat), STRENGTH * flat
        for c, t in zip(cases, laid, strict=True):
            part, pulls = swaps(c, t, weights)
            value += part
            features = (c.pairs.join, c.pairs.follow, c.begins, c.stops)
            gradient = gradient + np.concatenate([pull @ rows for pull, rows in zip(pulls, features, strict=True)])
        return value, gradient

    found = minimize(loss, np.zeros(sum(sizes)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    print(f"loss {found.fun / len(cases):.3f} a page after {found.nit} steps")
    return np.split(found.x, cuts)


def swaps(c: Case, t: Table, weights: list[Floats]) -> tuple[float, list[Floats]]:
    """Give the loss of a page, and its derivative by the scores of joins, follows, begins and stops."""
    scores = Scores(c.pairs.join @ weights[0], c.pairs.follow @ weights[1], c.begins @ weights[2], c.stops @ weights[3])
    worse, rival = scores.of_swaps(t), scores.of_rivals(t)
    share, doubt = _chance(worse), _chance(rival)
    value = np.logaddexp(0, worse[np.isfinite(worse)]).sum() / 2 + np.logaddexp(0, rival[t.kinds > 0]).sum()
    return float(value), _pulls(t, scores, share, doubt)


@dataclass(frozen=True)
class Scores:
    """What a page's pairs score as joins and as follows, its fragments as begins and as stops."""

    joins: Floats
    follows: Floats
    begins: Floats
    stops: Floats

    @property
    def either(self) -> Floats:
        """Give what each pair scores as a link of whatever kind."""
        return np.asarray(np.logaddexp(self.joins, self.follows))

    def of_swaps(self, t: Table) -> Floats:
        """Give by how much each swap of two parts looks better than the truth; that of no swap: minus infinity."""
        cells = np.where(t.pair >= 0, self.either[t.pair], 0.0) + np.where(t.begin >= 0, self.begins[t.begin], 0.0)
        cells += np.where(t.stop >= 0, self.stops[t.stop], 0.0)
        own, at = cells.diagonal().copy(), t.pair.diagonal()
        own = np.where(t.kinds == JOIN, self.joins[at], np.where(t.kinds == FOLLOW, self.follows[at], own))
        worse = cells + cells.T - own[:, None] - own[None, :]
        worse[t.barred | t.barred.T] = -np.inf
        np.fill_diagonal(worse, -np.inf)
        return np.asarray(worse)

    def of_rivals(self, t: Table) -> Floats:
        """Give by how much the other kind of each true link looks better than its own."""
        more = self.follows[t.pair.diagonal()] - self.joins[t.pair.diagonal()]
        return np.where(t.kinds > 0, np.where(t.kinds == JOIN, more, -more), -np.inf)


def _chance(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -60, 60))) * np.isfinite(scores))


def _pulls(t: Table, scores: Scores, share: Floats, doubt: Floats) -> list[Floats]:
    """Give the derivative by each score: what draws it up in rival assignments, and down in the true one."""
    join, follow, begin, stop = map(np.zeros_like, (scores.joins, scores.follows, scores.begins, scores.stops))
    linked, as_join = t.pair >= 0, np.exp(scores.joins - scores.either)
    np.add.at(join, t.pair[linked], share[linked] * as_join[t.pair[linked]])
    np.add.at(follow, t.pair[linked], share[linked] * (1 - as_join[t.pair[linked]]))
    np.add.at(begin, t.begin[t.begin >= 0], share[t.begin >= 0])
    np.add.at(stop, t.stop[t.stop >= 0], share[t.stop >= 0])
    cost, at = share.sum(axis=1), t.pair.diagonal()
    for kind, mine, other in ((JOIN, join, follow), (FOLLOW, follow, join)):
        held = t.kinds == kind
        np.add.at(mine, at[held], -cost[held] - doubt[held])
        np.add.at(other, at[held], doubt[held])
    for which, pull in ((t.begin.diagonal(), begin), (t.stop.diagonal(), stop)):
        used = (t.kinds == 0) & (which >= 0)
        np.add.at(pull, which[used], -cost[used])
    return [join, follow, begin, stop]


def fit_choices(cases: Sequence[tuple[Floats, int]], size: int) -> tuple[Floats, float]:
    """Fit so many weights so that the right one of each set of options, a row each, is the likely one.

    Returns:
        The weights, and the loss over all cases, in nats.
    """

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, gradient = 0.5 * float(weights @ weights), weights.copy()
        for options, answer in cases:
            scores = options @ weights
            share = np.exp(scores - np.logaddexp.reduce(scores))
            value -= float(np.log(max(share[answer], 1e-300)))
            gradient += share @ options - options[answer]
        return value, gradient

    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B")
    return np.asarray(found.x), float(found.fun)


def fit_calibration(odds: Floats, true: Floats) -> tuple[float, float]:
    """Fit slope and offset by which log odds come true, as often as `true` (1 or 0) says."""

    def loss(w: Floats) -> float:
        scores = w[0] * odds + w[1]
        return float((np.logaddexp(0, scores) - true * scores).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)
