"""Names a date: what happened then, or what was counted."""

from jianbao.figures.clauses import Clause, between
from jianbao.figures.phrases import join, telling
from jianbao.figures.tables import Tables
from jianbao.figures.words import Word
from jianbao.model import Quantity

_TOPIC = 12
_EVENT = 10
_NEAR = 4


def dated(quantity: Quantity, clause: Clause, following: str, tables: Tables) -> str:
    """Name a date. `following`: the name of the next figure, empty where none stands near."""
    labels = tables.labels
    spans = "/" in str(quantity.value)
    suffix = str(labels["period"] if spans else labels["by_date"].get(quantity.unit_zh[-1:], labels["time"]))
    right = between(clause.words, clause.right[0], clause.words.sentence(clause.right[0] - 1)[1])
    reported = next((w.text for w in right[:_NEAR] if w.text in labels["reported"]), None)
    left = between(clause.words, *clause.left)
    bound = _bound(left[-1].text if left else "", suffix, following, tables)
    if reported or bound:
        return bound or str(labels["reported"][reported])
    alone = clause.right[1] == clause.end
    event = _event(telling(between(clause.words, *clause.right), tables), tables) if alone and not spans else ""
    if following and not event:
        return suffix if spans else _topic(following) + str(labels["counted_date"]) + suffix
    words = telling(right, tables)
    return (event or _event(words, tables) or join(words[:2])) + suffix


def _bound(before: str, suffix: str, following: str, tables: Tables) -> str:
    """Name a date that is compared with, counted up to, or aimed at: `较`2016年, `截至`2019年底, `到`2030年."""
    labels = tables.labels
    if before in labels["compared"]:
        return str(labels["compared_date"]) + suffix
    if before in labels["until_words"]:
        return _topic(following) + str(labels["until_date"])
    return str(labels["aimed"]) + suffix if before in labels["reaching"] else ""


def _topic(following: str) -> str:
    return following if len(following) <= _TOPIC else ""


def _event(words: list[Word], tables: Tables) -> str:
    """Name what happened: the first verb that says something, and what follows up to a noun; empty without a verb."""
    labels = tables.labels
    out: list[Word] = []
    for word in words:
        if word.text in labels["prepositions"] or word.text in labels["since"] or word.tag in labels["subject_tags"]:
            continue
        if out or (word.tag[0] == "v" and len(word.text) > 1):
            out.append(word)
        if sum(len(w.text) for w in out) >= _EVENT or (len(out) > 1 and word.tag[0] == "n"):
            break
    return "".join(w.text for w in out)
