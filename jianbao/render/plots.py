"""Plots of the figures of a page that can be compared: one unit, totals only, drawn as bars from zero.

Leather draws scale, ticks and bars over a width of 100, so that every horizontal measure is a percentage: the plot
takes any width, and its words keep their size on a phone. Colours come from classes, words from the edition.
"""

import functools
import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

from jianbao import lexicon
from jianbao.interface import Words
from jianbao.model import Figure, Said
from jianbao.render.quantities import ends, plural, scaled
from jianbao.render.views import FigureView, PlotView

WIDE = 100  # percent
ROW, BAR, AXIS = 40, 12, 22  # pixels: a line of words with its bar below, the bar, the numbers under all
LINE, TOP = 15, 22  # pixels below the top of a row: the foot of its words, the top of its bar
MORE = 18  # pixels of a second line of words, where one has no room for them
APART = " ·"  # what stands between the measure and the subject of a label
MOST_TICKS = 5  # numbers under the bars that find room on a phone
COLUMNS = 40  # narrow characters in a line over a bar, in a window of 320 pixels


@dataclass(frozen=True)
class Bar:
    """A figure and its row."""

    figure: Figure
    row: FigureView

    @property
    def value(self) -> Decimal:
        """Give its number."""
        return ends(self.figure.quantity)[0]


def plots(
    pairs: Iterable[tuple[Figure, FigureView]], words: Words, rules: Mapping[str, Any] | None = None
) -> tuple[PlotView, ...]:
    """Draw the figures of a page, each with its row there, by unit: the units that `rules` name first, then the rest.

    A unit is drawn that has enough different totals; of many figures the largest are.
    """
    rules = rules or lexicon.settings("interface/plots")
    groups: dict[str, list[Bar]] = defaultdict(list)
    for figure, row in pairs:
        if figure.quantity.kind in rules["kinds"] and ends(figure.quantity):
            groups[figure.quantity.unit].append(Bar(figure, row))
    totals = {unit: _totals(bars) for unit, bars in groups.items()}
    drawn = [unit for unit in totals if unit and len({bar.value for bar in totals[unit]}) >= rules["least"]]
    first: list[str] = rules["first"]
    drawn.sort(key=lambda unit: (first.index(unit) if unit in first else len(first), -len(totals[unit]), unit))
    return tuple(
        _plot(f"plot-{number}", totals[unit], groups, words) for number, unit in enumerate(drawn[: rules["most"]], 1)
    )


def _totals(bars: Sequence[Bar]) -> list[Bar]:
    """Leave single positive values, each statement once, the largest first."""
    kept: dict[tuple[Decimal, str], Bar] = {}
    for bar in bars:
        if len(ends(bar.figure.quantity)) == 1 and bar.value > 0 and "/" not in bar.figure.quantity.unit:
            kept.setdefault((bar.value, bar.figure.measure), bar)
    return sorted(kept.values(), key=lambda bar: -bar.value)


def _plot(ident: str, totals: list[Bar], groups: Mapping[str, list[Bar]], words: Words) -> PlotView:
    unit = totals[0].figure.quantity.unit
    most: int = lexicon.settings("interface/plots")["bars"]
    shown = totals[:most]
    key = {"CNY": "plot-money", "person": "plot-people"}.get(unit, "plot-other")
    kind = words.say(key, unit=plural(unit, words))
    title = words.say("plot-title" if len(totals) > most else "plot-all", kind=kind, n=len(shown))
    # A description has one language: what has no words in it is told by its value.
    items = words.listed(_amount(bar, words) if _lang(bar) else _whole(bar, words) for bar in shown)
    ranges = sum(len(ends(bar.figure.quantity)) > 1 for bar in groups[unit])
    ranges += sum(len(bars) for other, bars in groups.items() if other.startswith(f"{unit}/"))
    svg = _svg(ident, shown, (title, words.say("plot-desc", items=items)), words)
    drawn = Markup(ET.tostring(svg, encoding="unicode"))  # noqa: S704 ElementTree escapes
    return PlotView(ident, title, drawn, words.prose(_notes(shown, len(totals), ranges, words)))


def _notes(shown: Sequence[Bar], totals: int, ranges: int, words: Words) -> Iterator[str]:
    """Say what a reader must know to compare the bars, and what is not drawn."""
    yield words.say("plot-note")
    if any(bar.figure.quantity.approx != "exact" for bar in shown):
        yield words.say("plot-note-approx")
    if totals > len(shown):
        yield words.say("plot-note-more", n=totals - len(shown))
    if ranges:
        yield words.say("plot-note-ranges", n=ranges)
    yield words.say("plot-table")


def _svg(ident: str, bars: Sequence[Bar], said: tuple[str, str], words: Words) -> ET.Element:
    import leather  # noqa: PLC0415 only who draws waits for it

    labels = [_lines(_label(bar), COLUMNS - _columns(bar.row.value)) for bar in bars]
    *tops, height = itertools.accumulate((ROW + MORE * (len(label) - 1) for label in labels), initial=0)
    names = [str(number) for number in range(len(bars))]
    scale = _scale(str(bars[0].value))
    series = leather.Series([(bar.value, name) for bar, name in zip(bars, names, strict=True)])
    # Leather counts rows from below.
    drawn = leather.Bars("none").to_svg(WIDE, height, scale, leather.Ordinal(names[::-1]), series, iter(()))
    svg = ET.Element("svg", {"class": "plot", "width": "100%", "height": str(height + AXIS), "role": "group"})
    svg.set("aria-labelledby", f"{ident}-title {ident}-desc")
    for tag, text in zip(("title", "desc"), said, strict=True):
        ET.SubElement(svg, tag, {"id": f"{ident}-{tag}"}).text = text
    _axis(
        svg, leather.Axis(_ticks(scale), lambda value, *_: scaled(value, words)).to_svg(WIDE, height, scale, "bottom")
    )
    for bar, label, rect, top in zip(bars, labels, drawn, tops, strict=True):
        _bar(svg, (bar, _whole(bar, words)), label, (rect.get("width"), top))
    return svg


