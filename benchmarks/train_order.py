"""Fit the weights of the joins (`jianbao.order`) on simulated pages, and write `jianbao/data/order/weights.yaml`.

    python -m benchmarks.train_order CORPUS.jsonl[.gz] [--pages 600] [--ngrams FILE]

Use n-grams counted on the first part of the corpus (`count_ngrams.py --part 7/10 --out FILE`): the pages are made of
the articles after it, so that no cut is scored by counts it has itself contributed to.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml
from scipy.optimize import minimize

from benchmarks.count_ngrams import articles
from benchmarks.simulate import Page, Scrap, simulate
from jianbao import continuation, lexicon, ngrams
from jianbao.order import edges, evidence, headings, matching, resume
from jianbao.order.edges import Unit
from jianbao.order.looks import Looks

OUT = Path(__file__).parent.parent / "jianbao/data/order/weights.yaml"
GROUPS = ("join", "follow", "begin", "stop")
NAMES = (evidence.JOIN, evidence.FOLLOW, edges.BEGIN, edges.STOP)
STRENGTH = 5.0
FOLLOWS = 2  # the kind of a link that is no join
# Chosen by hand, not fitted: what `settle.Bodily`, `matching.Weights` and `headings.Weights` say of them.
LIMITS = {
    "doubtful body": 0.02,
    "no join": 0.1,
    "even body": 0.3,
    "unlikely join": 0.03,
    "clear order": 0.5,
    "heading as printed": 1.0,
    "heading of a flow": 2.0,
    "heading of a section": 4.0,
}
# Below these probabilities an editor is asked to look.
SURE = {"join": 0.9, "heading": 0.5, "role": 0.5}
HEADER = """\
# format: for each kind of evidence, feature -> weight (log odds)
# source: fitted by benchmarks/train_order.py, `body` by benchmarks/train_body.py
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
    seen = evidence.page(fragments, _looks(fragments, table))
    pairs = evidence.pairs(seen, *evidence.candidates(len(fragments)))
    order = sorted(range(len(keys)), key=lambda i: keys[i])
    true = {}
    for a, b in pairwise(order):
        same = keys[a][0] == keys[b][0]
        if page.flow[keys[a][0]] == page.flow[keys[b][0]]:
            true[a, b] = 1 if same else 2
    answers = [true.get(pair, 0) for pair in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)]
    return Case(pairs, edges.begins(seen.edges, seen.headed), edges.stops(seen.edges, seen.headed), np.array(answers))


def _looks(fragments: Sequence[Unit], table: ngrams.Ngrams) -> Looks:
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


def fit_resumes(pages: list[Page], table: ngrams.Ngrams, weights: matching.Weights) -> Floats:
    """Fit the weights so that what each stretch without a beginning truly does is the likely choice."""
    cases: list[tuple[Floats, int]] = []
    for page in pages:
        fragments, keys = units(page)
        order = sorted(range(len(keys)), key=lambda i: keys[i])
        before = {b: a for a, b in pairwise(order) if page.flow[keys[a][0]] == page.flow[keys[b][0]]}
        looks = _looks(fragments, table)
        for choice in resume.choices(fragments, matching.links(fragments, looks, weights), looks):
            answer = before.get(choice.start, resume.FRONT if choice.start == order[0] else resume.BEGIN)
            if answer in choice.options:
                cases.append((choice.rows, choice.options.index(answer)))

    def loss(w: Floats) -> tuple[float, Floats]:
        value, gradient = 0.5 * float(w @ w), w.copy()
        for rows, answer in cases:
            scores = rows @ w
            share = np.exp(scores - np.logaddexp.reduce(scores))
            value -= float(np.log(max(share[answer], 1e-300)))
            gradient += share @ rows - rows[answer]
        return value, gradient

    found = minimize(loss, np.zeros(len(resume.NAMES)), jac=True, method="L-BFGS-B")
    right = np.mean([int((rows @ found.x).argmax()) == answer for rows, answer in cases])
    print(f"resumes: {right:.3f} of {len(cases)} right")
    return np.asarray(found.x)


