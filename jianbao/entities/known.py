"""Names that stand in a table: which of the words found are meant as names here, and which place a name means."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from jianbao.entities.passage import Found, Hit, Passage, edge, edges
from jianbao.entities.tables import Sense, Tables, ancestors, level
from jianbao.hanzi import HAN, is_han

CUT = 2
TOWN = 4  # characters of a town's name without its ending, and one
NAMES = ("ns", "nr", "nz")
CERTAIN = ("full", "stop")  # forms of a word that mean the same in every article
DOTTED = re.compile(f"[{HAN}]{{0,4}}·")


def named(passages: Sequence[Passage], tables: Tables) -> list[list[Found]]:
    """Find the names of the tables in the passages of an article, which are evidence for one another."""
    alone = [known(passage, frozenset(), tables) for passage in passages]
    seen = _evidence(chain.from_iterable(alone))
    return [known(one, seen, tables) if _asks(one) else row for one, row in zip(passages, alone, strict=True)]


def _evidence(found: Iterable[Found]) -> frozenset[str]:
    """Give the keys that the article names by words that need no other evidence, with the places over them."""
    keys = {key for one in found for key in one.keys}
    return frozenset(keys | {f"under {over}" for key in keys if key.isdigit() for over in ancestors(key)})


def _asks(passage: Passage) -> bool:
    """Tell whether a passage holds a word whose meaning the rest of the article may decide."""
    return any(sense.form not in CERTAIN for hit in passage.hits for sense in hit.senses)


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
            keys = tuple(sense.key for sense in senses if sense.kind == kind and sense.key)
            name = "" if keys else passage.text[hit.start : hit.end]
            out.append(Found(hit.start, hit.end, kind, keys, name, within=() if keys or not before else before.keys))
    return out


def _meant(hit: Hit, passage: Passage, seen: frozenset[str], before: Found | None, tables: Tables) -> tuple[Sense, ...]:
    """Give the senses in which a word is meant as a name here; none where it is no name."""
    if passage.text[hit.start : hit.end].isascii() and _inside_latin(hit, passage.text):
        return ()
    quality = edges(passage, hit.start, hit.end)
    if quality < CUT and (_leaves_a_tail(hit, passage, tables) or _before_a_town(hit, passage, tables)):
        quality = edge(passage, hit.start)
    if not quality or _names_a_street(hit, passage, tables):
        return ()
    if before and (beside := tuple(s for s in hit.senses if _is_over(before.keys, s.key))):
        return beside
    if _in_person(hit, passage, tables):
        return ()
    senses = tuple(s for s in hit.senses if _holds(s, quality, seen))
    if not senses and quality == CUT and _is_located(hit, passage, tables):
        senses = tuple(s for s in hit.senses if s.form == "evidence")
    misfit = before and all(_is_under_another(before.keys, sense) for sense in senses)
    return (Sense("place", "", "full"),) if senses and misfit else senses


def _is_located(hit: Hit, passage: Passage, tables: Tables) -> bool:
    """Tell whether a word that the dictionary knows as a name stands where one is told: 来到|武隆."""
    known = passage.at(hit.start).tag in NAMES
    before = (passage.text[max(0, hit.start - size) : hit.start] for size in (1, 2))
    return known and any(word in tables.rules["locators"] for word in before)


def _is_under_another(over: Iterable[str], sense: Sense) -> bool:
    """Tell whether a county is named right after a prefecture that is not its own: 深圳市|龙华区 of another city."""
    codes = [code for code in over if code.isdigit() and level(code) == 1]
    return bool(codes) and sense.form == "full" and sense.key.isdigit() and level(sense.key) > 1


def _in_person(hit: Hit, passage: Passage, tables: Tables) -> bool:
    """Tell whether a short place is part of a person's name: 任|江华, 汤|海宁, or 阿|莱西|奥·帕塔拉诺."""
    text, start = passage.text, hit.start
    if hit.end - start > len("江华") or not any(sense.form in ("free", "evidence") for sense in hit.senses):
        return False
    if DOTTED.match(text, hit.end):
        return True
    surname = tables.surnames.get(text[start - 1], 0.0) if start else 0.0
    opens = start > 1 and not text[start - 2].isalnum()
    return surname > tables.weights["surname_before_place"] and opens and start in passage.ends


