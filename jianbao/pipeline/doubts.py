"""What an editor should look at in an article besides what its analysis is unsure of: problems, names, translations."""

from collections.abc import Iterator

from jianbao import align, editions, entities, translations
from jianbao.editions.voice import people_of
from jianbao.model import Analysis, Document, Entry, Problem, Row

AROUND = 6  # characters on either side that show a choice in its context
OVERRIDES, CHECKED = "jianbao/data/editions/overrides.tsv", "read in print"
CHOSEN = {
    "name": "as part of a person's name",
    "rule": "by the words beside it",
    "words": "by where words begin and end",
    "alone": "as it usually is where it stands alone",
}


def doubts(analysis: Analysis, entries: tuple[Entry, ...], *, traditional: bool) -> tuple[Problem, ...]:
    """Gather the problems of the text, unknown names, choices of conversion, and what is amiss in the translation.

    `entries` are those of the article's PO file; `traditional` says that the article was printed so, and is converted
    to Simplified, where hardly anything is a choice.
    """
    return (
        *analysis.problems,
        *entities.candidates(analysis.document, analysis.mentions),
        *(() if traditional else _conversion(analysis)),
        *_translation(analysis.document, entries),
    )


def _conversion(analysis: Analysis) -> Iterator[Problem]:
    people = people_of(analysis)
    for block in analysis.document.blocks:
        for one in editions.ambiguities(block.text, people):
            (place,) = align.sources(block.runs, one.start, one.end)
            around = block.text[max(0, one.start - AROUND) : one.end + AROUND]
            message = f"“{around}”: {one.printed} is {one.converted} in Traditional, {CHOSEN[one.why]}"
            # A row for one character would settle it wherever it stands alone.
            row = Row(OVERRIDES, f"{one.word}\t{one.traditional}\t{CHECKED}") if len(one.word) > 1 else None
            yield Problem("CONVERSION", place.line, message, remedy=row)


def _translation(document: Document, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    current = translations.sync(document, entries)
    covered = translations.coverage(current)
    if covered.none == len(document.blocks):
        yield Problem("TR-NONE", 0, "nothing is in English")
    elif covered.none:
        yield Problem("TR-PART", 0, f"{covered.none} of {len(document.blocks)} blocks are not in English")
    yield from translations.check(current)
