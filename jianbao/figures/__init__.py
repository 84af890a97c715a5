"""Document and Mentions to Figures: every statistic of the prose as a sourced row."""

from collections.abc import Iterator

from jianbao import addresses, align
from jianbao.figures.choose import choose
from jianbao.figures.label import label
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
    found = [*choose(words, table)]
    quantities = [settle(words, this, table) for this in found]
    names = label(words, found, quantities, table)
    for this, quantity, name in zip(found, quantities, names, strict=True):
        if this.form == "when":
            continue
        spans = align.sources(block.runs, this.start, this.end)
        yield Figure(
            addresses.figure_id(spans[0].line, spans[0].start),
            block.id,
            this.start,
            this.end,
            block.text[this.start : this.end],
            spans,
            quantity,
            words.sentence(this.start),
            name,
        )
