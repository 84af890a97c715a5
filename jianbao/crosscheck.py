"""Figures that contradict one another: two values of one measure, parts beyond their total, shares beyond the whole."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, groupby
from typing import Any

from jianbao import lexicon
from jianbao.model import Document, Figure, Problem

_CODE = "FIGURE"
_WHOLE = 100


def contradictions(
    document: Document, figures: tuple[Figure, ...], rules: Mapping[str, Any] | None = None
) -> tuple[Problem, ...]:
    """Find figures of a document that contradict one another; each problem quotes the sentences it is about."""
    rules = rules or lexicon.settings("crosscheck/rules")
    texts = {block.id: block.text for block in document.blocks}
    found = [*_different(figures, rules), *_too_many_parts(figures, texts, rules), *_beyond_whole(figures, rules)]
    return tuple(_problem(why, pair, texts) for why, pair in found)


Finding = tuple[str, Sequence[Figure]]


def _different(figures: Sequence[Figure], rules: Mapping[str, Any]) -> Iterator[Finding]:
    """Find pairs of different values for one measure of one subject at one time."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.quantity.kind in rules["kinds"] and len(figure.measure) >= rules["shortest"]:
            groups[figure.quantity.kind, figure.quantity.unit].append(figure)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2) if _differ(*pair, rules)]
    times = Counter(figure.id for pair in pairs for figure in pair)
    for a, b in pairs:
        # What has many values is a series, of places or years, and no contradiction.
        if max(times[a.id], times[b.id]) <= rules["series"]:
            yield "one rounds the other" if _rounds(a, b) or _rounds(b, a) else "different values", (a, b)


def _differ(a: Figure, b: Figure, rules: Mapping[str, Any]) -> bool:
    return a.quantity.value != b.quantity.value and _same(a, b, rules)


def _same(a: Figure, b: Figure, rules: Mapping[str, Any]) -> bool:
    """Tell whether two figures measure the same thing. What one leaves open, its subject or time, is no difference."""
    if a.sentence == b.sentence and a.block == b.block:
        return False
    if (a.subject and b.subject and a.subject != b.subject) or (a.time and b.time and a.time != b.time):
        return False
    common = sum((Counter(a.measure) & Counter(b.measure)).values())
    return 2 * common >= float(rules["alike"]) * (len(a.measure) + len(b.measure))


def _rounds(rough: Figure, exact: Figure) -> bool:
    """Tell whether 3亿多元 says the same as 3.37亿元: below the next step of its last digit."""
    low, value = rough.quantity.value, exact.quantity.value
    if not isinstance(low, Decimal) or not isinstance(value, Decimal) or rough.quantity.approx == "exact":
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
