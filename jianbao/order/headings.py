"""Where headings belong: before which paragraph each, by vocabulary, by print, and by where a flow begins."""

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from jianbao import ngrams
from jianbao.order.arrays import Floats, Ints
from jianbao.order.likeness import share, vocabulary, wording

NAMES = (
    "printed here",
    "printed here, after a break",
    "next to begin",
    "begins a flow",
    "after a jump",
    "first",
    "distance",
    "in the paragraph",
    "in what follows",
    "in what precedes",
    "in the first words",
    "printed before",
    "its text printed before the heading",
    "its text, soon, printed before the heading",
    "its text, later, printed before the heading",
    "its text printed after the heading",
    "like the paragraph before",
    "like what precedes",
    "opens with a quotation",
    "opens with a figure",
    "length",
)
HERE = NAMES.index("printed here")
AHEAD, BEHIND = 4, 3  # paragraphs compared on either side
FIRST_WORDS = 40
ROUNDS = 4
DENSE = 400
MANY = 100_000  # headings times slots
_NEVER = -1e3
_NAMED = 0.5  # the share of a heading's words from which on they are the reason for its place
NEAR = 60  # how many paragraphs away from its printed place a heading is looked for


@dataclass(frozen=True)
class Weights:
    """Log odds of the features, in the order of NAMES, and of three things that the page as a whole tells.

    `printed`: for the printed place, on a page that is read as printed; `flow`: for standing where a flow begins;
    `section`: for naming all of a section and nothing else.
    """

    features: Floats
    printed: float
    flow: float
    section: float


def compiled(fitted: Mapping[str, Mapping[str, float]]) -> Weights:
    """Order fitted weights by the columns of the evidence."""
    limits = fitted["limits"]
    return Weights(
        np.array([fitted["heading"][name] for name in NAMES]),
        limits["heading as printed"],
        limits["heading of a flow"],
        limits["heading of a section"],
    )


@dataclass(frozen=True)
class Slot:
    """A paragraph before which a heading may stand, in reading order.

    `units` are the numbers of its fragments in print, in reading order; `flow`: it begins a flow. A heading's own
    printed place is the number of the fragment printed after it, less a half.
    """

    text: str
    units: tuple[int, ...]
    flow: bool

    @property
    def first(self) -> int:
        """Give the number of its first fragment."""
        return self.units[0]


@dataclass(frozen=True)
class Found:
    """Heading number `heading` stands before slot number `slot`."""

    heading: int
    slot: int
    confidence: float
    why: str


@dataclass(frozen=True)
class Wanted:
    """A heading to place: its printed place, the weights of its words, and the slot that begins next in print."""

    place: float
    weights: Mapping[str, float]
    after: int | None


@dataclass(frozen=True)
class Described:
    """The slots, an entry a slot: the number of the first fragment, whether it was printed elsewhere, `Slot.flow`."""

    firsts: Ints
    jumps: npt.NDArray[np.bool_]
    flows: npt.NDArray[np.bool_]


def options(
    texts: Sequence[str], printed: Sequence[float], slots: Sequence[Slot], table: ngrams.Ngrams
) -> list[tuple[int, Floats]]:
    """Give for each heading the number of its first candidate slot and the evidence on it and those after it."""
    described = _described(slots)
    openings = _openings(slots, table)
    order = sorted(range(len(slots)), key=lambda s: slots[s].first)
    firsts = [slots[s].first for s in order]
    owner = {unit: s for s, slot in enumerate(slots) for unit in slot.units}
    out = []
    for text, place in zip(texts, printed, strict=True):
        heading = Wanted(place, wording(text, table), _next(order, bisect.bisect_right(firsts, place)))
        middle = heading.after if heading.after is not None else len(slots) - 1
        low, high = max(0, middle - NEAR), min(len(slots), middle + NEAR)
        beside = owner.get(int(place - 0.5)), owner.get(int(place + 0.5))
        at = np.arange(low, high)
        printed_at = _in_print(at, described, heading)
        columns = [*printed_at[:-1], *_shares(at, slots, heading.weights), printed_at[-1], *_beside(at, *beside)]
        out.append((low, np.hstack([np.column_stack(columns).astype(float), openings[low:high]])))
    return out