@functools.lru_cache(maxsize=256)
def _scale(highest: str) -> Any:
    """Make the scale up to a value: finding its ticks takes longest of all, and the editions of a page share them."""
    import leather  # noqa: PLC0415 only who draws waits for it

    return leather.Linear(0, Decimal(highest))


def _ticks(scale: Any) -> list[Decimal]:
    """Take as many ticks as find room, evenly and with both ends."""
    ticks: list[Decimal] = list(scale.ticks())
    step = next(
        step for step in range(1, len(ticks)) if (len(ticks) - 1) % step == 0 and len(ticks) // step <= MOST_TICKS
    )
    return ticks[::step]


def _axis(svg: ET.Element, axis: ET.Element) -> None:
    group = ET.SubElement(svg, "g", {"class": "axis", "aria-hidden": "true"})
    for line, text in zip(axis.iter("line"), axis.iter("text"), strict=True):
        at = _percent(line.get("x1"))
        ET.SubElement(group, "line", {"x1": at, "x2": at, "y1": "0", "y2": str(line.get("y2"))})
        anchor = {"0%": "start", f"{WIDE}%": "end"}.get(at, "middle")
        drawn = ET.SubElement(group, "text", {"x": at, "y": str(text.get("y")), "dy": "0.7em", "text-anchor": anchor})
        drawn.text = text.text


def _bar(svg: ET.Element, said: tuple[Bar, str], label: Sequence[str], place: tuple[str | None, int]) -> None:
    """Draw a bar with its words above it; it leads to its row, and says all when pointed at or read out."""
    (bar, said_whole), (width, top) = said, place
    row = bar.row
    link = ET.SubElement(svg, "a", {"href": f"#{row.id}", "class": "bar"})
    lang = {"lang": _lang(bar)} if _lang(bar) else {}
    ET.SubElement(link, "title", lang).text = said_whole
    for number, line in enumerate(label):
        ET.SubElement(link, "text", {"x": "0", "y": str(top + LINE + MORE * number)} | lang).text = line
    value = ET.SubElement(link, "text", {"x": "100%", "y": str(top + LINE), "text-anchor": "end", "class": "value"})
    value.text = row.value
    exact = "exact" if bar.figure.quantity.approx == "exact" else "rough"
    below = top + TOP + MORE * (len(label) - 1)
    drawn = {"x": "0", "y": str(below), "width": _percent(width), "height": str(BAR), "class": exact}
    ET.SubElement(link, "rect", drawn)


def _named(bar: Bar) -> list[Said]:
    """Give what names a bar: what it measures and whose it is, or the printed words where neither is known."""
    return [said for said in (bar.row.measure, bar.row.subject) if said.text] or [bar.row.printed]


def _label(bar: Bar) -> str:
    return " · ".join(said.text for said in _named(bar))


def _lang(bar: Bar) -> str:
    """Give the language of a label where some of it is not in the edition's own."""
    return next((said.lang for said in _named(bar) if said.lang), "")


def _whole(bar: Bar, words: Words) -> str:
    return f"{_label(bar)} {_amount(bar, words)}"


def _amount(bar: Bar, words: Words) -> str:
    """Say a value with its unit, which a sum of money in English says by itself."""
    money = words.edition == "en" and bar.figure.quantity.kind == "money"
    return bar.row.value if money else f"{bar.row.value} {bar.row.unit}"


def _lines(text: str, room: int) -> list[str]:
    """Break a label into the line that has `room` beside a value and, where that is too short, one below it.

    >>> _lines("people helped · Lushan", 30), _lines("people helped · Lushan", 15), _lines("贫困人口脱贫", 8)
    (['people helped · Lushan'], ['people helped', 'Lushan'], ['贫困人口', '脱贫'])
    """
    if _columns(text) <= room:
        return [text]
    ends = (end for end in range(len(text) - 1, 0, -1) if _columns(text[:end].strip(APART)) <= room)
    end = next((end for end in ends if text[end] == " " or _are_ideographs(text[end - 1 : end + 1])), 0)
    return [text[:end].strip(APART), _fitting(text[end:].strip(APART), COLUMNS)] if end else [_fitting(text, room)]


def _are_ideographs(chars: str) -> bool:
    return all(unicodedata.category(char) == "Lo" for char in chars)


def _fitting(text: str, room: int) -> str:
    """Cut a label to the room it has.

    >>> _fitting("贫困村", 6), _fitting("贫困人口", 6), _fitting("households", 6)
    ('贫困村', '贫困…', 'house…')
    """
    if _columns(text) <= room:
        return text
    cut = next(text[:end] for end in range(len(text), 0, -1) if _columns(text[:end]) < room)
    return f"{cut.rstrip()}…"


def _columns(text: str) -> int:
    """Count the columns of a text: a wide character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _percent(value: str | None) -> str:
    return f"{Decimal(value or 0).quantize(Decimal('0.01')).normalize():f}%"
