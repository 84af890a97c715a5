"""The units a number may carry, and how they are found in a text."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jianbao import lexicon


class Unit(NamedTuple):
    """A unit as printed: its canonical name, the kind of quantity, how many units one printed word makes."""

    word: str
    name: str
    kind: str
    scale: Decimal = Decimal(1)


@cache
def units() -> Mapping[str, Unit]:
    """Load the units by their printed word."""
    return {
        row["word"]: Unit(row["word"], row["unit"], row["kind"], Decimal(row["scale"]))
        for row in lexicon.table("numerals/units")
    }


def any_of(words: Iterable[str]) -> str:
    """Write a regular expression that matches the longest of the words, in the shape of a tree so that it is fast.

    >>> any_of(["公里", "公斤", "公里/小时", "亩"])
    '(?:亩|公(?:斤|里(?:/小时)?))'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of itself
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(tree)


def _branch(tree: dict[str, dict]) -> str:  # type: ignore[type-arg]
    if list(tree) == [""]:
        return ""
    options = [_path(char, below) for char, below in sorted(tree.items()) if char]
    text = options[0] if len(options) == 1 and "" not in tree and len(tree) == 1 else f"(?:{'|'.join(options)})"
    return f"{text}?" if "" in tree else text


def _path(char: str, below: dict[str, dict]) -> str:  # type: ignore[type-arg]
    text = re.escape(char)
    while len(below) == 1 and "" not in below:
        char, below = next(iter(below.items()))
        text += re.escape(char)
    return text + _branch(below)
