"""Names a date: what happened then, or what was counted."""

from itertools import zip_longest
from typing import NamedTuple

from jianbao.figures.clauses import Clause, between
from jianbao.figures.phrases import join, telling
from jianbao.figures.tables import Tables
from jianbao.figures.words import Word
from jianbao.model import Quantity

_TOPIC = 12
_EVENT = 10
_NEAR = 4


class Following(NamedTuple):
    """The name of the next figure, empty where none stands near; `acts`: it begins with a verb."""

    name: str
    acts: bool


def dated(quantity: Quantity, clause: Clause, following: Following, tables: Tables) -> str:
    """Name a date by what is reported, counted or done then."""
    labels = tables.labels
    spans = "/" in str(quantity.value)
    suffix = str(labels["period"] if spans else labels["by_date"].get(quantity.unit_zh[-1:], labels["time"]))
    right = between(clause.words, clause.right[0], clause.words.sentence(clause.right[0] - 1)[1])
    reported = next((w.text for w in _heard(clause, right, tables) if w.text in labels["reported"]), None)
    bound = _bound(clause, suffix, following.name, tables) or _done(clause, suffix, tables)
    if reported or bound:
        return bound or str(labels["reported"][reported])
    alone = clause.right[1] == clause.end
    event = _event(between(clause.words, *clause.right), tables) if alone else ""
    if spans:
        return event + str(labels["while"]) if event else suffix
    if following.name and not event:
        counted = "" if following.acts else str(labels["counted_date"])
        return _topic(following.name) + counted + suffix
    behind = [
        w for w in telling(right, tables)[:2] if w.text not in labels["links"] and w.tag not in labels["subject_tags"]
    ]
    return (event or _event(right, tables) or join(behind)) + suffix


def _heard(clause: Clause, right: list[Word], tables: Tables) -> list[Word]:
    """Give the words behind a date that may tell who reports; where a reporter did, up to the end of the clause.

    记者今天（1月9日）从退役军人事务部`了解`到.
    """
    before = clause.words.text[: clause.left[1]][-_TOPIC:]
    if not any(word in before for word in tables.labels["press"]):
        return right[:_NEAR]
    return right[: next((i for i, word in enumerate(right) if word.text == "，"), _NEAR)]


def _bound(clause: Clause, suffix: str, following: str, tables: Tables) -> str:
    """Name a date that is compared with, counted up to, or aimed at: `较`2016年, `截至`2019年底, `到`2030年."""
    labels, before = tables.labels, clause.words.text[: clause.left[1]][-_NEAR:]
    if before.endswith(tables.ends["until_words"]):
        return _topic(following) + str(labels["until_date"])
    left = between(clause.words, *clause.left)
    last = left[-1].text if left else ""
    if last in labels["compared"]:
        return str(labels["compared_date"]) + suffix
    return str(labels["aimed"]) + suffix if last in labels["reaching"] else ""


def _done(clause: Clause, suffix: str, tables: Tables) -> str:
    """Name a date by what was done then where it stands before 于: `创刊`于1954年, `建`于1998年."""
    labels, left = tables.labels, between(clause.words, *clause.left)
    if left and left[-1].text in labels["begun"]:
        return str(labels["begun"][left[-1].text]) + suffix
    done = (
        len(left) > 1
        and left[-1].text in labels["at"]
        and _tells(left[-2], tables)
        and left[-2].text not in labels["reporting"]
    )
    return left[-2].text + suffix if done else ""


def _topic(following: str) -> str:
    return following if len(following) <= _TOPIC else ""


def _tells(word: Word, tables: Tables) -> bool:
    """Tell whether a word says what happened: a verb of more than a character, and not one that is as often a noun."""
    return word.tag[0] == "v" and len(word.text) > 1 and word.text not in tables.labels["noun_verbs"]


def _event(words: list[Word], tables: Tables) -> str:
    """Name what happened: the first verb that says something, and what follows up to a noun or the end of its clause.

    Empty without a verb.
    """
    labels = tables.labels
    out: list[Word] = []
    for word, following in zip_longest(words, words[1:]):
        if out and tables.stop.match(word.text):
            break
        if (
            not telling((word,), tables)
            or word.text in labels["prepositions"]
            or word.text in labels["since"]
            or word.tag in labels["subject_tags"]
        ):
            continue
        if out or (_tells(word, tables) and (following is None or following.text != "的")):
            out.append(word)
        if sum(len(w.text) for w in out) >= _EVENT or (len(out) > 1 and word.tag[0] == "n"):
            break
    return "".join(w.text for w in out)
