"""One way to name a figure for each kind of quantity: a share, a sum, a count, a length of time, a rank."""

from collections.abc import Callable

from jianbao.figures.clauses import between
from jianbao.figures.phrases import join, nameless, only, phrase, telling
from jianbao.figures.setting import TAIL, Setting
from jianbao.figures.tables import Tables
from jianbao.figures.words import Word

_DEED = 4
_LONGEST_CHANGE = 4
_ASIDE = "pdrcf"


def plain(at: Setting) -> str:
    """Name any other quantity: by the words before it, or the noun behind."""
    if at.quantity.kind == "length" and any(
        w.text in at.tables.labels["distance_words"] for w in [*at.left, *at.rest[:1]]
    ):
        return at.label("distance")
    if at.noun and not at.rest and at.before and at.clause.right[0] < at.clause.right[1]:
        return at.name + at.noun
    return at.name or at.noun or at.base


def _share(at: Setting) -> str:
    """Name a percentage: what grows and that it grows, or what it is a share of."""
    labels = at.tables.labels
    words = telling(at.left, at.tables)
    for i, word in enumerate(words):
        if word.text in labels["shares"]:
            before = join(nameless(words[:i], at.tables)) or at.base
            name = without_change(before + join(words[i:]), at.tables)
            return name if name.endswith(at.tables.ends["share_ends"]) else name + at.label("share_suffix")
        if word.text in labels["relations"]:
            return (join(nameless(words[:i], at.tables)) or at.base) + join(words[i:])
    if at.before:
        return at.name + at.noun
    return at.noun + at.tail() + at.label("share_of") if at.noun else at.base


def _money(at: Setting) -> str:
    """Name a sum: what it was spent on where the verb says no more than that it was spent."""
    spent = bool(at.before) and at.before[-1].text in at.tables.labels["spend"]
    if spent or not at.before:
        goal = _goal(at)
        vague = only(at.before, "spend", at.tables) and not goal
        return goal + at.name + (at.label("money") if vague else "")
    return at.name + (at.noun if len(at.noun) < TAIL else "")


def _goal(at: Setting) -> str:
    """Find what money was for: the noun after the last 的 of the clause, or what follows its first verbs."""
    labels = at.tables.labels
    words = telling(between(at.clause.words, at.clause.right[0], at.clause.end), at.tables)
    marks = [i for i, w in enumerate(words) if w.text == "的" and 0 < i < len(words) - 1]
    if marks:
        return join(phrase(words[marks[-1] + 1 :], at.tables)[0])
    while words and (words[0].tag == "v" or words[0].text in labels["own"] or words[0].text in labels["links"]):
        words = words[1:]
    return join(words) or at.base if at.before else at.base or join(words)


def _count(at: Setting) -> str:
    """Name a count: the noun counted, with the verb that says what became of it."""
    labels = at.tables.labels
    own = labels["by_printed"].get(at.quantity.unit_zh)
    if own:
        return str(own)
    cast = next(iter(between(at.clause.words, *at.clause.right)), None)
    if at.quantity.unit == "vote" and cast and cast.text in labels["ballots"]:
        return cast.text + at.quantity.unit_zh
    named = "rank" if at.quantity.unit == "rank" else at.quantity.unit_zh
    suffix = str(labels["by_unit"].get(named, labels["by_unit"].get(at.quantity.unit, "")))
    if at.noun:
        return _verb(at) + at.noun + _deed(at)
    name = (at.name or at.lead) + at.tail()
    if not name:
        return at.base or suffix
    return name if name.endswith(at.tables.ends["counted_ends"]) else name + suffix


def _deed(at: Setting) -> str:
    """Give what is done by what is counted: after a word such as 带动, or where a word or two say it, 企业`开工`."""
    led = any(w.text in at.tables.labels["pivot"] for w in at.before)
    if not _acts_at_once(at.rest, at.tables) or (at.lead and not led):
        return ""
    brief = sum(len(word.text) for word in telling(at.rest, at.tables)) <= _DEED
    return at.tail() if led or brief else ""


