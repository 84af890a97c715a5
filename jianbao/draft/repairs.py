"""The repairs an editor may want to confirm or mend, written as corrections that are anchored on printed words."""

from collections.abc import Iterator, Sequence

from jianbao.draft.tables import Tables
from jianbao.model import Analysis, Block, Correction, Join, Span

HEAD = ("kicker", "headline", "subhead", "byline")


def roles(analysis: Analysis, tables: Tables) -> Iterator[Correction]:
    """Write what the head of the article was taken for."""
    blocks = analysis.document.blocks
    for block in blocks:
        if block.role in HEAD:
            name = tables.words[f"name-{block.role}"]
            because = tables.words["role"].format(name=name, confidence=f"{block.confidence:.2f}")
            yield Correction("role", _first(block.text, blocks, tables), block.role, because)


def joins(analysis: Analysis, tables: Tables) -> Iterator[Correction]:
    """Write the uncertain joins, the least sure first."""
    doubtful = sorted(
        (join for join in analysis.joins if join.confidence < tables.uncertain),
        key=lambda join: (join.confidence, join.left.line, join.left.start),
    )
    for join in doubtful[: tables.rules["most_joins"]]:
        parts = _parts(join, analysis.document.blocks)
        if parts:
            why = tables.reasons.get(join.why, join.why)
            because = tables.words["join"].format(confidence=f"{join.confidence:.2f}", why=why)
            blocks = analysis.document.blocks
            yield Correction("join", _last(parts[0], blocks, tables), _first(parts[1], blocks, tables), because)


def _parts(join: Join, blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Give the two fragments of a join as the block has them."""
    for block in blocks:
        left, right = _offset(block, *_start(join.left)), _offset(block, *_start(join.right))
        if left is not None and right is not None and left < right:
            size = join.right.end - join.right.start
            return block.text[left:right].rstrip(), block.text[right : right + size].lstrip()
    return None


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.start


def _offset(block: Block, line: int, start: int) -> int | None:
    """Find the character of a block that was printed at a place."""
    for run in block.runs:
        if run.line == line and run.start <= start < run.start + run.size:
            return run.at + start - run.start
    return None


def _first(text: str, blocks: Sequence[Block], tables: Tables) -> str:
    """Take so many of the first characters that they stand once in the article, within limits."""
    sizes = range(tables.rules["anchor"]["least"], tables.rules["anchor"]["most"])
    return next((text[:n] for n in sizes if _once(text[:n], blocks)), text[: sizes.stop]).strip()


def _last(text: str, blocks: Sequence[Block], tables: Tables) -> str:
    """Take so many of the last characters that they stand once in the article, within limits."""
    sizes = range(tables.rules["anchor"]["least"], tables.rules["anchor"]["most"])
    return next((text[-n:] for n in sizes if _once(text[-n:], blocks)), text[-sizes.stop :]).strip()


def _once(words: str, blocks: Sequence[Block]) -> bool:
    return sum(block.text.count(words) for block in blocks) == 1
