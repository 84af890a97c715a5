"""Make pages with known order out of whole articles: flows cut into columns, interleaved, headings displaced.

The pages are for fitting the weights of `jianbao.order` and for the property tests' bigger brother; they hold body
text and headings only.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST_HEADING, LONGEST_HEADING = 4, 30
SHORTEST = 12
_STOPS = tuple("。！？…”）：；")


@dataclass(frozen=True)
class Scrap:
    """A printed fragment: paragraph `block` of the article, its `part`, and whether it is a heading."""

    text: str
    block: int
    part: int
    heading: bool = False


@dataclass(frozen=True)
class Page:
    """Scraps in printed order; `flow` holds for each paragraph the flow it belongs to."""

    scraps: tuple[Scrap, ...]
    flow: tuple[int, ...]


def is_heading(paragraphs: Sequence[str], at: int) -> bool:
    """Tell whether a paragraph of an article reads like a heading: short, without a stop, before a long one."""
    text = paragraphs[at]
    follows = paragraphs[at + 1] if at + 1 < len(paragraphs) else ""
    short = SHORTEST_HEADING <= len(text) <= LONGEST_HEADING and not text.endswith(_STOPS)
    return at > 0 and short and len(follows) > LONGEST_HEADING and "记者" not in text


def tidy(paragraphs: Sequence[str]) -> tuple[list[str], list[int]]:
    """Keep body paragraphs and headings, leave out credits, labels and other loose lines; say which are headings."""
    kept: list[str] = []
    headings: list[int] = []
    for at, text in enumerate(paragraphs):
        if is_heading(paragraphs, at):
            headings.append(len(kept))
        elif not text.endswith(_STOPS) or len(text) < SHORTEST:
            continue
        kept.append(text)
    return kept, headings


def simulate(article: Sequence[str], rng: random.Random) -> Page | None:
    """Scramble an article; None when it is too short to be worth it."""
    paragraphs, headings = tidy(article)
    if len(paragraphs) - len(headings) < 5 or sum(map(len, paragraphs)) < 900:
        return None
    flows = rng.choice((2, 2, 2, 2, 3, 3, 3, 4))
    if flows > 1 and not headings and rng.random() < 0.6:
        return None
    # A flow begins with a section; an article without sections is cut at any paragraph.
    breaks = headings or list(range(2, len(paragraphs)))
    flows = min(flows, len(breaks) + 1)
    starts = [0, *sorted(rng.sample(breaks, flows - 1))]
    flow = tuple(sum(at >= start for start in starts) - 1 for at in range(len(paragraphs)))
    # About six columns a page where flows are interleaved, more where there is but one.
    room = sum(map(len, paragraphs)) // rng.randint(*((5, 10) if flows > 1 else (6, 18)))
    columns = [
        cut_flow([i for i in range(len(paragraphs)) if flow[i] == f], paragraphs, headings, rng, room)
        for f in range(flows)
    ]
    segments = interleave(columns, rng)
    if flows > 1:
        segments = displace(segments, rng, rng.choice((0.0, 0.1, 0.4, 0.7)))
    return Page(tuple(scrap for segment in segments for scrap in segment), flow)


def cut_flow(
    blocks: Sequence[int], paragraphs: Sequence[str], headings: Sequence[int], rng: random.Random, room: int
) -> list[list[Scrap]]:
    """Cut a flow into columns of some length, mostly inside paragraphs, seldom between them."""
    out: list[list[Scrap]] = [[]]
    left = rng.randint(room // 2, room * 3 // 2)
    for b in blocks:
        text, part = paragraphs[b], 0
        while b not in headings and left < len(text) - 3:
            at = max(left, 2)
            left = rng.randint(room // 2, room * 3 // 2)
            if rng.random() < 0.25 and part == 0:
                out.append([])
                continue
            out[-1].append(Scrap(text[:at].strip(), b, part))
            out.append([])
            text, part = text[at:].strip(), part + 1
        left -= len(text)
        out[-1].append(Scrap(text, b, part, b in headings))
    return [segment for segment in out if segment]


def interleave(columns: Sequence[Sequence[list[Scrap]]], rng: random.Random) -> list[list[Scrap]]:
    """Shuffle the columns of the flows together; on about a third of the pages another flow than the first opens."""
    queues = [list(column) for column in columns if column]
    turn = list(range(len(queues)))
    if len(turn) > 1 and rng.random() < 0.12:
        early = rng.randrange(len(turn) - 1)
        turn[early], turn[early + 1] = turn[early + 1], turn[early]
    out: list[list[Scrap]] = []
    begun = 1
    while any(queues):
        ready = [f for f in turn[:begun] if queues[f]]
        if begun < len(queues) and (not ready or rng.random() < 0.35):
            ready = [turn[begun]]
            begun += 1
        out.append(queues[rng.choice(ready)].pop(0))
    return out


def displace(segments: Sequence[Sequence[Scrap]], rng: random.Random, share: float) -> list[list[Scrap]]:
    """Move headings to the end of another column, mostly a later one, often that of their own text.

    So it is on pages whose columns were read out first and the headings, set across them, after.
    """
    moved = [scrap for segment in segments for scrap in segment if scrap.heading and rng.random() < share]
    blocks = {scrap.block for scrap in moved}
    out = [[scrap for scrap in segment if scrap.block not in blocks] for segment in segments]
    for scrap in moved:
        own = next(i for i, segment in enumerate(segments) if scrap in segment)
        columns = range(own, len(segments)) if rng.random() < 0.85 else range(own + 1)
        out[own if rng.random() < 0.3 else rng.choice(columns)].append(scrap)
    return out
