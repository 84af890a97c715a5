"""Train the two small networks of `jianbao.continuation`, and write `jianbao/data/order/continuation.npz`.

    python -m benchmarks.train_continuation CORPUS.jsonl[.gz] [--minutes 12] [--part 7/10]

A batch is a few articles cut at random places. Every left edge has to find its right edge among all those of the
batch, most of them from the same articles, and the other way round; edges of paragraphs have to find "nothing".
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.corpus import paragraphs, parted, read
from jianbao import ngrams
from jianbao.continuation import WINDOW

OUT = Path(__file__).parent.parent / "jianbao/data/order/continuation.npz"
SIZE, HIDDEN, VECTOR = 32, 256, 96
ARTICLES, CUTS = 8, 24  # of a batch
RARE, SHORTEST, FEWEST = 10, 16, 3
RATE = 2e-3
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Weights = dict[str, Floats]


@dataclass(frozen=True)
class Batch:
    """Edges as rows of characters; `after` and `before` name the partner of each, or the row past the last: none."""

    lefts: Ints
    rights: Ints
    after: npt.NDArray[np.int64]
    before: npt.NDArray[np.int64]


def batch(corpus: list[list[Ints]], rng: np.random.Generator) -> Batch:
    """Cut a few articles at random: seven in ten cuts inside paragraphs, the rest at their beginnings and ends."""
    lefts: list[Ints] = []
    rights: list[Ints] = []
    after: list[int] = []
    before: list[int] = []
    for pick in rng.integers(len(corpus), size=ARTICLES):
        for _ in range(CUTS):
            text = corpus[pick][rng.integers(len(corpus[pick]))]
            kind = rng.random()
            at = int(rng.integers(4, len(text) - 4))
            if kind < 0.7:  # noqa: PLR2004
                after.append(len(rights))
                before.append(len(lefts))
                lefts.append(_tail(text[:at]))
                rights.append(_head(text[at:]))
            elif kind < 0.85:  # noqa: PLR2004
                before.append(-1)
                rights.append(_head(text))
            else:
                after.append(-1)
                lefts.append(_tail(text))
    followed, led = np.array(after), np.array(before)
    followed[followed < 0], led[led < 0] = len(rights), len(lefts)
    return Batch(np.array(lefts), np.array(rights), followed, led)


def _tail(text: Ints) -> Ints:
    return np.pad(text[-WINDOW:], (max(0, WINDOW - len(text)), 0))


def _head(text: Ints) -> Ints:
    return np.pad(text[:WINDOW], (0, max(0, WINDOW - len(text))))


def fresh(vocabulary: int, rng: np.random.Generator) -> Weights:
    """Make weights to begin with."""
    shapes = {"E": (vocabulary, SIZE)}
    for upper in "AB":
        shapes |= {f"{upper}1": (WINDOW * SIZE, HIDDEN), f"{upper}2": (HIDDEN, VECTOR)}
    weights = {name: rng.normal(0, 1 / np.sqrt(shape[0]), shape) for name, shape in shapes.items()}
    weights["E"] = rng.normal(0, 0.3, shapes["E"])
    sizes = {"a1": HIDDEN, "a2": VECTOR, "b1": HIDDEN, "b2": VECTOR, "nl": VECTOR, "nr": VECTOR, "cn": 2}
    weights |= {name: np.zeros(size) for name, size in sizes.items()}
    return {name: value.astype(np.float32) for name, value in weights.items()}


def step(b: Batch, w: Weights) -> tuple[float, Weights]:
    """Give the loss of a batch, and its gradient."""
    seen_l, hidden_l, ends = _tower(b.lefts, w, "A", "a")
    seen_r, hidden_r, begins = _tower(b.rights, w, "B", "b")
    pairs = ends @ begins.T
    loss_f, pull_f = _choose(np.column_stack([pairs, ends @ w["nr"] + w["cn"][0]]), b.after)
    loss_b, pull_b = _choose(np.column_stack([pairs.T, begins @ w["nl"] + w["cn"][1]]), b.before)
    pull: Floats = pull_f[:, :-1] + pull_b[:, :-1].T
    by_end: Floats = pull @ begins + np.outer(pull_f[:, -1], w["nr"]).astype(np.float32)
    by_begin: Floats = pull.T @ ends + np.outer(pull_b[:, -1], w["nl"]).astype(np.float32)
    none = np.array([pull_f[:, -1].sum(), pull_b[:, -1].sum()])
    gradient: Weights = {"nr": ends.T @ pull_f[:, -1], "nl": begins.T @ pull_b[:, -1], "cn": none}
    left = _back(gradient, (seen_l, hidden_l, by_end), w, "A")
    right = _back(gradient, (seen_r, hidden_r, by_begin), w, "B")
    where = np.concatenate([b.lefts.ravel(), b.rights.ravel()])
    spread = sparse.csr_array(
        (np.ones(len(where), np.float32), (where, np.arange(len(where)))), shape=(len(w["E"]), len(where))
    )
    gradient["E"] = spread @ np.concatenate([left, right])
    return loss_f + loss_b, gradient


def _tower(rows: Ints, w: Weights, upper: str, lower: str) -> tuple[Floats, Floats, Floats]:
    seen = w["E"][rows].reshape(len(rows), -1)
    hidden = np.maximum(seen @ w[f"{upper}1"] + w[f"{lower}1"], 0)
    return seen, hidden, hidden @ w[f"{upper}2"] + w[f"{lower}2"]


def _choose(scores: Floats, right: npt.NDArray[np.int64]) -> tuple[float, Floats]:
    """Give the loss of choosing among columns, a choice a row, and its derivative."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(scores))
    pull = np.exp(logs)
    pull[rows, right] -= 1
    return -float(logs[rows, right].mean()), pull / len(scores)


