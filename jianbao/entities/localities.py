"""Places below the county, found by rule: towns and villages by their endings, and zones named after a known place."""

from bisect import bisect_right
from collections.abc import Sequence

from jianbao.entities.passage import Found, Passage, Token, edge, is_word
from jianbao.entities.tables import Tables

KINDS = ("town", "village")
NAMES = ("nr", "ns", "nz", "nrt")
LONGEST = 5  # characters of a name without its ending
CHAINED = range(1, LONGEST)


def localities(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find towns and villages. One that stands right after another lies in it: 文峪乡张村."""
    out: list[Found] = []
    closed = {found.end for found in known if found.kind == "place"}
    spans = sorted((end, start, kind) for kind in KINDS for start, end in passage.endings.get(kind, ()))
    for end, at, kind in spans:
        start = _opening(passage, at, end, kind, closed, tables)
        if start is not None:
            out = [other for other in out if other.end <= start]
            out.append(Found(start, end, "place", name=passage.text[start:end]))
            closed.add(end)
    return out


def _opening(
    passage: Passage, at: int, end: int, kind: str, closed: set[int], tables: Tables
) -> int | None:
    """Give where the name begins whose ending stands at `at`..`end`, if it ends a name."""
    after = passage.text[end : end + 2]
    if any(after.startswith(word) for word in tables.rules[f"{kind}_after"]):
        return None
    word = _ordinary_word(passage, at, end, tables)
    for start in (at - size for size in CHAINED):
        if start in closed and start != word and _is_body(passage.text[start:at], kind, tables):
            return start
    start = _anchored(passage, at, tables)
    if start is None or (word is not None and not _is_family(passage.text[start:at], tables)):
        return None
    if not _is_body(passage.text[start:at], kind, tables):
        return None
    return start if _is_named(passage, start, at, tables) else None


def _ordinary_word(passage: Passage, at: int, end: int, tables: Tables) -> int | None:
    """Give where the ordinary word begins that an ending is only the end of: 农村, 老乡; not 张村, a name for all."""
    token = passage.at(end - 1)
    if (token.start >= at and token.end == end) or token.tag in NAMES:
        return None
    return token.start if is_word(passage.word(token), tables.segmenter) else None


def _is_family(body: str, tables: Tables) -> bool:
    """Tell whether a village is called after a family: 石家, which is cut as 石|家村."""
    return len(body) == len("石家") and body[0] in tables.surnames and body[1] == "家"


def _anchored(passage: Passage, at: int, tables: Tables) -> int | None:
    """Give where a name before `at` begins when a mark or a word that cannot belong to it stands before it."""
    anchors = tables.rules["anchors"]
    for start in range(at - 1, max(-1, at - LONGEST - 1), -1):
        if start == 0 or not passage.text[start - 1].isalnum():
            return start
        if edge(passage, start, tables) and any(passage.text[max(0, start - n) : start] in anchors for n in (1, 2, 3)):
            return start
    return None


def _is_named(passage: Passage, start: int, at: int, tables: Tables) -> bool:
    """Tell whether the words before an ending may name a place: none of them a verb or a word of grammar."""
    if at - start == 1 and passage.at(start).tag != "ns":
        return False
    first = bisect_right(passage.starts, start) - 1
    last = bisect_right(passage.starts, at - 1)
    words = [passage.token(i) for i in range(first, last)]
    return all(
        t.tag[0] not in "vdpcmruqy" or not is_word(passage.word(t), tables.segmenter) or t.end > at for t in words
    )


def _is_body(body: str, kind: str, tables: Tables) -> bool:
    """Tell whether a text may be the name of a town or a village without its ending."""
    none = tables.rules[f"{kind}s_not"]
    if not body or body in none or not all("\u4e00" <= c <= "\u9fff" for c in body):
        return False
    if body[-1] in tables.rules["counts"] or not tables.rules["never_inside"].isdisjoint(body):
        return False
    return not any(body.endswith(word) for word in none if len(word) > 1)


def zones(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find zones named after a known place (三江源国家公园体制试点区) and natural features (白云山)."""
    out = []
    heads = {found.end: found for found in known if found.kind == "place"}
    for start, end in passage.endings.get("zone", ()):
        at = _walk(passage, start, heads, tables)
        if at in heads and edge(passage, end, tables):
            first = heads[at].start
            within = tuple(key for key in heads[at].keys if key.isdigit())
            out.append(Found(first, end, "place", name=passage.text[first:end], within=within))
    for start, end in passage.endings.get("facility", ()):
        first = heads[start].start if start in heads else _facility(passage, start, end)
        if first is not None and edge(passage, end, tables):
            within = tuple(key for key in heads[start].keys if key.isdigit()) if start in heads else ()
            out.append(Found(first, end, "place", name=passage.text[first:end], within=within))
    for start, end in passage.endings.get("feature", ()):
        index = passage.ends.get(end)
        if index is not None and _is_feature(passage, passage.token(index), start, tables):
            first = passage.starts[index]
            out.append(Found(first, end, "place", name=passage.text[first:end]))
    return out


def _facility(passage: Passage, at: int, end: int) -> int | None:
    """Give where the name of a building begins that the dictionary holds as one word: 天河体育中心."""
    token = passage.at(end - 1)
    whole = token.start < at and token.end == end and token.tag in ("ns", "nt", "nz")
    return token.start if whole else None


def _is_feature(passage: Passage, word: Token, at: int, tables: Tables) -> bool:
    """Tell whether a word that ends like a mountain or a river (from `at` on) names one."""
    name = passage.word(word)
    if word.tag != "ns" or at - word.start < len("某山") or name in tables.rules["features_not"]:
        return False
    guessed = not is_word(name, tables.segmenter)
    return tables.rules["never_inside"].isdisjoint(name) and not (guessed and name[0] in tables.surnames)


def _walk(passage: Passage, at: int, heads: dict[int, Found], tables: Tables) -> int:
    """Go left from `at` over the words that may stand inside a name, at most six, to the end of a known place."""
    for _ in range(6):
        if at in heads or at not in passage.ends:
            return at
        token = passage.token(passage.ends[at])
        if token.tag == "v" or token.tag not in tables.rules["inside_tags"] or passage.word(token) in tables.rules["breaks"]:
            return at
        at = token.start
    return at
