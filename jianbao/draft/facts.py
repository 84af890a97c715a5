"""What a text lets one guess of its paper, city, day and series, where no masthead says it, and on what ground."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from jianbao import hanzi, sidecar
from jianbao.draft.tables import Tables
from jianbao.model import UNDATED, UNKNOWN, Analysis, Block, Dating, Fact, Series

_BYLINES = ("byline", "lead", "para", "credit")
_HEAD = ("subhead", "kicker", "headline")
_DAY = re.compile(r"(?<!\d)((?:18|19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_OPEN = re.compile(r"\d\d(?:-\d\d)?")


def paper(analysis: Analysis, tables: Tables) -> Fact:
    """Guess the paper from a byline that gives its full name: `长沙晚报全媒体记者`."""
    if analysis.document.meta.paper.printed:
        return UNKNOWN
    for name, whole in _bylines(analysis, tables):
        is_own = name not in tables.rules["shared"] and tables.rules["itself"] not in hanzi.fold(name)
        if is_own and len(name) > 2:  # noqa: PLR2004 `郑报` is a short name
            return Fact(name, tables.words["paper"].format(text=whole))
    return UNKNOWN


def city(analysis: Analysis, tables: Tables) -> Fact:
    """Guess the city: from the paper's short name, from its full name, or from what it calls its own place."""
    return next(filter(None, _cities(analysis, tables)), UNKNOWN)


def _cities(analysis: Analysis, tables: Tables) -> Iterator[Fact | None]:
    named = Counter(m.name for m in analysis.mentions if m.kind == "place")
    for name, whole in _bylines(analysis, tables):
        short = hanzi.fold(name[:-1])
        if short in tables.cities:
            found = tables.cities[short]
            yield Fact(found, tables.words["short"].format(text=whole, short=short, city=found))
    full = analysis.document.meta.paper.value or paper(analysis, tables).value
    for place in named:
        if place.endswith("市") and full.startswith(place[:-1]):
            yield Fact(place, tables.words["prefix"].format(paper=full, city=place))
    yield _own(analysis.document.blocks, named, tables)


def _own(blocks: Iterable[Block], named: Counter[str], tables: Tables) -> Fact | None:
    """Take what the paper calls its own place (`我市`) for the place of that kind that is named most."""
    text = hanzi.fold("\n".join(block.text for block in blocks))
    for word, pattern, ending in tables.selves:
        times = len(pattern.findall(text))
        ranked = Counter({name: count for name, count in named.items() if name.endswith(ending)}).most_common(2)
        tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
        if times and ranked and not tied:
            name, count = ranked[0]
            because = tables.words["self"].format(word=word, times=times, ending=ending, city=name, named=count)
            return Fact(name, because)
    return None


def _bylines(analysis: Analysis, tables: Tables) -> Iterator[tuple[str, str]]:
    """Give the names of papers at the beginning of blocks, each with its byline, as printed."""
    for block in analysis.document.blocks:
        found = tables.paper.match(hanzi.fold(block.text)) if block.role in _BYLINES else None
        if found:
            yield block.text[slice(*found.span("paper"))], block.text[slice(*found.span("whole"))]


def issued(analysis: Analysis, tables: Tables) -> Dating:
    """Guess the day of issue: the one that the file is named by, or not before the latest that the text calls past."""
    if analysis.document.meta.issued.printed:
        return UNDATED
    spoken = _spoken(analysis, tables)
    named = _named(analysis.source.file)
    if named and spoken.after <= named:
        return Dating(named, because=tables.words["file-name"].format(file=analysis.source.file))
    return spoken


def _named(file: str) -> str:
    """Give the day that the name of a file has, as in `2021-03-18-reeds.txt` or `daily-20210318-02.txt`."""
    days = ("-".join(match.groups()) for match in _DAY.finditer(file))
    return next(filter(sidecar.is_day, days), "")


def _spoken(analysis: Analysis, tables: Tables) -> Dating:
    past = [(value, surface) for value, surface in _past(analysis, tables) if sidecar.is_day(value)]
    if not past:
        return UNDATED
    latest, surface = max(past)
    near = max(_this_year(analysis, latest[:4], tables), default=("", "", ""))
    if near[0] > latest:
        because = tables.words["this-year"].format(text=near[1], year=latest[:4], word=near[2])
        return Dating(after=near[0], because=because)
    return Dating(after=latest, because=tables.words["latest"].format(text=surface, iso=latest))


def _past(analysis: Analysis, tables: Tables) -> Iterator[tuple[str, str]]:
    """Give the dates of the text, as ISO and as printed, but for those that may lie ahead of the day of issue."""
    texts = {block.id: hanzi.fold(block.text) for block in analysis.document.blocks}
    for figure in analysis.figures:
        value, text = figure.quantity.value, texts[figure.block]
        if figure.quantity.kind != "date" or not isinstance(value, str):
            continue
        ahead = text[: figure.start].endswith(tuple(tables.rules["toward"]))
        ahead = ahead or text[figure.end :].startswith(tuple(tables.rules["until"]))
        if not ahead and tables.future.isdisjoint(hanzi.words(text[slice(*figure.sentence)])):
            yield value.rpartition("/")[2], figure.surface


def _this_year(analysis: Analysis, year: str, tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Give the days in `今年`, which is no earlier than a `year` that the text speaks of as past."""
    for value, surface in _past(analysis, tables):
        word = next((word for word in tables.this_year if hanzi.fold(surface).startswith(word)), "")
        if word and _OPEN.fullmatch(value) and sidecar.is_day(f"{year}-{value}"):
            yield f"{year}-{value}", surface, word


def series(analysis: Analysis, tables: Tables) -> Series | None:
    """Give the series that the head names, and where."""
    found = analysis.document.meta.series
    if found is None:
        return None
    blocks = [block for block in analysis.document.blocks if block.role in _HEAD and found.name in block.text]
    grounds = [tables.words["series"].format(name=tables.words[f"name-{b.role}"], text=b.text) for b in blocks]
    return Series(found.name, found.number, grounds[0] if grounds else "")
