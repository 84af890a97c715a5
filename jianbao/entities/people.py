"""People: names by their characters, weighed with what stands around them."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jianbao.entities import unusual
from jianbao.entities.passage import Found, Passage, edge
from jianbao.entities.tables import Tables
from jianbao.hanzi import is_word

DOTS = "·・•"
NEVER = -99.0
NUMERALS = tuple("0123456789一二三四五六七八九十百千万亿")
CLAUSE = "。，；、：！？（“"
COMMON = ("n", "v", "vn", "a", "l", "b")
LISTED = ("、", "和", " ", "　")  # between the names of people in a row


@dataclass(frozen=True)
class _Scene:
    """A passage with the cues of names in it: titles by their end, where verbs of saying begin, and words for firms."""

    passage: Passage
    tables: Tables
    titles: Mapping[int, int]
    says: frozenset[int]
    brands: frozenset[int]
    taken: frozenset[int]


def people(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find people in a passage by the weight of their names, and transliterated names by their characters."""
    scene = _Scene(
        passage,
        tables,
        _longest(passage.endings.get("title", ())),
        frozenset(start for start, _ in passage.endings.get("says", ())),
        frozenset(start for start, _ in passage.endings.get("firm", ())),
        frozenset(i for found in known for i in range(found.start, found.end)),
    )
    apart = list(unusual.apart(passage, scene.titles, tables))
    return sorted([*_native(scene), *_foreign(scene), *apart, *unusual.of_pieces(passage)])


