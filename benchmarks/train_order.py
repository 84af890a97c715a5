"""Fit the weights of the joins (`jianbao.order`) on simulated pages, and write `jianbao/data/order/weights.yaml`.

    python benchmarks/train_order.py CORPUS.jsonl[.gz] [--pages 600] [--ngrams FILE]

Use n-grams counted on the first part of the corpus (`count_ngrams.py --part 7/10 --out FILE`): the pages are made of
the articles after it, so that no cut is scored by counts it has itself contributed to.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from count_ngrams import articles
from scipy.optimize import minimize
from simulate import Page, Scrap, simulate

from jianbao import ngrams
from jianbao.order import evidence, headings, matching

OUT = Path(__file__).parent.parent / "jianbao/data/order/weights.yaml"
GROUPS = ("join", "follow", "begin", "stop")
NAMES = (evidence.JOIN, evidence.FOLLOW, evidence.BEGIN, evidence.STOP)
RATE, MARGIN = 0.02, 1.0
HEADER = """\
# format: for each kind of evidence, feature -> weight (log odds)
# source: fitted by benchmarks/train_order.py
# used by: jianbao/order
"""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A page's evidence with its answers: the kind of each candidate pair (0 none, 1 join, 2 follow)."""

    pairs: evidence.Pairs
    begins: Floats
    stops: Floats
    answers: npt.NDArray[np.int64]


def units(page: Page) -> tuple[list[evidence.Unit], list[tuple[int, int]]]:
    """Give the body fragments of a page, and the (paragraph, part) of each."""
    out, keys, heading = [], [], False
    for scrap in page.scraps:
        if scrap.heading:
            heading = True
            continue
        out.append(evidence.Unit(scrap.text, heading))
        keys.append((scrap.block, scrap.part))
        heading = False
    return out, keys


def case(page: Page, table: ngrams.Ngrams) -> Case:
    """Compute the evidence of a page and mark the true pairs."""
    fragments, keys = units(page)
    edge = evidence.edges(fragments, table)
    pairs = evidence.pairs(fragments, edge, table)
    order = sorted(range(len(keys)), key=lambda i: keys[i])
    true = {}
    for a, b in zip(order, order[1:], strict=False):
        same = keys[a][0] == keys[b][0]
        if page.flow[keys[a][0]] == page.flow[keys[b][0]]:
            true[a, b] = 1 if same else 2
    answers = [true.get(pair, 0) for pair in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)]
    return Case(pairs, evidence.begins(edge), evidence.stops(edge), np.array(answers))


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
            out[-1] = replace(out[-1], text=out[-1].text + body[i].text, last=i)
            continue
        flow = not blocks or page.flow[blocks[-1]] != page.flow[body[i].block]
        out.append(headings.Slot(body[i].text, i, i, flow))
        blocks.append(body[i].block)
    right = [next((s for s, block in enumerate(blocks) if block > key), -1) for key in keys]
    return texts, printed, out, right


def fit_headings(pages: list[Page], table: ngrams.Ngrams) -> Floats:
    """Fit the weights so that the true slot of each heading is the likely one."""
    rows: list[Floats] = []
    answers: list[int] = []
    for page in pages:
        texts, printed, places, right = slots(page)
        for (low, options), answer in zip(headings.options(texts, printed, places, table), right, strict=True):
            if low <= answer < low + len(options):
                rows.append(options)
                answers.append(answer - low)

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, gradient = 0.5 * float(weights @ weights), weights.copy()
        for options, answer in zip(rows, answers, strict=True):
            scores = options @ weights
            share = np.exp(scores - np.logaddexp.reduce(scores))
            value -= float(np.log(max(share[answer], 1e-300)))
            gradient += share @ options - options[answer]
        return value, gradient

    found = minimize(loss, np.zeros(len(headings.NAMES)), jac=True, method="L-BFGS-B")
    print(f"headings: loss {found.fun / len(rows):.3f} over {len(rows)}")
    return np.asarray(found.x)


@dataclass(frozen=True)
class Choices:
    """Rows of features, each an option of a choice; `group` numbers the choice, `kind` the weights that apply."""

    kind: int
    rows: Floats
    forward: npt.NDArray[np.int64]
    backward: npt.NDArray[np.int64]
    right: npt.NDArray[np.bool_]


def choices(cases: list[Case]) -> tuple[list[Choices], int]:
    """Lay out every choice of a successor (or the end) and of a predecessor (or the start) over all pages."""
    parts: dict[int, list[tuple[Floats, Any, Any, Any]]] = {k: [] for k in range(4)}
    base = 0
    for c in cases:
        n = len(c.begins)
        forward, backward = base + c.pairs.left, base + n + c.pairs.right
        for k, rows in ((0, c.pairs.join), (1, c.pairs.follow)):
            parts[k].append((rows, forward, backward, c.answers == k + 1))
        followed, preceded = np.zeros(n, bool), np.zeros(n, bool)
        followed[c.pairs.left[c.answers > 0]] = True
        preceded[c.pairs.right[c.answers > 0]] = True
        parts[2].append((c.begins, np.full(n, -1), base + n + np.arange(n), ~preceded))
        parts[3].append((c.stops, base + np.arange(n), np.full(n, -1), ~followed))
        base += 2 * n
    out = []
    for k, group in parts.items():
        rows, forward, backward, right = (np.concatenate(column) for column in zip(*group, strict=True))
        out.append(Choices(k, rows, forward, backward, right))
    return out, base


