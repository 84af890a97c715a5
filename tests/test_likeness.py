"""How alike the fragments of a page are, and the stretches around them."""

import numpy as np

from jianbao.order.arrays import Floats
from jianbao.order.evidence import candidates
from jianbao.order.likeness import AROUND, compared, cosines, sections

SIZE = 600  # more than are compared at once
RANDOM = np.random.default_rng(1)
VECTORS = RANDOM.random((SIZE, 40)) * (RANDOM.random((SIZE, 40)) < 0.2)
VECTORS[7] = 0  # a fragment without any pair of characters
SECTIONS = sections((RANDOM.random(SIZE) < 0.3).astype(float))


def stretch(fragments: range) -> Floats:
    """Sum the vocabulary of the fragments that are of one section with the first of a range, without a break."""
    same = [i for i in fragments if SECTIONS[i] == SECTIONS[fragments[0]]]
    return np.asarray(VECTORS[same].sum(axis=0))


def products(first: int, last: int) -> Floats:
    return VECTORS[first:last] @ VECTORS[first:last].T


def cosine(one: Floats, other: Floats) -> float:
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / size if size else 0.0


def test_stretches_are_compared_as_the_sums_of_their_fragments() -> None:
    _, around = compared(products(0, 50), SECTIONS[:50])
    for left in range(50):
        for right in range(50):
            behind, ahead = range(left, max(left - AROUND, -1), -1), range(right, min(right + AROUND, 50))
            assert np.isclose(around[left, right], cosine(stretch(behind), stretch(ahead)))


def test_pairs_are_compared_as_the_whole_page_is() -> None:
    left, right = candidates(SIZE)
    alike, around = cosines(products, SECTIONS, left, right)
    whole = compared(products(0, SIZE), SECTIONS)
    assert np.allclose(alike, whole[0][left, right])
    assert np.allclose(around, whole[1][left, right])