def _back(gradient: Weights, made: tuple[Floats, Floats, Floats], w: Weights, upper: str) -> Floats:
    """Carry a derivative back through a tower into `gradient`; give that of the characters."""
    seen, hidden, pull = made
    lower = upper.lower()
    gradient[f"{upper}2"], gradient[f"{lower}2"] = hidden.T @ pull, pull.sum(axis=0)
    inner = (pull @ w[f"{upper}2"].T) * (hidden > 0)
    gradient[f"{upper}1"], gradient[f"{lower}1"] = seen.T @ inner, inner.sum(axis=0)
    return np.asarray((inner @ w[f"{upper}1"].T).reshape(-1, SIZE))


def train(corpus: list[list[Ints]], w: Weights, seconds: float, rng: np.random.Generator) -> None:
    """Train in place with Adam, the rate falling to nothing, for as long as told."""
    mean = {name: np.zeros_like(value) for name, value in w.items()}
    square = {name: np.zeros_like(value) for name, value in w.items()}
    begun, count, losses = time.monotonic(), 0, []
    while (spent := (time.monotonic() - begun) / seconds) < 1:
        count += 1
        loss, gradient = step(batch(corpus, rng), w)
        losses.append(loss)
        for name, pull in gradient.items():
            mean[name] += 0.1 * (pull - mean[name])
            square[name] += 0.002 * (pull * pull - square[name])
            scale = (1 - 0.9 ** min(count, 500)) * np.sqrt(1 / (1 - 0.998 ** min(count, 5000)))
            w[name] -= (RATE * max(0.03, 1 - spent) / scale * mean[name] / (np.sqrt(square[name]) + 1e-7)).astype(
                np.float32
            )
        if count % 2000 == 0:
            print(f"{count} batches: loss {np.mean(losses[-1000:]):.3f}", flush=True)


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--part", default="7/10")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    part, _ = parted([*map(paragraphs, read(args.corpus))], args.part)
    texts = [[ngrams.fold(text) for text in article if len(text) >= SHORTEST] for article in part]
    counts = Counter(char for article in texts for text in article for char in text)
    vocabulary = sorted(char for char, count in counts.items() if count >= RARE)
    row = {char: number for number, char in enumerate(vocabulary, 2)}
    corpus = [
        [np.array([row.get(char, 1) for char in text], dtype=np.int32) for text in article]
        for article in texts
        if len(article) >= FEWEST
    ]
    rng = np.random.default_rng(1)
    weights = fresh(len(vocabulary) + 2, rng)
    train(corpus, weights, args.minutes * 60, rng)
    stored = {name: value.astype(np.float16) for name, value in weights.items()}
    np.savez_compressed(args.out, allow_pickle=False, vocab=np.array([ord(char) for char in vocabulary]), **stored)


if __name__ == "__main__":
    main()
