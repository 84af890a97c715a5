"""What only the article as a whole can tell: names met again, and to which place each name found by rule belongs."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from jianbao.entities.identity import identify
from jianbao.entities.passage import Found, Passage, edges
from jianbao.entities.tables import Tables, ancestors, level
from jianbao.hanzi import is_word

Rows = Sequence[Sequence[Found]]
COUNTY = 2
SEAT = 10  # votes of a city that the newspaper's own name holds: as many as five mentions


def met_again(passages: Sequence[Passage], rows: Rows, tables: Tables) -> list[list[Found]]:
    """Find the names found by rule wherever else they stand, and the short forms that the text itself gives them."""
    names: dict[str, Found] = {}
    for passage, row in zip(passages, rows, strict=True):
        for found in row:
            surface = passage.text[found.start : found.end]
            if not found.keys:
                names.setdefault(surface, found)
            short = tables.expressions["short"].match(passage.text, found.end)
            if short:
                names[short[1]] = found if found.keys else found._replace(name=found.name or surface)
    _lengthen(names, passages, tables)
    for name, found in list(names.items()):
        brand = _brand(name, found, tables)
        if brand:
            names.setdefault(brand, found)
    if not names:
        return list(map(list, rows))
    longest_first = sorted(names, key=len, reverse=True)
    finder = AhoCorasick(longest_first)
    return [
        _again(passage, row, _standing(passage.text, finder, longest_first), names)
        for passage, row in zip(passages, rows, strict=True)
    ]


def _standing(text: str, finder: AhoCorasick, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Give each name that stands in a text, in the order of the names, and where it begins."""
    busy, before = 0, -1
    for rank, start, end in sorted(finder.find_matches_as_indexes(text, overlapping=True)):
        if rank != before or start >= busy:
            yield names[rank], start
            busy, before = end, rank


def _brand(name: str, found: Found, tables: Tables) -> str:
    """Give the brand that a company's name begins with, where it is no ordinary word: 威灵 of 威灵集团."""
    if found.kind != "organisation" or found.within:
        return ""
    company = tables.expressions["brand"].fullmatch(name)
    return "" if company is None or is_word(company[1]) else company[1]


def _places(text: str, name: str) -> Iterator[int]:
    """Give where a name stands in a text."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _lengthen(names: dict[str, Found], passages: Sequence[Passage], tables: Tables) -> None:
    """Add to the names a person's of three characters whose third always follows the two found: 邵志|和."""
    people = [name for name, found in names.items() if found.kind == "person" and len(name) == len("邵志")]
    text = "".join(f"{passage.text}\n" for passage in passages) if people else ""
    for name in people:
        after = Counter(text[at + len(name)] for at in _places(text, name))
        third = next(iter(after), "")
        if len(after) == 1 and after[third] >= tables.limits["always_after"] and third in tables.given:
            names[name + third] = names[name]


def _again(
    passage: Passage,
    row: Sequence[Found],
    standing: Iterable[tuple[str, int]],
    names: Mapping[str, Found],
) -> list[Found]:
    """Give the names of a passage with those met again; a longer one takes the place of a shorter one within it."""
    out = sorted(row)
    longest = max((found.end - found.start for found in row), default=0)
    for name, start in standing:
        end = start + len(name)
        low, high = (bisect_left(out, at, key=itemgetter(0)) for at in (start - longest, end))
        over = [found for found in out[low:high] if start < found.end]
        if any(found.keys or found.start < start or end <= found.end for found in over):
            continue
        if len(name) > len("李明") or edges(passage, start, end) > 1:
            beside = [found for found in out[low:high] if found not in over]
            out[low:high] = sorted((*beside, names[name]._replace(start=start, end=end)))
            longest = max(longest, len(name))
    return out


def supported(passages: Sequence[Passage], rows: Rows) -> list[list[Found]]:
    """Drop the names that are not sure and that the article has only once."""
    surfaces = [[passage.text[f.start : f.end] for f in row] for passage, row in zip(passages, rows, strict=True)]
    count = Counter(chain.from_iterable(surfaces))
    return [
        [found for found, surface in zip(row, names, strict=True) if found.sure or count[surface] > 1]
        for row, names in zip(rows, surfaces, strict=True)
    ]


