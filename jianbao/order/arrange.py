"""The stage in one function: settle roles, link fragments, set flows, headings and captions in order."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jianbao import continuation, lexicon, ngrams
from jianbao.addresses import block_id
from jianbao.align import merge, shift
from jianbao.model import Arrangement, Block, Correction, Dropped, Join, Piece, Placed, Role, Run, Span
from jianbao.order import floats, headings, matching
from jianbao.order.evidence import Floats
from jianbao.order.matching import Link
from jianbao.order.settle import BODY, HEAD, settle, units

_RUNIN = re.compile(r"(?:——|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。！？]{2,30}[。：！？]|——[^。，！？]{2,30}，")


@dataclass(frozen=True)
class Tables:
    """The compiled tables of this stage."""

    ngrams: ngrams.Ngrams
    network: continuation.Network
    weights: matching.Weights
    headings: Floats


@functools.cache
def tables() -> Tables:
    """Compile the tables that ship with the program."""
    return compiled(lexicon.settings("order/weights"), ngrams.load())


def compiled(fitted: Mapping[str, Mapping[str, Any]], table: ngrams.Ngrams) -> Tables:
    """Compile weights as `benchmarks/train_order.py` fits them."""
    return Tables(table, continuation.load(), matching.compiled(fitted), np.array([fitted["heading"][name] for name in headings.NAMES]))


@dataclass(frozen=True)
class Paragraph:
    """Fragments that are one paragraph, by their numbers among the body fragments; `flow`: it begins a flow."""

    units: tuple[int, ...]
    flow: bool


@dataclass(frozen=True)
class Stack:
    """Pieces, by their numbers, that make one block; for a heading, where it was set; `about`: another stack's piece."""

    role: Role
    pieces: tuple[int, ...]
    placed: tuple[float, str] = (1.0, "")
    about: int = -1


def arrange(pieces: Sequence[Piece], corrections: Sequence[Correction] = (), known: Tables | None = None) -> Arrangement:
    """Put the pieces of a page in reading order, as blocks."""
    known = known or tables()
    kept = [piece for piece in pieces if not piece.why]
    roles = settle(kept, known.ngrams, known.network, known.weights)
    body = [i for i, role in enumerate(roles) if role in BODY]
    links = matching.links(units(kept, roles, body), known.ngrams, known.network, known.weights)
    stacks = _reading(kept, roles, body, paragraphs(len(body), links), known)
    ids = {stack.pieces[0]: _ident(kept[stack.pieces[0]]) for stack in stacks}
    return Arrangement(
        tuple(_block(stack, kept, ids) for stack in stacks),
        tuple(_join(kept[body[link.left]], kept[body[link.right]], link) for link in links if link.join),
        tuple(Dropped(whole(piece), piece.text, piece.why) for piece in pieces if piece.why),
        tuple(Placed(ids[stack.pieces[0]], *stack.placed) for stack in stacks if stack.role == "heading"),
    )


def paragraphs(size: int, links: Sequence[Link]) -> list[Paragraph]:
    """Follow the links from every fragment without one before it, in printed order, and cut where they do not join."""
    after = {link.left: link for link in links}
    led = {link.right for link in links}
    out: list[Paragraph] = []
    for start in range(size):
        if start in led:
            continue
        chain, flow = [start], True
        while (link := after.get(chain[-1])) is not None:
            if not link.join:
                out.append(Paragraph(tuple(chain), flow))
                chain, flow = [], False
            chain.append(link.right)
        out.append(Paragraph(tuple(chain), flow))
    return out


# --- reading order ---------------------------------------------------------------------------------------------------


