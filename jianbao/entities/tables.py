"""The compiled tables of names: one automaton finds every word that may be a name, or end one, in a single pass."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from jianbao import hanzi, lexicon

LISTS = {
    "foreign": "place",
    "features": "place",
    "organisations": "organisation",
    "media": "organisation",
    "programmes": "programme",
    "people": "person",
}


class Sense(NamedTuple):
    """What a word may stand for. `key` is an adcode or `kind:slug`; `form` says when it may stand for it.

    full, free: wherever it is a word; evidence: where the article names the place, its parent or its child in full;
    beside: right after its parent; weak: where the article has the entry's full name; stop: never (it is no name).
    """

    kind: str
    key: str
    form: str


class Word(NamedTuple):
    """A word of the automaton: what it may stand for, and the classes of names it may end."""

    senses: tuple[Sense, ...]
    endings: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A division of the gazetteer. `level`: 0 province, 1 prefecture, 2 county; degrees are empty where unknown."""

    code: str
    name: str
    slug: str
    english: str
    level: int
    short: str
    longitude: str
    latitude: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """An entry of a list of names."""

    slug: str
    name: str
    kind: str
    english: str
    note: str
    parent: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Tables:
    """Everything the stage reads.

    `words`: those of the automaton, by their numbers in it; `joined`: the words of the segmenter that are two, with the
    length of the first; `by_slug`: the places by their slugs; `by_name`: the slugs of the listed; `seats`: the adcodes
    of the cities that media are named after; `opening`: the characters that surnames begin with; `rules`, `limits`,
    `weights`, `expressions` and `levels`: what `rules.yaml` holds, and `ends`: its lists with the longest word first.
    """

    automaton: AhoCorasick
    words: Sequence[Word]
    joined: Mapping[str, int]
    places: Mapping[str, Place]
    by_slug: Mapping[str, Place]
    listed: Mapping[str, Listed]
    surnames: Mapping[str, float]
    opening: re.Pattern[str]
    given: Mapping[str, float]
    bodies: Mapping[str, Mapping[str, str]]
    by_name: Mapping[str, str]
    seats: Mapping[str, str]
    rules: Mapping[str, frozenset[str]]
    limits: Mapping[str, int]
    weights: Mapping[str, float]
    expressions: Mapping[str, re.Pattern[str]]
    levels: Mapping[str, int]
    ends: Mapping[str, tuple[str, ...]]


