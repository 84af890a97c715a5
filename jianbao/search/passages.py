"""The passages of an article: the text that hits are verified against, and that excerpts are cut from."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jianbao.model import Output, SearchArticle, SearchBlock
from jianbao.search.packing import gaps, packed_json
from jianbao.search.parts import Tables, in_order, tables


def passages(article: SearchArticle, using: Tables | None = None) -> Output:
    """Make `search/text/<id>.bin`: the blocks in the order in which the index numbers them.

    The Traditional text is not written out: it is the Simplified one with some characters exchanged (`_exchange`).
    A block whose scripts differ in length carries both.
    """
    using = using or tables()
    blocks = in_order(article.blocks, using)
    rows = [_row(block, using) for block in blocks]
    return Output(f"search/text/{article.id}.bin", packed_json({"blocks": rows, "hant": _exchange(blocks)}))


def _row(block: SearchBlock, using: Tables) -> list[str | int]:
    text = block.text
    row: list[str | int] = [block.id, using.fields.index(block.field), text.hans]
    if text.en or _uneven(block):
        row.append(text.en)
    if _uneven(block):
        row.append(text.hant)
    return row


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
    places = np.flatnonzero(np.isin(hans, np.unique(hans[hans != hant])))
    pairs = hans[places].astype(np.uint64) << np.uint64(32) | hant[places]
    kinds, times = np.unique(pairs, return_counts=True)
    # The commonest counterpart of each character: the last of its kinds once they are sorted by how often they occur.
    order = np.lexsort((times, kinds >> np.uint64(32)))
    chars, last = np.unique((kinds >> np.uint64(32))[order][::-1], return_index=True)
    usual = kinds[order][::-1][last].astype(np.uint32)
    other = usual[np.searchsorted(chars, hans[places])] != hant[places]
    steps = gaps(places[other].astype(np.uint32)).tolist()
    return [_text(chars), _text(usual), steps, _text(hant[places][other])]


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _text(points: NDArray[np.unsignedinteger[Any]]) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
