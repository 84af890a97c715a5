"""Page furniture: navigation, mastheads, page numbers, press codes, imprints. It is set aside with the reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao import hanzi
from jianbao.numerals.dates import Calendar, whole_days

LONGEST = 90  # characters: a longer line is read as text whatever it begins with
_MARGINS = ("masthead", "folio")
_PARTS = re.compile(r"[\s|│·、>》<《【】〈〉「」\[\]]+")


@dataclass(frozen=True)
class Furniture:
    """What furniture looks like: whole lines, telling parts, and parts beside such, each with its reason; and days."""

    lines: tuple[tuple[str, re.Pattern[str]], ...]
    telling: tuple[tuple[str, re.Pattern[str]], ...]
    others: tuple[tuple[str, re.Pattern[str]], ...]
    days: tuple[re.Pattern[str], ...]
    calendar: Calendar


def set_aside(texts: Sequence[str], known: Furniture) -> list[str]:
    """Give for each line of a page the reason why it is furniture, or nothing: it is none.

    Over the text of an article a day, a time or a paper's name that stands alone is a part of its masthead. A day
    that stands alone further down signs a document, or is a heading of a chronicle: then the first is one, too.
    """
    reasons = [furniture(text, known) for text in texts]
    bare = {at: parts for at, text in enumerate(texts) if not reasons[at] and (parts := _bare(text, known))}
    dated = {at for at, parts in bare.items() if any(day.fullmatch(part) for part in parts for day in known.days)}
    days = {at: _day(bare[at], known) for at in dated}
    begins = next((at for at, text in enumerate(texts) if "。" in text or len(text) > LONGEST), len(texts))
    over = {day for at, day in days.items() if at < begins}
    issued = len(over) == 1 and over == {max(days.values())}
    if issued or any(reason in _MARGINS for reason in reasons[:begins]):
        for at in bare:
            if at < begins and (issued or at not in days):
                reasons[at] = "masthead"
    return reasons


def _bare(text: str, known: Furniture) -> list[str]:
    """Give the parts of a line that holds nothing but what stands beside a weekday or an issue number in a masthead."""
    parts = _parted(hanzi.fold(text)) if len(text) <= LONGEST else []
    return parts if all(_first(part, known.others) == "masthead" for part in parts) else []


def _day(parts: Sequence[str], known: Furniture) -> str:
    """Give the day that the parts of a line print, as an ISO date; empty where it is none of the calendar."""
    return next(iter(whole_days(" ".join(parts), known.calendar)), "")


def furniture(text: str, known: Furniture) -> str:
    """Give the reason, a key of order/reasons, why a line is page furniture; empty: it is none.

    A line is furniture when it is so as a whole, or when all of its parts are and one of them tells so by itself:
    a date is furniture beside a weekday or a page number, alone only where it stands (see `set_aside`).
    """
    if len(text) > LONGEST:
        return ""
    plain = hanzi.fold(text)
    whole = _first(plain, known.lines)
    if whole:
        return whole
    parts = _parted(plain)
    reasons = [_first(part, known.telling) for part in parts]
    rest = (part for part, why in zip(parts, reasons, strict=True) if not why)
    if any(reasons) and all(_first(part, known.others) for part in rest):
        return next(filter(None, reasons))
    return ""


def _parted(plain: str) -> list[str]:
    return [part for part in _PARTS.split(plain) if part]


def _first(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((why for why, pattern in patterns if pattern.fullmatch(text)), "")
