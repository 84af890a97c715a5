"""Fit the role model of `jianbao.roles` on pages with known roles, and write `jianbao/data/roles/weights.yaml`.

    python -m benchmarks.train_roles PAGES CORPUS.jsonl[.gz] [--folds 5]

PAGES is a folder of `<id>.txt` with `<id>.gold.json` (blocks with `role` and `sources`). CORPUS gives kickers and
titles, from which cutting a head line in two is learned. With `--folds`, prints the accuracy on pages held out.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize

from jianbao import roles
from jianbao.align import cut
from jianbao.clean import RULES, clean
from jianbao.model import Piece, Seed, Sidecar, Source

OUT = Path(__file__).parent.parent / "jianbao/data/roles/weights.yaml"
RARE, STRENGTH = 4, 0.5
HEADER = """\
# format: features: name -> a weight per role, in the order {order}; split: feature -> weight
# source: fitted by benchmarks/train_roles.py
# used by: jianbao/roles.py
"""


def seed(path: Path) -> Seed:
    """Read a page as a seed."""
    lines = tuple(path.read_text("utf-8").split("\n"))
    return Seed(path.stem, Source(path.name, "", "utf-8", len(lines), 0), lines, Sidecar())


def page(path: Path) -> tuple[list[Piece], list[int]]:
    """Give the pieces of a page, cut as in its gold, and the number of the role of each."""
    gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
    spans = {(s["line"], s["start"]): (s["end"], b["role"]) for b in gold["blocks"] for s in b["sources"]}
    pieces, answers = [], []
    last = 0
    for line in clean(seed(path))[0]:
        starts = sorted(start for number, start in spans if number == line.number)
        for start in starts:
            end, role = spans[line.number, start]
            at = [
                run.at + p - run.start
                for run in line.runs
                for p in range(run.start, run.start + run.size)
                if start <= p < end
            ]
            if not at:
                continue
            text = line.text[at[0] : at[-1] + 1]
            blank = line.number - last - 1 if start == starts[0] else 0
            pieces.append(Piece(line.number, text, cut(line.runs, at[0], at[-1] + 1), {}, blank))
            answers.append(roles.ROLES.index(role))
        last = line.number
    return pieces, answers


def fit(rows: Sequence[set[str]], answers: Sequence[int]) -> dict[str, list[float]]:
    """Fit a softmax regression with a quadratic penalty; features seen on fewer than RARE pieces are left out."""
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        x[i, [index[name] for name in row if name in index]] = 1
    y = np.eye(len(roles.ROLES))[list(answers)]
    shape = (len(names), len(roles.ROLES))

    def loss(flat: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[float, np.ndarray[Any, np.dtype[np.float64]]]:
        weights = flat.reshape(shape)
        scores = x @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        gradient = x.T @ (np.exp(logs) - y) + STRENGTH * weights
        return float(-(logs * y).sum() + STRENGTH / 2 * (weights**2).sum()), gradient.ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, np.round(found.x.reshape(shape), 2).tolist(), strict=True))


def tidy(text: str) -> str:
    """Apply the cleaning rules."""
    for rule in RULES:
        text = rule(text)
    return text.strip()


def head_lines(corpus: Path) -> Iterator[tuple[str, int]]:
    """Yield head lines with the place of their cut: a kicker before a title, or 0 for a title with a space in it."""
    with (gzip.open if corpus.suffix == ".gz" else open)(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            title, kicker = (tidy(article.get(name, "")) for name in ("title", "kicker"))
            if kicker and title and "——" not in kicker + title:
                yield f"{kicker} {title}", len(kicker)
            if "——" not in title:
                yield title, 0


def fit_split(corpus: Path) -> dict[str, float]:
    """Fit the logistic regression that finds the cut of a head line; each space of a line is an example."""
    rows, answers = [], []
    for text, cut_at in head_lines(corpus):
        for at in roles.head_spaces(text):
            rows.append(roles.split_features(text, at))
            answers.append(at == cut_at)
    names = sorted({name for row in rows for name in row})
    x, y = np.array([[row.get(name, 0.0) for name in names] for row in rows]), np.array(answers, dtype=float)

    def loss(w: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[float, np.ndarray[Any, np.dtype[np.float64]]]:
        z = x @ w
        return float(np.logaddexp(0, z).sum() - (y * z).sum() + (w**2).sum()), x.T @ (1 / (1 + np.exp(-z)) - y) + 2 * w

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    print(f"head lines: {len(y)} spaces, {((x @ w > 0) == (y > 0)).mean():.3f} right")
    return dict(zip(names, np.round(w, 2).tolist(), strict=True))


def main() -> None:
    """Read the arguments, cross-validate, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    split = fit_split(args.corpus)
    empty = roles.compiled({"features": {}, "split": split})
    pages = [page(path) for path in sorted(args.pages.glob("*.txt"))]
    rows = [roles.features(pieces, empty) for pieces, _ in pages]
    for fold in range(args.folds):
        validate(rows, [answers for _, answers in pages], fold, args.folds)
    features = fit([row for page_rows in rows for row in page_rows], [a for _, answers in pages for a in answers])
    body = yaml.safe_dump(
        {"features": features, "split": split}, allow_unicode=True, default_flow_style=None, width=200
    )
    OUT.write_text(HEADER.format(order=", ".join(roles.ROLES)) + body, "utf-8")
    print(f"{OUT}: {len(features)} features")


def validate(rows: Sequence[Sequence[set[str]]], answers: Sequence[Sequence[int]], fold: int, folds: int) -> None:
    """Print the accuracy on one fold of weights fitted on the others, and what is taken for what."""
    inside = [i for i in range(len(rows)) if i % folds != fold]
    weights = fit([row for i in inside for row in rows[i]], [a for i in inside for a in answers[i]])
    wrong: Counter[str] = Counter()
    total = 0
    for i in set(range(len(rows))) - set(inside):
        for row, answer in zip(rows[i], answers[i], strict=True):
            scores = np.array([weights[name] for name in sorted(row) if name in weights]).sum(axis=0)
            total += 1
            if int(scores.argmax()) != answer:
                wrong[f"{roles.ROLES[answer]}>{roles.ROLES[int(scores.argmax())]}"] += 1
    print(f"fold {fold}: {1 - wrong.total() / total:.4f}", *(f"{pair} {count}" for pair, count in wrong.most_common(9)))


if __name__ == "__main__":
    main()