def _longest(spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Give, by where a title ends, where the longest begins that ends there."""
    out: dict[int, int] = {}
    for start, end in spans:
        out[end] = min(start, out.get(end, start))
    return out


def _native(scene: _Scene) -> list[Found]:
    out: list[Found] = []
    busy = 0
    for start, sizes in _openings(scene.passage.text, scene.tables):
        if start < busy or start in scene.taken or not _may_begin(scene, start):
            continue
        weighed = [(_weigh(scene, start, start + size, out), start + size) for size in sizes]
        weight, end = max(weighed)
        if (
            weight >= scene.tables.weights["person_alone"]
            and end not in scene.brands
            and scene.taken.isdisjoint(range(start, end))
        ):
            out.append(Found(start, end, "person", role=_role(scene, start, out)))
            busy = end
    return out


def _openings(text: str, tables: Tables) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give the places where a surname stands, and the lengths that a name there may have."""
    surnames, given, least = tables.surnames, tables.given, tables.weights["opening_least"]
    for match in tables.opening.finditer(text, 0, len(text) - 1):
        start = match.start()
        both = text[start : start + 2]
        if both in surnames:
            yield start, (4, 3)
        elif surnames.get(both[0], NEVER) + given.get(both[1], NEVER) > least:
            yield start, (3, 2)


def _may_begin(scene: _Scene, start: int) -> bool:
    """Tell whether a name may begin here: not inside an ordinary word, unless a title stands before it."""
    return start in scene.passage.ends or start in scene.titles or edge(scene.passage, start) > 0


def _weigh(scene: _Scene, start: int, end: int, before: Sequence[Found]) -> float:
    """Weigh a span as a name: its characters, its edges, and the words around it."""
    if end > len(scene.passage.text):
        return 0.0
    own = _own_weight(scene.passage.text[start:end], scene.tables)
    if own < scene.tables.weights["person_least"]:
        return 0.0
    return own + _edges_weight(scene, start, end) + _context_weight(scene, start, end, before)


def _own_weight(name: str, tables: Tables) -> float:
    """Weigh the characters of a name: log odds of a surname and of a given name against running text."""
    size = len("欧阳") if len(name) > len("欧阳") and name[:2] in tables.surnames else 1
    given = name[size:]
    if name in tables.rules["never_person"] or given in tables.rules["never_given"] or given[0] in tables.rules["kin"]:
        return 0.0
    weights = [tables.given.get(char, NEVER) for char in given]
    weight = min(tables.weights["surname_most"], tables.surnames[name[:size]]) + sum(weights)
    return weight + (weights[0] / 2 - tables.weights["pair_penalty"] if len(given) == 1 else 0.0)


def _reads_on(scene: _Scene, start: int, end: int) -> bool:
    """Tell whether a name reads as grammar or as a landmark: 曾|撰文, 沈浩|为, 艾溪湖; but 张维为|教授, 祝青桥|表示."""
    name, rules = scene.passage.text[start:end], scene.tables.rules
    if len(name) <= len("李明"):
        return False
    word = is_word(name[1:])
    if word and name[0] in rules["adverbs"]:
        return True
    named = scene.passage.text.startswith(scene.tables.ends["named_after"], end)  # 陶然亭|公园
    ends = named or name[-1] in rules["landmarks"] or (name[-1] in rules["seldom_last"] and not word)
    return ends and not _says(scene, end) and end not in scene.titles.values()


def _edges_weight(scene: _Scene, start: int, end: int) -> float:
    """Weigh how the span was cut: a guessed name counts for, an ordinary word or half of one against."""
    passage, weights = scene.passage, scene.tables.weights
    across = passage.text[end - 1 : end + 2]
    if len(across) == len("锦标赛") and is_word(across):  # 田径锦|标赛
        return NEVER
    index = passage.ends.get(end)
    whole = index is not None and passage.token(index).start == start
    if whole and not is_word(passage.text[start:end]):
        return 0.0 if end - start == len("侯天") and _third(scene, end) else float(weights["person_guessed"])
    first = passage.at(start)
    if first.start == start and first.end == end - 1 and edge(passage, end) > 1:
        # A guess that stops one character short: 刘首|初. The third counts when names often have it.
        guessed = first.end - start > 1 and not is_word(passage.word(first))
        alone = passage.text[end : end + 1] in CLAUSE  # nothing else is left between the name and the mark
        least = weights["third_alone" if alone else "third_least"]
        if guessed and scene.tables.given.get(passage.text[end - 1], NEVER) > least:
            return float(weights["person_guessed"])
    weight = 0.0
    if whole and index is not None and not passage.token(index).tag.startswith("nr"):
        weight -= weights["person_ordinary"]
    if not edge(passage, start):
        weight -= weights["person_ordinary"]
    torn = first.end - first.start > 1 and is_word(passage.word(first)) and not first.tag.startswith("nr")
    if torn and first.start == start and not edge(passage, end):  # 殷切|勉励
        return NEVER
    right = edge(passage, end) if not _third(scene, end - 1) else len("字词")
    weight -= weights["person_cut_short"] if right == 0 else weights["person_cut_guess"] if right == 1 else 0
    return weight


def _third(scene: _Scene, at: int) -> bool:
    """Tell whether a character that begins a guessed word is rather the last of a name before it: 侯天|江忙."""
    passage, tables = scene.passage, scene.tables
    given = tables.given.get(passage.text[at : at + 1], 0.0)
    if at not in passage.ends or at >= len(passage.text) or given <= tables.weights["third_least"]:
        return False
    word = passage.at(at)
    return word.end - word.start > 1 and not is_word(passage.word(word))


def _context_weight(scene: _Scene, start: int, end: int, before: Sequence[Found]) -> float:
    """Weigh the words around: a title or another name before, a verb of saying or a life's data after."""
    text, weights = scene.passage.text, scene.tables.weights
    weight = 0.0
    if _title_end(scene, start) is not None:
        weight += weights["person_titled"]
    elif before and text[before[-1].end : start] in LISTED:
        weight += weights["person_listed"]
    if _says(scene, end) or scene.tables.expressions["life"].match(text, end):
        weight += weights["person_says"]
    if _reads_on(scene, start, end):
        weight -= weights["person_grammar"]
    if end - 1 in scene.says:
        weight -= weights["person_ends_in_says"]
    if start == 0 or text[start - 1] in CLAUSE:
        weight += weights["person_opens"]
    return weight


def _says(scene: _Scene, end: int) -> bool:
    """Tell whether a verb of saying follows a name, a day between allowed: 库珀3日称."""
    day = scene.tables.expressions["day"].match(scene.passage.text, end)
    return end in scene.says or (day is not None and day.end() in scene.says)


def _title_end(scene: _Scene, start: int) -> int | None:
    """Give where the title ends that stands before a name, a space or a colon between allowed."""
    while start > 0 and scene.passage.text[start - 1] in " 　：":
        start -= 1
    return start if start in scene.titles else None


def _role(scene: _Scene, start: int, before: Sequence[Found]) -> str:
    end = _title_end(scene, start)
    if end is not None:
        return scene.passage.text[scene.titles[end] : end]
    if before and scene.passage.text[before[-1].end : start] in LISTED:
        return before[-1].role
    return ""


def _foreign(scene: _Scene) -> list[Found]:
    """Find transliterated names: with a dot, after a title or before a verb of saying, or long enough alone."""
    passage, tables = scene.passage, scene.tables
    out = []
    for match in _transliterated(tables.rules["transliteration"]).finditer(passage.text):
        start, end = _trim(scene, *match.span())
        place = _foreign_place(scene, start, end)
        if place:
            out.append(Found(start, place, "place", name=passage.text[start:place]))
        elif end - start > 1 and end not in scene.brands:
            sure = _is_foreign(scene, start, end)
            if sure or _may_be_foreign(scene, start, end):
                out.append(Found(start, end, "person", role=_role(scene, start, ()), sure=sure))
    return out


def _foreign_place(scene: _Scene, start: int, end: int) -> int:
    """Give the end of a place that a transliterated name makes with the word after it: 别尔哥罗德州 (0: none)."""
    text, endings = scene.passage.text, scene.tables.ends["foreign_places"]
    if end - start < len("哈塞克") or is_word(text[start:end]):
        return 0
    stops = [end + size for size in (2, 1, 0) if text.endswith(endings, start, end + size)]
    good = (stop for stop in stops if edge(scene.passage, stop) > 1)
    return next(good, 0)


@functools.cache
def _transliterated(characters: frozenset[str]) -> re.Pattern[str]:
    chars = "".join(sorted(characters))
    return re.compile(f"[{chars}][{chars}{DOTS}]+")


def _trim(scene: _Scene, start: int, end: int) -> tuple[int, int]:
    """Draw the ends of a span in to where words begin and end outside of the names known."""
    text, taken = scene.passage.text, scene.taken
    while start < end and (start in taken or text[start] in DOTS or not edge(scene.passage, start)):
        start += 1
    if text[start - 1 : start] in NUMERALS:  # 300|多万|雷亚尔
        start = next((i for i in range(start, end) if text[i] not in scene.tables.rules["after_numbers"]), end)
    if end - start > len("李明") and text[start] in scene.tables.rules["before_names"]:  # 当|詹姆斯在场
        start += 1
    stop = next((i for i in range(start, end) if i in taken), end)
    while stop > start and (text[stop - 1] in DOTS or not (edge(scene.passage, stop) or _ends_here(scene, stop))):
        stop -= 1
    if (
        stop > start
        and (word := scene.passage.at(stop - 1)).end == stop + 1
        and word.start >= start
        and stop not in taken
        and text[stop] not in scene.tables.rules["after_names"]
    ):
        stop = word.end
    return start, stop


def _ends_here(scene: _Scene, stop: int) -> bool:
    """Tell whether the word of grammar behind a foreign name was taken for its end: 拉赫蒙|在."""
    return scene.passage.text[stop : stop + 1] in scene.tables.rules["after_names"]


def _is_foreign(scene: _Scene, start: int, end: int) -> bool:
    name = scene.passage.text[start:end]
    titled = _title_end(scene, start) is not None
    if any(dot in name for dot in DOTS) or (titled and _says(scene, end) and scene.passage.at(start).tag != "n"):
        return True
    if _is_phrase(scene.passage, start, end):
        return False
    if titled or _says(scene, end):
        return True
    if is_word(name):
        return False
    passage, rules = scene.passage, scene.tables.rules
    local = (
        passage.text[start - 1 : start] in rules["before_place"] or passage.text[end : end + 1] in rules["after_place"]
    )
    # 考古|文博: of characters that transcribe names and write words as well.
    telling = sum(char in rules["transcribing"] for char in name)
    return len(name) >= scene.tables.limits["foreign_alone"] and not local and 2 * telling >= len(name)


def _may_be_foreign(scene: _Scene, start: int, end: int) -> bool:
    """Tell whether a span is one word that the segmenter takes for a person's name, of three characters at least."""
    token = scene.passage.at(start)
    name, rules = scene.passage.text[start:end], scene.tables.rules
    whole = token.start == start and token.end == end and token.tag.startswith("nr")
    return (
        whole and len(name) > len("李明") and name not in rules["never_person"] and name[-1] not in rules["landmarks"]
    )


def _is_phrase(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a span is cut into ordinary words: 道德|基因, 文本."""
    first, last = passage.at(start), passage.at(end - 1)
    if first.start == last.start:
        return not first.tag.startswith("nr") and is_word(passage.text[start:end])
    words = [passage.token(i) for i in range(passage.ends[first.end], passage.ends[last.end] + 1)]
    # The dictionary takes some ordinary words for names (道德), but a name is not made of words alone.
    known = all(is_word(passage.word(token)) for token in words)
    named = any(token.tag == "nrt" for token in words)  # 费|莱尼
    return known and not named and any(token.tag in COMMON for token in words)
