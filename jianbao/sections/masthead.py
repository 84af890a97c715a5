"""What a masthead says: the paper, the day and the page, read from the lines that were set aside."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianbao import hanzi, lexicon
from jianbao.model import UNDATED, UNKNOWN, Dating, Dropped, Fact, Span
from jianbao.numerals.dates import Calendar, calendar, whole_days
from jianbao.numerals.reading import integer

_LINES = ("masthead", "folio")


@dataclass(frozen=True)
class Tables:
    """The expressions of each fact, whose group `value` holds it, and those of days."""

    facts: tuple[tuple[str, re.Pattern[str]], ...]
    calendar: Calendar


@dataclass(frozen=True)
class Masthead:
    """The facts that are printed around an article; one that is printed in two ways is not known."""

    paper: Fact = UNKNOWN
    issued: Dating = UNDATED
    page: Fact = UNKNOWN


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the program."""
    rows = lexicon.table("sections/masthead")
    return Tables(tuple((row["fact"], re.compile(row["pattern"])) for row in rows), calendar())


def read(dropped: Sequence[Dropped], known: Tables) -> Masthead:
    """Read the facts of an article out of what was set aside of its page."""
    found: dict[str, dict[str, Span]] = {}
    for one in dropped:
        if one.why in _LINES:
            for fact, value in _facts(one.text, known):
                found.setdefault(fact, {}).setdefault(value, one.span)
    sole = {fact: next(iter(values.items())) for fact, values in found.items() if len(values) == 1}
    facts = {fact: Fact(value, printed=span) for fact, (value, span) in sole.items()}
    issued = Dating(facts["day"].value, printed=facts["day"].printed) if "day" in facts else UNDATED
    return Masthead(facts.get("paper", UNKNOWN), issued, facts.get("page", UNKNOWN))


def _facts(text: str, known: Tables) -> Iterator[tuple[str, str]]:
    """Give the facts in a line, by name."""
    plain = hanzi.fold(text)  # one for one, so that what is found in it stands at the same place in the text
    for fact, pattern in known.facts:
        for found in pattern.finditer(plain):
            yield fact, _page(found["value"]) if fact == "page" else text[slice(*found.span("value"))]
    yield from (("day", iso) for iso in whole_days(plain, known.calendar))


def _page(printed: str) -> str:
    """Write the number of a page as it is counted.

    >>> _page("02"), _page("A05"), _page("十二")
    ('2', 'A05', '12')
    """
    return printed if printed[0].isascii() and printed[0].isalpha() else str(integer(printed))
