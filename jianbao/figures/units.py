"""Makes out the unit of a figure: the noun that is counted, units that share a word, denominators."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.found import Found

_NEAR = 12
_PHRASE = 8
_MANY = 1000
_NOMINAL = "nabjlzsgrv"


def settle(words: Words, found: Sequence[Found], tables: Tables) -> list[Quantity]:
    """Give the quantities of a text their final units and kinds."""
    out: list[Quantity] = []
    counted: dict[str, str] = {}
    sentence, last = (0, 0), None
    for i, this in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if (here := words.sentence(this.start)) != sentence:
            sentence, last = here, None
        quantity = _settled(words, this, following, counted, tables)
        if not this.quantity.unit and this.form == "amount":
            quantity, last = _again(quantity, last)
        out.append(quantity)
    return out


def _again(q: Quantity, last: Quantity | None) -> tuple[Quantity, Quantity | None]:
    """Give a number that has no unit the one that was found for the number before it: 79.6万，增加`3.1万`."""
    if q.unit or not isinstance(q.value, Decimal) or q.value < _MANY:
        return q, q if q.unit else last
    return (_with(q, last.unit, last.kind), last) if last else (q, None)


def _settled(words: Words, found: Found, following: Found | None, counted: dict[str, str], tables: Tables) -> Quantity:
    """Settle one quantity. `counted` remembers what each count word counted last, for 建成195个."""
    q = found.quantity
    if found.form == "rank":
        return _ranked(words, found, tables)
    if not q.unit and found.form == "amount":
        return _unnamed(words, found, following, tables)
    other = _other_unit(words, found, tables)
    if other:
        return other
    if q.kind == "count" and q.unit_zh in tables.rules["head_decides"]:
        noun = noun_after(words, found.end, tables) or noun_before(words, found.start, tables) or counted.get(q.unit_zh)
        if noun:
            counted[q.unit_zh] = noun
            return _with(q, noun, q.kind)
    return _per(words, found, tables)


def _other_unit(words: Words, found: Found, tables: Tables) -> Quantity | None:
    """Find what a word means here that names several units: 100度电, 三块牌子, 上升8位."""
    q = found.quantity
    shared = _shared(words, found, tables)
    if shared:
        return _with(q, shared["unit"], shared["kind"])
    if q.unit_zh in tables.rules["things"] and _thing_follows(words, found.end, tables):
        return _with(q, tables.rules["things"][q.unit_zh], "count")
    if q.unit_zh == "位" and _moves(words, found, tables):
        return _with(q, "rank", q.kind)
    return None


def _thing_follows(words: Words, end: int, tables: Tables) -> bool:
    """Tell whether the word behind a number is a noun, and not that for money: 三块`牌子`, but 三块半`钱`."""
    if end >= len(words.text):
        return False
    i = words.word_at(end)
    return words.tags[i] == "n" and words.words[i] != tables.rules["money_word"]


def _moves(words: Words, found: Found, tables: Tables) -> bool:
    """Tell whether a rank moved by so many places: 排名上升8位."""
    i = words.word_at(found.start) - 1
    return i >= 0 and words.words[i] in tables.rules["rank_moves"]


def _ranked(words: Words, found: Found, tables: Tables) -> Quantity:
    """Name what stands in a rank, 第十四个`国家`, where the ordinal word says no more than that it is one."""
    q = found.quantity
    noun = noun_after(words, found.end, tables) if q.unit_zh[1:] in tables.rules["head_decides"] else None
    if noun is None or (q.unit == "article" and noun in tables.rules["of_articles"]):
        noun = "rank" if q.unit == "item" else q.unit
    return _with(q, noun, q.kind)


def _with(q: Quantity, unit: str, kind: str) -> Quantity:
    return Quantity(q.value, unit, q.approx, kind, q.unit_zh)


def _unnamed(words: Words, found: Found, following: Found | None, tables: Tables) -> Quantity:
    """Find the unit of a number without one: that of its list, or people, or money, by the words around."""
    q, text = found.quantity, words.text
    if following is not None and text[found.end : following.start] in tables.rules["list_links"]:
        other = following.quantity
        if other.unit and following.form == "amount":
            return Quantity(q.value, other.unit, q.approx, other.kind, other.unit_zh)
    unit, kind = _cued(words, found, tables)
    return Quantity(q.value, unit, q.approx, kind, "") if unit else q


def _cued(words: Words, found: Found, tables: Tables) -> tuple[str, str]:
    """Tell by the words around what a bare number counts, and of what kind it is; nothing where none says so."""
    text, rules, many = words.text, tables.rules, found.quantity.value
    if text.endswith(tables.ends["age_cues"], 0, found.number_at):
        return "year", "age"
    # 一个亿, 3.3亿`成交额`
    if "个" in text[found.number_at : found.unit_at] or text.startswith(tuple(rules["money_cues"]), found.end):
        return "CNY", "money"
    noun = noun_after(words, found.end, tables) if isinstance(many, Decimal) and many >= _MANY else None
    if noun:
        return noun, "count"
    before = text[max(words.sentence(found.start)[0], found.start - _NEAR) : found.start]
    if rules["person_time"] in before:
        return "person-time", "count"
    if any(cue in before or text.startswith(cue, found.end) for cue in rules["people_cues"]):
        return "person", "count"
    return ("CNY", "money") if any(cue in before for cue in rules["money_cues"]) else ("", "")


def _shared(words: Words, found: Found, tables: Tables) -> Mapping[str, Any] | None:
    """Find which of the units that share this word is meant, by the cues around."""
    text = words.text
    before = text[max(0, found.start - _NEAR) : found.start]
    for entry in tables.shared.get(found.quantity.unit_zh, ()):
        around = before + text[found.end : found.end + _NEAR]
        if "after" in entry:
            around = re.split(tables.stop, before)[-1]
        if "unless" in entry:
            alone = set(text[found.number_at : found.unit_at]).isdisjoint(tables.rules["longer"])
            if alone and not any(word in before for word in entry["unless"]):
                return entry
        elif any(cue in around for cue in entry["cues"]) or text.startswith(tuple(entry.get("after", ())), found.end):
            return entry
    return None


def _per(words: Words, found: Found, tables: Tables) -> Quantity:
    """Add the denominator of a price or a yield: 49.33元`/公斤`, `每亩`产量399公斤."""
    q = found.quantity
    if q.kind not in ("money", "mass", "energy", "volume", "area"):
        return q
    behind = tables.per_after.match(words.text, found.end)
    if behind:
        return _with(q, f"{q.unit}/{tables.rules['per_after'][behind.group()]}", q.kind)
    before = words.text[max(words.sentence(found.start)[0], found.start - _NEAR) : found.start]
    denominators = [m for m in tables.per.finditer(before) if not set("，,；、") & set(before[m.end() :])]
    return _with(q, f"{q.unit}/{tables.rules['per'][denominators[-1].group()]}", q.kind) if denominators else q


def noun_after(words: Words, end: int, tables: Tables) -> str | None:
    """Find the noun counted in the phrase after the number: 20个`乡镇卫生院`, 20个承担任务的`市县`."""
    if end >= len(words.text):
        return None
    first = words.word_at(end)
    acts = words.tags[first] == "v" and words.words[first] not in tables.heads
    quoted = False
    found = exact = inside = None  # `inside`: the noun that a quotation right before ends in
    for j in range(first, min(first + _PHRASE, len(words.words))):
        word = words.words[j]
        if word == "的":
            if exact and not acts:
                return exact
            found = None
        elif quoted or word in tables.labels["cut"]:
            quoted = word != "”" and (quoted or word == "“")
            inside = _named(words, end, j, tables) if quoted and word in tables.heads else inside
        elif not _continues(words, j, counted=(found or inside) is not None and not acts, tables=tables):
            break
        else:
            exact, inside = _named(words, end, j, tables), None
            found = exact or (found if len(word) > 1 else None)
    return found or inside or _prefix(words, end, tables)


def _named(words: Words, start: int, last: int, tables: Tables) -> str | None:
    """Give the unit of the noun that ends with a word: not of 国 in 全国, which says where and not what."""
    own = words.words[last] in tables.labels["own"]
    return None if own else longest_head(words.text[start : words.starts[last + 1]], tables)


def _continues(words: Words, j: int, *, counted: bool, tables: Tables) -> bool:
    """Tell whether a noun phrase goes on with a word; once the noun is found, a verb or a name ends it."""
    word, tag = words.words[j], words.tags[j]
    if word.isascii() and word[0].isalpha():
        return True
    if word in tables.labels["not_in_noun"]:
        return False
    acts = (tag == "v" and word not in tables.labels["noun_verbs"]) or word in tables.labels["pivot"]
    if counted and (acts or tag in tables.labels["name_tags"] or word in tables.labels["links"]):
        return False
    return tag[0] in _NOMINAL or (tag == "d" and len(word) == 1 and word not in tables.labels["empty"])


def _prefix(words: Words, at: int, tables: Tables) -> str | None:
    found = tables.head_at.match(words.text, at)
    whole = found is not None and len(found.group()) > 1 and words.is_boundary(found.end())
    return tables.heads[found.group()] if found and whole else None


def noun_before(words: Words, start: int, tables: Tables) -> str | None:
    """Find the noun counted right before the number: `贫困村`158个."""
    i = words.word_at(start) - 1
    while i >= 0 and words.words[i] in tables.rules["before_counts"]:
        i -= 1
    return _named(words, max(0, words.starts[i] - tables.longest_head), i, tables) if i >= 0 else None


def longest_head(text: str, tables: Tables) -> str | None:
    """Find the longest known noun that the text ends in, and give its unit."""
    for size in range(min(tables.longest_head, len(text)), 0, -1):
        unit = tables.heads.get(text[-size:])
        if unit:
            return unit
    return None
