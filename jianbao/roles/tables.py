"""The tables of this stage, compiled."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jianbao import lexicon, ngrams
from jianbao.numerals.dates import calendar
from jianbao.roles.chain import MAY_BEGIN, MAY_FOLLOW, ROLES, STATES, Scores
from jianbao.roles.features import Cues
from jianbao.roles.furniture import Furniture

_SURNAME = 2.0  # log odds of a character as a surname against running text


@dataclass(frozen=True)
class Model:
    """Fitted weights: a row of `features` a feature by `rows`, a column a role; states by states of `chain.STATES`."""

    rows: Mapping[str, int]
    features: Scores
    steps: Scores
    begin: Scores
    end: Scores


@dataclass(frozen=True)
class Tables:
    """The compiled tables of this stage. `split` weighs the cut of a head line."""

    cues: Cues
    furniture: Furniture
    model: Model
    split: Mapping[str, float]


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the program."""
    return Tables(cues(), furniture(), model(), lexicon.settings("roles/split"))


def furniture() -> Furniture:
    """Compile what page furniture looks like."""
    rows = [(row["alone"], row["why"], re.compile(row["pattern"])) for row in lexicon.table("roles/furniture")]
    papers = (row["pattern"] for row in lexicon.table("sections/masthead") if row["fact"] == "paper")
    rows += [("no", "masthead", re.compile(pattern)) for pattern in papers]
    return Furniture(
        tuple((why, pattern) for alone, why, pattern in rows if alone == "line"),
        tuple((why, pattern) for alone, why, pattern in rows if alone == "yes"),
        tuple((why, pattern) for alone, why, pattern in rows if alone in ("no", "day")),
        tuple(pattern for alone, _, pattern in rows if alone == "day"),
        calendar(),
    )


def cues() -> Cues:
    """Compile what marks the lines of a page."""
    letters = lexicon.table("entities/name_characters")
    return Cues(
        tuple((row["cue"], re.compile(row["pattern"])) for row in lexicon.table("roles/cues")),
        re.compile(lexicon.any_of(row["word"] for row in lexicon.table("sections/bylines"))),
        frozenset(row["character"] for row in letters if row["surname"] and float(row["surname"]) >= _SURNAME),
        ngrams.load(),
    )


def model() -> Model:
    """Load the weights that `benchmarks/train_roles.py` fitted."""
    weights = lexicon.table("roles/weights")
    names = {state: at for at, state in enumerate(map(state_name, STATES))}
    steps = np.full((len(STATES), len(STATES)), -np.inf)
    begin, end = np.full(len(STATES), -np.inf), np.zeros(len(STATES))
    for row in lexicon.table("roles/steps"):
        weight = float(row["weight"])
        if row["state"] == "begin":
            begin[names[row["next"]]] = weight
        elif row["next"] == "end":
            end[names[row["state"]]] = weight
        else:
            steps[names[row["state"]], names[row["next"]]] = weight
    return Model(
        {row["feature"]: at for at, row in enumerate(weights)},
        np.array([[float(row[role]) for role in ROLES] for row in weights]),
        np.where(MAY_FOLLOW, steps, -np.inf),
        np.where(MAY_BEGIN, begin, -np.inf),
        end,
    )


def state_name(state: tuple[str, bool]) -> str:
    """Name a state as the table of steps does.

    >>> state_name(("para", True)), state_name(("para", False)), state_name(("headline", True))
    ('para', 'para (no headline yet)', 'headline')
    """
    role, after = state
    return role if after else f"{role} (no headline yet)"
