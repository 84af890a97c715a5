"""The regular expressions that find numerals, units and what stands around them, assembled from the data tables."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jianbao import lexicon
from jianbao.hanzi import simplified
from jianbao.lexicon import any_of
from jianbao.model import Approx
from jianbao.numerals.units import Unit, units

_WIDE = {chr(0xFF10 + i): str(i) for i in range(10)} | {"％": "%", "．": ".", "－": "-", "：": ":"}
_ANY_WIDE = re.compile(f"[{''.join(_WIDE)}]")


def fold(text: str) -> str:
    """Write a text in Simplified characters and plain digits, character for character, to be read by the grammar.

    >>> fold("３．５萬億")
    '3.5万亿'
    """
    return _ANY_WIDE.sub(lambda found: _WIDE[found[0]], simplified(text))


@dataclass(frozen=True)
class Grammar:
    """What the tables say, compiled. `before`, `after`: approximating words; `unless`: words that only end like one.

    `but`: phrases in which these are none: 每`集约`50分钟 is 每集 and 约.
    """

    numeral: re.Pattern[str]
    unit: re.Pattern[str]
    units: Mapping[str, Unit]
    half: re.Pattern[str]
    between: re.Pattern[str]
    currencies: Mapping[str, str]
    before: Mapping[str, Approx]
    before_scale: Mapping[str, Approx]
    unless: frozenset[str]
    but: frozenset[str]
    after: re.Pattern[str]
    approx_after: Mapping[str, Approx]
    and_half: re.Pattern[str]
    minus: re.Pattern[str]
    minus_at: re.Pattern[str]
    signs: frozenset[str]
    settings: Mapping[str, Any]


def _characters(kind: str, styles: tuple[str, ...]) -> str:
    rows = lexicon.table("numerals/digits")
    return "".join(row["char"] for row in rows if row["class"] == kind and row["style"] in styles)


def numeral_pattern(styles: tuple[str, ...]) -> str:
    """Write the expression of a numeral in these styles: Arabic, Chinese or mixed, with decimals and scale."""
    digits, tens = _characters("digit", styles), _characters("tens", styles) + _characters("myriad", styles)
    halves = lexicon.settings("numerals/grammar")["half"]
    any_char = digits + tens + _characters("lump", styles)
    about = f"[余多几来](?=[{tens}])"
    decimals = f"(?:点[{digits}]+[{tens}]*)?(?:(?<=十)几|个亿)?"
    chinese = f"(?:[几数](?=[{tens}]))?[{any_char}](?:[{any_char}]|{about}){{0,40}}{decimals}"
    arabic = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)"
    scale = f"(?:[余多几来]?(?![兆])[{tens}]{{1,8}}|个亿)"
    half = (
        f"(?:(?<![{halves['not_after']}])半(?={any_of(halves['before'])})|(?<=后)半(?={any_of(halves['after_after'])}))"
    )
    more = f"(?:零?[\\d{digits}]{{1,40}}{scale}){{0,6}}(?:零[\\d{digits}]+|\\d+)?"
    return f"{half}|{arabic}(?:[ \u3000]?{scale}{more})?|{chinese}|几"


@cache
def grammar(styles: tuple[str, ...] = ("everyday",)) -> Grammar:
    """Compile the grammar for numerals of these styles (`numerals/digits`)."""
    settings = lexicon.settings("numerals/grammar")
    rows = lexicon.table("numerals/approx")
    after = _side(rows, "after")
    currencies = {row["word"]: row["unit"] for row in lexicon.table("numerals/currencies")}
    return Grammar(
        numeral=re.compile(numeral_pattern(styles)),
        unit=re.compile(f"{any_of(units())}(?<![A-Za-z](?=[A-Za-z]))"),
        units=units(),
        half=re.compile(f"个([半多余来]){any_of(settings['after_half'])}"),
        between=re.compile(any_of(settings["between"])),
        currencies=currencies,
        before=_side(rows, "before"),
        before_scale=_side(rows, "scale"),
        unless=frozenset(row["word"] for row in rows if row["side"] == "unless"),
        but=frozenset(row["word"] for row in rows if row["side"] == "but"),
        after=re.compile(f"{any_of(after)}(?<!多(?=[{settings['after_many']}]))"),
        approx_after=after,
        and_half=re.compile(f"半(?![{settings['half']['not_before']}])"),
        minus=re.compile(r"(?:零下|(?<!正)负|(?:(?<![\w)）%℃])|(?<=[温为达至到是降]))[-−–])\s*$"),
        minus_at=re.compile("零下|负"),
        signs=frozenset("下负-−–"),
        settings=settings,
    )


def _side(rows: Iterable[Mapping[str, str]], side: str) -> dict[str, Approx]:
    signs: Mapping[str, Approx] = {"<": "<", ">=": ">=", "~": "~"}
    return {row["word"]: signs[row["approx"]] for row in rows if row["side"] == side}
