"""How alike texts are in vocabulary: rare character pairs that they share."""

import functools
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from jianbao import ngrams
from jianbao.order.arrays import Floats, Ints

AROUND = 3  # fragments on either side whose vocabulary is compared together
_BINS = 1 << 14  # hashed character pairs
_BLOCK = 256  # fragments compared at once


def vocabulary(texts: Sequence[str], table: ngrams.Ngrams) -> sparse.csr_array:
    """Make a unit vector of each text, hashed character pairs weighed by their rarity in the corpus."""
    codes = ngrams.encode(["\n".join(texts) + "\n"])[0]
    rows = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    han = (codes >= 0x3400) & (codes < 0xA000)  # noqa: PLR2004
    at = np.flatnonzero(han[:-1] & han[1:])
    keys = ngrams.keys(codes, 2)[at]
    rarity = np.log(table.total / (table.count(keys) + 1.0)) ** 2
    cells, place = np.unique(rows[at] * _BINS + keys % _BINS, return_inverse=True)
    data = np.sqrt(np.bincount(place, rarity, len(cells)))
    starts = np.searchsorted(cells, np.arange(len(texts) + 1) * _BINS)
    return _unit(sparse.csr_array((data, cells % _BINS, starts), shape=(len(texts), _BINS)))


def surroundings(vectors: sparse.csr_array, headed: Floats) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Sum the vocabulary of the fragments printed up to each, and from each on, as far as the next heading."""
    at = np.arange(len(headed))
    section = np.cumsum(headed > 0)
    first = np.maximum(np.searchsorted(section, section), at - AROUND + 1)
    end = np.minimum(np.searchsorted(section, section, side="right"), at + AROUND)
    return _unit(_sums(vectors, first, at + 1)), _unit(_sums(vectors, at, end))


def _sums(vectors: sparse.csr_array, first: Ints, end: Ints) -> sparse.csr_array:
    """Sum for each row the rows from `first` up to `end`."""
    sizes = end - first
    starts = np.append(0, np.cumsum(sizes))
    rows = np.arange(starts[-1]) + np.repeat(first - starts[:-1], sizes)
    chosen = sparse.csr_array((np.ones(len(rows)), rows, starts), shape=(len(sizes), len(sizes)))
    return sparse.csr_array(chosen @ vectors)


def cosine(behind: sparse.csr_array, ahead: sparse.csr_array, left: Ints, right: Ints) -> Floats:
    """Compare the vocabulary of pairs: the cosine of their character pairs, rare ones weighing more.

    `left` ascends, and `right` is never far from it: a page is compared block by block, not all with all.
    """
    out = np.zeros(len(left))
    for start in range(0, behind.shape[0], _BLOCK):
        low, high = np.searchsorted(left, (start, start + _BLOCK))
        if low == high:
            continue
        first, last = int(right[low:high].min()), int(right[low:high].max()) + 1
        alike = (behind[start : start + _BLOCK] @ ahead[first:last].T).toarray()
        out[low:high] = alike[left[low:high] - start, right[low:high] - first]
    return out


def _unit(vectors: sparse.csr_array) -> sparse.csr_array:
    sizes = np.diff(vectors.indptr)
    norms = np.sqrt(np.bincount(np.repeat(np.arange(len(sizes)), sizes), vectors.data**2, len(sizes)))
    data = vectors.data / np.repeat(np.maximum(norms, 1e-9), sizes)
    return sparse.csr_array((data, vectors.indices, vectors.indptr), shape=vectors.shape)


@functools.lru_cache(maxsize=256)  # a heading is compared with fragments, stretches and slots in turn
def wording(text: str, table: ngrams.Ngrams) -> Mapping[str, float]:
    """Weigh the character pairs of a heading by their rarity in the corpus."""
    found = sorted(pair for pair in pairs_in(text) if pair.isalnum())
    if not found:
        return {}
    counts = table.count(ngrams.keys(ngrams.encode(found), 2))[:, 0]
    return dict(zip(found, np.log(table.total / (counts + 1.0)).tolist(), strict=True))


def pairs_in(text: str) -> set[str]:
    """Give the character pairs of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def share(weights: Mapping[str, float], text: str) -> float:
    """Give the share of a heading's wording, by weight, that a text holds: 0 to 1."""
    total = sum(weights.values())
    return sum(weight for pair, weight in weights.items() if pair in text) / total if total else 0.0
