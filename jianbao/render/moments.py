"""How dates, spans and times of the day are written for readers, who know no ISO 8601."""

import re
from collections.abc import Mapping

from jianbao import lexicon
from jianbao.interface import Words

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_CLOCK = re.compile(r"\d\d:\d\d")


def moment(said: str, words: Words) -> str:
    """Write when something was: an ISO date, a span, a quarter, a time of the day, what is counted up to a date.

    Empty when the text is none of these, or no day of the calendar; it then stays as it is.

    >>> moment("2019-02", Words("en")), moment("2019-02-30", Words("en")), moment("02-04", Words("en"))
    ('February 2019', '', '')
    >>> moment("2025-01/2025-11", Words("zh-Hans")), moment("2020-Q1", Words("en")), moment("08:00/12:00", Words("en"))
    ('2025年1月至2025年11月', 'Q1 2020', '08:00 to 12:00')
    >>> moment("截至2019-12", Words("en")), moment("2018—2019", Words("zh-Hans")), moment("去年9月", Words("en"))
    ('as of December 2019', '2018年、2019年', '')
    """
    both: dict[str, str] = lexicon.settings("interface/moments")["both"]
    for mark, message in both.items():
        if mark in said:
            return _both(said, mark, message, words)
    until = next((word for word in _until() if said.startswith(word)), "")
    if until:
        date = _one(said.removeprefix(until), words)
        return words.say("moment-until", date=date) if date else ""
    return _one(said, words)


def _both(said: str, mark: str, message: str, words: Words) -> str:
    first, _, last = said.partition(mark)
    ends: Mapping[str, str] = {"a": _one(first, words), "b": _one(last, words)}
    return words.say(message, **ends) if all(ends.values()) else ""


def _until() -> list[str]:
    found: list[str] = lexicon.settings("interface/moments")["until"]
    return found


def _one(said: str, words: Words) -> str:
    quarter = _QUARTER.fullmatch(said)
    if quarter:
        return words.say("moment-quarter", year=quarter[1], quarter=quarter[2])
    if _CLOCK.fullmatch(said):
        return said
    try:
        return words.date(said) if _DAY.fullmatch(said) else ""
    except ValueError:  # a misprint, such as 30 February
        return ""
