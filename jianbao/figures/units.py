"""Makes out the unit of a figure: the noun that is counted, units that share a word, denominators."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.found import Found

_NEAR = 12
_PHRASE = 6


def settle(words: Words, found: Found, tables: Tables) -> Quantity:
    """Give a figure's quantity its final unit and kind."""
    q = found.quantity
    shared = _shared(words, found, tables)
    if shared:
        return _with(q, shared["unit"], shared["kind"], shared)
    if q.kind == "count" and q.unit_zh in tables.rules["head_decides"]:
        noun = noun_after(words, found.end, tables) or noun_before(words, found.start, tables)
        return _with(q, noun, q.kind) if noun else q
    return q


def _with(q: Quantity, unit: str, kind: str, si: Mapping[str, Any] | None = None) -> Quantity:
    factor = Decimal(si["si_factor"]) if si and "si_factor" in si else None
    value = q.value
    si_value = value * factor if factor and isinstance(value, Decimal) else None
    return Quantity(
        value, unit, q.approx, kind, q.unit_zh, si_value, str(si["si_unit"]) if si_value is not None and si else ""
    )


def _shared(words: Words, found: Found, tables: Tables) -> Mapping[str, Any] | None:
    """Find which of the units that share this word is meant, by the cues around."""
    around: str | None = None
    for entry in tables.rules["shared"]:
        if entry["word"] != found.quantity.unit_zh:
            continue
        around = around or words.text[max(0, found.start - _NEAR) : found.end + _NEAR]
        if any(cue in around for cue in entry["cues"]):
            return entry  # type: ignore[no-any-return]  # YAML
    return None


def noun_after(words: Words, end: int, tables: Tables) -> str | None:
    """Find the noun counted in the phrase after the number: 20个`乡镇卫生院`."""
    i = words.index(end) if end < len(words.text) else len(words.words)
    best: str | None = None
    for j in range(i, min(i + _PHRASE, len(words.words))):
        tag = words.tags[j]
        if tag[0] not in "nvabjlzsfgt" or words.words[j] in "是":
            break
        unit = longest_head(words.text[end : words.starts[j + 1]], tables)
        if unit:
            best = unit
        elif best and tag[0] in "vd":
            break
    return best


def noun_before(words: Words, start: int, tables: Tables) -> str | None:
    """Find the noun counted right before the number: `贫困村`158个."""
    return longest_head(words.text[max(0, start - tables.longest_head) : start], tables)


def longest_head(text: str, tables: Tables) -> str | None:
    """Find the longest known noun that the text ends in, and give its unit."""
    for size in range(min(tables.longest_head, len(text)), 0, -1):
        unit = tables.heads.get(text[-size:])
        if unit:
            return unit
    return None
