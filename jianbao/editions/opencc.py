"""OpenCC, made safe: whatever characters a text holds, what comes out is as long as what went in."""

import functools
import re
from collections.abc import Sequence

import opencc

MARK = "\x1f"
"""Stands between words where a text is cut into words, and so may not stand in a text."""

# The dictionaries of `s2tw` are those of these two, one after the other. By itself it takes twice as long: it looks up
# Taiwan's variants in each word of the first step, not in the text. Phrases of variants are a dozen names and idioms.
_STEPS = {"s2tw": ("s2t", "t2tw")}
# OpenCC reads C strings: NUL ends them; half of a surrogate pair cannot be encoded at all.
_UNFIT = re.compile(f"[\x00{MARK}\ud800-\udfff]")


def fit(text: str) -> str:
    """Put a stand-in for every character that cannot be converted."""
    return _UNFIT.sub("\ufffd", text)


def unfit(text: str, out: str) -> str:
    """Put back into `out`, made of `text` and as long, what `fit` took out of it."""
    if not _UNFIT.search(text):
        return out
    return "".join(old if _UNFIT.match(old) else new for old, new in zip(text, out, strict=True))


def convert(config: str, text: str) -> str:
    """Convert by one of OpenCC's configurations. Raises ValueError if the length changed, which none of ours does.

    >>> convert("s2tw", "干部")
    '幹部'
    """
    return unfit(text, _converted(config, fit(text)))


def convert_each(config: str, texts: Sequence[str]) -> list[str]:
    """Convert texts that OpenCC can take (`fit`), each by itself, in one go: a call costs more than its word.

    >>> convert_each("s2tw", ["国", "体育"])
    ['國', '體育']
    """
    return _converted(config, MARK.join(texts)).split(MARK)  # which is part of no phrase


def _converted(config: str, text: str) -> str:
    out = text
    for step in _STEPS.get(config, (config,)):
        out = _converter(step).convert(out)
    if len(out) != len(text):
        message = f"{config} turned {len(text)} characters into {len(out)}: {text[:40]!r}"
        raise ValueError(message)
    return out


@functools.cache
def _converter(config: str) -> opencc.OpenCC:
    # Not picklable, and slow to build: each process builds its own, once. Characters outside common fonts are no use.
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False)
