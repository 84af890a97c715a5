"""Fit when a page is cut at all (`jianbao.order.matching`): the `cut` weights of `order/weights.yaml`.

    python -m benchmarks.train_cut CORPUS.jsonl[.gz] --ngrams FILE [--part 7/10] [--pages 1500]

The joins that are found on simulated pages stand against those that are found in the same articles as they were
printed, none of which is one. Run it after `train_roles` and `train_order`, with the n-grams of the latter.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize

from benchmarks.corpus import paragraphs, parted, read
from benchmarks.order_truth import looks, simulated, units
from benchmarks.train_order import HEADER, OUT
from jianbao import clean, continuation, hanzi, lexicon, ngrams, roles
from jianbao import read as reading
from jianbao.model import Sidecar
from jianbao.order import matching, settle
from jianbao.order.arrays import Floats
from jianbao.order.looks import Looks

CHANCE = 12


def cut(articles: list[list[str]], table: ngrams.Ngrams) -> Iterator[Floats]:
    """Yield the evidence of simulated pages (`matching.cuts`), each as if it were cut at some of its places alone."""
    weights, rng = matching.compiled(lexicon.settings("order/weights")), random.Random(CHANCE)  # noqa: S311 no secret
    for page in simulated(articles, rng):
        fragments, _ = units(page)
        rows = matching.cuts(fragments, matching.choice(fragments, looks(fragments, table), weights))
        if len(rows):
            yield np.delete(rows, rng.sample(range(len(rows)), rng.randint(0, len(rows) - 1)), axis=0)


def whole(articles: Sequence[Mapping[str, Any]], table: ngrams.Ngrams) -> Iterator[Floats]:
    """Yield the evidence of articles as they were printed, where there would be a join."""
    fitted = lexicon.settings("order/weights")
    weights, bodily = matching.compiled(fitted), settle.compiled(fitted)
    for article in articles:
        text = f"{article['title']}\n{article['text']}"
        lines, _ = clean.clean(reading.read("article.txt", text.encode(), Sidecar()))
        pieces = [piece for piece in roles.roles(lines) if not piece.why]
        seen = Looks([hanzi.fold(piece.text) for piece in pieces], table, continuation.load())
        decided = settle.settle(pieces, seen, weights, bodily)
        body = [i for i, role in enumerate(decided) if role in settle.BODY]
        fragments = settle.units(pieces, decided, body)
        if len(fragments) > 1:
            rows = matching.cuts(fragments, matching.choice(fragments, seen, weights))
            if len(rows):
                yield rows


def fit(pages: Sequence[Floats], articles: Sequence[Floats]) -> Floats:
    """Fit the weights so that pages are cut and articles whole, all pages together for as much as all articles."""
    rows = np.vstack([*pages, *articles])
    starts = np.cumsum([0, *map(len, (*pages, *articles))])[:-1]

    def loss(weights: Floats) -> float:
        # The negative logarithm of the chance of being whole (`matching.uncut`).
        whole = np.add.reduceat(np.logaddexp(0, rows @ weights), starts)
        missed = -np.log(-np.expm1(-np.maximum(whole[: len(pages)], 1e-9)))
        return float(missed.mean() + whole[len(pages) :].mean() + 1e-3 * weights @ weights)

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), method="BFGS").x)


def main() -> None:
    """Read the arguments, gather, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--ngrams", type=Path, required=True)
    parser.add_argument("--part", default="7/10")
    parser.add_argument("--pages", type=int, default=1500)
    args = parser.parse_args()
    table = ngrams.unpack(args.ngrams.read_bytes())
    _, unseen = parted([*read(args.corpus)], args.part)
    pages = list(islice(cut([*map(paragraphs, unseen)], table), args.pages))
    articles = list(whole(unseen, table))
    weights = fit(pages, articles)
    for name, some in (("pages", pages), ("articles", articles)):
        taken = sum(matching.uncut(rows, weights) <= matching.EVEN for rows in some)
        print(f"{taken} of {len(some)} {name} are taken for cut")
    settings = dict(lexicon.settings("order/weights"))
    settings["cut"] = dict(zip(matching.CUT, np.round(weights, 3).tolist(), strict=True))
    OUT.write_text(HEADER + yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
