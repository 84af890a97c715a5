"""Tells when a figure held: the date, or the words of time, that its sentence gives before it."""

from collections.abc import Sequence
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.found import Found

_LONGEST = 20
_TELLING = 4  # the shortest ISO date that says when by itself is a year; 09 might be a month or a day


class Time(NamedTuple):
    """A time in its place, as a label; `opens`: it stands where a sentence begins, and holds for those that follow.

    `once`: it holds for the next figure only, from which something changed: 从`2012年`的10%下降至2%.
    """

    start: int
    label: str
    opens: bool
    once: bool = False


def times(words: Words, found: Sequence[Found], quantities: Sequence[Quantity], tables: Tables) -> list[str]:
    """Give the time of each quantity: its own, if it is a date, or that which stands before it."""
    dates = [
        (this.start, this.end) for this, quantity in zip(found, quantities, strict=True) if quantity.kind == "date"
    ]
    marks = sorted([*_dates(words, found, quantities, tables), *_words_of_time(words, dates, tables)])
    out: list[str] = []
    i, current, lasting = 0, "", ""
    sentence = (0, 0)
    for this, quantity in zip(found, quantities, strict=True):
        if (here := words.sentence(this.start)) != sentence:
            sentence, current = here, ""
        once = ""
        while i < len(marks) and marks[i].start < this.start:
            mark = marks[i]
            i += 1
            once = mark.label if mark.once else ""
            current = mark.label if mark.start >= sentence[0] and not mark.once else current
            lasting = mark.label if mark.opens else lasting
        out.append(_own(words, this, quantity) if quantity.kind == "date" else once or current or lasting)
    return out


def _own(words: Words, found: Found, quantity: Quantity) -> str:
    """Write a date as its own time: as printed, where its value alone would not tell a reader when (9月, 14日)."""
    value = str(quantity.value)
    return words.text[found.start : found.end] if min(map(len, value.split("/"))) < _TELLING else value


def _said(words: Words, found: Found, quantity: Quantity, tables: Tables) -> str:
    """Write a date as the time of others: 去年9月 and 上半年 say more as printed than by their values."""
    low = found.dates.low if found.dates else None
    part = quantity.unit_zh in tables.forms.calendar.words["parts"]
    relative = low is not None and low.year is None and low.shift is not None
    return words.text[found.start : found.end] if part or relative else _own(words, found, quantity)


def _dates(words: Words, found: Sequence[Found], quantities: Sequence[Quantity], tables: Tables) -> list[Time]:
    """Find the dates that say when, with 截至 before or 以来 behind; not those that are only compared with."""
    out: list[Time] = []
    for this, quantity in zip(found, quantities, strict=True):
        if quantity.kind == "duration":
            label = _lately(words, this, tables)
            out += [Time(this.start, label, opens=False)] if label else []
        if quantity.kind != "date" or _word_before(words, this.start) in tables.labels["compared"]:
            continue
        label = _said(words, this, quantity, tables)
        until = _word_before(words, this.start)
        if until in tables.labels["until_words"]:
            label = until + label
        since = _since(words, this.end, tables)
        if since:
            label = words.text[this.start : since]
        elif (
            out
            and out[-1].start < this.start
            and words.text[this.start - 1] in "和、"
            and out[-1].label[:4].isdecimal()
        ):
            label = f"{out.pop().label}—{label}"
        once = until in tables.labels["from_words"] and words.text.startswith("的", this.end)
        out.append(Time(this.start, label, _opens(words, this.start) and not once, once))
    return out


def _words_of_time(words: Words, dates: Sequence[tuple[int, int]], tables: Tables) -> list[Time]:
    """Find words such as 目前, outside of dates, and phrases such as 结对帮扶以来."""
    out = []
    for match in tables.now.finditer(words.text):
        start = match.start()
        inside = any(low <= start < high for low, high in dates)
        if not inside and words.is_boundary(start) and _word_before(words, start) not in tables.labels["compared"]:
            out.append(Time(start, match.group(), _opens(words, start)))
    for match in tables.since.finditer(words.text):
        start = _phrase_start(words, match.start(), tables)
        if match.start() - start > 1:
            out.append(Time(start, words.text[start : match.end()], _opens(words, start)))
    return out


def _phrase_start(words: Words, end: int, tables: Tables) -> int:
    """Find where the phrase begins that ends in 以来: after the last stop or 在, and after a verb that says nothing."""
    low = max(words.sentence(end)[0], end - _LONGEST)
    start = max((m.end() for m in tables.stop.finditer(words.text, low, end)), default=low)
    if start == low and low > words.sentence(end)[0]:
        return end
    start = _unquoted(words.text, start, end, tables)
    i = words.word_at(start)
    for j in range(words.word_at(end) - 1, i - 1, -1):
        if words.words[j] in tables.labels["since_from"]:
            return words.starts[j + 1]
    return words.starts[i + 1] if words.words[i] in tables.labels["light"] else start


def _unquoted(text: str, start: int, end: int, tables: Tables) -> int:
    """Begin a phrase inside the quotation that ends behind it: “`战争结束以来`……”."""
    for opening, closing in tables.labels["quotes"].items():
        at = text.rfind(opening, start, end)
        if at >= 0 and closing not in text[at:end]:
            start = at + 1
    return start


def _opens(words: Words, start: int) -> bool:
    """Tell whether a sentence begins here, but for a word or two."""
    return start - words.sentence(start)[0] <= len("截至到")


def _since(words: Words, end: int, tables: Tables) -> int:
    """Find where the phrase ends that begins with a date and ends in 以来; 0 where it does not."""
    found = tables.since_end.match(words.text, end)
    return found.end() if found else 0


def _lately(words: Words, found: Found, tables: Tables) -> str:
    """Write a length of time that says when, with what makes it do so: 近5年, `过去`一年, 两年多`来`; else nothing."""
    text = words.text
    past = next((word for word in tables.ends["past"] if text.endswith(word, 0, found.start)), "")
    behind = tables.lately.match(text, found.end)
    said = past + text[found.start : found.end] + (behind.group() if behind else "")
    return said if past or behind or text[found.end - 1] == "来" or text[found.start] == "近" else ""


def _word_before(words: Words, start: int) -> str:
    i = words.word_at(start) - 1
    return words.words[i] if i >= 0 else ""
