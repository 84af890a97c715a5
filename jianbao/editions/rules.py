"""Rules of grammar for a single character: what stands before and after it decides its form (`500只羊`, `5天后`)."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jianbao import lexicon
from jianbao.editions.opencc import MARK
from jianbao.editions.words import Cut

_REACH = 16
"""As far back as a rule may look, in characters of the marked text."""


@dataclass(frozen=True)
class Rule:
    """A character becomes `target` where `before` ends at it and `after` follows it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    target: str


@dataclass(frozen=True)
class Rules:
    """The rules of each character, in the order of the table, and the characters that have any."""

    of: Mapping[str, tuple[Rule, ...]]
    ruled: re.Pattern[str]


@functools.cache
def rules() -> Rules:
    """Compile the table `rules`."""
    found: dict[str, list[Rule]] = {}
    for row in lexicon.table("editions/rules"):
        before, after = (row[side].replace("/", MARK) for side in ("before", "after"))
        rule = Rule(re.compile(f"(?:{before})$"), re.compile(after), row["target"])
        found.setdefault(row["char"], []).append(rule)
    return Rules({char: tuple(of_char) for char, of_char in found.items()}, re.compile(f"[{''.join(found)}]"))


def ruled(cut: Cut, table: Rules) -> Iterator[tuple[int, str]]:
    """Give the characters that a rule decides: the place of each in the text, and its form. A later rule wins."""
    marked = cut.marked
    for char in table.ruled.finditer(marked):
        at = char.start()
        before = marked[max(0, at - _REACH) : at]
        for rule in table.of[char[0]]:
            if rule.after.match(marked, at + 1) and rule.before.search(before):
                yield cut.place(at), rule.target
