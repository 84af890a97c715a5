"""Fit the weights of the joins (`jianbao.order`) on simulated pages, and write `jianbao/data/order/weights.yaml`.

    python benchmarks/train_order.py CORPUS.jsonl[.gz] [--pages 600] [--ngrams FILE]

Use n-grams counted on the first part of the corpus (`count_ngrams.py --part 7/10 --out FILE`): the pages are made of
the articles after it, so that no cut is scored by counts it has itself contributed to.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from count_ngrams import articles
from scipy.optimize import minimize
from simulate import Page, simulate

from jianbao import ngrams
from jianbao.order import evidence

OUT = Path(__file__).parent.parent / "jianbao/data/order/weights.yaml"
GROUPS = ("join", "follow", "begin", "stop")
NAMES = (evidence.JOIN, evidence.FOLLOW, evidence.BEGIN, evidence.STOP)
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
    weights = fit(*choices(cases))
    named = {
        group: dict(zip(names, np.round(w, 3).tolist(), strict=True))
        for group, names, w in zip(GROUPS, NAMES, weights, strict=True)
    }
    OUT.write_text(HEADER + yaml.safe_dump(named, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
