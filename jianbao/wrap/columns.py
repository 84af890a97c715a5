"""Columns whose lines were printed by turns: the most likely way to deal the lines out again, by how each goes on.

Of every way to deal them (a line continues the column that waited longest, or against a price another one, opens a
column, or tells that one has ended) the best is found exactly, line by line: what matters of the lines before is only
the last of each open column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import Any

import numpy as np

from jianbao import ngrams
from jianbao.ngrams import Ngrams, Scores
from jianbao.wrap.evidence import CLOSED
from jianbao.wrap.strips import MEASURES, Column, Edges, Strip, edges, margin

_BEFORE, _AFTER = 4, 3  # characters on either side of a cut that tell whether it reads on

Tails = tuple[int, ...]  # the last line of every open column, the one that waited longest first


@dataclass(frozen=True)
class Deal:
    """A way to deal lines out: how likely it is, its last line and what that continues (-1: nothing), and the rest."""

    score: float
    line: int = -1
    after: int = -1
    rest: "Deal | None" = None


def dealt(strips: Column, rules: Mapping[str, Any], table: Ngrams) -> list[Column]:
    """Deal the lines of a page out to its columns; give one column where there is no better way.

    What stands over the first line that ends at a margin is the head, and is read first.
    """
    asked, seen = rules["columns"], _edges(strips, rules)
    room, slack = seen.room, seen.slack
    full = [abs(left) <= slack for left in room]
    if sum(full) < max(rules["lines"], rules["share"] * len(strips)) or len(strips) > asked["longest"]:
        return [strips]
    start = full.index(True)
    text = strips[start:]
    going_on = _going_on(text, _edges(text, rules), asked, table)
    ended = (strip.line.text.endswith(CLOSED) or left > slack for strip, left in zip(text, room[start:], strict=True))
    best = _best(len(text), going_on, [asked["pass"][0 if end else 1] for end in ended], asked)
    columns = _columns(best)
    moved = sum(at - before > 1 for column in columns for before, at in pairwise(column))
    if moved < rules["lines"] or best.score - float(going_on[1:, 1].sum()) < asked["gain"] * moved:
        return [strips]
    first, *others = (_strips(column, text) for column in columns)
    return [[*strips[:start], *first], *others]


def _edges(strips: Column, rules: Mapping[str, Any]) -> Edges:
    """Look at the edges of lines of columns that may be of two widths, in the measure in which most end alike."""
    found = []
    for measure, (reach, _) in MEASURES.items():
        sizes = [reach(strip) for strip in strips]
        slack = rules["slack"][measure]
        first = margin(sizes, measure, rules)
        second = margin([one for one in sizes if not first - slack <= one <= first], measure, rules)
        counted = {end: sum(end - slack <= one <= end for one in sizes) for end in (first, second)}
        ends = [end for end in counted if counted[end] >= rules["columns"]["share"] * len(sizes)]
        found.append((sum(counted[end] for end in ends), ends, measure))
    _, ends, measure = max(found, key=lambda one: one[0])
    return edges(strips, measure, ends, rules)


def _going_on(strips: Column, seen: Edges, asked: Mapping[str, Any], table: Ngrams) -> Scores:
    """Weigh how well each line (rows) follows the one so many places before it (columns; 0: none), in nats."""
    reach, texts = asked["reach"], [strip.line.text for strip in strips]
    inside, closing = log(1 - asked["closing"]), log(asked["closing"])
    flush = min(strip.indent for strip in strips)
    indented = [strip.indent > flush for strip in strips]
    ends = [text[-_BEFORE:].rjust(_BEFORE, "\n") for text in texts]
    begins = [text[:_AFTER].ljust(_AFTER, "\n") for text in texts]
    pairs = [(at, lag) for at in range(1, len(strips)) for lag in range(1, min(at, reach) + 1)]
    on = table.log_prob(ngrams.encode([ends[at - lag] + begins[at] for at, lag in pairs]), _BEFORE)
    anew = table.log_prob(ngrams.encode([ends[at - lag] + "\n" + begins[at] for at, lag in pairs]), _BEFORE)
    out = np.full((len(strips), reach + 1), -np.inf)
    first = table.log_prob(ngrams.encode(["\n" + begin for begin in begins]), 1)
    out[:, 0] = np.maximum(table.log_prob(ngrams.encode(begins), 0), first)
    for (at, lag), same, new in zip(pairs, on.tolist(), anew.tolist(), strict=True):
        if any(indented):
            fits = same if seen.goes_on(at - lag, at) else new - asked["odd"]
            out[at, lag] = new if indented[at] else fits
        else:
            out[at, lag] = np.logaddexp(same + inside, new + closing) if seen.goes_on(at - lag, at) else new
    return out


def _best(size: int, going_on: Scores, prices: Sequence[float], asked: Mapping[str, Any]) -> Deal:
    """Find the best way to deal lines out. `prices`: of passing a column over, by its last line."""
    deals: dict[tuple[int, Tails], Deal] = {(1, (0,)): Deal(0.0, 0)}
    scores = going_on.tolist()
    for at in range(1, size):
        after: dict[tuple[int, Tails], Deal] = {}
        for (opened, tails), deal in deals.items():
            ways = [*_ways(tails, prices, asked), *([(tails, -1, asked["open"])] if opened < asked["most"] else [])]
            for left, before, price in ways:
                if at - min((*left, at if before < 0 else before)) > asked["reach"]:
                    continue
                score = deal.score + scores[at][at - before if before >= 0 else 0] - price
                new = (opened + (before < 0), (*left, at))
                if new not in after or after[new].score < score:
                    after[new] = Deal(score, at, before, deal)
        deals = after
    return max(deals.values(), key=lambda deal: deal.score)


def _ways(tails: Tails, prices: Sequence[float], asked: Mapping[str, Any]) -> Iterator[tuple[Tails, int, float]]:
    """Give the ways to deal the next line: the columns that stay as they are, the line it continues, the price."""
    price = 0.0
    for at, tail in enumerate(tails):
        yield tails[:at] + tails[at + 1 :], tail, price
        if at:
            yield tails[at + 1 :], tail, price + at * asked["close"]
        price += prices[tail]


def _columns(best: Deal) -> list[list[int]]:
    """Follow the deals back; give the lines of each column, the columns as they open."""
    steps: list[Deal] = []
    deal: Deal | None = best
    while deal:
        steps.append(deal)
        deal = deal.rest
    columns: dict[int, list[int]] = {}
    for step in reversed(steps):
        column = columns.pop(step.after, [])
        columns[step.line] = [*column, step.line]
    return sorted(columns.values())


def _strips(column: Sequence[int], strips: Column) -> list[Strip]:
    """Give the lines of a column. A blank line between two of them is one of theirs."""
    out = [strips[column[0]]]
    for before, at in pairwise(column):
        apart = strips[at].line.number - strips[before].line.number
        out.append(replace(strips[at], below=apart == at - before))
    return out
