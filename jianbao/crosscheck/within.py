"""Compares the figures of one article."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from jianbao import lexicon
from jianbao.crosscheck.compare import comparable, disagreements
from jianbao.crosscheck.told import Told, ends, in_prose, told
from jianbao.model import Contradiction, Correction, Document, Figure, FigureRow, Problem

_CODE = "FIGURE"
_WHOLE = 100
_LISTS = "、，,；和及"


def contradictions(
    document: Document,
    figures: Sequence[Figure],
    corrections: Sequence[Correction] = (),
    rules: Mapping[str, Any] | None = None,
) -> tuple[Contradiction, ...]:
    """Find figures of a document that contradict one another, but for those an editor has settled by `sic`."""
    rules = rules or lexicon.settings("crosscheck/rules")
    texts = {block.id: block.text for block in document.blocks}
    every = (FigureRow(figure, texts[figure.block][slice(*figure.sentence)]) for figure in figures)
    rows = in_prose(every, rules["table"])
    said = tuple(told(rows))
    found = (*_different(said, rules), *_too_many_parts(rows, rules), *_beyond_whole(said, rules))
    settled = [correction.text for correction in corrections if correction.kind == "sic"]
    return tuple(one for one in found if not any(_is_in(words, one, texts) for words in settled))


def _is_in(words: str, one: Contradiction, texts: Mapping[str, str]) -> bool:
    """Tell whether words are those of a figure in its sentence."""
    return any(f.surface in words and words in texts[f.block][slice(*f.sentence)] for f in one.figures)


def problems(
    document: Document, found: Iterable[Contradiction], rules: Mapping[str, Any] | None = None
) -> Iterator[Problem]:
    """Put contradictions into words; each quotes the sentences it is about, and stands on the line of its first."""
    rules = rules or lexicon.settings("crosscheck/rules")
    texts = {block.id: block.text for block in document.blocks}
    for one in found:
        said = dict.fromkeys(texts[f.block][slice(*f.sentence)].strip() for f in one.figures)
        sentences = " / ".join(f"“{text}”" for text in said)
        surfaces = ", ".join(f.surface for f in one.figures)
        first = one.figures[0]
        message = f"{rules['said'][one.why]} ({first.measure}): {surfaces}; {sentences}; check them against the page"
        yield Problem(_CODE, first.sources[0].line, " ".join(message.split()))


def _different(said: Iterable[Told], rules: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Find pairs of different values for one measure of one subject at one time."""
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in said:
        if comparable(one, rules):
            groups[one.figure.quantity.kind, one.figure.quantity.unit, one.figure.subject].append(one)
    for group in groups.values():
        for why, a, b in disagreements(group, rules):
            yield Contradiction(why, (a.figure, b.figure))


def _too_many_parts(rows: Sequence[FigureRow], rules: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Find totals that their parts exceed: 共12人，其中男8人、女6人; 97个项目已建成99个."""
    for _, some in groupby(rows, key=lambda row: (row.figure.block, row.figure.sentence)):
        sentence = list(some)
        for at, row in enumerate(sentence[:-1]):
            if _is_total(row.figure, sentence[:at], rules):
                yield from _exceeded(row, [other.figure for other in sentence[at + 1 :]], rules)


def _is_total(figure: Figure, before: Sequence[FigureRow], rules: Mapping[str, Any]) -> bool:
    """Tell whether a figure may be a whole: exact, and no figure of its sort before it is greater."""
    if figure.quantity.kind not in rules["summed"] or figure.quantity.approx != "exact":
        return False
    return all(ends(row.figure)[1] <= ends(figure)[1] for row in before if _same_sort(figure, row.figure))


def _exceeded(row: FigureRow, behind: Sequence[Figure], rules: Mapping[str, Any]) -> Iterator[Contradiction]:
    total, text, begin = row.figure, row.sentence, row.figure.sentence[0]
    gap = text[total.end - begin : behind[0].start - begin]
    if re.search(rules["parts"], gap):
        parts = list(_listed(total, behind, (text, begin), rules))
    elif re.search(rules["done"], gap) and _same_sort(total, behind[0]):
        parts = [behind[0]]
    else:
        return
    most, least = ends(total)[1], sum(ends(part)[0] for part in parts)
    if most < least <= rules["factor"] * most:
        yield Contradiction("parts", (total, *parts))


def _listed(
    total: Figure, behind: Sequence[Figure], said: tuple[str, int], rules: Mapping[str, Any]
) -> Iterator[Figure]:
    """Give the parts of a total: figures of its sort behind one another, all with the same mark between them.

    A word such as 另有, another mark, or a list that makes up the total already, ends them.
    """
    (text, begin), mark, last, left = said, "", total.end, ends(total)[1]
    for number, part in enumerate(behind):
        gap = text[last - begin : part.start - begin]
        goes_on = not number or (gap[:1] in (mark or _LISTS) and not re.search(rules["other"], gap))
        if not _same_sort(total, part) or not left or not goes_on:
            return
        mark, last, left = gap[:1] if number else "", part.end, left - ends(part)[0]
        yield part


def _same_sort(a: Figure, b: Figure) -> bool:
    return (a.quantity.unit, a.quantity.unit_zh, a.quantity.kind) == (
        b.quantity.unit,
        b.quantity.unit_zh,
        b.quantity.kind,
    )


def _beyond_whole(said: Iterable[Told], rules: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Find shares of more than a hundred per cent."""
    for one in said:
        share = one.figure.quantity.unit == "%" and re.search(rules["share"], one.clause)
        if share and ends(one.figure)[0] > _WHOLE:
            yield Contradiction("whole", (one.figure,))