def _next(order: Sequence[int], at: int) -> int | None:
    return order[at] if at < len(order) else None


def _described(slots: Sequence[Slot]) -> Described:
    firsts = np.array([slot.first for slot in slots])
    lasts = np.array([slot.units[-1] for slot in slots])
    jumps = np.append(False, lasts[:-1] != firsts[1:] - 1)
    return Described(firsts, jumps, np.array([slot.flow for slot in slots]))


def _in_print(at: Ints, slots: Described, heading: Wanted) -> tuple[npt.NDArray[Any], ...]:
    """Describe candidates by where the heading is printed; columns as in NAMES up to the distance, then the last."""
    first, jump = slots.firsts[at], slots.jumps[at]
    following = at == (-1 if heading.after is None else heading.after)
    here = (first - heading.place < 1) & following
    distance = np.log2(1 + np.abs(first - heading.place))
    return here & ~jump, here & jump, following & ~here, slots.flows[at], jump, at == 0, distance, first < heading.place


def _shares(at: Ints, slots: Sequence[Slot], weights: Mapping[str, float]) -> tuple[Floats, Floats, Floats, Floats]:
    """Give what each slot, what follows, what precedes, and the first words hold of a heading, by weight."""
    low, high = int(at[0]), int(at[-1]) + 1
    first, last = max(0, low - BEHIND), min(len(slots), high + AHEAD - 1)
    held = np.zeros(BEHIND + high - low + AHEAD - 1)
    held[BEHIND - low + first : BEHIND - low + last] = [share(weights, slot.text) for slot in slots[first:last]]
    windows = np.lib.stride_tricks.sliding_window_view(held, BEHIND + AHEAD)
    opening = np.array([share(weights, slot.text[:FIRST_WORDS]) for slot in slots[low:high]])
    return windows[:, BEHIND], windows[:, BEHIND:].max(axis=1), windows[:, :BEHIND].max(axis=1), opening


def _beside(at: Ints, before: int | None, after: int | None) -> tuple[npt.NDArray[np.bool_], ...]:
    """Tell how far into the section that would begin at each slot the text printed beside the heading stands."""
    behind = np.full(len(at), -1) if before is None else before - at
    ahead = np.full(len(at), -1) if after is None else after - at
    return (
        (behind >= 0) & (behind <= 1),
        (behind > 1) & (behind <= AHEAD),
        (behind > AHEAD) & (behind <= AHEAD + AHEAD),
        (ahead >= 1) & (ahead <= AHEAD),
    )


def _openings(slots: Sequence[Slot], table: ngrams.Ngrams) -> Floats:
    """Describe each slot as the opening of a section: a new subject, a scene, a figure."""
    vectors = vocabulary(tuple(slot.text for slot in slots), table) if len(slots) < DENSE else None
    alike = None if vectors is None else (vectors @ vectors.T).toarray()
    rows = []
    for s, slot in enumerate(slots):
        near = wide = 0.0
        if alike is not None and s:
            near = float(alike[s - 1, s])
            back, front = slice(max(0, s - AHEAD), s), slice(s, s + AHEAD)
            # The cosine of the sums on either side, from the products of all with all.
            sizes = alike[back, back].sum() * alike[front, front].sum()
            wide = float(alike[back, front].sum() / max(np.sqrt(sizes), 1e-9))
        rows.append(
            [near, wide, float(slot.text[:1] in "“‘「"), float(slot.text[:1].isdigit()), np.log(len(slot.text) + 1)]
        )
    return np.array(rows)


