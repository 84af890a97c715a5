"""The map of a place: where it lies among the counties of its province, drawn from the gazetteer's coordinates alone.

Each county is a dot where the gazetteer puts it. No boundary is drawn, for none is known. The projection is plate
carrée about the middle of the province: over one province its error stays below the width of a dot or two.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians

from markupsafe import Markup

from jianbao import escape, lexicon
from jianbao.interface import Words
from jianbao.model import VoicesOf
from jianbao.model.site import PROVINCE

WIDTH = 420.0  # units of the drawing: about the pixels of a phone, so that its letters stay legible there
LOWEST, HIGHEST = 220.0, 460.0
MARGIN = 26.0
KM_A_DEGREE = 111.2  # of latitude
FONT, HERE_FONT = 12.5, 15.0
LABELS = 22  # names on a map: more would be a list
NARROW = 0.56  # width of a Latin letter, in ems
GAP = 6.0  # between a dot and its name
SCALES = (10, 20, 50, 100, 200, 500)  # kilometres


@dataclass(frozen=True)
class Spot:
    """A place that the archive has a page for: the link to it, and in how many articles it stands."""

    href: str
    articles: int = 0


@dataclass(frozen=True)
class Dot:
    """A division of the gazetteer on the drawing."""

    code: str
    name: str
    english: str
    x: int
    y: int


Box = tuple[float, float, float, float]


def locator(code: str, spots: Mapping[str, Spot], voices: VoicesOf, words: Words) -> Markup:
    """Draw where the place of an adcode lies in its province, as SVG with classes; nothing where that is not known.

    `spots` are the places of the province that the archive names, by adcode: their dots are links.
    """
    province = _province(code[:PROVINCE])
    if code not in province:
        return Markup("")
    # A province is no dot among its own counties.
    drawing, dots = _plotted(code[:PROVINCE])
    first = sorted(dots, key=lambda dot: _rank(dot.code, code, spots))[:LABELS]
    names = [(dot, _label(dot, words, voices)) for dot in first]
    marked = [dot for dot in dots if dot.code in spots and dot.code != code]
    marked += [dot for dot in dots if dot.code == code]  # drawn last, over the others
    points = _points((dot for dot in dots if dot.code not in spots and dot.code != code), code)
    circles = (_circle(dot, code, spots, _full(dot, words, voices)) for dot in marked)
    parts = (*points, *circles, *_labels(code, names, marked, drawing), _scale(drawing, words))
    title = escape.raw(words.say("map-of", name=_label(drawing.dot(province[code]), words, voices)))
    note = escape.raw(words.say("map-note"))
    return Markup(  # noqa: S704 numbers, and texts escaped here
        f'<svg class="locator" viewBox="0 0 {_number(WIDTH)} {_number(drawing.height)}" role="group"'
        ' aria-labelledby="map-title map-text">'
        f'<title id="map-title">{title}</title><desc id="map-text">{note}</desc>'
        f"{''.join(parts)}</svg>"
    )


@functools.cache
def _province(digits: str) -> Mapping[str, Mapping[str, str]]:
    """Give the divisions of a province that have coordinates, by adcode."""
    rows = lexicon.table("entities/places")
    return {
        row["adcode"]: row
        for row in rows
        if row["adcode"][:PROVINCE] == digits and row["longitude"] and row["latitude"]
    }


@functools.cache
def _plotted(digits: str) -> tuple["_Drawing", tuple[Dot, ...]]:
    """Give the drawing of a province and its divisions on it, by adcode; of one without any, the drawing of itself."""
    province = _province(digits)
    places = [place for code, place in sorted(province.items()) if not code.endswith("0000")]
    drawing = _Drawing(places or province.values())
    return drawing, tuple(map(drawing.dot, places))


class _Drawing:
    """From degrees to the units of the drawing."""

    def __init__(self, places: Iterable[Mapping[str, str]]) -> None:
        degrees = [(float(place["longitude"]), float(place["latitude"])) for place in places]
        west, east = min(x for x, _ in degrees), max(x for x, _ in degrees)
        south, north = min(y for _, y in degrees), max(y for _, y in degrees)
        self.west, self.north = west, north
        self.squeeze = cos(radians((south + north) / 2))
        wide, high = max((east - west) * self.squeeze, 0.05), max(north - south, 0.05)
        self.unit = min((WIDTH - 2 * MARGIN) / wide, (HIGHEST - 2 * MARGIN) / high)
        self.height = max(LOWEST, high * self.unit + 2 * MARGIN)
        self.left = (WIDTH - wide * self.unit) / 2
        self.top = (self.height - high * self.unit) / 2

    def dot(self, place: Mapping[str, str]) -> Dot:
        x = self.left + (float(place["longitude"]) - self.west) * self.squeeze * self.unit
        y = self.top + (self.north - float(place["latitude"])) * self.unit
        return Dot(place["adcode"], place["name"], place["english"], round(x), round(y))

    def corner(self) -> Box:
        """Give the box of the bar that tells distances."""
        return 0.0, self.height - 32, 14 + WIDTH / 4, self.height

    def holds(self, box: Box) -> bool:
        """Tell whether a box lies within the frame."""
        return box[0] > 1 and box[2] < WIDTH - 1 and box[1] > 1 and box[3] < self.height - 1


def _rank(code: str, here: str, spots: Mapping[str, Spot]) -> tuple[int, int, str]:
    """Rank a place for its name: itself, those of the archive, by articles, then the rest; first prefectures."""
    if code == here:
        return 0, 0, code
    if code in spots:
        return 1 if code.endswith("00") else 2, -spots[code].articles, code
    near = 4 if code[:4] == here[:4] else 5
    return 3 if code.endswith("00") else near, 0, code


def _label(dot: Dot, words: Words, voices: VoicesOf) -> str:
    """Name a dot in the edition; in English without its type, which the size of the dot shows."""
    if words.edition != "en":
        return voices.chinese(dot.name).text
    return dot.english.rpartition(" ")[0] or dot.english


def _full(dot: Dot, words: Words, voices: VoicesOf) -> str:
    """Name a dot in the edition, with its type."""
    return dot.english if words.edition == "en" else voices.chinese(dot.name).text


def _points(dots: Iterable[Dot], here: str) -> Iterator[str]:
    """Draw the divisions that are not in the archive: all of a kind and size in one path, of round ends without length.

    Those of the place's own prefecture are darker, prefectures larger.
    """
    places: dict[tuple[str, float], list[str]] = defaultdict(list)
    for dot in dots:
        kind = "kin" if dot.code[:4] == here[:4] else "dot"
        places[kind, 5.2 if dot.code.endswith("00") else 3.8].append(f"M{dot.x} {dot.y}h0")
    for (kind, wide), path in sorted(places.items()):
        yield f'<path class="{kind}" stroke-width="{wide}" d="{"".join(path)}"/>'


def _circle(dot: Dot, here: str, spots: Mapping[str, Spot], name: str) -> str:
    """Draw the place itself, or one that the archive has, which is a link."""
    if dot.code == here:
        return f'<circle class="here" cx="{dot.x}" cy="{dot.y}" r="6"/>'
    # A dot is small for a finger: its unseen edge takes the touch.
    circle = f'<circle class="named" cx="{dot.x}" cy="{dot.y}" r="4"/>'
    href = escape.attribute(spots[dot.code].href)
    return f'<a href="{href}"><title>{escape.raw(name)}</title>{circle}</a>'


def _labels(here: str, names: Iterable[tuple[Dot, str]], marked: Iterable[Dot], drawing: _Drawing) -> Iterator[str]:
    """Write the names that find room, the most telling first; none covers another, or a marked dot of elsewhere.

    In a crowded city the place itself and its prefecture are written over the dots that are theirs.
    """
    dots = {dot.code: _around_dot(dot) for dot in marked}
    written: list[Box] = [drawing.corner()]
    for dot, name in names:
        size = HERE_FONT if dot.code == here else FONT
        wide = sum(size if ord(char) > 0x2E7F else size * NARROW for char in name)  # noqa: PLR2004
        elsewhere = [box for code, box in dots.items() if code != dot.code]
        away = [box for code, box in dots.items() if code[:4] != dot.code[:4]]
        crowded = dot.code == here or (dot.code.endswith("00") and dot.code in dots)
        ways = tuple(_around(dot, wide, size, GAP + (3.0 if dot.code == here else 0.0))) if name else ()
        for taken in (elsewhere, away) if crowded else (elsewhere,):
            free = [way for way in ways if drawing.holds(way[0]) and not _hits(way[0], (*taken, *written))]
            if free:
                box, x, y, side = free[0]
                written.append(box)
                kind = "at" if dot.code == here else "name"
                where = f'x="{round(x, 1)}" y="{round(y, 1)}" font-size="{_number(size)}" text-anchor="{side}"'
                yield f'<text class="{kind}" {where}>{escape.raw(name)}</text>'
                break


def _around(dot: Dot, wide: float, size: float, gap: float) -> Iterator[tuple[Box, float, float, str]]:
    """Give the places for a name around its dot, the best first: its box, where the text begins, its anchor."""
    half = size / 2
    low = dot.y + size * 0.36
    yield (dot.x + gap, dot.y - half, dot.x + gap + wide, dot.y + half), dot.x + gap, low, "start"
    yield (dot.x - gap - wide, dot.y - half, dot.x - gap, dot.y + half), dot.x - gap, low, "end"
    above, below = dot.y - gap - size, dot.y + gap
    yield (dot.x - wide / 2, above, dot.x + wide / 2, above + size), dot.x, above + size * 0.86, "middle"
    yield (dot.x - wide / 2, below, dot.x + wide / 2, below + size), dot.x, below + size * 0.86, "middle"


def _hits(a: Box, others: Iterable[Box]) -> bool:
    return any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in others)


def _around_dot(dot: Dot) -> Box:
    return dot.x - 4, dot.y - 4, dot.x + 4, dot.y + 4


def _scale(drawing: _Drawing, words: Words) -> str:
    """Draw the bar that tells distances: the longest round one within a quarter of the width."""
    km = drawing.unit / KM_A_DEGREE
    long = max((scale for scale in SCALES if scale * km <= WIDTH / 4), default=SCALES[0])
    x, y = 14.0, drawing.height - 12
    path = f"M{x} {round(y - 4, 1)}V{round(y, 1)}H{round(x + long * km, 1)}V{round(y - 4, 1)}"
    far = escape.raw(words.say("kilometres", n=long))
    text = f'<text class="far" x="{x}" y="{round(y - 8, 1)}" font-size="10.5" text-anchor="start">{far}</text>'
    return f'<path class="bar" d="{path}" fill="none"/>{text}'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
