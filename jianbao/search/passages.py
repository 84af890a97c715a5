"""The passages of an article: the text that hits are verified against, and that excerpts are cut from."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from jianbao import addresses
from jianbao.model import Output, SearchArticle, SearchBlock
from jianbao.search.packing import fresh, packed_json
from jianbao.search.parts import Tables, default, in_order, version

_HIGH, _LOW = 32, 0xFFFFFFFF
# The type that numpy counts places in: characters are looked up in tables by their code points.
Points = NDArray[np.intp]


def passages(article: SearchArticle, using: Tables | None = None) -> Output:
    """Make `search/text/<id>.bin`: the blocks in the order in which the index numbers them, and their version.

    The Traditional text is not written out: it is the Simplified one with some characters exchanged (`_exchange`).
    A block whose scripts differ in length carries both.
    """
    using = using or default()
    blocks = in_order(article.blocks, using)
    rows = [_row(block, using) for block in blocks]
    record = {"version": version(blocks), "blocks": rows, "hant": _exchange(blocks)}
    return Output(addresses.passages(article.id), packed_json(record))


def _row(block: SearchBlock, using: Tables) -> list[str | int]:
    text = block.text
    row: list[str | int] = [block.id, using.fields[block.field], text.hans]
    if _uneven(block):
        return [*row, text.en, text.hant]
    return [*row, text.en] if text.en else row


def _uneven(block: SearchBlock) -> bool:
    return bool(block.text.hant) and len(block.text.hant) != len(block.text.hans)


def _exchange(blocks: Iterable[SearchBlock]) -> list[str | list[int]]:
    """Tell how the Traditional characters come from the Simplified: [from, to, where else, what there].

    A character of `from` is exchanged for its counterpart in `to`, but at the places `where else` (code points over all
    blocks in order, each as its distance from the one before) for one of `what there`.
    """
    even = [block.text for block in blocks if not _uneven(block)]
    hans = _points("".join(text.hans for text in even))
    hant = _points("".join(text.hant or text.hans for text in even))
    # Only what is exchanged somewhere matters.
    exchanged = np.zeros(int(hans.max(initial=0)) + 1, bool)
    exchanged[hans[hans != hant]] = True
    places = np.flatnonzero(exchanged[hans])
    hans, hant = hans[places], hant[places]
    pairs = np.sort(hans << _HIGH | hant)
    starts = np.flatnonzero(fresh(pairs))
    kinds, times = pairs[starts], np.append(starts[1:], len(pairs)) - starts
    # The commonest counterpart of each character; of equals the first by code point, so that the bytes are settled.
    kinds = kinds[np.lexsort((kinds, -times, kinds >> _HIGH))]
    kinds = kinds[fresh(kinds >> _HIGH)]
    before, after = kinds >> _HIGH, kinds & _LOW
    others = np.flatnonzero(after[np.searchsorted(before, hans)] != hant)
    changed = before != after
    steps = np.diff(places[others], prepend=np.intp(0)).tolist()
    return [_text(before[changed]), _text(after[changed]), steps, _text(hant[others])]


def _points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.intp)


def _text(points: Points) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