@dataclass(frozen=True)
class Table:
    """The true assignment of a page, and every swap of two of its parts.

    Row and column k belong to part k: a true link, a true stop, a true begin, or the spare part that lets a link be
    taken apart. `pair`, `begin` and `stop` tell which score stands in a cell (-1: none of that kind).
    """

    pair: npt.NDArray[np.int64]
    begin: npt.NDArray[np.int64]
    stop: npt.NDArray[np.int64]
    barred: npt.NDArray[np.bool_]
    kinds: npt.NDArray[np.int64]


def layout(c: Case) -> Table:
    """Lay out the true assignment of a page."""
    size = len(c.begins)
    true = np.flatnonzero(c.answers)
    lefts, rights = c.pairs.left[true], c.pairs.right[true]
    ends = np.setdiff1d(np.arange(size), lefts)
    heads = np.setdiff1d(np.arange(size), rights)
    none = -np.ones(len(heads) + 1, dtype=int)
    row = np.concatenate([lefts, ends, none])  # the fragment that is followed; -1: none
    column = np.concatenate([rights, -np.ones(len(ends), dtype=int), heads, [-1]])  # the one that follows
    where = -np.ones((size + 1, size + 1), dtype=int)
    where[c.pairs.left, c.pairs.right] = np.arange(len(c.answers))
    pair = where[row[:, None], column[None, :]]
    linked = (row[:, None] >= 0) & (column[None, :] >= 0)
    begin = np.where((row[:, None] < 0) & (column[None, :] >= 0), column[None, :], -1)
    stop = np.where((row[:, None] >= 0) & (column[None, :] < 0), row[:, None], -1)
    kinds = np.zeros(len(row), dtype=int)
    kinds[: len(true)] = c.answers[true]
    return Table(np.where(linked, pair, -1), begin, stop, linked & (pair < 0), kinds)


