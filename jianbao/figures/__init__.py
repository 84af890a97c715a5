"""Document and Mentions to Figures: every statistic of the prose as a sourced row."""

from collections.abc import Iterator

from jianbao import addresses, align
from jianbao.figures.choose import choose
from jianbao.figures.tables import Tables, tables
from jianbao.figures.units import settle
from jianbao.figures.words import cut
from jianbao.model import Block, Document, Figure, Mention


def figures(document: Document, mentions: tuple[Mention, ...] = (), table: Tables | None = None) -> tuple[Figure, ...]:
    """Lift the figures out of a document, in reading order."""
    table = table or tables()
    return tuple(figure for block in document.blocks for figure in _in_block(block, table))


def _in_block(block: Block, table: Tables) -> Iterator[Figure]:
    words = cut(block.text)
    for found in choose(words, table):
        if found.form == "when":
            continue
        spans = align.sources(block.runs, found.start, found.end)
        yield Figure(
            addresses.figure_id(spans[0].line, spans[0].start),
            block.id,
            found.start,
            found.end,
            block.text[found.start : found.end],
            spans,
            settle(words, found, table),
            words.sentence(found.start),
        )
