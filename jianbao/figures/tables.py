"""The compiled tables of this stage."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ahocorasick_rs import AhoCorasick

from jianbao import lexicon
from jianbao.lexicon import any_of
from jianbao.numerals.shapes import Shapes, shapes


@dataclass(frozen=True)
class Tables:
    """What the data of this stage says, compiled.

    `traps` is an Aho-Corasick automaton of the listed words; `ends` has the lists of words in `rules` and `labels` as
    what a text may begin or end with.
    """

    forms: Shapes
    traps: AhoCorasick
    shapes: re.Pattern[str]
    shape_start: re.Pattern[str]
    has_numeral: re.Pattern[str]
    ranked: re.Pattern[str]
    numeral_chars: frozenset[str]
    numeric_tags: frozenset[str]
    quantities: frozenset[str]
    heads: Mapping[str, str]
    head_at: re.Pattern[str]
    longest_head: int
    shared: Mapping[str, Sequence[Mapping[str, Any]]]
    per: re.Pattern[str]
    per_after: re.Pattern[str]
    stop: re.Pattern[str]
    this_year: re.Pattern[str]
    now: re.Pattern[str]
    since: re.Pattern[str]
    lately: re.Pattern[str]
    since_end: re.Pattern[str]
    doing: re.Pattern[str]
    edition: re.Pattern[str]
    reported: re.Pattern[str]
    dateline: re.Pattern[str]
    aside: re.Pattern[str]
    ends: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Any]
    labels: Mapping[str, Any]


@cache
def default() -> Tables:
    """Load and compile the tables of this stage."""
    rules, labels = lexicon.settings("figures/rules"), lexicon.settings("figures/labels")
    chars = "".join(r["char"] for r in lexicon.table("numerals/digits") if r["style"] == "everyday") + "几半0123456789"
    heads = {row["noun"]: row["unit"] for row in lexicon.table("figures/heads")}
    return Tables(
        forms=shapes(),
        traps=AhoCorasick([row["word"] for row in lexicon.table("figures/traps")]),
        shapes=re.compile("|".join(row["pattern"] for row in lexicon.table("figures/trap_patterns"))),
        shape_start=re.compile(rules["shape_start"]),
        has_numeral=re.compile(f"[{chars}]"),
        ranked=re.compile(rules["ranked"]),
        numeral_chars=frozenset(chars),
        numeric_tags=frozenset(rules["numeric_tags"]),
        quantities=frozenset(row["word"] for row in lexicon.table("figures/quantities")),
        heads=heads,
        head_at=re.compile(any_of(heads)),
        longest_head=max(map(len, heads)),
        shared=_by_word(rules["shared"]),
        per=re.compile(any_of(rules["per"])),
        per_after=re.compile(any_of(rules["per_after"])),
        stop=re.compile(rules["stop"]),
        this_year=re.compile(rules["this_year"]),
        now=re.compile(any_of(labels["now"])),
        since=re.compile(labels["since_words"]),
        lately=re.compile(any_of(labels["since"])),
        since_end=re.compile(labels["since_end"]),
        doing=re.compile(labels["doing"]),
        edition=re.compile(labels["edition"]),
        reported=re.compile(labels["reported_by"]),
        dateline=re.compile(labels["dateline"]),
        aside=re.compile(labels["aside"]),
        ends={name: tuple(words) for name, words in (rules | labels).items() if _is_list_of_words(words)},
        rules=_sets(rules),
        labels=_sets(labels),
    )


def _by_word(entries: Sequence[Mapping[str, Any]]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    return {entry["word"]: [e for e in entries if e["word"] == entry["word"]] for entry in entries}


def _is_list_of_words(value: Any) -> bool:
    return isinstance(value, list) and isinstance(value[0], str)


def _sets(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Turn the lists of words of a YAML map into sets."""
    return {name: frozenset(value) if _is_list_of_words(value) else value for name, value in data.items()}
