"""How well one piece of text goes on in another: two small networks, one for what ends, one for what begins.

Each reads a dozen characters beside the cut and makes a vector of them; the product of the two vectors is the log
odds, up to a constant, that the texts were one. A vector that stands for "nothing" says so of the ends of a
paragraph. `benchmarks/train_continuation.py` trains them on any corpus of articles.
"""

import functools
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jianbao import lexicon, ngrams

WINDOW = 12
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """The weights, by name, and the row of each character by its code point, the last standing for all beyond.

    Row 0 is no character, row 1 an unknown one.
    """

    rows: Ints
    weights: Mapping[str, npt.NDArray[np.float32]]


@dataclass(frozen=True)
class Vectors:
    """A vector a text for how it ends and how it begins, and the scores of ending and beginning a paragraph."""

    ends: Floats
    begins: Floats
    stop: Floats
    start: Floats


def vectors(texts: Sequence[str], network: Network) -> Vectors:
    """Read the two edges of every text."""
    weights = network.weights
    ends = _tower([text[-WINDOW:].rjust(WINDOW, "\0") for text in texts], network, "A", "a")
    begins = _tower([text[:WINDOW].ljust(WINDOW, "\0") for text in texts], network, "B", "b")
    stop, start = ends @ weights["nr"] + weights["cn"][0], begins @ weights["nl"] + weights["cn"][1]
    return Vectors(ends, begins, stop, start)


def _tower(texts: Sequence[str], network: Network, upper: str, lower: str) -> Floats:
    weights = network.weights
    codes = ngrams.encode(texts).astype(np.int64)
    rows = network.rows[np.minimum(codes, len(network.rows) - 1)]
    seen = weights["E"][rows].reshape(len(texts), -1)
    hidden = np.maximum(seen @ weights[f"{upper}1"] + weights[f"{lower}1"], 0)
    return np.asarray(hidden @ weights[f"{upper}2"] + weights[f"{lower}2"], dtype=float)


@functools.cache
def load() -> Network:
    """Load the networks that ship with the program."""
    return unpack(lexicon.blob("order/continuation.npz"))


def unpack(data: bytes) -> Network:
    """Read networks from the bytes of an npz archive."""
    with np.load(io.BytesIO(data)) as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files if name != "vocab"}
        known = stored["vocab"].astype(np.int64)
    rows = np.ones(known.max() + 2, dtype=np.int64)
    rows[known], rows[0] = np.arange(len(known)) + 2, 0
    return Network(rows, weights)
