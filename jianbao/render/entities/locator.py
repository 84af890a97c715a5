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
    """A division of the gazetteer on the drawing; `rank` tells which names are written first, the lowest."""

    code: str
    name: str
    english: str
    x: float
    y: float
    rank: int


Box = tuple[float, float, float, float]


def locator(code: str, spots: Mapping[str, Spot], voices: VoicesOf, words: Words) -> Markup:
    """Draw where the place of an adcode lies in its province, as SVG with classes; nothing where that is not known.

    `spots` are the places of the province that the archive names, by adcode: their dots are links.
    """
    province = _province(code[:2])
    if code not in province:
        return Markup("")
    # A province is no dot among its own counties.
    places = tuple(place for place in province.values() if not place["adcode"].endswith("0000"))
    drawing = _Drawing(places or (province[code],))
    dots = [drawing.dot(place, _rank(place["adcode"], code, spots)) for place in places]
    dots.sort(key=lambda dot: (dot.code == code, dot.code))  # drawn last, over the others
    names = {dot.code: _label(dot, words, voices) for dot in sorted(dots, key=_first)[:LABELS]}
    marked = [dot for dot in dots if dot.code == code or dot.code in spots]
    points = _points((dot for dot in dots if dot not in marked), code)
    circles = (_circle(dot, code, spots, _full(dot, words, voices)) for dot in marked)
    parts = (*points, *circles, *_labels(code, dots, names, drawing), _scale(drawing, words))
    title = words.say("map-of", name=_label(drawing.dot(province[code], 0), words, voices))
    return Markup(
        '<svg class="locator" viewBox="0 0 {} {}" role="group" aria-labelledby="map-title map-text">'
        '<title id="map-title">{}</title><desc id="map-text">{}</desc>{}</svg>'
    ).format(_number(WIDTH), _number(drawing.height), _raw(title), _raw(words.say("map-note")), Markup("").join(parts))


@functools.cache
def _province(digits: str) -> Mapping[str, Mapping[str, str]]:
    """Give the divisions of a province that have coordinates, by adcode."""
    rows = lexicon.table("entities/places")
    return {row["adcode"]: row for row in rows if row["adcode"][:2] == digits and row["longitude"] and row["latitude"]}


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

    def dot(self, place: Mapping[str, str], rank: int) -> Dot:
        x = self.left + (float(place["longitude"]) - self.west) * self.squeeze * self.unit
        y = self.top + (self.north - float(place["latitude"])) * self.unit
        return Dot(place["adcode"], place["name"], place["english"], round(x, 1), round(y, 1), rank)


def _rank(code: str, here: str, spots: Mapping[str, Spot]) -> int:
    """Rank a place for its name: the place itself, those of the archive, prefectures, its neighbours, the rest."""
    if code == here:
        return 0
    if code in spots:
        return 1
    if code.endswith("00"):
        return 2
    return 3 if code[:4] == here[:4] else 4


def _first(dot: Dot) -> tuple[int, str]:
    return dot.rank, dot.code


def _label(dot: Dot, words: Words, voices: VoicesOf) -> str:
    """Name a dot in the edition; in English without its type, which the size of the dot shows."""
    if words.edition != "en":
        return voices.chinese(dot.name).text
    return dot.english.rpartition(" ")[0] or dot.english


def _full(dot: Dot, words: Words, voices: VoicesOf) -> str:
    """Name a dot in the edition, with its type."""
    return dot.english if words.edition == "en" else voices.chinese(dot.name).text


def _points(dots: Iterable[Dot], here: str) -> Iterator[Markup]:
    """Draw the divisions that are not in the archive: all of a kind and size in one path, of round ends without length.

    Those of the place's own prefecture are darker, prefectures larger.
    """
    places: dict[tuple[str, float], list[str]] = defaultdict(list)
    for dot in dots:
        kind = "kin" if dot.code[:4] == here[:4] else "dot"
        places[kind, 5.2 if dot.code.endswith("00") else 3.8].append(f"M{dot.x} {dot.y}h0")
    for (kind, wide), path in sorted(places.items()):
        yield Markup('<path class="{}" stroke-width="{}" d="{}"/>').format(kind, wide, "".join(path))


