"""What is true of simulated pages, beside the evidence `jianbao.order` has of them: links, and slots of headings."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from benchmarks.simulate import Page, Scrap, simulate
from jianbao import continuation, ngrams
from jianbao.order import edges, evidence, headings
from jianbao.order.arrays import Floats
from jianbao.order.edges import Unit
from jianbao.order.looks import Looks

JOIN, FOLLOW = 1, 2  # what a true link is: a broken paragraph goes on, the next one follows


def simulated(unseen: list[list[str]], rng: random.Random) -> Iterator[Page]:
    """Yield page after page, each article scrambled anew in every round."""
    while True:
        rng.shuffle(unseen)
        yield from filter(None, (simulate(article, rng) for article in unseen))


@dataclass(frozen=True)
class Case:
    """A page's evidence with its answers: the kind of each candidate pair (0: none)."""

    pairs: evidence.Pairs
    begins: Floats
    stops: Floats
    answers: npt.NDArray[np.int64]


def units(page: Page) -> tuple[list[Unit], list[tuple[int, int]]]:
    """Give the body fragments of a page, and the (paragraph, part) of each."""
    out, keys = [], []
    above: tuple[str, ...] = ()
    for scrap in page.scraps:
        if scrap.heading:
            above += (scrap.text,)
            continue
        out.append(Unit(scrap.text, above))
        keys.append((scrap.block, scrap.part))
        above = ()
    return out, keys


def case(page: Page, table: ngrams.Ngrams) -> Case:
    """Compute the evidence of a page and mark the true pairs."""
    fragments, keys = units(page)
    seen = evidence.page(fragments, looks(fragments, table))
    pairs = evidence.pairs(seen, *evidence.candidates(len(fragments)))
    order = sorted(range(len(keys)), key=lambda i: keys[i])
    true = {}
    for a, b in pairwise(order):
        if page.flow[keys[a][0]] == page.flow[keys[b][0]]:
            true[a, b] = JOIN if keys[a][0] == keys[b][0] else FOLLOW
    answers = [true.get(pair, 0) for pair in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)]
    return Case(pairs, edges.begins(seen.edges, seen.headed), edges.stops(seen.edges, seen.headed), np.array(answers))


def looks(fragments: Sequence[Unit], table: ngrams.Ngrams) -> Looks:
    """Read the fragments with the n-grams of a training run, and the network that ships."""
    return Looks([fragment.text for fragment in fragments], table, continuation.load())


def slots(page: Page) -> tuple[list[str], list[float], list[headings.Slot], list[int]]:
    """Give the headings of a page, their printed places, the slots in reading order, and the right slot of each."""
    texts, printed, keys = [], [], []
    body: list[Scrap] = []
    for scrap in page.scraps:
        if scrap.heading:
            texts.append(scrap.text)
            printed.append(len(body) - 0.5)
            keys.append(scrap.block)
        else:
            body.append(scrap)
    order = sorted(range(len(body)), key=lambda i: (body[i].block, body[i].part))
    out: list[headings.Slot] = []
    blocks: list[int] = []
    for i in order:
        if blocks and blocks[-1] == body[i].block:
            out[-1] = replace(out[-1], text=out[-1].text + body[i].text, units=(*out[-1].units, i))
            continue
        flow = bool(blocks) and page.flow[blocks[-1]] != page.flow[body[i].block]
        out.append(headings.Slot(body[i].text, (i,), flow))
        blocks.append(body[i].block)
    right = [next((s for s, block in enumerate(blocks) if block > key), -1) for key in keys]
    return texts, printed, out, right