def fit(options: list[Choices], groups: int) -> list[Floats]:
    """Fit the weights so that true successors and predecessors are the likely ones among all options."""
    sizes = [len(names) for names in NAMES]
    cuts = np.cumsum(sizes)[:-1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = np.split(flat, cuts)
        scores = [o.rows @ w for o, w in zip(options, weights, strict=True)]
        total = np.zeros(groups)
        for o, s in zip(options, scores, strict=True):
            for side in (o.forward, o.backward):
                np.add.at(total, side[side >= 0], np.exp(np.clip(s[side >= 0], -50, 50)))
        value, gradients = 0.0, []
        for o, s in zip(options, scores, strict=True):
            pull = np.zeros(len(s))
            for side in (o.forward, o.backward):
                used = side >= 0
                share = np.exp(np.clip(s[used], -50, 50)) / total[side[used]]
                pull[used] += share - o.right[used]
                value -= float(np.log(np.maximum(share[o.right[used]], 1e-300)).sum())
            gradients.append(o.rows.T @ pull)
        return value + 0.5 * float((flat**2).sum()), np.concatenate(gradients) + flat

    found = minimize(loss, np.zeros(sum(sizes)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    print(f"loss {found.fun:.0f} over {groups} choices")
    return np.split(found.x, cuts)


def refine(cases: list[Case], weights: list[Floats], rounds: int = 8) -> list[Floats]:
    """Refine the weights so that the best assignment of each page is the true one (averaged structured perceptron).

    Wrong pairs are given a head start of MARGIN, so that the truth has to win clearly.
    """
    rng = random.Random(5)  # noqa: S311
    total = [np.zeros_like(w) for w in weights]
    steps = 0
    for turn in range(rounds):
        rng.shuffle(cases)
        rate, wrong = RATE / (1 + turn), 0
        for c in cases:
            scores = np.stack([c.pairs.join @ weights[0], c.pairs.follow @ weights[1]])
            scores += MARGIN * (np.array([[1], [2]]) != c.answers)
            begins, stops = c.begins @ weights[2], c.stops @ weights[3]
            gains = scores.max(axis=0) - stops[c.pairs.left] - begins[c.pairs.right]
            chosen = matching.best(c.pairs.left, c.pairs.right, gains, len(begins))
            kinds = np.zeros(len(gains), dtype=int)
            kinds[chosen] = scores[:, chosen].argmax(axis=0) + 1
            wrong += int((kinds != c.answers).sum())
            for side, true, guess in zip(weights, held(c, c.answers), held(c, kinds), strict=True):
                side += rate * (true - guess)
            for side, w in zip(total, weights, strict=True):
                side += w
            steps += 1
        print(f"round {turn}: {wrong} pairs wrong over {len(cases)} pages")
    return [side / steps for side in total]


def held(c: Case, kinds: npt.NDArray[np.int64]) -> list[Floats]:
    """Sum the features of an answer, one sum a group of weights."""
    free_right, free_left = np.ones(len(c.begins)), np.ones(len(c.begins))
    free_right[c.pairs.right[kinds > 0]] = 0
    free_left[c.pairs.left[kinds > 0]] = 0
    return [c.pairs.join[kinds == 1].sum(axis=0), c.pairs.follow[kinds == 2].sum(axis=0),
            free_right @ c.begins, free_left @ c.stops]


def simulated(unseen: list[list[str]], rng: random.Random) -> Iterator[Page]:
    """Yield page after page, each article scrambled anew in every round."""
    while True:
        rng.shuffle(unseen)
        yield from filter(None, (simulate(article, rng) for article in unseen))


def main() -> None:
    """Read the arguments, simulate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--ngrams", type=Path, required=True)
    parser.add_argument("--part", default="7/10")
    args = parser.parse_args()
    table = ngrams.unpack(args.ngrams.read_bytes())
    share, whole = map(int, args.part.split("/"))
    unseen = [article for at, article in enumerate(articles(args.corpus)) if at % whole >= share]
    pages = list(islice(simulated(unseen, random.Random(4)), args.pages))  # noqa: S311
    print(f"{len(pages)} pages")
    cases = [case(page, table) for page in pages]
    weights = refine(cases, fit(*choices(cases)))
    named = {
        group: dict(zip(names, np.round(w, 3).tolist(), strict=True))
        for group, names, w in zip(GROUPS, NAMES, weights, strict=True)
    }
    named["heading"] = dict(zip(headings.NAMES, np.round(fit_headings(pages, table), 3).tolist(), strict=True))
    OUT.write_text(HEADER + yaml.safe_dump(named, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