def _acts_at_once(rest: list[Word], tables: Tables) -> bool:
    """Tell whether a verb follows the noun counted, with nothing between that says when or how: not `将于年内`联网."""
    return not rest or (rest[0].tag[0] not in _ASIDE and rest[0].text not in tables.labels["manner"])


def _verb(at: Setting) -> str:
    """Give what stands before the noun counted: not a list that it sums up, nor a verb that says nothing."""
    if any(w.text == "、" or w.text in at.tables.labels["list_ends"] for w in at.left) and at.before:
        return ""
    words = at.before
    while words and words[-1].text in at.tables.labels["light"]:
        words = words[:-1]
    return join(words) if at.before else ("" if at.lead in at.tables.labels["light"] else at.lead)


def _duration(at: Setting) -> str:
    """Name a length of time: what lasted."""
    labels = at.tables.labels
    if at.left and at.left[-1].text in labels["compared"]:
        return at.label("compared_date") + at.label("span")
    before = [w for w in at.before if w.text not in labels["lasting"]]
    in_a_row = any(w.text in labels["in_a_row"] for w in at.left)
    done = _is_over(at, before)
    acts = not (done or at.noun) and _acts_at_once(telling(at.rest, at.tables), at.tables)
    told, deed = join(before), at.tail() if acts else ""
    told = told if len(told) > 1 else ""  # `新`中国70年的征程
    every = in_a_row or not (told or at.noun)  # but 40年的`改革`取得成就
    name = told + at.noun + at.tail() if every else told + (deed if told else at.noun)
    if not name:
        reached = any(w.text in labels["reaching"] or w.text in labels["from_words"] for w in at.left)
        return at.base if reached and at.base else at.label("period")
    return (
        (at.base if in_a_row and len(name) < TAIL else "")
        + name
        + (str(labels["by_unit"]["year"]) if in_a_row else at.label("length"))
    )


def _is_over(at: Setting, before: list[Word]) -> bool:
    """Tell whether a verb right before a length of time says all that lasted: 新中国`成立`70年来的成就."""
    behind = next(iter(between(at.clause.words, *at.clause.right)), None)
    since = at.quantity.unit_zh == at.label("jubilee") or (behind and behind.text in at.tables.labels["held"])
    return bool(since and before and at.left[-1] == before[-1] and before[-1].tag == "v")


def _rank(at: Setting) -> str:
    """Name a rank: what was ranked, or what comes in this place."""
    suffix = str(at.tables.labels["by_rank"].get(at.quantity.unit, ""))
    event = at.tables.edition.match(at.clause.words.text, at.clause.left[1])
    if at.quantity.unit == "edition" and event:
        return event["name"] + suffix
    if at.quantity.unit == "rank":
        words = [w for w in telling(at.left, at.tables) if w.text not in at.tables.labels["prepositions"]]
        name = join(nameless(words, at.tables))
        return name if name and not only(words, "change", at.tables) else at.base + suffix
    return at.noun if at.noun and at.quantity.unit == "article" else (at.noun or at.name) + suffix


def _age(at: Setting) -> str:
    return at.label("age")


def _score(at: Setting) -> str:
    """Name a score by who plays: `火箭队`以80比98负."""
    words = [w for w in telling(at.left, at.tables) if w.text not in at.tables.labels["prepositions"]]
    return (join(words) if words and all(_is_nominal(w) for w in words) else at.name) + at.label("score")


def _is_nominal(word: Word) -> bool:
    return word.tag[0] == "n"


def _clock(at: Setting) -> str:
    """Name a time of the day: that up to which something was counted, 截至`24时`, or when it was."""
    if "/" in str(at.quantity.value):
        return at.label("hours")
    before = at.clause.words.text[: at.clause.left[1]][-TAIL:]
    return at.label("clock" if any(word in before for word in at.tables.labels["until_words"]) else "hour")


def without_change(name: str, tables: Tables) -> str:
    """Cut the words of change from the end of a name, so that the next figure can take it up."""
    change = tables.labels["change"]
    size = _LONGEST_CHANGE
    while size:
        if name[-size:] in change:
            name, size = name[:-size], _LONGEST_CHANGE
        else:
            size -= 1
    return name


NAMERS: dict[str, Callable[[Setting], str]] = {
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
    "time": _clock,
}
