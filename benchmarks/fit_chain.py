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
    real, own, each = batch.states >= 0, scores[batch.where], batch.weights[:, None]
    top = own.max(axis=2, keepdims=True)
    walk = _Walk(np.exp(own - top), real, weights)
    forward, logs = _forward(walk)
    backward, pairs = _backward(walk, forward, batch.weights)
    marginal = forward * backward
    marginal /= marginal.sum(axis=2, keepdims=True)
    right = np.eye(len(STATES))[np.maximum(batch.states, 0)] * real[:, :, None]
    logs += np.where(real, top[:, :, 0], 0.0).sum(axis=1)
    value = logs - (own * right).sum(axis=(1, 2)) - _walked(weights, batch)
    less = (marginal - right) * each[:, :, None]
    gradient = Weights(
        np.zeros(0),
        np.where(MAY_FOLLOW, pairs - _steps(batch), 0.0),
        np.where(MAY_BEGIN, less[:, 0].sum(axis=0), 0.0),
        less[np.arange(len(real)), _last(batch)].sum(axis=0),
    )
    return float(value @ batch.weights), less, gradient


class _Walk:
    """How well each state fits each piece, which pieces are real, and the odds of steps, beginnings and ends."""

    def __init__(self, fits: Floats, real: npt.NDArray[np.bool_], weights: Weights) -> None:
        self.fits, self.real = fits, real
        self.step = np.exp(np.where(MAY_FOLLOW, weights.steps, _NEVER))
        self.begin = np.exp(np.where(MAY_BEGIN, weights.begin, _NEVER))
        self.end = np.exp(weights.end)


def _forward(walk: _Walk) -> tuple[Floats, Floats]:
    """Give the odds of each state after all before it, scaled piece by piece, and the logarithm of all of each page."""
    forward, real = np.zeros_like(walk.fits), walk.real
    logs = np.zeros(len(real))
    forward[:, 0] = walk.fits[:, 0] * walk.begin
    for t in range(real.shape[1]):
        if t:
            onward = (forward[:, t - 1] @ walk.step) * walk.fits[:, t]
            forward[:, t] = np.where(real[:, t, None], onward, forward[:, t - 1])
        size = forward[:, t].sum(axis=1, keepdims=True)
        forward[:, t] /= size
        logs += np.log(size[:, 0])
    return forward, logs + np.log(forward[:, -1] @ walk.end)


def _backward(walk: _Walk, forward: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Give the odds of all that comes after each state, scaled, and how often each step is expected on all pages."""
    backward, pairs = np.zeros_like(walk.fits), np.zeros_like(walk.step)
    backward[:, -1] = walk.end
    for t in range(walk.real.shape[1] - 2, -1, -1):
        inside = walk.real[:, t + 1, None]
        ahead = walk.fits[:, t + 1] * backward[:, t + 1]
        backward[:, t] = np.where(inside, ahead @ walk.step.T, backward[:, t + 1])
        backward[:, t] /= backward[:, t].sum(axis=1, keepdims=True)
        both = ((forward[:, t] @ walk.step) * ahead).sum(axis=1, keepdims=True)
        scaled = np.where(inside, forward[:, t] / both, 0.0) * weights[:, None]
        pairs += (scaled.T @ ahead) * walk.step
    return backward, pairs


def _walked(weights: Weights, batch: Batch) -> Floats:
    """Give what the right states of each page score for their steps, the first and the last."""
    before, after = batch.states[:, :-1], batch.states[:, 1:]
    steps = np.where(after >= 0, weights.steps[before, after], 0.0).sum(axis=1)
    last = batch.states[np.arange(len(batch.states)), _last(batch)]
    return np.asarray(steps + weights.begin[batch.states[:, 0]] + weights.end[last])


def _steps(batch: Batch) -> Floats:
    """Count how often each step is walked by the right states, as much as each page counts."""
    before, after = batch.states[:, :-1], batch.states[:, 1:]
    inside = after >= 0
    counted = np.zeros((len(STATES), len(STATES)))
    np.add.at(counted, (before[inside], after[inside]), np.repeat(batch.weights, inside.sum(axis=1)))
    return counted


def _last(batch: Batch) -> npt.NDArray[np.int64]:
    return np.asarray((batch.states >= 0).sum(axis=1) - 1)
