"""Fit the role model of `jianbao.roles`, and write its tables: `jianbao/data/roles/{weights,steps}.tsv`, `split.yaml`.

    python -m benchmarks.train_roles PAGES CORPUS.jsonl[.gz] [--simulated 9000] [--folds 4]

PAGES is a folder of `<id>.txt` with `<id>.gold.json` (blocks with `role` and `sources`, and the `article` they were
made of). CORPUS gives articles to dress as pages (`benchmarks.dress`), and kickers and titles, from which cutting a
head line in two is learned. With `--folds`, first prints what is right on pages held out, and how far the stated
probabilities can be trusted; pages of one article are held out together.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.optimize import minimize

from benchmarks import dress
from benchmarks.corpus import cleaned, read
from benchmarks.fit_chain import Case, fit
from jianbao import roles
from jianbao.align import cut
from jianbao.clean import clean
from jianbao.model import Piece, Seed, Sidecar, Source
from jianbao.roles import ROLES, Model
from jianbao.roles.chain import STATES
from jianbao.roles.features import Cues, features
from jianbao.roles.heads import head_spaces, split_features
from jianbao.roles.tables import cues, state_name

OUT = Path(__file__).parent.parent / "jianbao/data/roles"
REAL = 6.0  # how much a page of PAGES counts against a simulated one
CHANCE = 20261122  # the simulated pages are the same every time
BANDS = (0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.001)
HEADER = """\
# format: {format}
# source: fitted by benchmarks/train_roles.py
# used by: jianbao/roles
"""

Said = list[tuple[float, bool]]  # how sure of the likeliest role, and whether it was right


def seed(path: Path) -> Seed:
    """Read a page as a seed."""
    lines = tuple(path.read_text("utf-8").split("\n"))
    return Seed(path.stem, Source(path.name, "", "utf-8", len(lines), 0), lines, Sidecar())


def page(path: Path, gold: Mapping[str, Any]) -> tuple[list[Piece], list[int]]:
    """Give the pieces of a page, cut as in its gold, and the number of the role of each."""
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
            text, first = line.text[at[0] : at[-1] + 1], start == starts[0]
            blank = line.number - last - 1 if first else 0
            pieces.append(Piece(line.number, text, cut(line.runs, at[0], at[-1] + 1), {}, blank, first))
            answers.append(ROLES.index(role))
        last = line.number
    return pieces, answers


def article_of(path: Path, gold: Mapping[str, Any]) -> str:
    """Name the article that a page was made of; pages of one article are held out together."""
    return str(gold.get("article", path.stem))


def real_pages(folder: Path, marks: Cues) -> list[tuple[str, Case]]:
    """Read the pages with known roles, each with the article it was made of."""
    out = []
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))
        pieces, answers = page(path, gold)
        out.append((article_of(path, gold), Case(features(pieces, marks), answers, REAL)))
    return out


def simulated(articles: Sequence[Mapping[str, Any]], count: int, marks: Cues) -> list[Case]:
    """Dress articles as pages."""
    rng = random.Random(CHANCE)  # noqa: S311 no secret
    out: list[Case] = []
    while len(out) < count:
        items = dress.page(dress.drawn(articles, rng), articles, rng)
        pieces = dress.pieces(items or [], rng)
        if items and len(pieces) == len(items):
            out.append(Case(features(pieces, marks), [ROLES.index(item.role) for item in items]))
    return out


# --- cutting a head line in two --------------------------------------------------------------------------------------


def head_lines(articles: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """Yield head lines with the place of their cut: a kicker before a title, or 0 for a title with a space in it."""
    for article in articles:
        title, kicker = (cleaned(article.get(name, "")) for name in ("title", "kicker"))
        if kicker and title and "——" not in kicker + title:
            yield f"{kicker} {title}", len(kicker)
        if "——" not in title:
            yield title, 0


def fit_split(articles: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Fit the logistic regression that finds the cut of a head line; each space of a line is an example."""
    rows, answers = [], []
    for text, cut_at in head_lines(articles):
        for at in head_spaces(text):
            rows.append(split_features(text, at))
            answers.append(at == cut_at)
    names = sorted({name for row in rows for name in row})
    x, y = np.array([[row.get(name, 0.0) for name in names] for row in rows]), np.array(answers, dtype=float)

    def loss(w: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[float, np.ndarray[Any, np.dtype[np.float64]]]:
        z = x @ w
        return float(np.logaddexp(0, z).sum() - (y * z).sum() + (w**2).sum()), x.T @ (1 / (1 + np.exp(-z)) - y) + 2 * w

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    print(f"head lines: {len(y)} spaces, {((x @ w > 0) == (y > 0)).mean():.3f} right")
    return dict(zip(names, np.round(w, 2).tolist(), strict=True))


# --- how good it is --------------------------------------------------------------------------------------------------


def judged(model: Model, cases: Iterable[Case], name: str) -> Said:
    """Print what share of pieces gets its role, and what is taken for what; give how sure each was and if rightly."""
    said: Said = []
    wrong: Counter[str] = Counter()
    for case in cases:
        for answer, row in zip(case.answers, roles.probabilities(case.rows, model), strict=True):
            best = int(row.argmax())
            said.append((float(row[best]), best == answer))
            wrong[f"{ROLES[answer]}>{ROLES[best]}"] += best != answer
    right = sum(ok for _, ok in said)
    print(
        f"{name}: {right / len(said):.4f} of {len(said)} right;", *(f"{pair} {n}" for pair, n in wrong.most_common(8))
    )
    return said


def reliability(said: Said) -> None:
    """Print, for bands of the stated probability, the mean of what was stated and the share that was right."""
    for low, high in pairwise(BANDS):
        band = [(chance, ok) for chance, ok in said if low <= chance < high]
        if band:
            stated, right = (sum(column) / len(band) for column in zip(*band, strict=True))
            print(f"  {low:.2f}-{min(high, 1):.2f}  said {stated:.3f}  right {right:.3f}  of {len(band)}")


def validate(real: Sequence[tuple[str, Case]], made: Sequence[Case], folds: int) -> None:
    """Hold out every page once, with all pages of its article; also judge weights that saw no real page at all."""
    reliability(judged(fit(made), [case for _, case in real], "simulated pages alone"))
    names = sorted({article for article, _ in real})
    said: Said = []
    for fold in range(folds):
        out = set(names[fold::folds])
        model = fit([*made, *(case for article, case in real if article not in out)])
        said += judged(model, [case for article, case in real if article in out], f"fold {fold + 1}")
    reliability(said)


# --- writing ---------------------------------------------------------------------------------------------------------


def write(model: Model, split: Mapping[str, float]) -> None:
    """Write the tables that the program loads."""
    rows = [
        "\t".join([name, *(f"{weight:.2f}" for weight in model.features[at])])
        for name, at in sorted(model.rows.items())
    ]
    head = HEADER.format(format="feature, and its weight for each role (log odds)")
    _write("weights.tsv", head, "\t".join(["feature", *ROLES]), rows)
    names = [*map(state_name, STATES)]
    steps = [(names[a], names[b], model.steps[a, b]) for a, b in product(range(len(names)), repeat=2)]
    steps += [("begin", name, weight) for name, weight in zip(names, model.begin, strict=True)]
    steps += [(name, "end", weight) for name, weight in zip(names, model.end, strict=True)]
    lines = sorted("\t".join([a, b, f"{weight:.2f}"]) for a, b, weight in steps if np.isfinite(weight))
    head = HEADER.format(format="state, next, weight: how well a role follows another on a page (log odds)")
    _write("steps.tsv", head + "# key: state, next\n# order: by whole line\n", "state\tnext\tweight", lines)
    body = yaml.safe_dump(dict(split), allow_unicode=True, width=100)
    (OUT / "split.yaml").write_text(HEADER.format(format="feature -> weight (log odds)") + body, "utf-8")
    print(f"{OUT}: {len(rows)} features")


def _write(name: str, head: str, columns: str, rows: Sequence[str]) -> None:
    (OUT / name).write_text("\n".join([head + columns, *rows]) + "\n", "utf-8")


def main() -> None:
    """Read the arguments, cross-validate, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--simulated", type=int, default=9000)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    articles, marks = [*read(args.corpus)], cues()
    real, made = real_pages(args.pages, marks), simulated(articles, args.simulated, marks)
    if args.folds:
        validate(real, made, args.folds)
    write(fit([*made, *(case for _, case in real)]), fit_split(articles))


if __name__ == "__main__":
    main()
