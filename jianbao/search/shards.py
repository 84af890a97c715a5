"""Shards: the postings of many terms, cut into files of like size that are fetched one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jianbao.search.packing import HIGH, Numbers, Postings, Varints, fresh, gaps, widths

# A shard is cut, between these shares of the size asked for, at the list whose term has the least hash: so a list that
# grows moves no cut but the nearest, and the other files stay as they were.
_SHORTEST, _LONGEST = 0.75, 1.25
_SCATTER = np.uint32(2654435761)
# What the length of a list and the distance to its term take, about.
_HEAD = 3
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Shard:
    """A file of postings, not yet packed. `first` is its first term, `continued` when that began in the one before."""

    first: int
    continued: bool
    data: bytes


@dataclass(frozen=True)
class _Lists:
    """Sorted postings taken apart. `starts` are the places where a list begins, `steps` the gaps within each list."""

    terms: Numbers
    blocks: Numbers
    starts: Places
    steps: Numbers


def shards(rounds: Iterable[Postings], size: int) -> Iterator[Shard]:
    """Cut sorted postings, `term << 32 | block`, into shards of about `size` bytes before compression.

    They come in rounds, all of a term in one; where one round ends and the next begins leaves no trace. A list that is
    too long for a shard goes on in the next: so it is split by range of blocks, and that is of articles.
    """
    rest, before = np.zeros(0, np.uint64), -1
    for more in rounds:
        postings = np.concatenate([rest, more])
        lists = _lists(postings)
        cuts = _cuts(lists, size)
        yield from _between(lists, cuts, before)
        if cuts[-1]:
            before = int(lists.terms[cuts[-1] - 1])
        rest = postings[cuts[-1] :]
    if len(rest):
        yield from _between(_lists(rest), [0, len(rest)], before)


def _lists(postings: Postings) -> _Lists:
    terms, blocks = (postings >> HIGH).astype(np.uint32), postings.astype(np.uint32)
    starts = np.flatnonzero(fresh(terms))
    return _Lists(terms, blocks, starts, _restarted(gaps(blocks), blocks, starts))


def _cuts(lists: _Lists, size: int) -> list[int]:
    """Choose where shards start, as far as that is settled: after the last of them comes no more than one shard."""
    cost = widths(lists.steps)
    cost[lists.starts] += _HEAD
    after = np.cumsum(cost, dtype=np.int64)
    places = _places(lists, size // 2)
    # The bytes before each place; the first posting of a shard is left out of its size, as its width is its own.
    reach = after[places - 1]
    chance = lists.terms[places] * _SCATTER
    cuts = [0]
    while len(after) and after[-1] - after[cuts[-1]] > _LONGEST * size:
        base = after[cuts[-1]]
        low, high = np.searchsorted(reach, [base + _SHORTEST * size, base + _LONGEST * size + 1]).tolist()
        if low < high:
            cuts.append(int(places[low + chance[low:high].argmin()]))
        else:
            cuts.append(int(places[high - 1 if high and places[high - 1] > cuts[-1] else high]))
    return cuts


def _places(lists: _Lists, longest: int) -> Places:
    """Give the places where a shard may start but the first: where a list does, and inside a long one now and then."""
    ends = np.append(lists.starts[1:], len(lists.terms))
    long = ends - lists.starts > longest
    inside = [
        np.arange(start + longest, end, longest) for start, end in zip(lists.starts[long], ends[long], strict=True)
    ]
    return np.sort(np.concatenate([lists.starts[1:], *inside]))


def _between(lists: _Lists, cuts: Sequence[int], before: int) -> Iterator[Shard]:
    """Write the shards between `cuts`. `before` is the last term of the shard before them."""
    end = cuts[-1]
    bounds = np.array(cuts, np.int64)
    # From here on a list that is cut counts as two.
    head = np.zeros(end, bool)
    head[lists.starts[: np.searchsorted(lists.starts, end)]] = True
    head[bounds[:-1]] = True
    heads = np.flatnonzero(head)
    edges = np.searchsorted(heads, bounds)
    terms = lists.terms[heads]
    counts = Varints(np.diff(edges).astype(np.uint32))
    named = Varints(_restarted(gaps(terms), terms, edges[:-1]))
    sizes = Varints(np.diff(heads, append=end).astype(np.uint32))
    listed = Varints(_restarted(lists.steps[:end], lists.blocks, bounds[:-1]))
    for number, ((low, high), (cut, stop)) in enumerate(zip(pairwise(edges.tolist()), pairwise(cuts), strict=True)):
        first = int(lists.terms[cut])
        data = counts.cut(number, number + 1) + named.cut(low, high) + sizes.cut(low, high) + listed.cut(cut, stop)
        yield Shard(first, first == before, data)
        before = int(lists.terms[stop - 1])


def _restarted(steps: Numbers, values: Numbers, starts: Places) -> Numbers:
    """Give distances that begin anew, from zero, at `starts`."""
    steps = steps.copy()
    steps[starts] = values[starts]
    return steps
