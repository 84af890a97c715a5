"""Whether two statements are of one thing, and how they differ."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from jianbao.crosscheck import candidates
from jianbao.crosscheck.candidates import marks, named_alike
from jianbao.crosscheck.told import Amount, Told, amount, ends
from jianbao.model import Figure, Reason

_SURE = 2  # digits that a round number must have to be told from one of another thing that is merely near
_SCALE = 1000  # what a number printed with 万 or 亿 leaves out at least
_MANY = 3  # digits of a value that hardly any other thing has
_HALF, _TENTH = Decimal("0.5"), Decimal("0.1")

Disagreement = tuple[Reason, Told, Told]


def disagreements(group: Sequence[Told], rules: Mapping[str, Any]) -> Iterator[Disagreement]:
    """Find those of a group, of one kind, unit and subject, that tell of one thing with different values.

    What has many values is a series, of places or years, and what contradicts itself again and again is told of things
    side by side: neither is a contradiction. Of those who tell the same two values the first are given.
    """
    if len(group) < 2:  # noqa: PLR2004 most groups, whose words need not be looked at
        return
    pairs = [pair for pair in candidates.pairs(group, rules) if _may_be_one(*pair)]
    found = [(why, a, b) for a, b in pairs if (why := _why(a, b, rules))]
    # However many tell the same two values, that is one contradiction.
    side_by_side = len({_values(a, b) for why, a, b in found if why == "values"}) > rules["side_by_side"]
    first: dict[frozenset[Amount], Disagreement] = {}
    for why, a, b in found:
        if why == "rounds" or (not side_by_side and _lone(a, pairs, rules) and _lone(b, pairs, rules)):
            first.setdefault(_values(a, b), (why, a, b))
    yield from first.values()


def _values(a: Told, b: Told) -> frozenset[Amount]:
    return frozenset((amount(a.figure), amount(b.figure)))


def _lone(one: Told, pairs: Sequence[tuple[Told, Told]], rules: Mapping[str, Any]) -> bool:
    """Tell whether a figure belongs to no series: few other values go by its name."""
    others = (b if a is one else a for a, b in pairs if a is one or b is one)
    ours = one.figure.measure
    values = {amount(other.figure) for other in others if named_alike(ours, other.figure.measure, rules["name"])}
    return len(values) <= int(rules["series"])


def comparable(one: Told, rules: Mapping[str, Any]) -> bool:
    """Tell whether a figure has a name that says what it is: not one of a list, whose names its label may mix up."""
    listed = sum(other.quantity.unit == one.figure.quantity.unit for other in one.beside) >= rules["crowd"]
    return one.figure.quantity.kind in rules["kinds"] and not listed


def _may_be_one(a: Told, b: Told) -> bool:
    """Tell whether two figures of different values may be of one thing at one time, as far as their sentences say."""
    one, other = amount(a.figure), amount(b.figure)
    # Who tells both values, in a sentence or an article, means two things by them.
    if a.place == b.place or one == other or one in b.known or other in a.known:
        return False
    times = a.figure.time, b.figure.time
    return not (all(times) and times[0] != times[1]) and not (a.dates - b.dates and b.dates - a.dates)


def _why(a: Told, b: Told, rules: Mapping[str, Any]) -> Reason | None:
    """Say how two values of what may be one thing differ: one rounds the other, or they contradict; None if unsure.

    A contradiction is of exact values that are near enough to be one misprinted, in sentences that tell the same.
    Where every other number differs, too, two exact values are of different things.
    """
    exact = a.figure.quantity.approx == b.figure.quantity.approx == "exact"
    if exact and a.beside and b.beside and not any(_same(one, other) for one in a.beside for other in b.beside):
        return None
    named = named_alike(a.figure.measure, b.figure.measure, rules["name"])
    if _same(a.figure, b.figure) and (named or _tells(a.figure, b.figure) or _tells(b.figure, a.figure)):
        return "rounds"
    return "values" if exact and named and _near(a.figure, b.figure, rules) and _retold(a, b, rules) else None


def _tells(rough: Figure, exact: Figure) -> bool:
    """Tell whether a rough value lies so near to one of many digits that the two need no long name to be one."""
    low, value = ends(rough)[0], ends(exact)[0]
    many = len(value.normalize().as_tuple().digits) >= _MANY
    return rough.quantity.approx != "exact" and many and abs(value - low) <= low * _TENTH


def _same(a: Figure, b: Figure) -> bool:
    """Tell whether two figures give one amount, or one rounds the other."""
    return amount(a) == amount(b) or (a.quantity.unit == b.quantity.unit and (rounds(a, b) or rounds(b, a)))


def rounds(rough: Figure, exact: Figure) -> bool:
    """Tell whether 3亿多元 says the same as 3.37亿元: below the next step of its last digit.

    A lone 1, as in 近100万亿, stands for a step of a tenth of itself.
    """
    low, value, approx = rough.quantity.value, exact.quantity.value, rough.quantity.approx
    if not isinstance(low, Decimal) or not isinstance(value, Decimal) or exact.quantity.approx != "exact":
        return False
    _, digits, exponent = low.normalize().as_tuple()
    step, away = Decimal(10) ** int(exponent), value - low
    if approx == "exact":
        scaled = step < 1 or step >= _SCALE  # 58.7亿, but not 170人, which is no rounded 171
        return scaled and len(digits) >= _SURE and abs(away) <= step * _HALF
    step = step / 10 if digits == (1,) and approx != ">=" else step
    return {">=": 0 <= away < step, "<": -step < away <= 0}.get(approx, abs(away) <= step * _HALF)


def _near(a: Figure, b: Figure, rules: Mapping[str, Any]) -> bool:
    (low, high), (least, most) = ends(a), ends(b)
    near = min(high, most) > 0 and max(low, least) <= rules["factor"] * min(high, most)
    return near and (low > most or least > high)


def _retold(a: Told, b: Told, rules: Mapping[str, Any]) -> bool:
    """Tell whether two sentences tell the same: what is before the figure alike, most of the shorter in the longer."""
    if marks(a.before, rules) != marks(b.before, rules):
        return False
    pairs = [Counter(x + y for x, y in pairwise(one.row.sentence.strip()) if not (x + y).isdecimal()) for one in (a, b)]
    shorter = min(pair.total() for pair in pairs)
    return shorter >= rules["telling"] and (pairs[0] & pairs[1]).total() >= float(rules["retold"]) * shorter
