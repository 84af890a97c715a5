"""The words of a draft, compiled."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jianbao import hanzi, lexicon


@dataclass(frozen=True)
class Tables:
    """What a draft is made with.

    `fields` are the fields of a sidecar with their explanations, `words` sentences by code, `cities` the cities by
    the short name in `郑报`. `paper` reads a paper's byline, `selves` holds for each word of a paper for its own place
    its expression and the ending of that place's name. `uncertain` is the confidence below which a join is proposed.
    """

    fields: tuple[Mapping[str, str], ...]
    words: Mapping[str, str]
    cities: Mapping[str, str]
    paper: re.Pattern[str]
    selves: tuple[tuple[str, re.Pattern[str], str], ...]
    this_year: tuple[str, ...]
    future: frozenset[str]
    reasons: Mapping[str, str]
    uncertain: float
    rules: Mapping[str, Any]


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the package."""
    rules = lexicon.settings("draft/rules")
    years: Mapping[str, int] = lexicon.settings("numerals/dates")["years"]
    return Tables(
        fields=lexicon.table("draft/fields"),
        words={row["code"]: row["text"] for row in lexicon.table("draft/words")},
        cities={row["short"]: row["city"] for row in lexicon.table("draft/cities")},
        paper=_paper(rules),
        selves=tuple(_self(row) for row in lexicon.table("draft/selves")),
        this_year=tuple(word for word, distance in years.items() if distance == 0),
        future=frozenset(rules["future"]),
        reasons={row["code"]: row["zh-Hans"] for row in lexicon.table("order/reasons")},
        uncertain=lexicon.settings("interface/confidence")["uncertain-below"],
        rules=rules,
    )


def _paper(rules: Mapping[str, Any]) -> re.Pattern[str]:
    opening = f"[（(\\[【■●\\s]*(?:{lexicon.any_of(rules['before'])})?[：:]?"
    name = f"(?P<paper>[{hanzi.HAN}]{{1,8}}?报)"
    return re.compile(
        f"{opening}(?P<whole>{name}(?:{lexicon.any_of(rules['between'])})*(?:{lexicon.any_of(rules['reporter'])}))"
    )


def _self(row: Mapping[str, str]) -> tuple[str, re.Pattern[str], str]:
    return row["word"], re.compile(f"(?<!{row['not_after']}){row['word']}"), row["ending"]
