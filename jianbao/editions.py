"""Traditional and Simplified: one canonical text read in either script.

The canonical text stays as printed; the other script is derived from it. Text keeps its length in both directions, so
a whole block is converted at once and cut back by offset, and every id, figure and mention keeps its place.
"""

import functools
import re

import opencc

# OpenCC reads C strings: NUL ends them, and half of a surrogate pair cannot be encoded at all.
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def to_traditional(text: str) -> str:
    """Convert Simplified text to Traditional as written in Taiwan, without changing any word for another.

    Raises ValueError if the conversion changed the length of the text.

    >>> to_traditional("干部发展")
    '幹部發展'
    """
    return _convert("s2tw", text)


def to_simplified(text: str) -> str:
    """Convert Traditional text to Simplified. Raises ValueError as `to_traditional` does.

    >>> to_simplified("幹部發展")
    '干部发展'
    """
    return _convert("tw2s", text)


def is_traditional(text: str) -> bool:
    """Tell whether a text is printed in Traditional characters: more of its characters are only that than only this.

    >>> is_traditional("發展經濟"), is_traditional("发展经济"), is_traditional("上下")
    (True, False, False)
    """
    return _changed("t2s", text) > _changed("s2t", text)


def _changed(config: str, text: str) -> int:
    return sum(a != b for a, b in zip(text, _convert(config, text), strict=True))


def _convert(config: str, text: str) -> str:
    out: str = _converter(config).convert(_UNFIT.sub("\ufffd", text))
    if len(out) != len(text):
        message = f"{config} turned {len(text)} characters into {len(out)}: {text[:40]!r}"
        raise ValueError(message)
    return "".join(b if _UNFIT.match(b) else a for a, b in zip(out, text, strict=True)) if _UNFIT.search(text) else out


@functools.cache
def _converter(config: str) -> opencc.OpenCC:
    # Not picklable, and 80 ms to build: each process builds its own, once.
    return opencc.OpenCC(config)