def place(
    texts: Sequence[str], printed: Sequence[float], slots: Sequence[Slot], weights: Weights, table: ngrams.Ngrams
) -> tuple[Found, ...]:
    """Set every heading before a slot, no two before the same; give them in the order of their slots.

    First each by itself, then again and again in view of where the others stand: a heading should name its whole
    section and no other. Where there are more headings than slots the rest stay unplaced.
    """
    if not texts or not slots:
        return ()
    found = options(texts, printed, slots, table)
    if len(texts) * len(slots) > MANY:
        return _each_by_itself(found, weights.features)
    chances = np.full((len(texts), len(slots)), _NEVER)
    units = [unit for slot in slots for unit in slot.units]
    kept = weights.printed if units == sorted(units) else 0.0
    for h, (low, rows) in enumerate(found):
        scores = rows @ weights.features + kept * rows[:, HERE]
        chances[h, low : low + len(scores)] = scores - np.logaddexp.reduce(scores)
    # Every flow but the first begins with a section, so its first paragraph calls for a heading.
    chances += weights.flow * np.array([slot.flow for slot in slots])
    which, where = linear_sum_assignment(-chances)
    where = settled(which, where, chances, weights.section * _naming([texts[h] for h in which], slots, table))
    out = [
        _found(int(h), int(s), float(chances[h, s] - np.logaddexp.reduce(chances[h])), found[h])
        for h, s in zip(which, where, strict=True)
        if chances[h, s] > _NEVER / 2
    ]
    return tuple(sorted(out, key=lambda f: f.slot))


def _each_by_itself(found: Sequence[tuple[int, Floats]], weights: Floats) -> tuple[Found, ...]:
    """Give each heading in printed order the best slot still free: for texts too long to weigh all against all."""
    taken: dict[int, Found] = {}
    for h, (low, rows) in enumerate(found):
        scores = rows @ weights
        scores -= np.logaddexp.reduce(scores)
        best = next((s for s in np.argsort(-scores, kind="stable").tolist() if low + s not in taken), None)
        if best is not None:
            taken[low + best] = _found(h, low + best, float(scores[best]), (low, rows))
    return tuple(taken[slot] for slot in sorted(taken))


def _found(heading: int, slot: int, chance: float, option: tuple[int, Floats]) -> Found:
    low, rows = option
    return Found(heading, slot, float(np.exp(min(chance, 0.0))), _why(rows[slot - low]))


def _naming(texts: Sequence[str], slots: Sequence[Slot], table: ngrams.Ngrams) -> Floats:
    """Give, row by row, the share of a heading's vocabulary that the slots before each hold, less their share of all.

    A section that a heading names holds more of its words than any stretch as long would by chance.
    """
    words = [wording(text, table) for text in texts]
    rows = [[0.0, *(share(weights, slot.text) for slot in slots)] for weights in words]
    sums = np.cumsum(np.array(rows) ** 2, axis=1)
    return np.asarray(sums / np.maximum(sums[:, -1:], 1e-9) - np.linspace(0, 1, len(slots) + 1))


def settled(which: Ints, where: Ints, chances: Floats, naming: Floats) -> Ints:
    """Move one heading at a time to where it, and the one before it, name their sections best, until none moves."""
    where = where.copy()
    every = np.arange(chances.shape[1])

    def names(h: int | Ints, start: Ints, end: Ints) -> Floats:
        return np.asarray(naming[h, end] - naming[h, start])

    for _ in range(ROUNDS):
        moved = False
        for k in range(len(which)):
            others = np.delete(np.arange(len(which)), k)
            order = others[np.argsort(where[others])]
            bounds = where[order]
            after = np.searchsorted(bounds, every, side="right")
            ends = np.append(bounds, len(every))[after]
            score = chances[which[k]] + names(k, every, ends)
            before = np.append(order, -1)[after - 1]
            begun = np.append(bounds, 0)[after - 1]
            inside = before >= 0
            score[inside] += names(before[inside], begun[inside], every[inside])
            score[inside] -= names(before[inside], begun[inside], ends[inside])
            score[bounds] = -np.inf
            best = int(score.argmax())
            moved, where[k] = moved or best != where[k], best
        if not moved:
            break
    return where


def _why(row: Floats) -> str:
    """Name what speaks for the place of a heading most plainly: a key of order/reasons."""
    told = dict(zip(NAMES, row.tolist(), strict=True))
    if told["printed here"] or told["printed here, after a break"]:
        return "in-place"
    named = told["in the paragraph"] + told["in what follows"] > _NAMED
    return "vocabulary" if named or not told["begins a flow"] else "column"
