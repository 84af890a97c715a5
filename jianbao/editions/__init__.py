"""The editions of a text: one canonical text read in either script, and how each edition says it.

The canonical text stays as printed; the other script is derived from it. Text keeps its length in both directions, so
a whole block is converted at once and cut back by offset, and every id, figure and mention keeps its place.

`opencc`       the conversion itself, by OpenCC's `s2tw`: Taiwan's characters, nobody's vocabulary
`words`        word boundaries around it, and the words it gets wrong
`rules`        single characters that their neighbours decide
`names`        people's names
`traditional`  all of it together
`doubts`       where it was a choice
`regression`   the sentences that it is held to, and how it does on them
`voice`        how each edition says an article, and what is about more than one
`bitext`       which English sentence renders which Chinese one
"""

import functools
import operator

from jianbao.editions.doubts import ambiguities
from jianbao.editions.opencc import convert
from jianbao.editions.traditional import Tables, default, needing_care, personal_names, to_traditional

__all__ = [
    "Tables",
    "ambiguities",
    "default",
    "is_traditional",
    "needing_care",
    "personal_names",
    "to_simplified",
    "to_traditional",
]


def to_simplified(text: str, around: Tables | None = None) -> str:
    """Convert Traditional text to Simplified, keeping its length. Quotation marks become those of Simplified texts.

    >>> to_simplified("幹部「發展」")
    '干部“发展”'
    """
    out = convert("tw2s", text)
    for old, new in (around or default()).style:
        if not old.isalpha():
            out = out.replace(new, old)
    return out


@functools.lru_cache(maxsize=8)  # asked for again by each edition of an article
def is_traditional(text: str) -> bool:
    """Tell whether a text is printed in Traditional characters: more of its characters are only that than only this.

    >>> is_traditional("發展經濟"), is_traditional("发展经济"), is_traditional("上下")
    (True, False, False)
    """
    only_traditional = _changed("t2s", text)
    return only_traditional > 0 and only_traditional > _changed("s2t", text)


def _changed(config: str, text: str) -> int:
    out = convert(config, text)
    return 0 if out == text else sum(map(operator.ne, text, out))
