"""Blocks in reading order -> Document: the sections under their headings, and what the head says (Meta).

`bylines`   who is named for the work
`masthead`  the paper, the day and the page, out of what was set aside
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao import hanzi
from jianbao.align import is_ink, sources
from jianbao.ids import section_id
from jianbao.model import UNDATED, Arrangement, Block, Document, Meta, Section, Seed, Series, Span
from jianbao.numerals.reading import integer
from jianbao.sections import masthead
from jianbao.sections.bylines import Words, bylines, people, photographers, words

__all__ = ["Tables", "bylines", "default", "document", "photographers", "prove", "series"]

_SERIES = re.compile(
    r"[“《「]?([^“”《》「」—]{2,30})[”》」]?系列(?:报道|评论|述评|访谈)(?:之([〇零一二三四五六七八九十百\d]+))?"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_HEAD = ("kicker", "headline", "subhead")
# Characters of a title: none in print is as long, but a file without line ends is one, and stands in many places.
_LONGEST = 300


@dataclass(frozen=True)
class Tables:
    """The compiled tables of this stage."""

    words: Words
    masthead: masthead.Tables


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the program."""
    return Tables(words(), masthead.default())


def document(seed: Seed, arranged: Arrangement, known: Tables | None = None) -> Document:
    """Section the blocks of a seed and read its head; the sidecar's facts complete or replace what the text says.

    Raises ValueError when a character of the seed was lost, doubled or invented: that is a fault of the program.
    """
    known = known or default()
    prove(seed.lines, arranged)
    return Document(seed.id, _meta(seed, arranged, known), arranged.blocks, _sections(arranged))


def prove(lines: Sequence[str], arranged: Arrangement) -> None:
    """Raise ValueError unless every ink character stands in exactly one block or dropped span, and no other does."""
    spans = [dropped.span for dropped in arranged.dropped]
    for block in arranged.blocks:
        spans += sources(block.runs, 0, len(block.text))
        if any(map(is_ink, _untied(block))):
            message = f"block {block.id} holds a character that was not printed"
            raise ValueError(message)
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        by_line.setdefault(span.line, []).append(span)
    for number, text in enumerate(lines, 1):
        at = 0
        for span in [*sorted(by_line.get(number, ()), key=lambda span: span.start), Span(number, len(text), len(text))]:
            if span.start < at:
                message = f"line {number}: characters {span.start}-{at} stand twice"
                raise ValueError(message)
            if any(map(is_ink, text[at : span.start])):
                message = f"line {number}: characters {at}-{span.start} are lost"
                raise ValueError(message)
            at = span.end


def _untied(block: Block) -> str:
    """Give the characters of a block that no run ties to the seed."""
    gaps, at = [], 0
    for run in sorted(block.runs, key=lambda run: run.at):
        gaps.append(block.text[at : run.at])
        at = max(at, run.at + run.size)
    return "".join([*gaps, block.text[at:]])


def _sections(arranged: Arrangement) -> tuple[Section, ...]:
    """Cut the body at its headings. Only kicker, headline and subhead stand outside every section."""
    placed = {place.heading: place for place in arranged.placed}
    groups: list[tuple[Block | None, list[str]]] = [(None, [])]
    for block in arranged.blocks:
        if block.role == "heading":
            groups.append((block, []))
        elif block.role not in _HEAD:
            groups[-1][1].append(block.id)
    out = []
    for heading, blocks in groups:
        if heading is None:
            out += [Section(section_id(0), "", tuple(blocks))] if blocks else []
            continue
        place = placed.get(heading.id)
        confidence, why = (place.confidence, place.why) if place else (1.0, "")
        ident = "s" + heading.id[1:]
        out.append(Section(ident, heading.id, tuple(blocks), confidence, why))
    return tuple(out)


def _meta(seed: Seed, arranged: Arrangement, known: Tables) -> Meta:
    blocks, sidecar = arranged.blocks, seed.sidecar
    texts = {role: " ".join(block.text for block in blocks if block.role == role) for role in _HEAD}
    said = {role: hanzi.shortened(text, _LONGEST) for role, text in texts.items()}
    head = [block.text for block in blocks if block.role in _HEAD]
    printed = masthead.read(arranged.dropped, known.masthead)
    return Meta(
        said["headline"],
        said["kicker"],
        said["subhead"],
        people(blocks, known.words),
        sidecar.paper if sidecar.paper.value else printed.paper,
        sidecar.city,
        printed.issued if sidecar.issued == UNDATED else sidecar.issued,
        sidecar.page if sidecar.page.value else printed.page,
        sidecar.series or next(filter(None, map(series, head)), None),
        sidecar.source_url,
    )


def series(text: str) -> Series | None:
    """Read the series a head line names, and the number in it.

    >>> series("——“城乡新貌”系列报道之十二")
    Series(name='城乡新貌', number=12, because='')
    >>> series("水清了（在希望的田野上③）")
    Series(name='在希望的田野上', number=3, because='')
    """
    found = _SERIES.search(text)
    if found:
        return Series(found[1], integer(found[2] or ""))
    column = re.search(rf"（([^（）]+?)([{_CIRCLED}])）$", text)
    return Series(column[1], _CIRCLED.index(column[2]) + 1) if column else None
