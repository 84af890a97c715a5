"""The compiled tables of this stage."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick

from jianbao import lexicon
from jianbao.numerals.shapes import Shapes, shapes
from jianbao.numerals.units import any_of


@dataclass(frozen=True)
class Tables:
    """What the data of this stage says, compiled."""

    forms: Shapes
    traps: Any  # an Aho-Corasick automaton; its library has no types
    shapes: re.Pattern[str]
    has_numeral: re.Pattern[str]
    numeral_chars: frozenset[str]
    numeric_tags: frozenset[str]
    quantities: frozenset[str]
    heads: Mapping[str, str]
    head_at: re.Pattern[str]
    longest_head: int
    rules: Mapping[str, Any]
    labels: Mapping[str, Any]
    stop: re.Pattern[str]


@cache
def tables() -> Tables:
    """Load and compile the tables of this stage."""
    rules = lexicon.settings("figures/rules")
    chars = "".join(r["char"] for r in lexicon.table("numerals/digits") if r["style"] == "everyday") + "几半0123456789"
    heads = {row["noun"]: row["unit"] for row in lexicon.table("figures/heads")}
    return Tables(
        shapes(),
        _automaton([row["word"] for row in lexicon.table("figures/traps")]),
        re.compile("|".join(row["pattern"] for row in lexicon.table("figures/trap_patterns"))),
        re.compile(f"[{chars}]"),
        frozenset(chars),
        frozenset(rules["numeric_tags"]),
        frozenset(row["word"] for row in lexicon.table("figures/quantities")),
        heads,
        re.compile(any_of(heads)),
        max(map(len, heads)),
        _sets(rules),
        _sets(lexicon.settings("figures/labels")),
        re.compile(rules["stop"]),
    )


def _automaton(words: list[str]) -> Any:
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, len(word))
    automaton.make_automaton()
    return automaton


def _sets(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Turn the plain lists of a YAML map into sets."""
    return {name: frozenset(v) if isinstance(v, list) and not isinstance(v[0], dict) else v for name, v in data.items()}
