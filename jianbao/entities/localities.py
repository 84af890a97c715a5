"""Places below the county, found by rule: towns and villages by their endings, and zones named after a known place."""

from collections.abc import Sequence

from jianbao.entities.passage import Found, Passage, edge
from jianbao.entities.tables import Tables

BODY = {"town": range(1, 6), "village": range(1, 6)}
CHAINED = range(1, 5)


def localities(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find towns, villages and zones. One that stands right after another lies in it: 文峪乡张村."""
    out: list[Found] = []
    closed = {found.end: found for found in known if found.kind == "place"}
    spans = sorted((end, start, kind) for kind in ("town", "village") for start, end in passage.endings.get(kind, ()))
    for end, start, kind in spans:
        found = _locality(passage, start, end, kind, closed, tables)
        if found:
            out = [other for other in out if other.start < found.start or other.end <= found.start]
            out.append(found)
            closed[found.end] = found
    return out


def _locality(passage: Passage, at: int, end: int, kind: str, closed: dict[int, Found], tables: Tables) -> Found | None:
    """Give the town or village whose ending stands at `at`..`end`, if one does."""
    after = passage.text[end : end + 2]
    if any(after.startswith(word) for word in tables.rules[f"{kind}_after"]):
        return None
    for size in CHAINED:
        before = closed.get(at - size)
        if before and _is_body(passage.text[at - size : at], kind, tables):
            return Found(at - size, end, "place", name=passage.text[at - size : end])
    start = _anchored(passage, at, kind, tables)
    if start is None or not _is_body(passage.text[start:at], kind, tables):
        return None
    return Found(start, end, "place", name=passage.text[start:end], sure=False)


def _anchored(passage: Passage, at: int, kind: str, tables: Tables) -> int | None:
    """Give where a name before `at` begins when a word that cannot belong to it stands before it."""
    anchors = tables.rules["anchors"]
    for size in BODY[kind]:
        start = at - size
        if start < 0:
            return None
        if start == 0 or not passage.text[start - 1].isalnum():
            return start
        if edge(passage, start, tables) and any(
            passage.text[max(0, start - length) : start] in anchors for length in (1, 2, 3)
        ):
            return start
    return None


def _is_body(body: str, kind: str, tables: Tables) -> bool:
    """Tell whether a text may be the name of a town or a village without its ending."""
    if not body or body in tables.rules[f"{kind}s_not"] or not tables.rules["never_inside"].isdisjoint(body):
        return False
    return not any(body.endswith(word) for word in tables.rules[f"{kind}s_not"] if len(word) > 1)


def zones(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find zones and natural features: 三江源国家公园体制试点区, 白云山."""
    out = []
    heads = {found.end: found for found in known if found.kind == "place"}
    for start, end in passage.endings.get("zone", ()):
        at = _walk(passage, start, heads, tables)
        if at in heads and edge(passage, end, tables):
            first = heads[at].start
            out.append(Found(first, end, "place", name=passage.text[first:end]))
    for start, end in passage.endings.get("feature", ()):
        token = passage.ends.get(end)
        if token is None:
            continue
        word = passage.tokens[token]
        body = passage.text[word.start : start]
        if len(body) > 1 and word.tag in ("ns", "nr") and tables.rules["never_inside"].isdisjoint(body):
            out.append(Found(word.start, end, "place", name=passage.text[word.start : end], sure=False))
    return out


def _walk(passage: Passage, at: int, heads: dict[int, Found], tables: Tables) -> int:
    """Go left from `at` over the words that may stand inside a name, at most six, to the end of a known place."""
    for _ in range(6):
        if at in heads or at not in passage.ends:
            return at
        token = passage.tokens[passage.ends[at]]
        if token.tag not in tables.rules["inside_tags"] or passage.word(token) in tables.rules["breaks"]:
            return at
        at = token.start
    return at
