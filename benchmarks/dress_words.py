"""Writes what stands about an article: fills the patterns of `dress.yaml` with its words, and makes names of people."""

import functools
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from jianbao import lexicon

WORDS: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "dress.yaml").read_text("utf-8"))
LETTERS = {"p": "places", "o": "offices", "w": "papers", "g": "agencies", "q": "posts", "t": "things", "f": "people"}


def said(pattern: str, rng: random.Random) -> str:
    """Fill a pattern of `dress.yaml`."""
    text = pattern
    while found := re.search(r"\{(\w)\}", text):
        text = text[: found.start()] + _filled(found[1], rng) + text[found.end() :]
    return text


def _filled(letter: str, rng: random.Random) -> str:
    if letter == "n":
        return name(rng)
    if letter == "m":
        return _names(rng)
    if letter == "d":
        return rng.choice((f"{rng.randint(1, 12)}月{rng.randint(1, 31)}日", f"{rng.randint(1, 31)}日", "近日", "日前"))
    if letter == "k":
        return rng.choice("一二三四五六七八九十①②③④⑤上中下")
    if letter in "ab":
        return str(rng.randint(2, 900))
    chosen: str = rng.choice(WORDS[LETTERS[letter]])
    return chosen


def name(rng: random.Random) -> str:
    """Make a personal name; one of two characters may be printed with a space between them."""
    surnames, given = _letters("surname", 2.0), _letters("given", 1.0)
    own = "".join(rng.choice(given) for _ in range(rng.choice((1, 2, 2))))
    return rng.choice(surnames) + (" " if len(own) == 1 and rng.random() < 0.4 else "") + own


def _names(rng: random.Random) -> str:
    """Write the list of names of a report by many hands."""
    return "、".join(name(rng) for _ in range(rng.randint(4, 16)))


@functools.cache
def _letters(column: str, least: float) -> tuple[str, ...]:
    rows = lexicon.table("entities/name_characters")
    return tuple(row["character"] for row in rows if row[column] and float(row[column]) > least)