def _reading(
    pieces: Sequence[Piece], roles: Sequence[Role], body: Sequence[int], chains: Sequence[Paragraph], known: Tables
) -> list[Stack]:
    """Set head, paragraphs, headings and what floats in the order they are to be read."""
    first = body[0] if body else len(pieces)
    head = [i for i in range(first) if roles[i] in (*HEAD, "byline")]
    head += [i for i in range(first, len(pieces)) if roles[i] in HEAD]
    stacks = [Stack(roles[i], (i,)) for i in sorted(head, key=lambda i: (*HEAD, "byline").index(roles[i]))]
    above = _headings(pieces, roles, body, chains, known)
    below = _floats(pieces, roles, body, chains, known, {*head, *(i for stack in above.values() for i in stack.pieces)})
    stacks += below.get(-1, [])
    for number, chain in enumerate(chains):
        stacks += [above[number]] if number in above else []
        joined = tuple(body[unit] for unit in chain.units)
        stacks.append(Stack(roles[joined[0]], joined))
        stacks += below.get(number, [])
    return stacks


def _headings(
    pieces: Sequence[Piece], roles: Sequence[Role], body: Sequence[int], chains: Sequence[Paragraph], known: Tables
) -> dict[int, Stack]:
    """Place the headings; give each by the number of the paragraph it stands before."""
    which = [i for i, role in enumerate(roles) if role == "heading"]
    slots = [
        headings.Slot("".join(pieces[body[u]].text for u in chain.units), chain.units, chain.flow and n > 0)
        for n, chain in enumerate(chains)
    ]
    printed = [float(np.searchsorted(body, i)) - 0.5 for i in which]
    found = headings.place([pieces[i].text for i in which], printed, slots, known.headings, known.ngrams)
    return {f.slot: Stack("heading", (which[f.heading],), (f.confidence, f.why)) for f in found}


def _floats(
    pieces: Sequence[Piece],
    roles: Sequence[Role],
    body: Sequence[int],
    chains: Sequence[Paragraph],
    known: Tables,
    taken: set[int],
) -> dict[int, list[Stack]]:
    """Give what floats by the number of the paragraph it is set after; -1: before all."""
    owner = {unit: number for number, chain in enumerate(chains) for unit in chain.units}
    captions = [i for i, role in enumerate(roles) if role == "caption"]
    texts = ["".join(pieces[body[u]].text for u in chain.units) for chain in chains]
    shown = dict(zip(captions, floats.illustrated([pieces[i].text for i in captions], texts, known.ngrams), strict=True))
    out: dict[int, list[Stack]] = {}
    last: tuple[int, int] | None = None  # the caption printed last, and where it was set
    for i, role in enumerate(roles):
        if i in taken or role in BODY:
            last = None if role in BODY else last
            continue
        before = int(np.searchsorted(body, i)) - 1
        number = owner.get(before, -1)
        if before == len(body) - 1:
            number = len(chains) - 1
        about = -1
        if role == "caption":
            tied = shown[i]
            number, about = (tied, body[chains[tied].units[0]]) if tied is not None else (number, -1)
            last = (i, number)
        elif role == "credit" and last:
            about, number = last
        out.setdefault(number, []).append(Stack(role, (i,), about=about))
    return out


# --- blocks ----------------------------------------------------------------------------------------------------------


def _block(stack: Stack, pieces: Sequence[Piece], ids: Mapping[int, str]) -> Block:
    text, runs = "", tuple[Run, ...]()
    for i in stack.pieces:
        runs += shift(pieces[i].runs, len(text))
        text += pieces[i].text
    role = stack.role
    runin = _RUNIN.match(text) if role in BODY else None
    shut = runin.end() if runin and runin.end() < len(text) else 0
    first = pieces[stack.pieces[0]]
    confidence = round(first.roles[role] if role not in BODY else sum(first.roles[r] for r in BODY), 3)
    return Block(ids[stack.pieces[0]], role, text, merge(runs), ids.get(stack.about, ""), shut, confidence)


def _ident(piece: Piece) -> str:
    return block_id(piece.line, piece.runs[0].start, first=piece.first)


def _join(left: Piece, right: Piece, link: Link) -> Join:
    return Join(whole(left), whole(right), round(link.confidence, 3), link.why)


def whole(piece: Piece) -> Span:
    """Give the printed range of a piece."""
    return Span(piece.line, piece.runs[0].start, piece.runs[-1].start + piece.runs[-1].size)
