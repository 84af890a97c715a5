"""Shards: the postings of many terms, cut into files of like size that are fetched one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jianbao.search.packing import Numbers, gaps, packed, varints, widths


@dataclass(frozen=True)
class Shard:
    """A file of postings. `first` is its first term; `continued` says that the term began in the shard before."""

    first: int
    continued: bool
    data: bytes


@dataclass(frozen=True)
class _Lists:
    """Postings in the order term, block: `starts` is where each term's list begins."""

    terms: Numbers
    blocks: Numbers
    starts: NDArray[np.int64]


def shards(postings: NDArray[np.uint64], size: int) -> Iterator[Shard]:
    """Cut sorted postings, `term << 32 | block`, into shards of about `size` bytes before compression.

    A list longer than a shard goes on in the next: so it is split by range of blocks, and that is of articles.
    """
    if not len(postings):
        return
    terms, blocks = (postings >> np.uint64(32)).astype(np.uint32), postings.astype(np.uint32)
    fresh = np.flatnonzero(np.diff(terms, prepend=~terms[:1]))
    lists = _Lists(terms, blocks, fresh)
    cuts = _cuts(lists, size)
    for start, end in zip(cuts, [*cuts[1:], len(terms)], strict=True):
        yield _shard(lists, start, end)


def _cuts(lists: _Lists, size: int) -> list[int]:
    """Find where each shard starts: at the posting where the bytes before it pass a multiple of `size`."""
    cost = widths(_steps(lists.blocks, lists.starts))
    cost[lists.starts] += 1 + widths(gaps(lists.terms[lists.starts]))
    before = np.cumsum(cost, dtype=np.int64) - cost
    wanted = np.arange(0, int(before[-1]) + 1, size)
    cuts = np.searchsorted(before, wanted)
    return sorted(set(cuts.tolist()))


def _shard(lists: _Lists, start: int, end: int) -> Shard:
    low, high = np.searchsorted(lists.starts, [start, end]).tolist()
    heads = lists.starts[low:high]
    continued = not len(heads) or int(heads[0]) != start
    heads = np.concatenate([[start], heads]) if continued else heads
    sizes = np.diff(heads, append=end).astype(np.uint32)
    steps = _steps(lists.blocks[start:end], heads - start)
    counted = varints(np.array([len(heads)], np.uint32))
    data = counted + varints(gaps(lists.terms[heads])) + varints(sizes) + varints(steps)
    return Shard(int(lists.terms[start]), continued, packed(data))


def _steps(blocks: Numbers, starts: NDArray[np.int64]) -> Numbers:
    """Give the distance of each block from the one before it in its list; the first of a list from zero."""
    steps = gaps(blocks)
    steps[starts] = blocks[starts]
    return steps