@functools.cache
def default() -> Tables:
    """Compile the tables of `jianbao/data/entities/`."""
    places = {place.code: place for place in _places()}
    listed = {f"{entry.kind}:{entry.slug}": entry for entry in _listed()}
    rows = lexicon.table("entities/name_characters")
    rules: dict[str, Any] = lexicon.settings("entities/rules")
    words = _words(places, listed)
    return Tables(
        automaton=AhoCorasick(words),
        words=tuple(words.values()),
        joined=_joined(places, listed),
        places=places,
        by_slug={place.slug: place for place in places.values()},
        listed=listed,
        surnames={row["character"]: float(row["surname"]) for row in rows if row["surname"]},
        opening=re.compile(f"[{''.join({row['character'][0] for row in rows if row['surname']})}]"),
        given={row["character"]: float(row["given"]) for row in rows if row["given"]},
        by_name={entry.name: entry.slug for entry in listed.values()},
        seats=_seats(places.values(), listed),
        bodies={row["short"]: row for row in lexicon.table("entities/bodies")},
        rules={name: frozenset(value) for name, value in rules.items() if isinstance(value, list | str)},
        limits={name: value for name, value in rules.items() if isinstance(value, int)},
        weights={name: value for name, value in rules.items() if isinstance(value, float)},
        expressions={name: re.compile(text.replace("HAN", hanzi.HAN)) for name, text in rules["expressions"].items()},
        levels=rules["levels"],
        ends={name: _longest_first(value) for name, value in rules.items() if isinstance(value, list)},
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def level(code: str) -> int:
    """Give the level of an adcode: 0 province, 1 prefecture, 2 county.

    >>> [level(code) for code in ("410000", "410100", "411224")]
    [0, 1, 2]
    """
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def ancestors(code: str) -> tuple[str, str]:
    """Give the codes of the prefecture and the province over an adcode (of itself, at that level)."""
    return f"{code[:4]}00", f"{code[:2]}0000"


def _places() -> Iterable[Place]:
    suffixes = {row["suffix"]: int(row["bare"]) for row in lexicon.table("entities/place_suffixes")}
    peoples = [row["name"] for row in lexicon.table("entities/peoples")]
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.table("entities/place_aliases"):
        aliases[row["adcode"]].append(row["alias"])
    for row in lexicon.table("entities/places"):
        code, name = row["adcode"], row["name"]
        suffix = next(s for s in sorted(suffixes, key=len, reverse=True) if name.endswith(s) and s != name)
        local = suffix.startswith("自治") and level(code) > 0
        stem = _stem(name[: -len(suffix)], peoples) if local else name[: -len(suffix)]
        own = list(aliases[code])
        if suffix.startswith("自治") and level(code) > 1:
            own.append(stem + suffix[-1])
        short = stem if len(stem) >= suffixes[suffix] else ""
        yield Place(
            code,
            name,
            row["slug"],
            row["english"],
            level(code),
            short,
            row["longitude"],
            row["latitude"],
            tuple(a for a in own if a != name),
        )


def _stem(stem: str, peoples: list[str]) -> str:
    """Take the peoples off the end: 新平彝族傣族 gives 新平."""
    while people := next((p for p in peoples if stem.endswith(p) and stem != p), ""):
        stem = stem[: -len(people)]
    return stem


def _listed() -> Iterable[Listed]:
    for name, kind in LISTS.items():
        for row in lexicon.table(f"entities/{name}"):
            aliases = tuple(a for a in row["aliases"].split(";") if a)
            yield Listed(row["slug"], row["name"], kind, row["english"], row["note"], row.get("parent", ""), aliases)


def _joined(places: Mapping[str, Place], listed: Mapping[str, Listed]) -> dict[str, int]:
    """Give the words of the segmenter's dictionary that join two, with the length of the first.

    It holds some places with the place over them (法国巴黎) or with their team (中国队), and the end of a body's name
    with its head (局局长).
    """
    pairs = [(over.short, place.short) for place in places.values() for over in _over(place, places)]
    pairs += [(entry.parent, entry.name) for entry in listed.values() if entry.parent]
    ending, head = "队", "长"
    rules = lexicon.settings("entities/rules")
    names = [place.short for place in places.values()] + [entry.name for entry in listed.values()]
    pairs += [(name, word) for name in names for word in (ending, *rules["offices"])]
    pairs += [(char, f"{char}{head}") for char in rules["own_word"]]
    return {a + b: len(a) for a, b in pairs if a and b and hanzi.is_word(a + b)}


def _over(place: Place, places: Mapping[str, Place]) -> list[Place]:
    return [places[code] for code in ancestors(place.code) if code != place.code and code in places]


def _seats(places: Iterable[Place], listed: Mapping[str, Listed]) -> dict[str, str]:
    cities = {place.short: place.code for place in places if place.level == 1 and place.short}
    media = {row["slug"] for row in lexicon.table("entities/media")}
    named = ((key, cities.get(entry.name[:2]) or cities.get(entry.name[:3])) for key, entry in listed.items())
    return {key: code for key, code in named if code and listed[key].slug in media}


def _endings() -> dict[str, list[str]]:
    """Give the classes of names that each ending ends."""
    out: dict[str, list[str]] = defaultdict(list)
    for row in lexicon.table("entities/suffixes"):
        out[row["suffix"]].append(row["class"])
    return out


def _long_forms(entry: Listed) -> Iterable[str]:
    """Give the full style of a country: 哥伦比亚共和国. What no country is called does no harm."""
    if entry.note == "country" and not entry.name.endswith("国"):
        yield from (entry.name + style for style in lexicon.settings("entities/rules")["styles"])


def _words(places: Mapping[str, Place], listed: Mapping[str, Listed]) -> dict[str, Word]:
    """Give what every word of the tables may be."""
    senses: dict[str, set[Sense]] = defaultdict(set)
    trust = {row["name"]: row["trust"] for row in lexicon.table("entities/place_trust")}
    for place in places.values():
        senses[place.name].add(Sense("place", place.code, trust.get(place.name, "full")))
        for alias in place.aliases:
            senses[alias].add(
                Sense("place", place.code, trust.get(alias, "full" if alias[-1] in "州县市区" else "free"))
            )
        if place.short:
            usual = "evidence" if place.level > 1 else "free"
            senses[place.short].add(Sense("place", place.code, trust.get(place.short, usual)))
    for key, entry in listed.items():
        for word in (entry.name, *entry.aliases):
            weak = word.startswith("?")
            senses[word.lstrip("?")].add(Sense(entry.kind, key, "weak" if weak else "full"))
    for key, entry in listed.items():
        for form in _long_forms(entry):
            senses.setdefault(form, {Sense(entry.kind, key, "full")})
    for row in lexicon.table("entities/not_names"):
        senses[row["text"]] = {Sense("", "", "stop")}
    endings = _endings()
    return {
        word: Word(tuple(sorted(senses.get(word, ()))), tuple(endings.get(word, ()))) for word in {**senses, **endings}
    }
