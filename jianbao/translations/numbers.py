"""Numbers on both sides of a translation: `58.67亿` is 5.867 billion, `2月` is February.

Numbers in digits must agree, whichever side they stand on; what one side writes in words may only answer for them:
`三位一体` demands no number of the English, and "three" answers for a printed 3.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jianbao import lexicon

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_ENGLISH = re.compile(rf"({_DIGITS})|([a-z]+)")


@dataclass(frozen=True)
class Writing:
    """How numbers are written, compiled: the two Chinese patterns, and values by Chinese and by English word."""

    printed: re.Pattern[str]
    spelled: re.Pattern[str]
    digits: dict[str, int]
    scales: dict[str, int]
    units: str
    words: dict[str, int]
    english_scales: dict[str, int]
    links: frozenset[str]


@functools.cache
def writing() -> Writing:
    """Compile the table `translations/numbers`."""
    data: dict[str, Any] = lexicon.settings("translations/numbers")
    chinese, english = data["chinese"], data["english"]
    scales = "".join(chinese["scales"])
    return Writing(
        printed=re.compile(rf"({_DIGITS})[{chinese['between']}]?([{scales}]*)"),
        spelled=re.compile(f"[{''.join(chinese['digits'])}{scales}]+"),
        digits=chinese["digits"],
        scales=chinese["scales"],
        units=chinese["units"],
        words=english["words"] | english["months"],
        english_scales=english["scales"],
        links=frozenset(english["links"]),
    )


def disagreements(chinese: str, english: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the numbers printed in the Chinese that the English lacks, and those in the English out of nowhere.

    >>> disagreements("投入58.67亿元，覆盖3700多个项目", "5.867 billion yuan for more than 3,700 projects")
    ((), ())
    >>> disagreements("改厕34万户", "3.4 million toilets")
    (('34万',), ('3.4 million',))
    """
    table = writing()
    chinese, english = unicodedata.normalize("NFKC", chinese), unicodedata.normalize("NFKC", english).lower()
    wanted = _chinese_printed(chinese, table)
    given = _english_printed(english, table)
    said = set(given.values()) | _english_spelled(english, table)
    known = {value for values in wanted.values() for value in values} | _chinese_spelled(chinese, table)
    missing = tuple(surface for surface, values in wanted.items() if said.isdisjoint(values))
    return missing, tuple(surface for surface, value in given.items() if value not in known)


def _chinese_printed(text: str, table: Writing) -> dict[str, tuple[Decimal, ...]]:
    found = {}
    for match in table.printed.finditer(text):
        number, scales = Decimal(match.group(1).replace(",", "")), match.group(2)
        values = [_times(number, scales, table)]
        # 4千瓦 is 4,000 watts or 4 kilowatts.
        if scales and scales[-1] in table.units:
            values.append(_times(number, scales[:-1], table))
        found[match.group()] = tuple(values)
    return found


def _times(number: Decimal, scales: str, table: Writing) -> Decimal:
    for scale in scales:
        number *= table.scales[scale]
    return number


def _chinese_spelled(text: str, table: Writing) -> set[Decimal]:
    """Read every run of Chinese numerals as a number, and each of its characters alone: 三五年 is 3 to 5 years."""
    found: set[Decimal] = set()
    for match in table.spelled.finditer(text):
        found.add(Decimal(_numeral(match.group(), table)))
        found |= {Decimal(table.digits.get(char, table.scales.get(char, 0))) for char in match.group()}
    return found


def _numeral(run: str, table: Writing) -> int:
    total, section, digit = 0, 0, 0
    for char in run:
        if char in table.digits:
            digit = table.digits[char]
            continue
        scale = table.scales[char]
        if scale >= table.scales["万"]:
            total, section, digit = (total + section + digit or 1) * scale, 0, 0
        else:
            section, digit = section + (digit or 1) * scale, 0
    return total + section + digit


def _english_printed(text: str, table: Writing) -> dict[str, Decimal]:
    found = {}
    tokens = list(_ENGLISH.finditer(text))
    for at, match in enumerate(tokens):
        if match.group(1):
            scale = tokens[at + 1].group() if at + 1 < len(tokens) else ""
            factor = table.english_scales.get(scale, 1)
            surface = f"{match.group()} {scale}" if factor != 1 else match.group()
            found[surface] = Decimal(match.group(1).replace(",", "")) * factor
    return found


def _english_spelled(text: str, table: Writing) -> set[Decimal]:
    """Read number words, each alone and all that make one number: "twenty-five", "two hundred and five"."""
    found: set[Decimal] = set()
    thousands = below = 0  # of the number so far: what its scales from a thousand on have closed, and the rest
    for match in _ENGLISH.finditer(text):
        word = match.group()
        value, scale = table.words.get(word, 0), table.english_scales.get(word, 0)
        if scale >= _THOUSAND:
            thousands, below = thousands + (below or 1) * scale, 0
        elif scale:
            below = (below or 1) * scale
        elif value and _goes_on(below, value):
            below += value
        elif value:
            thousands, below = (0 if below else thousands), value
        elif word not in table.links:
            thousands = below = 0
            continue
        found |= {Decimal(thousands + below), Decimal(value)} if value or scale else set()
    return found


def _goes_on(below: int, value: int) -> bool:
    """Tell whether a word may go on a number: ones after tens, and what is below a hundred after hundreds."""
    tens = below % _HUNDRED
    return (tens == 0 and below >= _HUNDRED > value) or (tens >= _TWENTY and tens % _TEN == 0 and value < _TEN)
