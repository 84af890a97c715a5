"""Document and Mentions to Figures: every statistic of the prose as a sourced row."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jianbao import align, ids
from jianbao.figures.choose import choose
from jianbao.figures.clauses import bounds, clauses
from jianbao.figures.issue import Issue, issue, with_years
from jianbao.figures.label import label
from jianbao.figures.openings import Name
from jianbao.figures.subject import Cast, Scene, cast, names_of, subjects, tagged
from jianbao.figures.tables import Tables, default
from jianbao.figures.units import settle
from jianbao.figures.when import times
from jianbao.figures.words import Words, cut
from jianbao.model import Block, Document, Figure, Mention, Quantity
from jianbao.numerals.found import Found

__all__ = ["figures"]


class Passage(NamedTuple):
    """A block as this stage reads it: its words, the names that the segmenter knows, and those recognised before.

    `words` are tagged as the names they belong to, `plain` as the segmenter tags them.
    """

    block: Block
    plain: Words
    words: Words
    names: Sequence[Name]
    mentions: Sequence[Mention]


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
    by_block: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_block[mention.block].append(mention)
    passages = [_read(block, by_block[block.id], table) for block in document.blocks]
    texts = {one.block.id: one.words.text for one in passages}
    head = document.meta.kicker + document.meta.headline + document.meta.subhead
    main = cast([one.names for one in passages], mentions, texts, table).headed(head)
    frame = Frame(main, issue(document.meta.issued, texts.values(), table), table)
    return tuple(figure for one in passages for figure in _in_passage(one, frame))


def _read(block: Block, mentions: Sequence[Mention], table: Tables) -> Passage:
    plain = cut(block.text)
    words = _with_names(plain, mentions, table)
    return Passage(block, plain, words, tagged(words, table), mentions)


def _with_names(words: Words, mentions: Sequence[Mention], tables: Tables) -> Words:
    """Tag as names the words of the names that were recognised, which the segmenter may cut in any way."""
    kinds = tables.labels["tag_of"]
    named = [one for one in mentions if one.kind in kinds]
    if not named:
        return words
    tags = list(words.tags)
    for one in named:
        first, last = words.word_at(one.start), words.word_at(one.end - 1)
        tags[first : last + 1] = [kinds[one.kind]] * (last + 1 - first)
    return words._replace(tags=tuple(tags))


def _in_name(found: Found, mentions: Sequence[Mention]) -> bool:
    """Tell whether a number is part of a name that was recognised: 中铁十六局, 九台区; a scheme counts its parts."""
    return any(one.start <= found.start and found.end <= one.end for one in mentions if one.kind != "programme")


def _in_passage(passage: Passage, frame: Frame) -> Iterator[Figure]:
    """Lift the figures out of one block."""
    words, table = passage.words, frame.tables
    chosen = [this for this in choose(words, table) if not _in_name(this, passage.mentions)]
    found = with_years(chosen, words, frame.issue)
    if not found:
        return
    quantities = settle(passage.plain, found, table)
    begins, ends = bounds(words, table)
    measures = label(words, found, quantities, clauses(words, found, begins, ends), table)
    names = names_of(passage.names, passage.mentions, frame.cast, table)
    scene = Scene(words, begins, ends, names, [name.start for name in names])
    whose, when = subjects(scene, found, frame.cast, table), times(words, found, quantities, table)
    for this, quantity, *labels in zip(found, quantities, measures, whose, when, strict=True):
        if this.form != "when":
            yield _figure(passage, this, quantity, labels)


def _figure(passage: Passage, found: Found, quantity: Quantity, labels: Sequence[str]) -> Figure:
    """Tie a figure to its place in the seed. `labels`: what it measures, of whom, and when."""
    block, place = passage.block, (found.start, found.end)
    spans = align.sources(block.runs, *place)
    ident = ids.figure_id(spans[0].line, spans[0].start)
    surface, sentence = block.text[found.start : found.end], passage.words.sentence(found.start)
    return Figure(ident, block.id, *place, surface, spans, quantity, sentence, *labels)
