"""How alike texts are in vocabulary: rare character pairs that they share."""

from collections.abc import Container, Mapping, Sequence

import numpy as np
from scipy import sparse

from jianbao import ngrams
from jianbao.order.arrays import Floats, Ints

AROUND = 3  # fragments on either side whose vocabulary is compared together
_BINS = 1 << 14  # hashed character pairs


def vocabulary(texts: Sequence[str], table: ngrams.Ngrams) -> sparse.csr_array:
    """Make a unit vector of each text, hashed character pairs weighed by their rarity in the corpus."""
    codes = ngrams.encode([ngrams.fold("\n".join(texts) + "\n")])[0]
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    keys = ngrams.keys(codes, 2)
    weight = np.log(table.total / (table.count(keys) + 1.0)) ** 2
    han = (codes[:-1] >= 0x3400) & (codes[1:] >= 0x3400) & (codes[:-1] < 0xA000) & (codes[1:] < 0xA000)  # noqa: PLR2004
    rows = np.repeat(np.arange(len(texts)), np.diff(bounds))[: len(keys)]
    matrix = sparse.csr_array((weight[han], (rows[han], keys[han] % _BINS)), shape=(len(texts), _BINS))
    matrix.data = np.sqrt(matrix.data)
    return _unit(matrix)


def surroundings(vectors: sparse.csr_array, headed: Floats) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Sum the vocabulary of the fragments printed up to each, and from each on, as far as the next heading."""
    size = len(headed)
    section = np.cumsum(headed > 0)
    rows, columns = [], []
    for step in range(AROUND):
        at = np.arange(size - step)
        same = at[section[at] == section[at + step]]
        rows.append(same)
        columns.append(same + step)
    row, column = np.concatenate(rows), np.concatenate(columns)
    near = sparse.csr_array((np.ones(len(row)), (row, column)), shape=(size, size))
    return _unit(sparse.csr_array(near.T @ vectors)), _unit(sparse.csr_array(near @ vectors))


def cosine(behind: sparse.csr_array, ahead: sparse.csr_array, left: Ints, right: Ints) -> Floats:
    """Compare the vocabulary of pairs: the cosine of their character pairs, rare ones weighing more."""
    return np.asarray(behind[left].multiply(ahead[right]).sum(axis=1), dtype=float).ravel()


def _unit(matrix: sparse.csr_array) -> sparse.csr_array:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=float).ravel())
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(norms, 1e-9)) @ matrix)


def wording(text: str, table: ngrams.Ngrams) -> Mapping[str, float]:
    """Weigh the character pairs of a heading by their rarity in the corpus."""
    found = sorted(pair for pair in pairs_in(text) if pair.isalnum())
    if not found:
        return {}
    counts = table.count(ngrams.keys(ngrams.encode([ngrams.fold(pair) for pair in found]), 2))[:, 0]
    return dict(zip(found, np.log(table.total / (counts + 1.0)).tolist(), strict=True))


def pairs_in(text: str) -> set[str]:
    """Give the character pairs of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def share(weights: Mapping[str, float], words: Container[str]) -> float:
    """Give the share of a heading's wording, by weight, that a text holds: 0 to 1."""
    total = sum(weights.values())
    return sum(weight for pair, weight in weights.items() if pair in words) / total if total else 0.0
