"""An Analysis becomes its Card: the little that lists, links, figures and feeds need."""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from sys import intern
from typing import NamedTuple

from jianbao import hanzi, lexicon
from jianbao.interface import is_doubtful
from jianbao.model import (
    Analysis,
    Block,
    Caption,
    Card,
    Entity,
    Figure,
    FigureRow,
    Mention,
    NamedIn,
    Part,
    Said,
    Voice,
)

LEAD = 110  # characters: three lines of a list on a wide screen
NEAR = 6  # characters around a date that tell whether it lies ahead

Describe = Callable[[Mention], tuple[Entity, ...]]


def card(analysis: Analysis, key: str, english: Voice, describe: Describe, lang: str) -> Card:
    """Make the Card of an analysis.

    Args:
        analysis: the analysis.
        key: its key in the cache.
        english: the voice of the English edition, for the texts that are known in English.
        describe: gives the entity of a mention, and after it the places that it lies in.
        lang: the script that the seed was printed in.
    """
    document, meta = analysis.document, analysis.document.meta
    lead = next((b for b in document.blocks if b.role in ("lead", "para")), None)
    return Card(
        id=document.id,
        key=key,
        file=analysis.source.file,
        headline=meta.headline,
        kicker=meta.kicker,
        lead=hanzi.shortened(lead.text, LEAD) if lead else "",
        bylines=meta.bylines,
        paper=meta.paper,
        city=meta.city,
        issued=meta.issued,
        dated=dated(analysis),
        page=meta.page,
        series=meta.series,
        characters=sum(len(block.text) for block in document.blocks),
        joins=len(analysis.joins),
        uncertain=sum(map(is_doubtful, analysis.joins)),
        photos=sum(block.role == "caption" for block in document.blocks),
        statistics=len(analysis.figures),
        captions=tuple(_captions(document.blocks)),
        figures=tuple(_figures(analysis)),
        names=tuple(_names(analysis, describe, english)),
        schemes=tuple(one for one in analysis.frameworks if one.entity),
        problems=analysis.problems,
        english=tuple(_english(analysis, english, lead).items()),
        lang=lang,
        settled=analysis.settled,
        translated=sum(english.block(block).origin in ("human", "machine") for block in document.blocks),
    )


class _Ahead(NamedTuple):
    """What stands around a date that is aimed at or expected: before it, and behind it."""

    before: re.Pattern[str]
    behind: re.Pattern[str]


@functools.cache
def _ahead() -> _Ahead:
    words = lexicon.settings("cards/dates")
    return _Ahead(re.compile(words["before"]), re.compile(words["behind"]))


def dated(analysis: Analysis, ahead: _Ahead | None = None) -> str:
    """Give the date an article sorts by: its own, or the latest that its editor or its text names.

    What the text aims at or expects (`到2035年`) tells nothing of when it was printed. Empty: not known.
    """
    issued, ahead = analysis.document.meta.issued, ahead or _ahead()
    texts = {block.id: block.text for block in analysis.document.blocks}
    named = (
        str(figure.quantity.value)
        for figure in analysis.figures
        if figure.quantity.kind == "date" and not _lies_ahead(figure, texts[figure.block], ahead)
    )
    # “27年” alone names no year that one could sort by.
    years = (value[:4] for value in named if len(value) >= len("2020") and value[:4].isdigit())
    return issued.date or issued.after or issued.before or max(years, default="")


def _lies_ahead(figure: Figure, text: str, ahead: _Ahead) -> bool:
    """Tell whether a date is one that is aimed at or expected."""
    before = text[max(0, figure.start - NEAR) : figure.start]
    return bool(ahead.before.search(before) or ahead.behind.match(text, figure.end))


def _captions(blocks: Iterable[Block]) -> Iterable[Caption]:
    every = tuple(blocks)
    credited = {block.about: block.text for block in every if block.role == "credit"}
    return (Caption(block.id, block.text, credited.get(block.id, "")) for block in every if block.role == "caption")


# A sentence that names three things and counts four is one text in a Card, by `intern`, and stays so where it is read.
def _figures(analysis: Analysis) -> Iterable[FigureRow]:
    texts = {block.id: block.text for block in analysis.document.blocks}
    named = defaultdict(list)
    for mention in analysis.mentions:
        named[mention.block].append(mention)
    for figure in analysis.figures:
        start, end = figure.sentence
        inside = (m.entity for m in named[figure.block] if start <= m.start < end)
        yield FigureRow(figure, intern(texts[figure.block][start:end]), tuple(dict.fromkeys(filter(None, inside))))


def _names(analysis: Analysis, describe: Describe, english: Voice) -> Iterable[NamedIn]:
    texts = {block.id: block.text for block in analysis.document.blocks}
    entities: dict[tuple[str, str], Entity] = {}
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    around: dict[tuple[str, str], Entity] = {}
    for mention in analysis.mentions:
        if mention.entity:
            key = (mention.kind, mention.entity)
            # A person may be named before the text says who that is.
            if key not in entities or (mention.role and not entities[key].note):
                first, *over = describe(mention)
                entities[key] = _in_english(first, english)
                around |= {one.key: one for one in over}
            start, end = hanzi.sentence(texts[mention.block], mention.start)
            places.setdefault(key, []).append((mention.block, intern(texts[mention.block][start:end])))
    # A county's province has a page, too, where one finds the other counties of the archive.
    every = {**entities, **{key: one for key, one in around.items() if key not in entities}}
    return (NamedIn(entity, tuple(dict.fromkeys(places.get(key, ())))) for key, entity in every.items())


def _in_english(entity: Entity, english: Voice) -> Entity:
    """Take the English of a name from the article's translation where the tables have none."""
    said = english.text(entity.name)
    return entity if entity.english or said.lang else replace(entity, english=said.text)


def _english(analysis: Analysis, voice: Voice, lead: Block | None) -> dict[str, str]:
    """Pair the Card's texts with their English, where there is some."""
    meta = analysis.document.meta
    wanted = [b for b in reversed(analysis.document.blocks) if b.role in ("headline", "kicker", "caption", "credit")]
    said = {block.text: voice.block(block) for block in wanted}
    others = [meta.headline, meta.kicker, meta.paper.value, meta.city.value, meta.series.name if meta.series else ""]
    others += [text for f in analysis.figures for text in (f.subject, f.time)]
    others += [part.text for one in analysis.frameworks for part in _parts(one.parts)]
    said |= {f.measure: voice.measure(f) for f in reversed(analysis.figures) if f.measure}
    said |= _sentences(analysis, voice)
    said = {text: voice.text(text) for text in others if text} | {t: s for t, s in said.items() if not s.lang}
    if lead:
        begins = voice.block(lead)
        said[hanzi.shortened(lead.text, LEAD)] = replace(begins, text=hanzi.shortened(begins.text, 2 * LEAD))
    return {text: s.text for text, s in said.items() if not s.lang}


def _sentences(analysis: Analysis, voice: Voice) -> dict[str, Said]:
    """Say the sentences that name something, each once."""
    blocks = {block.id: block for block in analysis.document.blocks}
    said: dict[str, Said] = {}
    for mention in analysis.mentions:
        block = blocks[mention.block]
        start, end = hanzi.sentence(block.text, mention.start)
        sentence = intern(block.text[start:end])
        if sentence not in said:
            said[sentence] = voice.sentence(block, mention.start)
    return said


def _parts(parts: Iterable[Part]) -> Iterator[Part]:
    """Give the parts of a scheme and theirs in turn."""
    for part in parts:
        yield part
        yield from _parts(part.parts)
