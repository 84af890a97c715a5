"""The stage in one function: settle roles, join what was cut, set the blocks in order."""

from collections.abc import Sequence

from jianbao.addresses import block_id
from jianbao.align import merge, shift
from jianbao.model import Arrangement, Block, Dropped, Join, Piece, Placed, Role, Span

_STOPS = "。！？…!?；"
_CLOSERS = "”’）)》」』】"


def arrange(pieces: Sequence[Piece]) -> Arrangement:
    """Put the pieces of a page in reading order."""
    kept = [piece for piece in pieces if not piece.why]
    roles = [max(piece.roles, key=lambda role: piece.roles[role]) for piece in kept]
    chains: list[tuple[Role, list[Piece]]] = []
    joins: list[Join] = []
    for piece, role in zip(kept, roles, strict=True):
        last = chains[-1] if chains else None
        body = last and last[0] in ("para", "lead") and role in ("para", "lead")
        if last and body and last[1][-1].text.rstrip(_CLOSERS)[-1:] not in tuple(_STOPS):
            joins.append(Join(_whole(last[1][-1]), _whole(piece), 0.9, "next-line"))
            last[1].append(piece)
        else:
            chains.append((role, [piece]))
    blocks = tuple(_block(role, chain) for role, chain in chains)
    placed = tuple(Placed(block.id, 1.0, "in-place") for block in blocks if block.role == "heading")
    dropped = tuple(Dropped(_whole(piece), piece.text, piece.why) for piece in pieces if piece.why)
    return Arrangement(blocks, tuple(joins), dropped, placed)


def _block(role: Role, chain: Sequence[Piece]) -> Block:
    text, runs = "", ()
    for piece in chain:
        runs += shift(piece.runs, len(text))
        text += piece.text
    first = chain[0]
    ident = block_id(first.line, first.runs[0].start, first=first.first)
    return Block(ident, role, text, merge(runs))


def _whole(piece: Piece) -> Span:
    return Span(piece.line, piece.runs[0].start, piece.runs[-1].start + piece.runs[-1].size)
