"""A linear-chain model of a page: what each piece looks like, and which role follows which, in printed order.

A page has at most one headline, so a state is a role and whether the headline has been printed yet. The probabilities
of a piece are those over all ways to read the whole page (forward-backward), so that they take its neighbours and the
one headline into account.
"""

from typing import get_args

import numpy as np
import numpy.typing as npt

from jianbao.model import Role

ROLES: tuple[Role, ...] = get_args(Role)
_OTHERS = tuple(role for role in ROLES if role != "headline")
# States: every role but the headline before it, the headline, every role but the headline after it.
STATES: tuple[tuple[Role, bool], ...] = (
    *((role, False) for role in _OTHERS),
    ("headline", True),
    *((role, True) for role in _OTHERS),
)
ROLE_OF = np.array([ROLES.index(role) for role, _ in STATES])
_AFTER = np.array([after for _, after in STATES])
_HEADLINE = np.array([role == "headline" for role, _ in STATES])
# The phase never goes back, and only the headline leads from one to the other.
MAY_FOLLOW = np.where(_AFTER[:, None], _AFTER[None, :] & ~_HEADLINE[None, :], ~_AFTER[None, :] | _HEADLINE[None, :])
MAY_BEGIN = ~_AFTER | _HEADLINE

Scores = npt.NDArray[np.float64]


def marginals(scores: Scores, steps: Scores, begin: Scores, end: Scores) -> Scores:
    """Give the probability of each state for each piece of a page.

    Args:
        scores: a row a piece, a column a state: how well the piece fits it (log).
        steps: how well a state follows another (log; -inf: never).
        begin: how well a page begins in a state, and `end`: ends in it.
        end: see `begin`.
    """
    size = len(scores)
    fits = np.exp(scores - scores.max(axis=1, keepdims=True))
    step = np.exp(steps)
    forward, backward = np.empty_like(fits), np.empty_like(fits)
    forward[0] = fits[0] * np.exp(begin)
    forward[0] /= forward[0].sum()
    for i in range(1, size):
        row = (forward[i - 1] @ step) * fits[i]
        forward[i] = row / row.sum()
    backward[-1] = np.exp(end)
    for i in range(size - 2, -1, -1):
        row = step @ (backward[i + 1] * fits[i + 1])
        backward[i] = row / row.sum()
    both = forward * backward
    return np.asarray(both / both.sum(axis=1, keepdims=True))


def by_role(states: Scores) -> Scores:
    """Add up the probabilities of the states of each role: a column a role of ROLES."""
    return np.asarray(states @ np.eye(len(ROLES))[ROLE_OF])
