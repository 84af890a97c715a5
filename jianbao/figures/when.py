"""Tells when a figure held: the date, or the words of time, that its sentence gives before it."""

from collections.abc import Sequence
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.found import Found

_LONGEST = 20


class Time(NamedTuple):
    """A time in its place, as a label; `opens`: it stands where a sentence begins, and holds for those that follow."""

    start: int
    label: str
    opens: bool


def times(words: Words, found: Sequence[Found], quantities: Sequence[Quantity], tables: Tables) -> list[str]:
    """Give the time of each quantity: its own, if it is a date, or that which stands before it."""
    marks = sorted([*_dates(words, found, quantities, tables), *_words_of_time(words, tables)])
    out: list[str] = []
    i, current, lasting = 0, "", ""
    sentence = (0, 0)
    for this, quantity in zip(found, quantities, strict=True):
        if words.sentence(this.start) != sentence:
            sentence = words.sentence(this.start)
            current = lasting
        while i < len(marks) and marks[i].start < this.start:
            mark = marks[i]
            i += 1
            if mark.start >= sentence[0]:
                current = mark.label
            if mark.opens:
                lasting = mark.label
        out.append(str(quantity.value) if quantity.kind == "date" else current)
    return out


def _dates(words: Words, found: Sequence[Found], quantities: Sequence[Quantity], tables: Tables) -> list[Time]:
    """Find the dates that say when, with 截至 before or 以来 behind; not those that are only compared with."""
    out: list[Time] = []
    for this, quantity in zip(found, quantities, strict=True):
        if quantity.kind == "duration" and _tells_when(words, this, tables):
            out.append(Time(this.start, words.text[this.start : this.end], opens=False))
        if quantity.kind != "date" or _word_before(words, this.start) in tables.labels["compared"]:
            continue
        label = str(quantity.value) or words.text[this.start : this.end]
        until = _word_before(words, this.start)
        if until in tables.labels["until_words"]:
            label = until + label
        since = _since(words, this.end, tables)
        if since:
            label = words.text[this.start : since]
        elif out and out[-1].start < this.start and words.text[this.start - 1] in "和、" and out[-1].label[:4].isdecimal():
            label = f"{out.pop().label}—{label}"
        out.append(Time(this.start, label, _opens(words, this.start)))
    return out


def _words_of_time(words: Words, tables: Tables) -> list[Time]:
    """Find words such as 目前 and phrases such as 开展帮扶以来."""
    out = []
    for match in tables.now.finditer(words.text):
        if words.is_boundary(match.start()):
            out.append(Time(match.start(), match.group(), _opens(words, match.start())))
    for match in tables.since.finditer(words.text):
        start = max(match.start("phrase"), match.end() - _LONGEST)
        out.append(Time(start, words.text[start : match.end()], _opens(words, start)))
    return out


def _opens(words: Words, start: int) -> bool:
    """Tell whether a sentence begins here, but for a word or two."""
    return start - words.sentence(start)[0] <= len("截至到")


def _since(words: Words, end: int, tables: Tables) -> int:
    """Find where the phrase ends that begins with a date and ends in 以来; 0 where it does not."""
    found = tables.since_end.match(words.text, end)
    return found.end() if found else 0


def _tells_when(words: Words, found: Found, tables: Tables) -> bool:
    """Tell whether a length of time says when: `近`5年, 两年多`来`."""
    if words.text.startswith(tuple(tables.labels["since"]), found.end) or words.text[found.end - 1] == "来":
        return True
    return words.text[: found.start].endswith(tuple(tables.labels["past"])) or words.text[found.start] == "近"


def _word_before(words: Words, start: int) -> str:
    i = words.index(start) - 1
    return words.words[i] if i >= 0 else ""