def fit(cases: list[Case]) -> list[Floats]:
    """Fit the weights so that no swap of two parts of the true assignment looks better than the truth."""
    sizes = [len(names) for names in NAMES]
    cuts = np.cumsum(sizes)[:-1]
    laid = [layout(c) for c in cases]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = np.split(flat, cuts)
        value, gradient = STRENGTH / 2 * float(flat @ flat), STRENGTH * flat
        for c, t in zip(cases, laid, strict=True):
            part, pulls = swaps(c, t, weights)
            value += part
            features = (c.pairs.join, c.pairs.follow, c.begins, c.stops)
            gradient = gradient + np.concatenate([pull @ rows for pull, rows in zip(pulls, features, strict=True)])
        return value, gradient

    found = minimize(loss, np.zeros(sum(sizes)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    print(f"loss {found.fun / len(cases):.3f} a page after {found.nit} steps")
    return np.split(found.x, cuts)


def swaps(c: Case, t: Table, weights: list[Floats]) -> tuple[float, tuple[Floats, Floats, Floats, Floats]]:
    """Give the loss of a page, and its derivative by the scores of joins, follows, begins and stops."""
    joins, follows = c.pairs.join @ weights[0], c.pairs.follow @ weights[1]
    begins, stops = c.begins @ weights[2], c.stops @ weights[3]
    either = np.logaddexp(joins, follows)
    cells = np.where(t.pair >= 0, either[t.pair], 0.0) + np.where(t.begin >= 0, begins[t.begin], 0.0)
    cells += np.where(t.stop >= 0, stops[t.stop], 0.0)
    own = cells.diagonal().copy()
    at = t.pair.diagonal()
    own = np.where(t.kinds == 1, joins[at], np.where(t.kinds == FOLLOWS, follows[at], own))
    worse = cells + cells.T - own[:, None] - own[None, :]
    worse[t.barred | t.barred.T] = -np.inf
    np.fill_diagonal(worse, -np.inf)
    share = 1 / (1 + np.exp(-np.clip(worse, -60, 60))) * np.isfinite(worse)
    # Of a true link, the other kind is a rival too.
    rival = np.where(t.kinds > 0, np.where(t.kinds == 1, follows[at] - joins[at], joins[at] - follows[at]), -np.inf)
    doubt = 1 / (1 + np.exp(-np.clip(rival, -60, 60))) * (t.kinds > 0)
    value = float(np.logaddexp(0, worse[np.isfinite(worse)]).sum() / 2 + np.logaddexp(0, rival[t.kinds > 0]).sum())
    pull_join, pull_follow = np.zeros(len(joins)), np.zeros(len(joins))
    pull_begin, pull_stop = np.zeros(len(begins)), np.zeros(len(stops))
    linked, as_join = t.pair >= 0, np.exp(joins - either)
    np.add.at(pull_join, t.pair[linked], share[linked] * as_join[t.pair[linked]])
    np.add.at(pull_follow, t.pair[linked], share[linked] * (1 - as_join[t.pair[linked]]))
    np.add.at(pull_begin, t.begin[t.begin >= 0], share[t.begin >= 0])
    np.add.at(pull_stop, t.stop[t.stop >= 0], share[t.stop >= 0])
    cost = share.sum(axis=1)
    for kind, mine, other in ((1, pull_join, pull_follow), (2, pull_follow, pull_join)):
        held = t.kinds == kind
        np.add.at(mine, at[held], -cost[held] - doubt[held])
        np.add.at(other, at[held], doubt[held])
    loose = t.kinds == 0
    for which, pull in ((t.begin.diagonal(), pull_begin), (t.stop.diagonal(), pull_stop)):
        used = loose & (which >= 0)
        np.add.at(pull, which[used], -cost[used])
    return value, (pull_join, pull_follow, pull_begin, pull_stop)


def calibrate(pages: list[Page], table: ngrams.Ngrams, weights: matching.Weights) -> dict[str, float]:
    """Fit slope and offset by which the log odds of the joins found come true; print the curve."""
    said: list[float] = []
    right: list[bool] = []
    for page in pages:
        fragments, keys = units(page)
        for link in matching.links(fragments, _looks(fragments, table), weights):
            if link.join:
                (a, part), (b, after) = keys[link.left], keys[link.right]
                said.append(min(max(link.confidence, 1e-6), 1 - 1e-6))
                right.append(a == b and after == part + 1)
    odds, true = np.log(np.array(said) / (1 - np.array(said))), np.array(right, dtype=float)

    def loss(w: Floats) -> float:
        scores = w[0] * odds + w[1]
        return float((np.logaddexp(0, scores) - true * scores).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    sure = 1 / (1 + np.exp(-(slope * odds + offset)))
    for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            promised, kept = sure[inside].mean(), true[inside].mean()
            print(f"joins said {low:.2f}-{high:.2f}: {inside.sum()}, {promised:.3f} on average, {kept:.3f} true")
    return {"slope": round(float(slope), 3), "offset": round(float(offset), 3)}


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
    weights = fit(cases)
    named = {
        group: dict(zip(names, np.round(w, 3).tolist(), strict=True))
        for group, names, w in zip(GROUPS, NAMES, weights, strict=True)
    }
    named["heading"] = dict(zip(headings.NAMES, np.round(fit_headings(pages, table), 3).tolist(), strict=True))
    held = list(islice(simulated(unseen, random.Random(6)), args.pages))  # noqa: S311
    named["calibration"], named["limits"] = {"slope": 1.0, "offset": 0.0}, LIMITS
    fitted = fit_resumes(held, table, matching.compiled(named))
    named["resume"] = dict(zip(resume.NAMES, np.round(fitted, 3).tolist(), strict=True))
    named["calibration"] = calibrate(held, table, matching.compiled(named))
    named["body"] = lexicon.settings("order/weights")["body"]  # which `train_body` fits
    named["sure"] = SURE
    OUT.write_text(HEADER + yaml.safe_dump(named, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
