"""Flows that went on unseen: a stretch printed without its beginning may continue one that paused at a full stop.

A column may end with a paragraph. Nothing in its last line then says that the flow goes on elsewhere, and the links
take the next printed line for what follows. But the stretch that should have followed is left without a beginning:
it opens with no heading, after a line that belongs to another flow. For every such stretch one choice is made: it
begins a flow of its own, it begins the article, or it continues where a paragraph ended before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jianbao.order.arrays import Floats
from jianbao.order.edges import Unit, headed
from jianbao.order.evidence import COLUMNS
from jianbao.order.likeness import AROUND, compared, sections, share, wording
from jianbao.order.looks import Looks
from jianbao.order.matching import Link

BEGIN, FRONT = -1, -2  # what a stretch may do besides continuing after a fragment
NAMES = (
    "begins",
    "begins under a heading",
    "begins, headings to spare",
    "opens the article",
    "opens the article, which begins with a heading",
    "resumed before a heading",
    "resumed before the last heading",
    "headings since",
    "distance",
    "likeness gained",
    "likeness",
    "named by the heading above",
    "more such stretches than headings",
)
MANY = 400  # fragments: longer pages are left as the links have them


@dataclass(frozen=True)
class Choice:
    """What the stretch that starts with fragment `start` may do: BEGIN, FRONT, or the fragment it continues."""

    start: int
    options: tuple[int, ...]
    rows: Floats


def choices(units: Sequence[Unit], links: Sequence[Link], looks: Looks) -> list[Choice]:
    """Give the choice for every stretch but the first, in printed order, with the evidence on each option (NAMES)."""
    after = {link.left: link for link in links}
    led = {link.right for link in links}
    starts = [i for i in range(1, len(units)) if i not in led]
    if not starts or len(units) > MANY:
        return []
    _, alike = compared(looks.products(units, 0, len(units)), sections(headed(units)))
    spare = _spare(units, after)
    words = [[wording(text, looks.table) for text in unit.headings] for unit in units]
    out = []
    for start in starts:
        paused = tuple(
            p for p in range(start - 1) if (link := after.get(p)) is not None and not link.join and link.right == p + 1
        )
        rows = [_begins(units, start, spare), _opens(units, spare)]
        short = {"more such stretches than headings": float(spare < 0)}
        rows += [_row(_resumes(units, words, alike, p, start) | short) for p in paused]
        out.append(Choice(start, (BEGIN, FRONT, *paused), np.array(rows)))
    return out


def _spare(units: Sequence[Unit], after: Mapping[int, Link]) -> int:
    """Count the headings that cannot stand where they are printed, less the stretches without a heading."""
    led = {link.right: link for link in after.values()}
    spare = 0
    for i, unit in enumerate(units):
        joined = i in led and led[i].join
        far = i in led and led[i].left != i - 1
        spare += len(unit.headings) - (1 if unit.headings and not joined and not far else 0)
        spare -= i > 0 and i not in led and not unit.headings
    return spare


def _begins(units: Sequence[Unit], start: int, spare: int) -> list[float]:
    under = bool(units[start].headings)
    return _row(
        {"begins": 1.0, "begins under a heading": under, "begins, headings to spare": min(max(spare + 1, 0), 2)}
    )


def _opens(units: Sequence[Unit], spare: int) -> list[float]:
    headed = bool(units[0].headings) and spare <= 0
    return _row({"opens the article": 1.0, "opens the article, which begins with a heading": headed})


def _resumes(
    units: Sequence[Unit], words: Sequence[Sequence[Mapping[str, float]]], alike: Floats, paused: int, start: int
) -> dict[str, float]:
    """Describe the stretch as the continuation of fragment `paused`, which then is not followed by the next printed."""
    between = [i for i in range(paused + 1, start) if units[i].headings]
    under = bool(units[paused + 1].headings)
    ahead = "".join(unit.text for unit in units[start : start + AROUND])
    above = next((words[i][-1] for i in range(paused, -1, -1) if words[i]), None)
    below = words[paused + 1][-1] if under else None
    return {
        "resumed before a heading": under,
        "resumed before the last heading": under and between[-1] == paused + 1,
        "headings since": len(between) - under,
        "distance": float(np.log2(1 + COLUMNS * (start - paused) / len(units))),
        "likeness gained": float(alike[paused, start] - alike[paused, paused + 1]),
        "likeness": float(alike[paused, start]),
        "named by the heading above": (share(above, ahead) if above else 0.0) - (share(below, ahead) if below else 0.0),
    }


def _row(values: Mapping[str, float]) -> list[float]:
    """Put named numbers in the order of NAMES; what is not named is nought."""
    return [float(values.get(name, 0.0)) for name in NAMES]


def resumed(units: Sequence[Unit], links: Sequence[Link], weights: Floats, looks: Looks) -> tuple[list[Link], int]:
    """Let every stretch continue where it most likely does; give the links, and the fragment that opens the article."""
    after = {link.left: link for link in links}
    front = 0
    for choice in choices(units, links, looks):
        open_to = [k for k, p in enumerate(choice.options) if p < 0 or (p in after and after[p].right == p + 1)]
        scores = (choice.rows @ weights)[open_to]
        option = choice.options[open_to[int(scores.argmax())]]
        chance = float(np.exp(scores.max() - np.logaddexp.reduce(scores)))
        if option == FRONT:
            front = choice.start
        elif option != BEGIN:
            after[option] = replace(after[option], right=choice.start, confidence=chance, chance=chance)
    return sorted(after.values(), key=lambda link: link.left), front
