"""Document and Mentions to Figures: every statistic of the prose as a sourced row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao import align, ids
from jianbao.figures.choose import choose
from jianbao.figures.clauses import bounds, clauses
from jianbao.figures.issue import Issue, issue, with_year
from jianbao.figures.label import label
from jianbao.figures.openings import Name
from jianbao.figures.subject import Cast, Scene, cast, names_of, subjects, tagged
from jianbao.figures.tables import Tables, default
from jianbao.figures.units import settle
from jianbao.figures.when import times
from jianbao.figures.words import Words, cut
from jianbao.model import Block, Document, Figure, Mention

__all__ = ["figures"]


class Frame(NamedTuple):
    """What a document tells all its blocks: whom it is about, and when it was printed."""

    cast: Cast
    issue: Issue
    tables: Tables


def figures(document: Document, mentions: tuple[Mention, ...] = (), table: Tables | None = None) -> tuple[Figure, ...]:
    """Lift the figures out of a document, in reading order.

    Mentions, where there are any, tell whose a figure is. A date without a year is open unless `meta.issued` is known.
    """
    table = table or default()
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.block].append(mention)
    texts = [_with_people(cut(block.text), named[block.id]) for block in document.blocks]
    known = [tagged(words, table) for words in texts]
    by_id = {block.id: words.text for block, words in zip(document.blocks, texts, strict=True)}
    frame = Frame(cast(known, mentions, by_id, table), issue(document.meta.issued, texts, table), table)
    out: list[Figure] = []
    for block, words, tags in zip(document.blocks, texts, known, strict=True):
        out += _in_block(block, words, names_of(tags, named[block.id], frame.cast, table), frame)
    return tuple(out)


def _with_people(words: Words, mentions: Sequence[Mention]) -> Words:
    """Tag as names the words of the people that were recognised, which the segmenter may cut in any way."""
    people = [one for one in mentions if one.kind == "person"]
    if not people:
        return words
    tags = list(words.tags)
    for one in people:
        first, last = words.word_at(one.start), words.word_at(one.end - 1)
        tags[first : last + 1] = ["nr"] * (last + 1 - first)
    return words._replace(tags=tuple(tags))


def _in_block(block: Block, words: Words, names: Sequence[Name], frame: Frame) -> Iterator[Figure]:
    """Lift the figures out of one block."""
    table = frame.tables
    found = [with_year(this, frame.issue) for this in choose(words, table)]
    if not found:
        return
    quantities = settle(words, found, table)
    begins, ends = bounds(words, table)
    around = clauses(words, found, begins, ends)
    scene = Scene(words, begins, ends, names, [name.start for name in names])
    measures = label(words, found, quantities, around, table)
    whose, when = subjects(scene, found, frame.cast, table), times(words, found, quantities, table)
    for this, quantity, *labels in zip(found, quantities, measures, whose, when, strict=True):
        if this.form == "when":
            continue
        place, surface = (this.start, this.end), block.text[this.start : this.end]
        spans = align.sources(block.runs, *place)
        ident = ids.figure_id(spans[0].line, spans[0].start)
        sentence = words.sentence(this.start)
        yield Figure(ident, block.id, *place, surface, spans, quantity, sentence, *labels)
