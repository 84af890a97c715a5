"""Names what a figure measures, in the words of its clause."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jianbao.figures.clauses import Clause, Word
from jianbao.figures.phrases import core, join, only, phrase, telling, topic
from jianbao.figures.tables import Tables
from jianbao.model import Quantity

_TAIL = 10
_LIST = frozenset("、和及与")


class Said(NamedTuple):
    """What the figures before have said: the name of the last, without its word of change, and the verb of a list."""

    base: str = ""
    lead: str = ""


class Setting(NamedTuple):
    """All that naming one figure looks at: the trimmed words before, the noun phrase behind and what follows it."""

    quantity: Quantity
    clause: Clause
    before: list[Word]
    noun: str
    rest: list[Word]
    base: str
    lead: str
    tables: Tables

    @property
    def name(self) -> str:
        """Join the words before the number."""
        return join(self.before)

    def tail(self, longest: int = _TAIL) -> str:
        """Join the first of the words behind the noun phrase."""
        out = ""
        for word in telling(self.rest, self.tables):
            if len(out) + len(word.text) > longest:
                break
            out += word.text
        return out


def measure(quantity: Quantity, clause: Clause, said: Said, tables: Tables) -> tuple[str, Said]:
    """Name what a figure measures, and tell what the next may take up. Dates are named later (`dated`)."""
    listed = bool(clause.left) and clause.left[-1].text in _LIST and clause.follows
    before = [] if listed else core(clause.left, tables)
    noun, rest = phrase(clause.right, tables)
    base = topic(clause.left, tables) or said.base if not before or only(before, "change", tables) else said.base
    lead = said.lead if listed else join(before)
    name = _NAMERS.get(quantity.kind, _plain)(Setting(quantity, clause, before, join(noun), rest, base, lead, tables))
    return name, Said(_without_change(name, tables) or said.base, lead)


def _plain(at: Setting) -> str:
    return at.name or at.noun or at.base


def _share(at: Setting) -> str:
    """Name a percentage: what grows and that it grows, or what it is a share of."""
    labels = at.tables.labels
    if at.before and at.before[0].text in labels["shares"]:
        return at.base + at.name
    if only(at.before, "change", at.tables):
        return at.base + at.name
    if at.before:
        return at.name
    if at.noun:
        return at.noun + at.tail() + str(labels["share_of"])
    return at.base


def _money(at: Setting) -> str:
    """Name a sum: what it was spent on where the verb says no more than that it was spent."""
    if only(at.before, "change", at.tables):
        return at.base + at.name
    if only(at.before, "spend", at.tables) or not at.before:
        goal = _goal(at)
        if goal:
            return at.name + goal if at.rest and not at.noun else goal + at.name
        return at.name or at.base
    return at.name + at.noun


def _goal(at: Setting) -> str:
    """Find what money was for: the noun after the last 的, or all that follows."""
    words = telling(at.clause.right, at.tables)
    marks = [i for i, w in enumerate(words) if w.text == "的" and i + 1 < len(words)]
    if marks:
        return join(phrase(words[marks[0] + 1 :], at.tables)[0])
    return at.noun or at.tail(_TAIL + _TAIL)


def _count(at: Setting) -> str:
    """Name a count: the noun counted, with the verb that says what became of it."""
    labels = at.tables.labels
    own = labels["by_printed"].get(at.quantity.unit_zh)
    if own:
        return str(own)
    if only(at.before, "change", at.tables) and not at.noun:
        return at.base + at.name
    if at.noun:
        pivot = not at.lead or any(w.text in labels["pivot"] for w in at.before)
        lead = "" if at.lead in labels["light"] else at.lead
        return lead + at.noun + (at.tail() if pivot else "")
    suffix = str(labels["by_unit"].get(at.quantity.unit, ""))
    name = (at.name or at.lead) + at.tail()
    if not name:
        return at.base or suffix
    return name if any(name.endswith(end) for end in labels["counted_ends"]) else name + suffix


def _duration(at: Setting) -> str:
    """Name a length of time: what lasted."""
    labels = at.tables.labels
    name = at.name + at.noun + at.tail()
    if not name:
        return str(labels["period"])
    suffix = labels["by_unit"]["year"] if any(w.text in labels["in_a_row"] for w in at.clause.left) else labels["length"]
    return name + str(suffix)


def _rank(at: Setting) -> str:
    """Name a rank: what was ranked, or what comes in this place."""
    suffix = str(at.tables.labels["by_rank"].get(at.quantity.unit, ""))
    if at.quantity.unit == "rank":
        return at.name or at.base + suffix
    return (at.noun or at.name) + suffix


def _age(at: Setting) -> str:
    return str(at.tables.labels["age"])


def _score(at: Setting) -> str:
    return at.name + str(at.tables.labels["score"])


_NAMERS: dict[str, Callable[[Setting], str]] = {
    "percent": _share,
    "ratio": _share,
    "fraction": _share,
    "money": _money,
    "count": _count,
    "number": _count,
    "duration": _duration,
    "ordinal": _rank,
    "age": _age,
    "score": _score,
}


def _without_change(name: str, tables: Tables) -> str:
    """Cut the words of change from the end of a name, so that the next figure can take it up."""
    cut = True
    while cut:
        cut = False
        for word in tables.labels["change"]:
            if name.endswith(word):
                name, cut = name[: -len(word)], True
    return name


def dated(quantity: Quantity, clause: Clause, following: str, tables: Tables) -> str:
    """Name a date: what happened then, or what was counted. `following`: the name of the next figure in the sentence."""
    labels = tables.labels
    suffix = labels["period"] if "/" in str(quantity.value) else labels["by_date"].get(quantity.unit_zh[-1:], labels["time"])
    last = clause.left[-1].text if clause.left else ""
    if last in labels["compared"]:
        return str(labels["compared_date"]) + str(suffix)
    if last in labels["until"]:
        return following[:_TAIL] + str(labels["until_date"])
    reported = next((w.text for w in clause.right[:3] if w.text in labels["reported"]), None)
    if reported:
        return str(labels["reported"][reported])
    if following:
        return following[:_TAIL] + str(labels["counted_date"]) + str(suffix)
    return _event(clause, tables) + str(suffix)


def _event(clause: Clause, tables: Tables) -> str:
    """Find the verb that says what happened on a date, with the word behind it."""
    words = [w for w in telling(clause.after, tables) if w.text not in tables.labels["prepositions"]]
    for i, word in enumerate(words):
        if word.tag[0] == "v" and len(word.text) > 1:
            return "".join(w.text for w in words[i : i + 2] if w.tag[0] in "vn")
    return join(words[:2])
