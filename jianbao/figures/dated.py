"""Names a date: what happened then, or what was counted."""

from jianbao.figures.clauses import Clause, between
from jianbao.figures.phrases import join, telling
from jianbao.figures.tables import Tables
from jianbao.model import Quantity

_TOPIC = 10
_NEAR = 4


def dated(quantity: Quantity, clause: Clause, following: str, tables: Tables) -> str:
    """Name a date. `following`: the name of the next figure in the sentence, empty where there is none."""
    labels = tables.labels
    spans = "/" in str(quantity.value)
    suffix = str(labels["period"] if spans else labels["by_date"].get(quantity.unit_zh[-1:], labels["time"]))
    left = between(clause.words, *clause.left)
    last = left[-1].text if left else ""
    if last in labels["compared"]:
        return str(labels["compared_date"]) + suffix
    right = between(clause.words, clause.right[0], clause.words.sentence(clause.right[0] - 1)[1])
    reported = next((w.text for w in right[:_NEAR] if w.text in labels["reported"]), None)
    if reported:
        return str(labels["reported"][reported])
    if last in labels["until"]:
        return str(labels["until_date"])
    if following:
        return suffix if spans else following[-_TOPIC:] + str(labels["counted_date"]) + suffix
    words = [w for w in telling(right, tables) if w.text not in labels["prepositions"]]
    for i, word in enumerate(words):
        if word.tag[0] == "v" and len(word.text) > 1:
            return "".join(w.text for w in words[i : i + 2] if w.tag[0] in "vn") + suffix
    return join(words[:2]) + suffix
