"""Names that stand in a table: which of the words found are meant as names here, and which place a name means."""

from collections import Counter
from collections.abc import Iterable, Sequence

from jianbao.entities.passage import Found, Hit, Passage, edges
from jianbao.entities.tables import Sense, Tables, ancestors, level

CUT = 2


def evidence(passages: Iterable[Passage], tables: Tables) -> frozenset[str]:
    """Give the keys that the article names by words that need no other evidence, with the places over them."""
    keys: set[str] = set()
    for passage in passages:
        for found in known(passage, frozenset(), tables):
            keys.update(found.keys)
    return frozenset(keys | {f"under {over}" for key in keys if key.isdigit() for over in ancestors(key)})


def known(passage: Passage, seen: frozenset[str], tables: Tables) -> list[Found]:
    """Find the names of the tables in a passage, left to right, the longest first where several begin.

    `seen` is the evidence of the whole article.
    """
    out: list[Found] = []
    busy = 0
    for hit in passage.hits:
        if hit.start < busy:
            continue
        before = out[-1] if out and out[-1].kind == "place" and out[-1].end == hit.start else None
        senses = _meant(hit, passage, seen, before, tables)
        if not senses:
            continue
        busy = hit.end
        if senses[0].form != "stop":
            kind = senses[0].kind
            keys = tuple(sense.key for sense in senses if sense.kind == kind)
            out.append(Found(hit.start, hit.end, kind, keys))
    return out


def _meant(hit: Hit, passage: Passage, seen: frozenset[str], before: Found | None, tables: Tables) -> tuple[Sense, ...]:
    """Give the senses in which a word is meant as a name here; none where it is no name."""
    if passage.text[hit.start : hit.end].isascii() and _inside_latin(hit, passage.text):
        return ()
    quality = edges(passage, hit.start, hit.end, tables)
    beside = tuple(s for s in hit.senses if before and _is_over(before.keys, s.key))
    if beside and quality:
        return beside
    return tuple(s for s in hit.senses if _holds(s, quality, seen))


def _holds(sense: Sense, quality: int, seen: frozenset[str]) -> bool:
    match sense.form:
        case "full" | "stop":
            return quality > 0
        case "free":
            return quality == CUT or (quality > 0 and sense.key in seen)
        case "evidence":
            return _supported(sense.key, seen) and (quality == CUT or (quality > 0 and sense.key in seen))
        case "weak":
            return quality == CUT and sense.key in seen
    return quality == CUT and sense.key in seen and sense.form == "beside"


def _supported(code: str, seen: frozenset[str]) -> bool:
    """Tell whether an article that names the keys `seen` speaks of the place, its parent or its child."""
    return code in seen or f"under {code}" in seen or any(over in seen for over in ancestors(code))


def _is_over(keys: Iterable[str], key: str) -> bool:
    return key.isdigit() and any(over in ancestors(key) and over != key for over in keys)


def _inside_latin(hit: Hit, text: str) -> bool:
    around = text[max(0, hit.start - 1) : hit.start] + text[hit.end : hit.end + 1]
    return any(char.isascii() and char.isalnum() for char in around)


def resolve(found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Choose, for each place that may be several, the one that the article means; leave no key where none is.

    First by the place named right before it, then by the places that the article names beyond doubt, then by rank.
    """
    settled = [_by_neighbour(row) for row in found]
    votes = Counter(over for row in settled for f in row if f.kind == "place" for over in _votes(f))
    chosen: dict[tuple[str, ...], str] = {}
    for before, after in zip(found, settled, strict=True):
        for old, new in zip(before, after, strict=True):
            if len(old.keys) > len(new.keys) == 1:
                chosen.setdefault(old.keys, new.keys[0])
    return [[_decide(f, votes, chosen) for f in row] for row in settled]


def _by_neighbour(row: Sequence[Found]) -> list[Found]:
    out: list[Found] = []
    for found in row:
        before = out[-1] if out and out[-1].end == found.start else None
        fits = [key for key in found.keys if before and _is_over(before.keys, key)]
        out.append(found._replace(keys=tuple(fits)) if fits and found.kind == "place" else found)
    return out


def _votes(found: Found) -> set[str]:
    """Give the places over one that is beyond doubt: itself, its prefecture, its province."""
    if len(found.keys) != 1 or not found.keys[0].isdigit():
        return set()
    return {found.keys[0], *ancestors(found.keys[0])}


def _decide(found: Found, votes: Counter[str], chosen: dict[tuple[str, ...], str]) -> Found:
    if found.kind != "place" or len(found.keys) < 2:
        return found
    if found.keys in chosen:
        return found._replace(keys=(chosen[found.keys],))
    ranked = sorted(found.keys, key=lambda key: _weight(key, votes), reverse=True)
    best, second = (_weight(key, votes) for key in ranked[:2])
    return found._replace(keys=(ranked[0],) if best > second else ())


def _weight(key: str, votes: Counter[str]) -> tuple[int, int, int]:
    """Weigh a reading: the article's places in its prefecture, then in its province, then its own rank."""
    if not key.isdigit():
        return (0, 0, 2)
    prefecture, province = ancestors(key)
    if level(key) == 0:
        return (votes[province], votes[province], 3)
    return (votes[prefecture], votes[province], 2 - level(key))
