"""Names in Latin letters for what no table and no translation names: how they are said, and English by rule.

A person's name is romanised, a village's or a river's romanised before its type (Wenyu Township), a body's put together
from the words that such names are made of (Weiling Real Estate Co., Ltd.). What is not all made of known parts gets its
reading alone. Each stage that shows such a name says that it was made by rule.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from jianbao import hanzi, lexicon
from jianbao.cite import romanise
from jianbao.model import Entity

OF = " of {}"  # ends a piece that has whose it is behind it: Government of {}
_HAN = re.compile(f"[{hanzi.HAN}]+")


@dataclass(frozen=True)
class Tables:
    """The compiled tables: types of places, words of bodies, places by their full and short names, all in English.

    The longest word in any has `longest` characters. `transcribing` are the characters that write foreign names;
    `firms` end the names of firms, whose brands have `brand` characters, from and to.
    """

    types: Mapping[str, str]
    pieces: Mapping[str, str]
    places: Mapping[str, str]
    longest: int
    transcribing: frozenset[str]
    firms: tuple[str, ...]
    brand: tuple[int, int]


@functools.cache
def default() -> Tables:
    """Compile the tables of `jianbao/data/naming/`, with the gazetteer's places."""
    types = {row["suffix"]: row["english"] for row in lexicon.table("naming/types")}
    pieces = {row["piece"]: row["english"] for row in lexicon.table("naming/pieces")}
    places = {row["name"]: row["english"] for row in lexicon.table("entities/places")}
    places |= {name[:-1]: _bare(english) for name, english in places.items() if name[-1] in "省市" and len(name) > 2}  # noqa: PLR2004
    rules = lexicon.settings("naming/rules")
    pieces |= dict(_governments(pieces, tuple(rules["with_article"])))
    longest = max(map(len, (*types, *pieces, *places)))
    lists = (frozenset(rules["transcribing"]), tuple(rules["firms"]), tuple(rules["brand"]))
    return Tables(types, pieces, places, longest, *lists)


def _governments(pieces: Mapping[str, str], articled: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name the governments of countries: of no other body does a country's name alone make the English."""
    for row in lexicon.table("entities/foreign"):
        if row["note"] == "country":
            country = f"the {row['english']}" if row["english"].startswith(articled) else row["english"]
            yield from ((row["name"] + piece, f"{said}{country}") for piece, said in _open(pieces))


def _open(pieces: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the pieces that have behind them whose they are, up to that place."""
    return ((piece, said.removesuffix("{}")) for piece, said in pieces.items() if said.endswith(OF))


def _bare(english: str) -> str:
    """Drop the type from the English name of a place: Zhengzhou City."""
    return english.removesuffix(" City").removesuffix(" Province")


@functools.lru_cache(maxsize=65536)
def named(entity: Entity, tables: Tables | None = None) -> Entity:
    """Give an entity with its reading and, where it has no English, the English that rules make of its name."""
    known = tables or default()
    reading = romanise.name(entity.name, entity.kind) if hanzi.has_han(entity.name) else ""
    by_rule = "" if entity.english else _by_rule(entity, known)
    return replace(entity, reading=reading, by_rule=by_rule)


def _by_rule(entity: Entity, tables: Tables) -> str:
    if entity.kind == "person":
        return _person(entity.name, tables)
    if entity.kind == "place":
        return _place(entity.name, tables) if entity.parent else ""
    return _put_together(entity.name, tables)


def _person(name: str, tables: Tables) -> str:
    """Romanise a Chinese person's name; a foreign one, which Chinese only transcribes, has no English by rule.

    >>> [_person(name, default()) for name in ("武建玲", "欧阳修", "苏纳克", "王·李")]
    ['Wu Jianling', 'Ouyang Xiu', '', '']
    """
    _, given = romanise.split(name)
    foreign = len(given) > 1 and tables.transcribing.issuperset(given)
    return " ".join(romanise.person(name)) if given and not foreign else ""


def _place(name: str, tables: Tables) -> str:
    """Romanise a place's name and say its type. Of one character it is said with its type: Zhangcun Village.

    >>> [_place(name, default()) for name in ("文峪乡", "张村", "双龙湾镇", "老灌河", "马蹄湾")]
    ['Wenyu Township', 'Zhangcun Village', 'Shuanglongwan Town', 'Laoguan River', '']
    """
    ending = next((name[at:] for at in range(1, len(name)) if name[at:] in tables.types), "")
    stem = name.removesuffix(ending)
    if not ending or not _HAN.fullmatch(name):
        return ""
    said = tables.places.get(stem) or _word(stem if len(stem) > 1 else name)
    return f"{said} {tables.types[ending]}"


def _word(text: str) -> str:
    """Romanise a name as one word."""
    return romanise.place(text).replace(" ", "").capitalize()


def _put_together(name: str, tables: Tables) -> str:
    """Put a body's English together from a place and words that are known; only a firm has a name of its own besides.

    >>> names = "郑州市第二中学", "威灵房产有限公司", "成都零售商协会", "卢氏县花溪管委会及分站", "巴西政府"
    >>> [_put_together(name, default()) for name in names]
    ['Zhengzhou City No. 2 Middle School', 'Weiling Real Estate Co., Ltd.', '', '', 'Government of Brazil']
    """
    firm = any(name.endswith(ending) for ending in tables.firms)
    parts: list[str] = []
    at = 0
    while at < len(name):
        word = _longest(name, at, tables, first=at == 0)
        if word:
            parts.append(tables.pieces.get(word) or tables.places[word])
        elif firm and (at == 0 or (len(parts) == 1 and parts[0] in tables.places.values())):
            word = _brand(name, at, tables)
            parts.append(_word(word))
        if not word:
            return ""
        at += len(word)
    *before, last = parts
    whose, body = " ".join(part.removesuffix(OF) for part in before), last.removesuffix(OF)
    return f"{body} of {whose}" if whose and body != last else f"{whose} {body}".strip()


def _longest(name: str, at: int, tables: Tables, *, first: bool) -> str:
    """Give the longest known word at a place of a name; a place's name only at the very beginning."""
    for size in range(min(tables.longest, len(name) - at), 0, -1):
        word = name[at : at + size]
        if word in tables.pieces or (first and word in tables.places):
            return word
    return ""


def _brand(name: str, at: int, tables: Tables) -> str:
    """Give the brand that stands before the next known word: as long as brands are, and Chinese."""
    least, most = tables.brand
    for size in range(least, most + 1):
        brand = name[at : at + size]
        if _HAN.fullmatch(brand) and _longest(name, at + size, tables, first=False):
            return brand
    return ""
