"""Shards: the postings of many terms, cut into files of like size that are fetched one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jianbao.search.packing import Numbers, Varints, gaps, widths

_HIGH = np.uint64(32)
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Shard:
    """A file of postings, not yet packed. `first` is its first term, `continued` when that began in the one before."""

    first: int
    continued: bool
    data: bytes


def shards(postings: NDArray[np.uint64], size: int) -> Iterator[Shard]:
    """Cut sorted postings, `term << 32 | block`, into shards of about `size` bytes before compression.

    A list longer than a shard goes on in the next: so it is split by range of blocks, and that is of articles.
    """
    if not len(postings):
        return
    terms, blocks = (postings >> _HIGH).astype(np.uint32), postings.astype(np.uint32)
    fresh = np.diff(terms, prepend=~terms[:1]) != 0
    starts = np.flatnonzero(fresh)
    steps = _restarted(gaps(blocks), blocks, starts)
    cuts = _cuts(steps, gaps(terms[starts]), starts, size)
    begun = fresh[cuts]
    # From here on a list that is cut counts as two.
    fresh[cuts] = True
    heads = np.flatnonzero(fresh)
    inside = np.searchsorted(heads, cuts)
    edges = np.append(inside, len(heads))
    counts = Varints(np.diff(edges).astype(np.uint32))
    named = Varints(_restarted(gaps(terms[heads]), terms[heads], inside))
    sizes = Varints(np.diff(heads, append=len(terms)).astype(np.uint32))
    listed = Varints(_restarted(steps, blocks, cuts))
    for number, (low, high) in enumerate(pairwise(edges.tolist())):
        cut, end = int(cuts[number]), int(heads[high]) if high < len(heads) else len(terms)
        data = counts.cut(number, number + 1) + named.cut(low, high) + sizes.cut(low, high) + listed.cut(cut, end)
        yield Shard(int(terms[cut]), not begun[number], data)


def _restarted(steps: Numbers, values: Numbers, starts: Places) -> Numbers:
    """Give distances that begin anew, from zero, at `starts`."""
    steps = steps.copy()
    steps[starts] = values[starts]
    return steps


def _cuts(steps: Numbers, terms: Numbers, starts: Places, size: int) -> Places:
    """Find where each shard starts: at the posting where the bytes before it pass a multiple of `size`."""
    cost = widths(steps)
    cost[starts] += 1 + widths(terms)
    before = np.cumsum(cost, dtype=np.int64) - cost
    found: Places = np.searchsorted(before, np.arange(0, int(before[-1]) + 1, size))
    distinct: Places = found[np.diff(found, prepend=-1) != 0]
    return distinct
