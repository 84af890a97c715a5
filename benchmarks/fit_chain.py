"""Fit the linear-chain model of `jianbao.roles`: maximum likelihood with a quadratic penalty, many pages at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import minimize

from jianbao.roles.chain import MAY_BEGIN, MAY_FOLLOW, ROLE_OF, ROLES, STATES
from jianbao.roles.tables import Model

Floats = npt.NDArray[np.float64]
RARE, PENALTY, ROUNDS = 6, 0.5, 150
TOGETHER = 64  # pages of about one length, done at once
_NEVER = -40.0  # the logarithm of what cannot be, small enough and still a number


@dataclass(frozen=True)
class Case:
    """A page: the features of each piece, the number of its role, and how much the page counts."""

    rows: Sequence[Sequence[str]]
    answers: Sequence[int]
    weight: float = 1.0


@dataclass(frozen=True)
class Batch:
    """Pages of about one length, padded: where each piece stands in the matrix of features, its state (-1: none)."""

    where: npt.NDArray[np.int64]
    states: npt.NDArray[np.int64]
    weights: Floats


@dataclass(frozen=True)
class Weights:
    """All that is fitted."""

    features: Floats
    steps: Floats
    begin: Floats
    end: Floats

    def flat(self) -> Floats:
        """Write all weights in one row."""
        return np.concatenate([part.ravel() for part in (self.features, self.steps, self.begin, self.end)])


def unflat(flat: Floats, count: int) -> Weights:
    """Read weights from one row; `count` is the number of features."""
    states = len(STATES)
    sizes = np.cumsum([count * len(ROLES), states * states, states])
    features, steps, begin, end = np.split(flat, sizes)
    return Weights(features.reshape(count, -1), steps.reshape(states, states), begin, end)


def fit(cases: Sequence[Case]) -> Model:
    """Fit the model; features seen on fewer than RARE pieces are left out."""
    counts = Counter(name for case in cases for row in case.rows for name in set(row))
    names = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    x, batches = gathered(cases, names)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = unflat(flat, len(names))
        value, gradient = likelihood(weights, x, batches)
        return value + PENALTY / 2 * float(flat @ flat), gradient.flat() + PENALTY * flat

    size = len(names) * len(ROLES) + len(STATES) * (len(STATES) + 2)
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    weights = unflat(found.x, len(names))
    steps = np.where(MAY_FOLLOW, weights.steps, -np.inf)
    return Model(names, weights.features, steps, np.where(MAY_BEGIN, weights.begin, -np.inf), weights.end)


def states_of(answers: Sequence[int]) -> Iterator[int]:
    """Give the state of each piece: its role, and whether the headline was printed yet."""
    after = False
    for answer in answers:
        role = ROLES[answer]
        after = after or role == "headline"
        yield STATES.index((role, after))


def gathered(cases: Sequence[Case], names: dict[str, int]) -> tuple[Any, list[Batch]]:
    """Make the sparse matrix of features of all pieces, and batches of pages that point into it."""
    indices: list[int] = []
    starts = [0]
    spans = []
    for case in cases:
        spans.append((len(starts) - 1, len(case.rows)))
        for row in case.rows:
            indices += sorted(names[name] for name in set(row) if name in names)
            starts.append(len(indices))
    shape = (len(starts) - 1, len(names))
    x = sparse.csr_array((np.ones(len(indices)), np.array(indices), np.array(starts)), shape=shape)
    order = sorted(range(len(cases)), key=lambda i: len(cases[i].rows))
    return x, [
        _batch([cases[i] for i in part], [spans[i] for i in part])
        for part in (order[at : at + TOGETHER] for at in range(0, len(order), TOGETHER))
    ]


def _batch(cases: Sequence[Case], spans: Sequence[tuple[int, int]]) -> Batch:
    longest = max(size for _, size in spans)
    where, states = np.zeros((len(cases), longest), dtype=np.int64), np.full((len(cases), longest), -1)
    for row, (case, (start, size)) in enumerate(zip(cases, spans, strict=True)):
        where[row, :size] = np.arange(start, start + size)
        states[row, :size] = list(states_of(case.answers))
    return Batch(where, states, np.array([case.weight for case in cases]))


def likelihood(weights: Weights, x: Any, batches: Sequence[Batch]) -> tuple[float, Weights]:
    """Give the negative log likelihood of the right states and its gradient, over all batches."""
    scores = (x @ weights.features)[:, ROLE_OF]
    slope = np.zeros_like(scores)
    steps, begin, end = np.zeros_like(weights.steps), np.zeros_like(weights.begin), np.zeros_like(weights.end)
    total = 0.0
    for batch in batches:
        value, marginal, part = _of_batch(weights, scores, batch)
        total += value
        real = batch.states >= 0
        np.add.at(slope, batch.where[real], marginal[real])
        steps, begin, end = steps + part.steps, begin + part.begin, end + part.end
    features = x.T @ (slope @ np.eye(len(ROLES))[ROLE_OF])
    return total, Weights(features, steps, begin, end)


def _of_batch(weights: Weights, scores: Floats, batch: Batch) -> tuple[float, Floats, Weights]:
    """Run forward and backward over pages side by side; the gradient with respect to the scores comes second."""
    real = batch.states >= 0
    rows, length = real.shape
    last = real.sum(axis=1) - 1
    steps = np.where(MAY_FOLLOW, weights.steps, _NEVER)
    begin = np.where(MAY_BEGIN, weights.begin, _NEVER)
    own = scores[batch.where]
    top = own.max(axis=2, keepdims=True)
    fits, step = np.exp(own - top), np.exp(steps)
    forward, backward = np.zeros_like(fits), np.zeros_like(fits)
    logs = np.where(real, top[:, :, 0], 0.0).sum(axis=1)
    forward[:, 0] = fits[:, 0] * np.exp(begin)
    for t in range(length):
        if t:
            forward[:, t] = np.where(real[:, t, None], (forward[:, t - 1] @ step) * fits[:, t], forward[:, t - 1])
        size = forward[:, t].sum(axis=1, keepdims=True)
        forward[:, t] /= size
        logs += np.log(size[:, 0])
    logs += np.log(forward[:, -1] @ np.exp(weights.end))
    backward[:, -1] = np.exp(weights.end)
    pairs = np.zeros_like(step)
    for t in range(length - 2, -1, -1):
        ahead = fits[:, t + 1] * backward[:, t + 1]
        inside = real[:, t + 1, None]
        backward[:, t] = np.where(inside, ahead @ step.T, backward[:, t + 1])
        backward[:, t] /= backward[:, t].sum(axis=1, keepdims=True)
        both = ((forward[:, t] @ step) * ahead).sum(axis=1, keepdims=True)
        scaled = np.where(inside, forward[:, t] / both, 0.0) * batch.weights[:, None]
        pairs += (scaled.T @ ahead) * step
    marginal = forward * backward
    marginal /= marginal.sum(axis=2, keepdims=True)
    ends = marginal[np.arange(rows), last]
    right = np.eye(len(STATES))[np.maximum(batch.states, 0)] * real[:, :, None]
    value = logs - (own * right).sum(axis=(1, 2))
    value -= weights.begin[batch.states[:, 0]] + weights.end[batch.states[np.arange(rows), last]]
    walked = np.zeros_like(step)
    before, after = batch.states[:, :-1], batch.states[:, 1:]
    for row in range(rows):
        size = last[row]
        value[row] -= weights.steps[before[row, :size], after[row, :size]].sum()
        np.add.at(walked, (before[row, :size], after[row, :size]), batch.weights[row])
    weight = batch.weights[:, None]
    gradient = Weights(
        np.zeros(0),
        np.where(MAY_FOLLOW, pairs - walked, 0.0),
        np.where(MAY_BEGIN, ((marginal[:, 0] - right[:, 0]) * weight).sum(axis=0), 0.0),
        ((ends - right[np.arange(rows), last]) * weight).sum(axis=0),
    )
    return float(value @ batch.weights), (marginal - right) * batch.weights[:, None, None], gradient