def _leaves_a_tail(hit: Hit, passage: Passage, tables: Tables) -> bool:
    """Tell whether what follows a place in one word leaves it a place: 长江|源; 厦门|航空, a body's name."""
    if passage.text[hit.end : hit.end + 1] in tables.rules["loose_tails"]:
        return True
    return hit.end < len(passage.text) and edge(passage, hit.end) == 1 and passage.at(hit.end).tag == "nt"


def _before_a_town(hit: Hit, passage: Passage, tables: Tables) -> bool:
    """Tell whether the name of a town or village begins where that of a county ends: 武隆区|长坝镇, not 区长."""
    if passage.text[hit.end - 1] not in tables.rules["counties"] or not any(
        sense.form == "full" for sense in hit.senses
    ):
        return False
    spans = (span for kind in ("town", "village") for span in passage.endings.get(kind, ()))
    return any(0 < start - hit.end < TOWN and all(map(is_han, passage.text[hit.end : start])) for start, _ in spans)


def _names_a_street(hit: Hit, passage: Passage, tables: Tables) -> bool:
    """Tell whether a place is only the name of a street: 台北|街; but 台北|街头."""
    after = passage.text[hit.end : hit.end + 2]
    named = hit.senses[0].kind == "place" and passage.text[hit.end - 1] not in tables.rules["counties"]
    return named and after[:1] in tables.rules["streets"] and not after.startswith(tables.ends["streets_not"])


def _holds(sense: Sense, quality: int, seen: frozenset[str]) -> bool:
    """Tell whether a word that stands as one, or nearly (`quality` 2 or 1), is meant in a sense by its form."""
    if sense.form in CERTAIN:
        return True
    if quality < CUT:
        return sense.form in ("free", "evidence") and sense.key in seen
    if sense.form == "evidence":
        return _supported(sense.key, seen)
    return sense.form == "free" or sense.key in seen


def _supported(code: str, seen: frozenset[str]) -> bool:
    """Tell whether an article that names the keys `seen` speaks of the place, its parent or its child."""
    return code in seen or f"under {code}" in seen or any(over in seen for over in ancestors(code))


def _is_over(keys: Iterable[str], key: str) -> bool:
    return key.isdigit() and any(over in ancestors(key) and over != key for over in keys)


def _inside_latin(hit: Hit, text: str) -> bool:
    around = text[max(0, hit.start - 1) : hit.start] + text[hit.end : hit.end + 1]
    return any(char.isascii() and char.isalnum() for char in around)


def resolve(rows: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Choose, for each place that may be several, the one that the article means; leave no key where none is.

    First by what is meant where a neighbour told, then by the places that the article names beyond doubt, then by rank.
    """
    votes = Counter(over for row in rows for found in row for over in _votes(found))
    sure = {keys[0] for row in rows for found in row if len(keys := _codes(found)) == 1}
    return [[_decided(found, votes, sure) for found in row] for row in rows]


def _codes(found: Found) -> tuple[str, ...]:
    """Give the codes of the places that a place may be, or that another name may lie in."""
    return found.keys if found.kind == "place" and found.keys else found.within


def _votes(found: Found) -> set[str]:
    """Give a place that is beyond doubt, its prefecture and its province."""
    codes = _codes(found)
    return {codes[0], *ancestors(codes[0])} if len(codes) == 1 and codes[0].isdigit() else set()


def _decided(found: Found, votes: Counter[str], sure: set[str]) -> Found:
    codes = _codes(found)
    if len(codes) <= 1:
        return found
    known = [code for code in codes if code in sure] or _province(codes)
    ranked = sorted(known or codes, key=lambda code: _weight(code, votes), reverse=True)
    clear = len(ranked) == 1 or _weight(ranked[0], votes) > _weight(ranked[1], votes)
    chosen = (ranked[0],) if clear else ()
    return found._replace(keys=chosen) if codes is found.keys else found._replace(within=chosen)


def _province(codes: Iterable[str]) -> list[str]:
    """Give the province whose short name a district of a city bears too: 河北 is hardly the 河北区 of 天津."""
    levels = {code: level(code) for code in codes if code.isdigit()}
    return [code for code, high in levels.items() if high == 0 and set(levels.values()) == {0, 2}]


def _weight(key: str, votes: Counter[str]) -> tuple[int, int, int]:
    """Weigh a reading: the article's places in its prefecture, then in its province, then its own rank."""
    if not key.isdigit():
        return (0, 0, 2)
    prefecture, province = ancestors(key)
    near = votes[province] if level(key) == 0 else votes[prefecture]
    return (near, votes[province], 3 - level(key))
