"""Fit the weights of the joins (`jianbao.order`) on simulated pages, and write `jianbao/data/order/weights.yaml`.

    python -m benchmarks.train_order CORPUS.jsonl[.gz] --ngrams FILE [--pages 600] [--part 7/10]

Use n-grams counted on the first part of the corpus (`count_ngrams.py --part 7/10 --out FILE`): the pages are made of
the articles after it, so that no cut is scored by counts it has itself contributed to.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks import fit_order
from benchmarks.corpus import paragraphs, parted, read
from benchmarks.order_truth import case, looks, simulated, slots, units
from benchmarks.simulate import Page
from jianbao import lexicon, ngrams
from jianbao.order import headings, matching, resume
from jianbao.order.arrays import Floats

OUT = Path(__file__).parent.parent / "jianbao/data/order/weights.yaml"
GROUPS = ("join", "follow", "begin", "stop")
# Chosen by hand, not fitted: what `settle.Bodily`, `matching.Weights` and `headings.Weights` say of them.
LIMITS = {
    "doubtful body": 0.02,
    "no join": 0.1,
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


def fit_headings(pages: Sequence[Page], table: ngrams.Ngrams) -> Floats:
    """Fit the weights so that the true slot of each heading is the likely one."""
    cases: list[tuple[Floats, int]] = []
    for page in pages:
        texts, printed, places, right = slots(page)
        for (low, options), answer in zip(headings.options(texts, printed, places, table), right, strict=True):
            if low <= answer < low + len(options):
                cases.append((options, answer - low))
    weights, loss = fit_order.fit_choices(cases, len(headings.NAMES))
    print(f"headings: loss {loss / len(cases):.3f} over {len(cases)}")
    return weights


def fit_resumes(pages: Sequence[Page], table: ngrams.Ngrams, weights: matching.Weights) -> Floats:
    """Fit the weights so that what each stretch without a beginning truly does is the likely choice."""
    cases: list[tuple[Floats, int]] = []
    for page in pages:
        fragments, keys = units(page)
        order = sorted(range(len(keys)), key=lambda i: keys[i])
        before = {b: a for a, b in pairwise(order) if page.flow[keys[a][0]] == page.flow[keys[b][0]]}
        seen = looks(fragments, table)
        for choice in resume.choices(fragments, matching.links(fragments, seen, weights), seen):
            answer = before.get(choice.start, resume.FRONT if choice.start == order[0] else resume.BEGIN)
            if answer in choice.options:
                cases.append((choice.rows, choice.options.index(answer)))
    fitted, _ = fit_order.fit_choices(cases, len(resume.NAMES))
    right = np.mean([int((rows @ fitted).argmax()) == answer for rows, answer in cases])
    print(f"resumes: {right:.3f} of {len(cases)} right")
    return fitted


def calibrate(pages: Sequence[Page], table: ngrams.Ngrams, weights: matching.Weights) -> dict[str, float]:
    """Fit slope and offset by which the log odds of the joins found come true; print the curve."""
    said: list[float] = []
    right: list[bool] = []
    for page in pages:
        fragments, keys = units(page)
        for link in matching.links(fragments, looks(fragments, table), weights):
            if link.join:
                (a, part), (b, after) = keys[link.left], keys[link.right]
                said.append(min(max(link.confidence, 1e-6), 1 - 1e-6))
                right.append(a == b and after == part + 1)
    odds, true = np.log(np.array(said) / (1 - np.array(said))), np.array(right, dtype=float)
    slope, offset = fit_order.fit_calibration(odds, true)
    sure = 1 / (1 + np.exp(-(slope * odds + offset)))
    for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            promised, kept = sure[inside].mean(), true[inside].mean()
            print(f"joins said {low:.2f}-{high:.2f}: {inside.sum()}, {promised:.3f} on average, {kept:.3f} true")
    return {"slope": round(slope, 3), "offset": round(offset, 3)}


def fitted(pages: Sequence[Page], held: Sequence[Page], table: ngrams.Ngrams) -> dict[str, Any]:
    """Give every group of weights: links and headings fitted on `pages`, what is built on links on `held`."""
    links = fit_order.fit_links([case(page, table) for page in pages])
    groups: dict[str, Any] = {
        group: _named(names, weights) for group, names, weights in zip(GROUPS, fit_order.NAMES, links, strict=True)
    }
    groups["cut"] = lexicon.settings("order/weights")["cut"]  # which `train_cut` fits
    groups["heading"] = _named(headings.NAMES, fit_headings(pages, table))
    groups["calibration"], groups["limits"] = {"slope": 1.0, "offset": 0.0}, LIMITS
    groups["resume"] = _named(resume.NAMES, fit_resumes(held, table, matching.compiled(groups)))
    groups["calibration"] = calibrate(held, table, matching.compiled(groups))
    return groups


def _named(names: Iterable[str], weights: Floats) -> dict[str, float]:
    return dict(zip(names, np.round(weights, 3).tolist(), strict=True))


def main() -> None:
    """Read the arguments, simulate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--ngrams", type=Path, required=True)
    parser.add_argument("--part", default="7/10")
    args = parser.parse_args()
    _, unseen = parted([*map(paragraphs, read(args.corpus))], args.part)
    pages = list(islice(simulated(unseen, random.Random(4)), args.pages))  # noqa: S311
    held = list(islice(simulated(unseen, random.Random(6)), args.pages))  # noqa: S311
    print(f"{len(pages)} pages")
    groups = fitted(pages, held, ngrams.unpack(args.ngrams.read_bytes()))
    groups["body"] = lexicon.settings("order/weights")["body"]  # which `train_body` fits
    groups["sure"] = SURE
    OUT.write_text(HEADER + yaml.safe_dump(groups, allow_unicode=True, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
