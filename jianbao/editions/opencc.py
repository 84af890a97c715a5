"""OpenCC, made safe: whatever characters a text holds, what comes out is as long as what went in."""

import functools
import re

import opencc

# OpenCC reads C strings: NUL ends them, and half of a surrogate pair cannot be encoded at all.
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def convert(config: str, text: str) -> str:
    """Convert by one of OpenCC's configurations. Raises ValueError if the length changed, which none of ours does.

    >>> convert("s2tw", "干部")
    '幹部'
    """
    fit = _UNFIT.sub("\ufffd", text)
    out: str = _converter(config).convert(fit)
    if len(out) != len(text):
        message = f"{config} turned {len(text)} characters into {len(out)}: {text[:40]!r}"
        raise ValueError(message)
    if fit == text:
        return out
    return "".join(old if _UNFIT.match(old) else new for old, new in zip(text, out, strict=True))


@functools.cache
def _converter(config: str) -> opencc.OpenCC:
    # Not picklable, and slow to build: each process builds its own, once. Characters outside common fonts are no use.
    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False)
