"""Places below the county, found by rule: towns and villages by their endings, and zones named after a known place."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from jianbao.entities.passage import Found, Passage, Token, edge
from jianbao.entities.tables import Tables
from jianbao.hanzi import is_han, is_word

KINDS = ("town", "village")
NAMES = ("nr", "ns", "nz", "nrt")
LISTED = ("、", "和")
DIVISIONS = "省市县区旗镇乡"
TOWNS = ("镇", "乡")
LONGEST = 5  # characters of a name without its ending
CHAINED = range(1, LONGEST)
ABROAD = 8  # characters of a foreign city with its ending


class _Ending(NamedTuple):
    """The end of a name in the text: where it ends and begins, and its class."""

    end: int
    start: int
    kind: str


def localities(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find towns and villages. One that stands right after another lies in it: 文峪乡张村."""
    out: list[Found] = []
    closed = {found.end for found in known if found.kind == "place"}
    rivers = {found.end: found.start for found in known if _is_natural(found, tables)}
    endings = (_Ending(end, start, kind) for kind in KINDS for start, end in passage.endings.get(kind, ()))
    for ending in sorted(endings):
        start = _opening(passage, ending, closed, tables)
        if start is None:
            start = _of_its_town(passage, ending, out)
        if start in rivers and ending.start - start == 1:  # 长江|源村
            start = rivers[start]
        if start is not None:
            out = [other for other in out if other.end <= start]
            out.append(Found(start, ending.end, "place", name=passage.text[start : ending.end], body=ending.kind))
            closed.add(ending.end)
    return [*out, *_divisions(passage, known, closed), *_abroad(passage, known, tables)]


def _is_natural(found: Found, tables: Tables) -> bool:
    """Tell whether a place is a river, a mountain or the like, which no village lies in as in a county."""
    entry = tables.listed.get(found.keys[0]) if found.kind == "place" and found.keys else None
    return entry is not None and not entry.note


