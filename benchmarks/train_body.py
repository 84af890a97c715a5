"""Fit when a piece of doubtful role is body text (`jianbao.order.settle`): the `body` weights of `order/weights.yaml`.

    python -m benchmarks.train_body PAGES CORPUS.jsonl[.gz] --ngrams FILE [--part 7/10] [--simulated 3000] [--folds 4]

PAGES and CORPUS are those of `train_roles`, the n-grams those of `train_order`; run it after both. The roles of a page
of PAGES are rated by weights that saw no page of its article, as those of a new page will be. Prints how many of their
doubtful pieces are told right when the pages of their article are held out here, too.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize

from benchmarks import dress, fit_chain, train_roles
from benchmarks.corpus import parted, read
from benchmarks.train_order import HEADER, OUT
from benchmarks.train_roles import article_of, page, real_pages
from jianbao import continuation, hanzi, lexicon, ngrams, roles
from jianbao.model import Piece, Role
from jianbao.order import matching, settle
from jianbao.order.arrays import Floats
from jianbao.order.looks import Looks
from jianbao.roles import ROLES, Model
from jianbao.roles.features import features

REAL, SIMULATED = 3.0, 0.5  # how much a piece of PAGES counts, and one of a dressed page
RATING = 1500  # simulated pages that the weights of roles are fitted on, here
CHANCE = 11


@dataclass(frozen=True)
class Doubts:
    """The doubtful pieces of a page: the evidence, a row a piece, and which of them are body text."""

    article: str
    rows: Floats
    body: Floats


def doubts(
    rater: Model, pieces: Sequence[Piece], true: Sequence[Role], table: ngrams.Ngrams, article: str = ""
) -> Doubts:
    """Rate the pieces of a page and gather what is known of the doubtful ones."""
    chances = roles.probabilities(features(pieces, roles.default().cues), rater)
    rated = [
        replace(p, roles=dict(zip(ROLES, row, strict=True))) for p, row in zip(pieces, chances.tolist(), strict=True)
    ]
    fitted = lexicon.settings("order/weights")
    weights, bodily = matching.compiled(fitted), settle.compiled(fitted)
    looks = Looks([hanzi.fold(piece.text) for piece in rated], table, continuation.load())
    which, rows = settle.doubts(rated, looks, weights, bodily)
    return Doubts(article, rows, np.array([true[i] in settle.BODY for i in which], dtype=float))


def measured(folder: Path, articles: Sequence[Mapping[str, Any]], folds: int) -> Iterator[Doubts]:
    """Yield the pages with known roles; their articles are in no count, so the whole table may judge them."""
    marks, table = roles.default().cues, ngrams.load()
    real, made = real_pages(folder, marks), train_roles.simulated(articles, RATING, marks)
    parts = folded([article for article, _ in real], folds)
    for k in range(folds):
        rater = fit_chain.fit([*made, *(case for article, case in real if parts[article] != k)])
        for path in sorted(folder.glob("*.txt")):
            gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
            article = article_of(path, gold)
            if parts[article] == k:
                pieces, answers = page(path, gold)
                yield doubts(rater, pieces, [ROLES[answer] for answer in answers], table, article)


def folded(articles: Iterable[str], folds: int) -> Mapping[str, int]:
    """Part articles into folds."""
    return {article: k % folds for k, article in enumerate(sorted(set(articles)))}


def simulated(articles: Sequence[Mapping[str, Any]], count: int, table: ngrams.Ngrams) -> Iterator[Doubts]:
    """Yield dressed pages."""
    rng = random.Random(CHANCE)  # noqa: S311 no secret
    while count:
        items = dress.page(dress.drawn(articles, rng), articles, rng)
        pieces = dress.pieces(items or [], rng)
        if items and len(pieces) == len(items):
            yield doubts(roles.default().model, pieces, [item.role for item in items], table)
            count -= 1


def fit(pages: Sequence[Doubts]) -> Floats:
    """Fit a logistic regression."""
    rows = np.vstack([doubt.rows for doubt in pages])
    body = np.concatenate([doubt.body for doubt in pages])
    counts = np.concatenate([np.full(len(doubt.body), REAL if doubt.article else SIMULATED) for doubt in pages])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        value = counts @ (np.logaddexp(0, scores) - body * scores) + 0.5 * weights @ weights
        return float(value), rows.T @ (counts * (1 / (1 + np.exp(-scores)) - body)) + weights

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x)


def held_out(real: Sequence[Doubts], dressed: Sequence[Doubts], folds: int) -> None:
    """Print how many pieces are told right, all pages of an article left out together."""
    fold = folded((page.article for page in real), folds)
    right = total = 0
    for k in range(folds):
        bodily = replace(
            settle.compiled(lexicon.settings("order/weights")),
            features=fit([*(doubt for doubt in real if fold[doubt.article] != k), *dressed]),
        )
        for one in (doubt for doubt in real if fold[doubt.article] == k):
            right += int((np.array(bodily.holds(one.rows)) == (one.body > 0)).sum())
            total += len(one.body)
    print(f"held out: {right} of {total} right")


def main() -> None:
    """Read the arguments, gather, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--ngrams", type=Path, required=True)
    parser.add_argument("--part", default="7/10")
    parser.add_argument("--simulated", type=int, default=3000)
    parser.add_argument("--folds", type=int, default=4)
    args = parser.parse_args()
    table = ngrams.unpack(args.ngrams.read_bytes())
    articles = [*read(args.corpus)]
    _, unseen = parted(articles, args.part)
    real, dressed = list(measured(args.pages, articles, args.folds)), list(simulated(unseen, args.simulated, table))
    held_out(real, dressed, args.folds)
    weights = fit([*real, *dressed])
    settings = dict(lexicon.settings("order/weights"))
    settings["body"] = dict(zip(settle.NAMES, np.round(weights, 3).tolist(), strict=True))
    OUT.write_text(HEADER + yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
