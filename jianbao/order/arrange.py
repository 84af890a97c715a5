"""The stage in one function: settle roles, link fragments, set flows, headings and captions in order."""

import functools
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np

from jianbao import continuation, hanzi, lexicon, ngrams
from jianbao.align import merge, shift
from jianbao.ids import block_id
from jianbao.model import Arrangement, Block, Correction, Dropped, Join, Piece, Placed, Problem, Run, Span
from jianbao.order import corrections as editing
from jianbao.order import headings, matching, resume, settle
from jianbao.order.arrays import Floats
from jianbao.order.looks import Looks
from jianbao.order.matching import Link
from jianbao.order.reading import Paragraph, Sheet, Stack, in_order, paragraphs
from jianbao.order.settle import BODY, units

_RUNIN = re.compile(
    r"(?:——|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。！？]{2,30}[。：！？]|——[^。，！？]{2,30}，"
)


@dataclass(frozen=True)
class Tables:
    """The compiled tables of this stage."""

    ngrams: ngrams.Ngrams
    network: continuation.Network
    weights: matching.Weights
    headings: headings.Weights
    resume: Floats
    bodily: settle.Bodily
    sure: Mapping[str, float]


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the program."""
    return compiled(lexicon.settings("order/weights"), ngrams.load())


def compiled(fitted: Mapping[str, Mapping[str, Any]], table: ngrams.Ngrams) -> Tables:
    """Compile weights as `benchmarks/train_order.py` fits them."""
    return Tables(
        table,
        continuation.load(),
        matching.compiled(fitted),
        headings.compiled(fitted),
        np.array([fitted["resume"][name] for name in resume.NAMES]),
        settle.compiled(fitted),
        fitted["sure"],
    )


def arrange(
    pieces: Sequence[Piece], corrections: Sequence[Correction] = (), known: Tables | None = None
) -> Arrangement:
    """Put the pieces of a page in reading order, as blocks; what an editor orders is done, or reported as unfit."""
    known = known or default()
    kept = [piece for piece in pieces if not piece.why]
    anchored, problems = editing.anchor(corrections, kept)
    looks = Looks((hanzi.fold(piece.text) for piece in kept), known.ngrams, known.network)
    roles = editing.with_roles(settle.settle(kept, looks, known.weights, known.bodily), anchored)
    body = [i for i, role in enumerate(roles) if role in BODY]
    fragments = units(kept, roles, body)
    linked = matching.links(fragments, looks, known.weights)
    chosen, opening = resume.resumed(fragments, linked, known.resume, looks)
    links, unfit = _links(chosen, body, anchored)
    chains = _moved(paragraphs(len(body), links, opening), body, anchored)
    sheet = Sheet(kept, roles, body, chains, cut=any(link.join for link in linked))
    stacks = in_order(sheet, anchored, known.headings, known.ngrams)
    ids = {stack.pieces[0]: _ident(kept[stack.pieces[0]]) for stack in stacks}
    joins = tuple(_join(kept[body[link.left]], kept[body[link.right]], link) for link in links if link.join)
    settled = {a.piece for a in anchored if a.correction.kind in ("role", "heading")}
    blocks = tuple(_block(stack, kept, ids, settled) for stack in stacks)
    placed = tuple(Placed(ids[stack.pieces[0]], *stack.placed) for stack in stacks if stack.role == "heading")
    return Arrangement(
        blocks,
        joins,
        tuple(dropped for piece in pieces if piece.why for dropped in _dropped(piece)),
        placed,
        (*problems, *unfit, *_doubts(blocks, joins, placed, known)),
    )


def _links(
    chosen: Sequence[Link], body: Sequence[int], anchored: Sequence[editing.Anchored]
) -> tuple[Sequence[Link], tuple[Problem, ...]]:
    """Put the editor's joins first. All of them are unfit when they would run in a circle."""
    links = editing.with_joins(chosen, body, anchored)
    if editing.circular(links):
        return chosen, tuple(editing.unfit(a.correction) for a in anchored if a.correction.kind == "join")
    return sorted(links, key=lambda link: link.left), editing.never_joined(body, anchored)


def _moved(chains: list[Paragraph], body: Sequence[int], anchored: Sequence[editing.Anchored]) -> list[Paragraph]:
    """Set paragraphs after others where an editor says so."""
    number = {piece: unit for unit, piece in enumerate(body)}
    for a in anchored:
        if a.correction.kind != "order" or a.piece not in number or a.other not in number:
            continue
        mine = next(chain for chain in chains if number[a.piece] in chain.units)
        after = next(chain for chain in chains if number[a.other] in chain.units)
        if mine is not after:
            chains.remove(mine)
            chains.insert(chains.index(after) + 1, mine)
    return chains


def _doubts(blocks: Sequence[Block], joins: Sequence[Join], placed: Sequence[Placed], known: Tables) -> list[Problem]:
    """List what the program itself doubts, for an editor to look at."""
    sure = known.sure
    lines = {block.id: block.runs[0].line for block in blocks}
    out = [
        Problem("JOIN", join.right.line, f"continues line {join.left.line} with probability {join.confidence:.2f}")
        for join in joins
        if join.confidence < sure["join"]
    ]
    out += [
        Problem("HEADING", lines[place.heading], f"stands here with probability {place.confidence:.2f}")
        for place in placed
        if place.confidence < sure["heading"]
    ]
    out += [
        Problem("ROLE", lines[block.id], f"taken for {block.role} with probability {block.confidence:.2f}")
        for block in blocks
        if block.confidence < sure["role"]
    ]
    return out


# --- blocks ----------------------------------------------------------------------------------------------------------


def _block(stack: Stack, pieces: Sequence[Piece], ids: Mapping[int, str], settled: Container[int]) -> Block:
    text, runs = "", tuple[Run, ...]()
    for i in stack.pieces:
        runs += shift(pieces[i].runs, len(text))
        text += pieces[i].text
    role = stack.role
    runin = _RUNIN.match(text) if role in BODY else None
    shut = runin.end() if runin and runin.end() < len(text) else 0
    first = pieces[stack.pieces[0]]
    confidence = round(first.roles[role] if role not in BODY else sum(first.roles[r] for r in BODY), 3)
    confidence = 1.0 if stack.pieces[0] in settled else confidence
    return Block(ids[stack.pieces[0]], role, text, merge(runs), ids.get(stack.about, ""), shut, confidence)


def _dropped(piece: Piece) -> Iterator[Dropped]:
    for span, (_, runs) in zip(printed(piece), groupby(piece.runs, key=attrgetter("line")), strict=True):
        first, *_, last = [*runs] * 2
        yield Dropped(span, piece.text[first.at : last.at + last.size], piece.why)


def _ident(piece: Piece) -> str:
    return block_id(piece.line, piece.runs[0].start, first=piece.first)


def _join(left: Piece, right: Piece, link: Link) -> Join:
    (*_, last), (first, *_) = printed(left), printed(right)
    return Join(last, first, round(link.confidence, 3), link.why)


def printed(piece: Piece) -> list[Span]:
    """Give the printed range of a piece on each of its lines."""
    lines = (list(runs) for _, runs in groupby(piece.runs, key=attrgetter("line")))
    return [Span(runs[0].line, runs[0].start, runs[-1].start + runs[-1].size) for runs in lines]