def _abroad(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find the divisions and cities of a country that stand right after its name and in no table: 日本|丰川市."""
    endings = tables.ends["abroad"]
    out = []
    for country in known:
        if country.kind != "place" or not country.keys or country.keys[0].isdigit():
            continue
        for stop in range(country.end + len("丰川市"), min(country.end + ABROAD, len(passage.text)) + 1):
            if not passage.text.endswith(endings, country.end, stop):
                continue
            ending = next(word for word in endings if passage.text.endswith(word, country.end, stop))
            body = passage.text[country.end : stop - len(ending)]
            if (
                len(body) > 1
                and body[-1] not in tables.rules["abroad_not"]
                and _is_foreign_body(passage, country.end, stop, body, tables)
            ):
                out.append(Found(country.end, stop, "place", name=passage.text[country.end : stop]))
                break
    return out


def _is_foreign_body(passage: Passage, start: int, stop: int, body: str, tables: Tables) -> bool:
    """Tell whether a text may be a foreign city's name without its ending: no grammar, no verb, no ordinary noun."""
    if not all(map(is_han, body)) or not tables.rules["never_inside"].isdisjoint(body):
        return False
    words = [
        passage.token(i) for i in range(passage.ends.get(start, 0), len(passage.starts)) if passage.starts[i] < stop
    ]
    common = any(t.tag[0] not in "nxzj" or t.tag in ("n", "nt") for t in words if t.start < start + len(body))
    return not common and edge(passage, stop) > 1


def _of_its_town(passage: Passage, ending: _Ending, found: Sequence[Found]) -> int | None:
    """Give where a village begins that is called as a town named before: 下党乡 ... 下党|村办起民宿."""
    for town in found:
        start = ending.start - (town.end - town.start - 1)
        if town.body == "town" and start >= town.end and passage.text[start : ending.start] == town.name[:-1]:
            return start
    return None


def _divisions(passage: Passage, known: Sequence[Found], closed: set[int]) -> list[Found]:
    """Find counties and districts that no table holds, in a list after one that does: 新华区、卫东区、新湖区."""
    endings = sorted(passage.endings.get("division", ()))
    if not endings:
        return []
    text = passage.text
    names = {found.end: text[found.start : found.end] for found in known if found.kind == "place" and found.keys}
    out = []
    for at, end in endings:
        start = at - len("新湖")
        before = names.get(start - 1, "")
        if end not in closed and before.endswith(text[at:end]) and text[start - 1 : start] in LISTED:
            names[end] = text[start:end]
            out.append(Found(start, end, "place", name=text[start:end], body="division"))
    return out


def _opening(passage: Passage, ending: _Ending, closed: set[int], tables: Tables) -> int | None:
    """Give where the name begins that an ending ends, if it ends one."""
    end, at, kind = ending
    after = passage.text[end : end + 2]
    if after.startswith(tables.ends[f"{kind}_after"]) and not _goes_on(passage, end):
        return None
    doubled = passage.text[at - 1 : end] in tables.rules["villages_doubled"]
    if doubled or (kind == "village" and after[:1] in TOWNS):  # 柳林村|村支书, 赵村|镇
        return None
    word = _ordinary_word(passage, at, end)
    for chained in (at - size for size in CHAINED):
        common = word is not None and passage.text[word:at] in tables.rules[f"{kind}s_not"]
        # 石|家村, 龙泉|关镇, but not 农业|农村
        parted = word is None or 0 < word - chained < len("农业") or (word > chained and not common)
        # 石冲街道|办|柳林村
        first = chained + (passage.text[chained : chained + 1] in tables.rules["offices_of_towns"])
        if chained in closed and parted and _is_body(passage.text[first:at], kind, tables):
            return first
    start = _anchored(passage, at, tables)
    if start is None or (word is not None and not _is_family(passage, start, word, tables)):
        return None
    if not _is_body(passage.text[start:at], kind, tables):
        return None
    return start if _is_named(passage, start, at) else None


def _goes_on(passage: Passage, end: int) -> bool:
    """Tell whether a village's name begins where a town's ends: 上庄乡|下老芳村, which is cut as 乡下|老芳村."""
    spans = passage.endings.get("village", ())
    return any(len("某") < start - end <= LONGEST and passage.text[end:start].isalnum() for start, _ in spans)


def _ordinary_word(passage: Passage, at: int, end: int) -> int | None:
    """Give where the ordinary word begins that an ending is only the end of: 农村, 老乡; not 张村, a name for all."""
    token = passage.at(end - 1)
    if (token.start >= at and token.end == end) or token.tag in NAMES:
        return None
    return token.start if is_word(passage.word(token)) else None


def _is_family(passage: Passage, start: int, word: int, tables: Tables) -> bool:
    """Tell whether a place is called after a family, so that it was cut as 石|家村, 赵|村镇."""
    surname = tables.surnames.get(passage.text[start], 0.0)
    return word - start == 1 and surname > tables.weights["surname_before_place"]


def _anchored(passage: Passage, at: int, tables: Tables) -> int | None:
    """Give where a name before `at` begins when a mark or a word that cannot belong to it stands before it."""
    anchors = tables.rules["anchors"]
    for start in range(at - 1, max(-1, at - LONGEST - 1), -1):
        if start == 0 or not passage.text[start - 1].isalnum():
            return start
        if edge(passage, start) and any(passage.text[max(0, start - n) : start] in anchors for n in (1, 2, 3)):
            return start
    return None


def _is_named(passage: Passage, start: int, at: int) -> bool:
    """Tell whether the words before an ending may name a place: none of them a verb or a word of grammar."""
    if at - start == 1 and passage.at(start).tag != "ns":
        return False
    first = bisect_right(passage.starts, start) - 1
    last = bisect_right(passage.starts, at - 1)
    words = [passage.token(i) for i in range(first, last)]
    if at - start >= LONGEST - 1 and len(words) >= LONGEST - 2:
        return False
    return all(t.tag[0] not in "vdpcmruqy" or not is_word(passage.word(t)) or t.end > at for t in words)


def _is_body(body: str, kind: str, tables: Tables) -> bool:
    """Tell whether a text may be the name of a town or a village without its ending."""
    none = tables.rules[f"{kind}s_not"]
    if not body or body in none or body[-1] in DIVISIONS or not all(map(is_han, body)):
        return False
    if not tables.rules["never_in_town"].isdisjoint(body) or body[-1] in tables.rules["never_before_village"]:
        return False
    if body[-1] in tables.rules["counts"] or not tables.rules["never_inside"].isdisjoint(body):
        return False
    return not any(body.endswith(word) for word in none if len(word) > 1)


def zones(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find zones named after a known place (三江源国家公园体制试点区), buildings, and natural features."""
    heads = {found.end: found for found in known if found.kind == "place"}
    out = []
    for start, end in passage.endings.get("zone", ()):
        at = _walk(passage, start, heads, tables)
        if at in heads and end not in heads and edge(passage, end) and _is_called(passage, at, start, end, tables):
            out.append(_named_after(passage, heads[at], end))
    for start, end in passage.endings.get("facility", ()):
        if start in heads and edge(passage, end) and not _is_bare(passage, heads[start], end, tables):
            out.append(_named_after(passage, heads[start], end))
        elif _is_facility(passage, start, end, tables):
            out.append(_word(passage, end))
    for start, end in passage.endings.get("feature", ()):
        if end in passage.ends and _is_feature(passage, passage.at(end - 1), start, tables):
            out.append(_word(passage, end))
    return out


def _is_called(passage: Passage, at: int, start: int, end: int, tables: Tables) -> bool:
    """Tell whether the words between a place and 湿地 or the like, if any, are its name, not what it is used for."""
    if at == start or passage.text[start:end] not in tables.rules["zones_named"]:
        return True
    return not is_word(passage.text[at:start]) or passage.at(at).tag in NAMES


def _is_bare(passage: Passage, head: Found, end: int, tables: Tables) -> bool:
    """Tell whether a division in full style stands before 公园 or the like, which is one of many there."""
    text = passage.text
    return text[head.end - 1] in tables.rules["counties"] and text[head.end : end] in tables.rules["no_bare_facility"]


def _named_after(passage: Passage, head: Found, end: int) -> Found:
    within = tuple(key for key in head.keys if key.isdigit())
    return Found(head.start, end, "place", name=passage.text[head.start : end], within=within)


def _word(passage: Passage, end: int) -> Found:
    start = passage.at(end - 1).start
    return Found(start, end, "place", name=passage.text[start:end])


def _is_facility(passage: Passage, at: int, end: int, tables: Tables) -> bool:
    """Tell whether a word that ends like a building is the name of one: 天河体育中心."""
    token = passage.at(end - 1)
    named = token.start < at and token.end == end and token.tag in ("ns", "nt", "nz")
    return named and passage.word(token) not in tables.rules["features_not"]


def _is_feature(passage: Passage, word: Token, at: int, tables: Tables) -> bool:
    """Tell whether a word that ends like a mountain or a river (from `at` on) names one."""
    name = passage.word(word)
    if word.tag != "ns" or at - word.start < len("某山") or name in tables.rules["features_not"]:
        return False
    guessed = not is_word(name)
    return tables.rules["never_inside"].isdisjoint(name) and not (guessed and name[0] in tables.surnames)


def _walk(passage: Passage, at: int, heads: dict[int, Found], tables: Tables) -> int:
    """Go left from `at` over the words that may stand inside a name, at most six, to the end of a known place."""
    for _ in range(6):
        if at in heads or at not in passage.ends:
            return at
        token = passage.token(passage.ends[at])
        if (
            token.tag == "v"
            or token.tag not in tables.rules["inside_tags"]
            or passage.word(token) in tables.rules["breaks"]
            or passage.word(token).endswith(tables.ends["zone_breaks"])
        ):
            return at
        at = token.start
    return at
