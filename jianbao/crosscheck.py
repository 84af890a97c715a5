"""Figures that contradict one another: two values of one measure, parts beyond their total, shares beyond the whole."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, groupby, pairwise
from typing import Any, NamedTuple

from jianbao import lexicon
from jianbao.model import Card, Document, Figure, FigureRow, Problem

ROUNDED = "one rounds the other"
DIFFERENT = "different values"
_CODE = "FIGURE"
_WHOLE = 100
_YEAR = 4


def contradictions(
    document: Document, figures: tuple[Figure, ...], rules: Mapping[str, Any] | None = None
) -> tuple[Problem, ...]:
    """Find figures of a document that contradict one another; each problem quotes the sentences it is about."""
    rules = rules or lexicon.settings("crosscheck/rules")
    texts = {block.id: block.text for block in document.blocks}
    found = [
        *_different(figures, texts, rules),
        *_too_many_parts(figures, texts, rules),
        *_beyond_whole(figures, rules),
    ]
    return tuple(_problem(why, pair, texts) for why, pair in found)


Finding = tuple[str, Sequence[Figure]]


class Conflict(NamedTuple):
    """Two figures that should be one, each with the id of its article, and why they are not: ROUNDED or DIFFERENT."""

    why: str
    first: tuple[str, FigureRow]
    second: tuple[str, FigureRow]


def across(cards: Iterable[Card], rules: Mapping[str, Any] | None = None) -> tuple[Conflict, ...]:
    """Find figures of different articles that give one measure of one subject at one time with different values.

    Only what says whose it is and in which year is compared, and only under the very same name.
    """
    rules = rules or lexicon.settings("crosscheck/rules")
    groups: dict[tuple[str, ...], list[tuple[str, FigureRow]]] = defaultdict(list)
    for card in cards:
        for row in card.figures:
            figure, quantity = row.figure, row.figure.quantity
            dated = figure.time[:_YEAR].isdecimal()
            if (
                quantity.kind in rules["kinds"]
                and figure.subject
                and dated
                and len(figure.measure) >= rules["shortest"]
            ):
                key = (figure.measure, figure.subject, figure.time, quantity.kind, quantity.unit)
                groups[key].append((card.id, row))
    return tuple(found for group in groups.values() for found in _conflicts(group, rules))


def _conflicts(group: Sequence[tuple[str, FigureRow]], rules: Mapping[str, Any]) -> Iterator[Conflict]:
    """Compare each figure with the first of another value; a group of many values is a series."""
    values = {row.figure.quantity.value: (article, row) for article, row in reversed(group)}
    if len(values) > rules["series"] + 1:
        return
    for first, second in combinations(values.values(), 2):
        why = _why(first[1].figure, second[1].figure, rules) if first[0] != second[0] else ""
        if why == ROUNDED or (why and _alike(first[1].sentence, second[1].sentence, rules)):
            yield Conflict(why, first, second)


def _different(figures: Sequence[Figure], texts: Mapping[str, str], rules: Mapping[str, Any]) -> Iterator[Finding]:
    """Find pairs of different values for one measure of one subject at one time."""
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    listed = Counter((figure.block, figure.sentence, figure.quantity.unit) for figure in figures)
    for figure in figures:
        crowded = listed[figure.block, figure.sentence, figure.quantity.unit] > rules["crowd"]
        if figure.quantity.kind in rules["kinds"] and len(figure.measure) >= rules["shortest"] and not crowded:
            groups[figure.quantity.kind, figure.quantity.unit, figure.subject].append(figure)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2) if _differ(*pair, rules)]
    times = Counter(figure.id for pair in pairs for figure in pair)
    for a, b in pairs:
        # What has many values is a series, of places or years, and no contradiction.
        if max(times[a.id], times[b.id]) <= rules["series"]:
            why = _why(a, b, rules)
            one, other = (texts[figure.block][slice(*figure.sentence)] for figure in (a, b))
            if why == ROUNDED or (why and _alike(one, other, rules)):
                yield why, (a, b)


def _differ(a: Figure, b: Figure, rules: Mapping[str, Any]) -> bool:
    if a.quantity.value == b.quantity.value or (a.sentence == b.sentence and a.block == b.block):
        return False
    common = sum((Counter(a.measure) & Counter(b.measure)).values())
    return 2 * common >= float(rules["alike"]) * (len(a.measure) + len(b.measure))


def _alike(one: str, other: str, rules: Mapping[str, Any]) -> bool:
    """Tell whether two sentences tell the same: most pairs of characters of the shorter stand in the longer."""
    pairs = [Counter(a + b for a, b in pairwise(text) if not (a + b).isdecimal()) for text in (one, other)]
    return (pairs[0] & pairs[1]).total() >= float(rules["retold"]) * min(pair.total() for pair in pairs)


def _why(a: Figure, b: Figure, rules: Mapping[str, Any]) -> str:
    """Say how two values differ: one rounds the other, or they contradict; empty where they may both be true.

    A contradiction is of exact values that are near
    enough to be one misprinted; values far apart are of different things under one short name.
    """
    if a.time and b.time and a.time != b.time:
        return ""
    if _rounds(a, b) or _rounds(b, a):
        return ROUNDED
    (low, high), (least, most) = _ends(a), _ends(b)
    near = min(high, most) > 0 and max(low, least) <= rules["factor"] * min(high, most)
    exact = a.quantity.approx == b.quantity.approx == "exact"
    apart = low > most or least > high
    return DIFFERENT if near and exact and apart else ""


def _rounds(rough: Figure, exact: Figure) -> bool:
    """Tell whether 3亿多元 says the same as 3.37亿元: below the next step of its last digit."""
    low, value = rough.quantity.value, exact.quantity.value
    if not isinstance(low, Decimal) or not isinstance(value, Decimal) or rough.quantity.approx == "exact":
        return False
    if (rough.quantity.approx == ">=" and value < low) or (rough.quantity.approx == "<" and value > low):
        return False
    step = Decimal(10) ** (low.normalize().adjusted() - len(low.normalize().as_tuple().digits) + 1)
    return abs(value - low) < step


def _too_many_parts(figures: Sequence[Figure], texts: Mapping[str, str], rules: Mapping[str, Any]) -> Iterator[Finding]:
    """Find totals that their parts exceed: 共12人，其中男8人、女6人; 97个项目已建成99个."""
    for block, members in groupby(figures, key=lambda f: f.block):
        row, text = list(members), texts[block]
        for i, total in enumerate(row[:-1]):
            parts = [p for p in row[i + 1 :] if p.sentence == total.sentence and _comparable(total, p)]
            between = text[total.end : parts[0].start] if parts else ""
            if any(word in between for word in rules["parts"]):
                counted = parts
            elif any(word in between for word in rules["done"]) and "，" not in between:
                counted = parts[:1]
            else:
                continue
            if sum(_ends(p)[0] for p in counted) > _ends(total)[1] and total.quantity.approx == "exact":
                yield "the parts exceed the whole", (total, *counted)


def _comparable(a: Figure, b: Figure) -> bool:
    return a.quantity.unit == b.quantity.unit and a.quantity.kind == b.quantity.kind in ("count", "money")


def _ends(figure: Figure) -> tuple[Decimal, Decimal]:
    """Give the least and the greatest that a figure can be."""
    value = figure.quantity.value
    return value if isinstance(value, tuple) else (Decimal(value), Decimal(value))


def _beyond_whole(figures: Sequence[Figure], rules: Mapping[str, Any]) -> Iterator[Finding]:
    """Find shares of more than a hundred per cent."""
    for figure in figures:
        share = figure.quantity.kind == "percent" and any(word in figure.measure for word in rules["shares"])
        if share and figure.quantity.unit == "%" and _ends(figure)[0] > _WHOLE:
            yield "more than the whole", (figure,)


def _problem(why: str, figures: Sequence[Figure], texts: Mapping[str, str]) -> Problem:
    said = [texts[f.block][slice(*f.sentence)].strip() for f in figures]
    sentences = " / ".join(f"“{text}”" for text in dict.fromkeys(said))
    surfaces = ", ".join(f.surface for f in figures)
    message = f"{why} ({figures[0].measure}): {surfaces}; {sentences}; check them against the page"
    return Problem(_CODE, figures[0].sources[0].line, " ".join(message.split()))
