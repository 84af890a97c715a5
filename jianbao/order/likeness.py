"""How alike texts are in vocabulary: rare character pairs that they share."""

import functools
from collections.abc import Callable, Mapping

import numpy as np
from scipy import sparse

from jianbao import ngrams
from jianbao.order.arrays import Floats, Ints

AROUND = 3  # fragments on either side whose vocabulary is compared together
_BINS = 1 << 14  # hashed character pairs
_BLOCK = 256  # fragments compared at once

Products = Callable[[int, int], Floats]
"""Gives the products of the vectors of fragments, from one to another, all with all."""


@functools.lru_cache(maxsize=2)  # headings and captions are both compared with the paragraphs
def vocabulary(texts: tuple[str, ...], table: ngrams.Ngrams) -> sparse.csr_array:
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
    places = (cells % _BINS).astype(np.int32), starts.astype(np.int32)  # products take half as long as with 64 bits
    return _unit(sparse.csr_array((data, *places), shape=(len(texts), _BINS)))


def sections(headed: Floats) -> Ints:
    """Number the stretches between headings, an entry a fragment. `headed`: the headings printed before each."""
    return np.cumsum(headed > 0)


def cosines(products: Products, sections: Ints, left: Ints, right: Ints) -> tuple[Floats, Floats]:
    """Compare the vocabulary of pairs as `compared` does: of the fragments, and of what stands around them.

    `left` ascends, and `right` is never far from it: a page is compared block by block, not all with all.
    """
    alike, around = np.zeros(len(left)), np.zeros(len(left))
    for start in range(0, len(sections), _BLOCK):
        low, high = np.searchsorted(left, (start, start + _BLOCK))
        if low == high:
            continue
        first, last = max(0, start - AROUND + 1), min(int(right[low:high].max()) + AROUND, len(sections))
        pairs = left[low:high] - first, right[low:high] - first
        both = compared(products(first, last), sections[first:last])
        alike[low:high], around[low:high] = both[0][pairs], both[1][pairs]
    return alike, around


def compared(products: Floats, sections: Ints) -> tuple[Floats, Floats]:
    """Compare the vocabulary of every fragment with that of every other: the cosine, rare pairs weighing more.

    Once of the fragments alone, once of what is printed up to the one and from the other on: as far as AROUND
    fragments, and the next heading. Their sums need not be made: the product of sums is the sum of the products.
    """
    behind, ahead = _up_to(products, sections), _from(products, sections)
    sizes = _up_to(behind.T, sections).diagonal(), _from(ahead.T, sections).diagonal()
    return products, _from(behind.T, sections).T / np.maximum(np.sqrt(np.outer(*sizes)), 1e-9)


def _up_to(rows: Floats, sections: Ints) -> Floats:
    """Sum every row and those up to it, AROUND in all, of the same section."""
    out = rows.copy()
    for back in range(1, AROUND):
        out[back:] += rows[:-back] * (sections[back:] == sections[:-back])[:, None]
    return out


def _from(rows: Floats, sections: Ints) -> Floats:
    """Sum every row and those from it on, AROUND in all, of the same section."""
    return _up_to(rows[::-1], sections[::-1])[::-1]


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