def belonging(document: tuple[str, str], passages: Sequence[Passage], rows: Rows, tables: Tables) -> list[list[Found]]:
    """Say of the names found by rule where they belong: `inside` becomes the slug of a place, or stays empty.

    `document` is the article's id and its newspaper's city, where known. A body whose place is in doubt belongs to
    the article alone, so that two cities' 市妇联 are never one.
    """
    ident, city = document
    home = _home(city, rows, tables)
    own = any(tables.expressions["own_voice"].search(passage.text) for passage in passages)
    met: dict[str, str] = {}
    out = []
    for passage, row in zip(passages, rows, strict=True):
        new: list[Found] = []
        for found in row:
            if found.kind == "place" and not found.keys and found.name:
                found = found._replace(inside=_over(passage, found, new, met, tables))  # noqa: PLW2901
                met.setdefault(found.name, found.inside)
            elif found.kind == "organisation" and found.body:
                within = found.within or _of_home(passage, found, home, () if own else new, tables)
                inside = tables.places[within[0]].slug if within else ident
                found = found._replace(within=within, inside=inside)  # noqa: PLW2901
            new.append(found)
        out.append(new)
    return out


def _over(passage: Passage, found: Found, before: Sequence[Found], met: dict[str, str], tables: Tables) -> str:
    """Give the slug of the place that a town, a village or a zone lies in.

    That is the place right before it, that of its sibling in a list (花茂村、纸坊村), the one it had when it was met
    first, or the county named last.
    """
    if found.within:
        return tables.places[found.within[0]].slug
    places = [other for other in before if other.kind == "place"]
    if found.body == "division" and places:  # a district lies where its sibling in the list does
        return identify(places[-1], "", tables).parent
    if places and places[-1].end == found.start:
        return identify(places[-1], "", tables).slug
    if found.name in met:
        return met[found.name]
    siblings = places and not places[-1].keys and passage.text[places[-1].end : found.start] in ("、", "和", "与", "及")
    if siblings and places[-1].name[-1:] == found.name[-1:]:
        return places[-1].inside
    counties = (place.keys[0] for place in reversed(places) if place.keys and place.keys[0].isdigit())
    return next((tables.places[code].slug for code in counties if level(code) == COUNTY), "")


def _of_home(
    passage: Passage, found: Found, home: Callable[[int], str], before: Sequence[Found], tables: Tables
) -> tuple[str, ...]:
    """Give the place whose body is meant: of its level, the last one named before, or its body, else the article's."""
    opening = passage.text[found.start : found.start + 2]
    wanted = next((tables.levels[char] for char in opening if char in tables.levels), 1)
    near = (next(iter(_divisions(named)), "") for named in reversed(before))
    codes = (_at_level(code, wanted, tables) for code in near if code.isdigit())
    code = next((code for code in codes if code), "") or home(wanted)
    return (code,) if code else ()


def _divisions(named: Found) -> tuple[str, ...]:
    """Give the place that a name is, or that the body is of: the next body is of the same, 江苏`省委、省政府`."""
    return named.keys if named.kind == "place" else named.within if named.body else ()


def _at_level(code: str, wanted: int, tables: Tables) -> str:
    """Give the place of a level that holds a place, or that it is: cities of county rank are cities too."""
    if level(code) < wanted:
        return ""
    if wanted == 1 and level(code) == COUNTY and tables.places[code].name.endswith("市"):
        return code
    prefecture, province = ancestors(code)
    over = (province, prefecture, code)[wanted]
    return over if over in tables.places else ""


def _home(city: str, rows: Rows, tables: Tables) -> Callable[[int], str]:
    """Give a function from a level to the article's own place there: of its newspaper's city, else the most named."""
    votes: Counter[str] = Counter()
    for found in chain.from_iterable(rows):
        votes.update(_votes(found, tables))
    for code in _codes_of(city, tables):
        votes.update({over: votes.total() + 1 for over in {code, *ancestors(code)}})

    def at(wanted: int) -> str:
        there = sorted((-count, code) for code, count in votes.items() if _has_rank(code, wanted, tables))
        tie = len(there) > 1 and there[0][0] == there[1][0]
        return there[0][1] if there and not tie else ""

    return at


def _has_rank(code: str, wanted: int, tables: Tables) -> bool:
    """Tell whether a place is of a level; a city that lies in no prefecture, 北京市 or 济源市, has the rank of one."""
    if code not in tables.places:
        return False
    alone = level(code) == 0 or ancestors(code)[0] not in tables.places
    return level(code) == wanted or (wanted == 1 and alone and tables.places[code].name.endswith("市"))


def _votes(found: Found, tables: Tables) -> dict[str, int]:
    """Give what a name says of the article's own place: itself twice, the places over it once."""
    code = next(iter((*found.keys, *found.within)), "")
    if code in tables.seats:
        return {tables.seats[code]: SEAT}
    if code not in tables.places:
        return {}
    return {over: 2 if over == code else 1 for over in (code, *ancestors(code))}


def _codes_of(city: str, tables: Tables) -> Iterable[str]:
    return (place.code for place in tables.places.values() if city in (place.name, place.short)) if city else ()
