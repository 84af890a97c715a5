"""Clean lines -> pieces with role probabilities: what each line says of itself, and what the page says of it.

`heads`     a head line that holds two things is cut in two
`furniture` lines that belong to the page, not to an article
`features`  what holds of each piece, by name
`chain`     which role follows which, and the probabilities over a whole page
`tables`    words, expressions and weights, compiled

The words are `data/roles/cues.tsv`, the weights `weights.tsv` and `steps.tsv`, fitted by `benchmarks/train_roles.py`.
Roles are decided later, by `order`, which also knows what continues what.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from jianbao.model import Line, Piece
from jianbao.roles import chain
from jianbao.roles.chain import ROLES
from jianbao.roles.features import features, rows
from jianbao.roles.furniture import set_aside
from jianbao.roles.heads import split_heads
from jianbao.roles.tables import Model, Tables, default

__all__ = ["ROLES", "Model", "Tables", "default", "roles"]


def roles(lines: Sequence[Line], known: Tables | None = None) -> tuple[Piece, ...]:
    """Cut lines into pieces and say how likely each role is for each.

    Only a line of the head can hold two pieces (a kicker and a headline). Page furniture keeps its place among the
    pieces, with `why` set, and tells nothing about its neighbours.
    """
    known = known or default()
    pieces = split_heads(_pieces(lines, known), known.cues, known.split)
    body = [piece for piece in pieces if not piece.why]
    if not body:
        return tuple(pieces)
    chances = probabilities(features(body, known.cues), known.model)
    rated = iter(dict(zip(ROLES, row, strict=True)) for row in chances.tolist())
    return tuple(piece if piece.why else replace(piece, roles=next(rated)) for piece in pieces)


def probabilities(named: Sequence[Sequence[str]], model: Model) -> chain.Scores:
    """Give the probability of each role (columns, in the order of ROLES) for each piece of a page (rows)."""
    flat, starts = rows(named, model.rows)
    scores = np.add.reduceat(model.features[flat], starts, axis=0)
    states = chain.marginals(scores[:, chain.ROLE_OF], model.steps, model.begin, model.end)
    return chain.by_role(states)


def _pieces(lines: Sequence[Line], known: Tables) -> list[Piece]:
    printed = sorted({run.line for line in lines for run in line.runs})
    above = dict(zip(printed, [0, *printed], strict=False))  # what was printed above, whatever is read before
    reasons = set_aside([line.text for line in lines], known.furniture)
    return [
        Piece(line.number, line.text, line.runs, {}, line.number - above[line.number] - 1, line.first, why)
        for line, why in zip(lines, reasons, strict=True)
    ]
