"""How likely Chinese news goes on in a given way: character n-grams counted in a news corpus.

The counts (`data/order/ngrams.bin`, described beside it) are hashed and pruned; `benchmarks/count_ngrams.py` makes
them. Texts are folded first: Simplified forms, any digit as 0, any Latin letter as a. Line ends count as characters,
so that the table also knows how paragraphs begin and end.
"""

import functools
import string
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from jianbao import hanzi, lexicon

ORDER = 5
_BUCKETS = 1 << 16
_UPPER = 22  # bits of a hash by which it is looked up
_REST = np.uint32(32 - _UPPER)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_SCALE = 8  # values are eighths of a binary logarithm
# A context seen n times may go on in about 6 n^0.7 ways, as far as there are so many characters.
_KINDS, _SPREAD, _MOST = 6.0, 0.7, 4000.0
_FLOOR = 1e-7  # the share of a character that the corpus does not hold
_LEVELS = np.exp2(np.arange(256) / _SCALE)

Codes = npt.NDArray[np.uint64]
Keys = npt.NDArray[np.uint32]
Scores = npt.NDArray[np.float64]


@functools.cache
def _folded() -> Keys:
    """Give what each character becomes, by code point."""
    latin = {ord(c): ord("a") for c in string.ascii_letters}
    folding = {**hanzi.folding(), **{ord(c): ord("0") for c in string.digits}, **latin}
    forms = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    forms[list(folding)] = list(folding.values())
    return forms


def fold(text: str) -> str:
    """Fold a text the way the table is counted, one for one.

    >>> fold("2020年，臺灣5G")
    '0000年，台湾0a'
    """
    return _points(text).tobytes().decode("utf-32-le", "surrogatepass")


def encode(texts: Sequence[str]) -> Codes:
    """Make a matrix of folded character codes from texts of one length, a row a text."""
    return _points("".join(texts)).astype(np.uint64).reshape(len(texts), -1)


def _points(text: str) -> Keys:
    points: Keys = _folded()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")]
    return points


def keys(codes: Codes, order: int) -> Keys:
    """Hash every n-gram of the given order along the last axis, which gets shorter by `order` - 1."""
    total = codes[..., : codes.shape[-1] - order + 1] + np.uint64(order)
    for offset in range(1, order):
        total = (total * _STEP ^ (total >> np.uint64(29))) + codes[..., offset : codes.shape[-1] - order + 1 + offset]
    total = (total ^ (total >> np.uint64(31))) * _STEP
    return (total >> np.uint64(32)).astype(np.uint32)


@dataclass(frozen=True, eq=False)  # told apart as a whole, so that what was looked up in them can be remembered
class Ngrams:
    """The table: sorted hashes, the count of each on a logarithmic scale, and the number of characters counted.

    `first` tells where the hashes that share their upper bits begin: hardly more than one to look at.
    """

    hashes: Keys
    levels: npt.NDArray[np.uint8]
    total: float
    first: npt.NDArray[np.int32]

    def count(self, hashes: Keys) -> Scores:
        """Look hashes up; 0 where the corpus, as pruned, does not hold them."""
        flat = hashes.ravel()
        bucket = flat >> _REST
        ends = self.first[bucket + np.uint32(1)]
        sizes = ends - self.first[bucket]
        # Every hash is compared with all of its bucket at once, the buckets laid side by side.
        asked = np.repeat(np.arange(len(flat)), sizes)
        at = np.arange(len(asked)) + np.repeat(ends - np.cumsum(sizes), sizes)
        hit = self.hashes[at] == flat[asked]
        out = np.zeros(len(flat))
        out[asked[hit]] = _LEVELS[self.levels[at[hit]]]
        return out.reshape(hashes.shape)

    def seen(self, codes: Codes, skip: int) -> list[Scores]:
        """Count the n-grams, order by order, that end at the last of the skipped characters or after it."""
        orders = range(1, min(ORDER, codes.shape[-1]) + 1)
        hashes = [keys(codes[..., max(0, skip - order) :], order) for order in orders]
        # One look-up for all: most rows are few, and a call costs more than its rows.
        counts = self.count(np.concatenate(hashes, axis=-1))
        ends = list(accumulate(some.shape[-1] for some in hashes))
        return [counts[..., start:end] for start, end in pairwise((0, *ends))]

    def log_prob(self, codes: Codes, skip: int) -> Scores:
        """Give, per row, the log probability of all but the first `skip` characters, each after those before it."""
        return np.asarray(self.blend(self.seen(codes, skip), codes.shape[-1] - skip).sum(axis=-1))

    def blend(self, seen: Sequence[Scores], size: int) -> Scores:
        """Give the log probability of the last `size` characters of each row, by what was `seen` of their n-grams.

        Orders are blended from short to long, each weighing by how often its context was seen.
        """
        prob = np.maximum(seen[0][..., -size:] / self.total, _FLOOR)
        for shorter, longer in pairwise(seen):
            before = shorter[..., :-1]
            rated = slice(-before.shape[-1], None)  # the characters with so long a context
            kinds = _KINDS * before**_SPREAD
            doubt = 1 + kinds / (1 + kinds / _MOST)
            prob[..., rated] = (longer[..., rated] + doubt * prob[..., rated]) / (before + doubt)
        return np.asarray(np.log(np.minimum(prob, 1.0)))


def pack(hashes: Keys, counts: npt.NDArray[np.int64], total: int) -> bytes:
    """Write a table of sorted hashes: the total, how many share each upper half, their lower halves, the levels."""
    sizes = np.bincount(hashes >> np.uint32(16), minlength=_BUCKETS).astype("<u2")
    levels = np.rint(np.log2(counts) * _SCALE).astype(np.uint8)
    low = (hashes & np.uint32(0xFFFF)).astype("<u2")
    return b"".join((total.to_bytes(8, "little"), sizes.tobytes(), low.tobytes(), levels.tobytes()))


def unpack(data: bytes) -> Ngrams:
    """Read a table written by `pack`."""
    at = 8 + 2 * _BUCKETS
    size = (len(data) - at) // 3
    sizes = np.frombuffer(data, "<u2", _BUCKETS, 8)
    upper = np.repeat(np.arange(_BUCKETS, dtype=np.uint32) << np.uint32(16), sizes)
    hashes = upper | np.frombuffer(data, "<u2", size, at)
    levels = np.frombuffer(data, np.uint8, size, at + 2 * size)
    first = np.append(0, np.cumsum(np.bincount(hashes >> _REST, minlength=1 << _UPPER))).astype(np.int32)
    return Ngrams(hashes, levels, float(int.from_bytes(data[:8], "little")), first)


@functools.cache
def load() -> Ngrams:
    """Load the table that ships with the program."""
    return unpack(lexicon.blob("order/ngrams.bin"))
