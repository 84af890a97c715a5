"""Page furniture: navigation, mastheads, page numbers, press codes, imprints. It is set aside with the reason."""

import re
from dataclasses import dataclass

from jianbao import hanzi

LONGEST = 90  # characters: a longer line is read as text whatever it begins with
_PARTS = re.compile(r"[\s|│·、>》<《【】〈〉「」\[\]]+")


@dataclass(frozen=True)
class Furniture:
    """What furniture looks like: whole lines and telling parts, each with its reason, and parts beside such."""

    lines: tuple[tuple[str, re.Pattern[str]], ...]
    telling: tuple[tuple[str, re.Pattern[str]], ...]
    others: tuple[re.Pattern[str], ...]


def furniture(text: str, known: Furniture) -> str:
    """Give the reason, a key of order/reasons, why a line is page furniture; empty: it is none.

    A line is furniture when it is so as a whole, or when all of its parts are and one of them tells so by itself:
    a date is furniture beside a weekday or a page number, not alone.
    """
    if len(text) > LONGEST:
        return ""
    plain = hanzi.fold(text)
    whole = _first(plain, known.lines)
    if whole:
        return whole
    parts = [part for part in _PARTS.split(plain) if part]
    reasons = [_first(part, known.telling) for part in parts]
    rest = (part for part, why in zip(parts, reasons, strict=True) if not why)
    if any(reasons) and all(any(other.fullmatch(part) for other in known.others) for part in rest):
        return next(filter(None, reasons))
    return ""


def _first(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((why for why, pattern in patterns if pattern.fullmatch(text)), "")