def _circle(dot: Dot, here: str, spots: Mapping[str, Spot], name: str) -> Markup:
    """Draw the place itself, or one that the archive has, which is a link."""
    if dot.code == here:
        return Markup('<circle class="here" cx="{}" cy="{}" r="6"/>').format(dot.x, dot.y)
    # A dot is small for a finger: an unseen one around it takes the touch.
    touch = Markup('<circle class="touch" cx="{}" cy="{}" r="11"/>').format(dot.x, dot.y)
    circle = Markup('<circle class="named" cx="{}" cy="{}" r="4"/>').format(dot.x, dot.y)
    return Markup('<a href="{}"><title>{}</title>{}{}</a>').format(spots[dot.code].href, _raw(name), touch, circle)


def _labels(here: str, dots: Iterable[Dot], names: Mapping[str, str], drawing: _Drawing) -> Iterator[Markup]:
    """Write the names that find room, the most telling first; none covers another or a dot of the archive."""
    taken: list[Box] = [(dot.x - 4, dot.y - 4, dot.x + 4, dot.y + 4) for dot in dots if dot.rank < 2]  # noqa: PLR2004
    for dot in sorted(dots, key=_first):
        name = names.get(dot.code, "")
        size = HERE_FONT if dot.code == here else FONT
        wide = sum(size if ord(char) > 0x2E7F else size * NARROW for char in name)  # noqa: PLR2004
        for box, x, y, side in _around(dot, wide, size) if name else ():
            inside = box[0] > 1 and box[2] < WIDTH - 1 and box[1] > 1 and box[3] < drawing.height - 1
            if inside and not any(_overlap(box, other) for other in taken if not _holds(other, dot)):
                taken.append(box)
                kind = "at" if dot.code == here else "name"
                yield Markup('<text class="{}" x="{}" y="{}" font-size="{}" text-anchor="{}">{}</text>').format(
                    kind, round(x, 1), round(y, 1), _number(size), side, _raw(name)
                )
                break


def _around(dot: Dot, wide: float, size: float) -> Iterator[tuple[Box, float, float, str]]:
    """Give the places for a name around its dot, the best first: its box, where the text begins, its anchor."""
    half, gap = size / 2, GAP + (3.0 if dot.rank == 0 else 0.0)
    low = dot.y + size * 0.36
    yield (dot.x + gap, dot.y - half, dot.x + gap + wide, dot.y + half), dot.x + gap, low, "start"
    yield (dot.x - gap - wide, dot.y - half, dot.x - gap, dot.y + half), dot.x - gap, low, "end"
    above, below = dot.y - gap - size, dot.y + gap
    yield (dot.x - wide / 2, above, dot.x + wide / 2, above + size), dot.x, above + size * 0.86, "middle"
    yield (dot.x - wide / 2, below, dot.x + wide / 2, below + size), dot.x, below + size * 0.86, "middle"


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _holds(box: Box, dot: Dot) -> bool:
    """Tell whether a box is that of the dot itself."""
    return box == (dot.x - 4, dot.y - 4, dot.x + 4, dot.y + 4)


def _scale(drawing: _Drawing, words: Words) -> Markup:
    """Draw the bar that tells distances: the longest round one within a quarter of the width."""
    km = drawing.unit / KM_A_DEGREE
    long = max((scale for scale in SCALES if scale * km <= WIDTH / 4), default=SCALES[0])
    x, y = 14.0, drawing.height - 12
    path = f"M{x} {round(y - 4, 1)}V{round(y, 1)}H{round(x + long * km, 1)}V{round(y - 4, 1)}"
    text = Markup('<text class="far" x="{}" y="{}" font-size="10.5" text-anchor="start">{}</text>').format(
        x, round(y - 8, 1), _raw(words.say("kilometres", n=long))
    )
    return Markup('<path class="bar" d="{}" fill="none"/>{}').format(path, text)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _raw(text: str) -> Markup:
    return Markup(escape.raw(text))  # noqa: S704 escaped here
