"""Packing: numbers as variable-length bytes, files as raw deflate. What FORMAT.md calls `varint` and `packed`."""

import json
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Postings = NDArray[np.uint64]  # each `term << HIGH | block`, so that to sort them sorts by term, then by block
HIGH = np.uint64(32)
_STEPS = (1 << 7, 1 << 14, 1 << 21, 1 << 28)


def widths(numbers: Numbers) -> NDArray[np.uint8]:
    """Give the bytes that each number takes: 1 to 5, seven bits to a byte.

    >>> widths(np.array([0, 127, 128, 2**32 - 1], np.uint32)).tolist()
    [1, 1, 2, 5]
    """
    width = np.ones(len(numbers), np.uint8)
    for step in _STEPS:
        width += numbers >= step
    return width


def varints(numbers: Numbers) -> bytes:
    """Write numbers with seven bits to a byte, the lowest first, the high bit set on all but the last byte of each.

    >>> varints(np.array([1, 300], np.uint32)).hex()
    '01ac02'
    """
    return Varints(numbers).cut(0, len(numbers))


class Varints:
    """Many numbers written at once, to be cut into pieces."""

    def __init__(self, numbers: Numbers) -> None:
        """Write the numbers."""
        width = widths(numbers)
        self._ends = np.concatenate([[0], np.cumsum(width, dtype=np.int64)])
        out = np.zeros(int(self._ends[-1]), np.uint8)
        for step in range(int(width.max(initial=0))):
            here = np.flatnonzero(width > step) if step else slice(None)
            low = ((numbers[here] >> np.uint32(7 * step)) & np.uint32(127)).astype(np.uint8)
            out[self._ends[:-1][here] + step] = low | (width[here] > step + 1).astype(np.uint8) << 7
        self._bytes = out.tobytes()

    def cut(self, start: int, end: int) -> bytes:
        """Give the bytes of the numbers `start` to `end`."""
        return self._bytes[self._ends[start] : self._ends[end]]


def gaps(numbers: Numbers) -> Numbers:
    """Give each number's distance from the one before it; the first from zero.

    >>> gaps(np.array([3, 4, 9], np.uint32)).tolist()
    [3, 1, 5]
    """
    return np.diff(numbers, prepend=np.uint32(0))


def fresh(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell of each value whether it differs from the one before it; the first does.

    >>> fresh(np.array([7, 7, 9])).tolist()
    [True, False, True]
    """
    differs = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def zigzag(numbers: NDArray[np.int64]) -> Numbers:
    """Fold signed numbers into unsigned ones, small to small.

    >>> zigzag(np.array([0, -1, 1, -2])).tolist()
    [0, 1, 2, 3]
    """
    return np.where(numbers < 0, -2 * numbers - 1, 2 * numbers).astype(np.uint32)


def packed(data: bytes, *, numbers: bool = False) -> bytes:
    """Compress without header or time, so that the same bytes always give the same file.

    In `numbers` no longer string repeats: to look for one takes twice as long and saves nothing.
    """
    strategy = zlib.Z_HUFFMAN_ONLY if numbers else zlib.Z_DEFAULT_STRATEGY
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15, strategy=strategy)
    return squeeze.compress(data) + squeeze.flush()


def packed_json(value: Any) -> bytes:
    """Compress a value as JSON in UTF-8."""
    return packed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
