"""Names what a figure measures, in the words of its clause: `setting` gathers these, `namers` go by its kind."""

from typing import NamedTuple

from jianbao.figures.clauses import Clause, between
from jianbao.figures.namers import NAMERS, plain, without_change
from jianbao.figures.nouns import behind
from jianbao.figures.phrases import core, join, only, opening, phrase, topic
from jianbao.figures.setting import Setting
from jianbao.figures.tables import Tables
from jianbao.figures.words import Word
from jianbao.model import Quantity


class Said(NamedTuple):
    """What the figures before have said: the name of the last, the same without its word of change, a list's verb."""

    base: str = ""
    lead: str = ""
    name: str = ""


def measure(quantity: Quantity, clause: Clause, said: Said, tables: Tables) -> tuple[str, Said]:
    """Name what a figure measures, and tell what the next may take up. Dates are named later (`dated`)."""
    left = between(clause.words, *clause.left)
    listed = bool(left) and clause.follows and left[-1].text in tables.rules["list_links"]
    noun, rest = behind(quantity, clause, tables)
    own = phrase(left, tables)[1] if noun and clause.follows and not listed else left
    before = [] if listed else _levelled(core(own, tables), left, tables)
    lead = said.lead if listed else join(before)
    base = said.base
    if not listed and (not before or only(before, "change", tables) or only(before, "generic", tables)):
        base = _base(clause, said, tables)
    at = Setting(quantity, clause, left, before, join(noun), rest, base, lead, tables)
    again = (
        said.name
        if listed and not noun and quantity.kind != "count" and quantity.kind in tables.labels["datable"]
        else ""
    )
    name = (again or _changed(at) or NAMERS.get(quantity.kind, plain)(at)).strip(tables.labels["edges"])
    if len(name) == 1:
        name = at.noun or (
            tables.labels["sums"].get(name, name + at.label("sum")) if quantity.kind == "money" else base or name
        )
    spoken = at.noun if quantity.kind in tables.labels["passing"] else name
    return name, Said(without_change(spoken, tables) or said.base, lead, name)


def _base(clause: Clause, said: Said, tables: Tables) -> str:
    """Choose what the clause speaks of, or else what the figure before measured."""
    if clause.follows:
        return said.base or topic(clause, tables)
    if not said.base:
        return topic(clause, tables)
    own = opening(next(clause.earlier()), tables)
    return said.base if len(own) <= 1 or own in said.base else own


def _levelled(before: list[Word], left: list[Word], tables: Tables) -> list[Word]:
    """Leave out the verb of 增长到, 降至: what follows is the level reached and not the change."""
    labels = tables.labels
    while left and (left[-1].tag in labels["silent_tags"] or left[-1].text in labels["links"]):
        left = left[:-1]
    reaching = any(w.text in labels["reaching"] for w in left[-2:])
    while before and (reaching or before[-1].text in labels["level"]) and _is_change(before[-1], tables):
        before, reaching = before[:-1], True
    return before


def _is_change(word: Word, tables: Tables) -> bool:
    return word.text in tables.labels["change"] or word.text in tables.labels["level"]


def _changed(at: Setting) -> str:
    """Name a change, 同比增长, or a mere 金额, by what it is of."""
    labels = at.tables.labels
    if at.left and at.left[-1].text in labels["from_words"] and at.base:
        return at.base
    if at.noun and at.quantity.kind == "count":
        return ""
    if only(at.before, "change", at.tables) or (only(at.before, "generic", at.tables) and at.base not in at.name):
        return at.base + at.name
    return ""
