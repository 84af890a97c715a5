"""Trims the words beside a figure to the few that name what it measures."""

from collections.abc import Iterable, Sequence

from jianbao.figures.clauses import Word
from jianbao.figures.tables import Tables

_NOMINAL = "nabjlzsfgr"
_LONGEST = 18
_ENOUGH = 10
_LINKS = frozenset("的和及与或")


def join(words: Iterable[Word], longest: int = _LONGEST) -> str:
    """Join words to a label; the first ones are left out where it would grow too long."""
    kept: list[str] = []
    size = 0
    for word in reversed(list(words)):
        size += len(word.text)
        if size > longest:
            break
        kept.append(word.text)
    return "".join(reversed(kept)).strip("的和及与之")


def only(words: Sequence[Word], kind: str, tables: Tables) -> bool:
    """Tell whether there are words and all are of one list of `figures/labels`."""
    return bool(words) and all(w.text in tables.labels[kind] for w in words)


def telling(words: Sequence[Word], tables: Tables) -> list[Word]:
    """Leave out the words that say nothing, times and punctuation."""
    labels = tables.labels
    silent = labels["silent_tags"]
    return [w for w in words if w.text not in labels["empty"] and w.tag not in silent]


def core(left: Sequence[Word], tables: Tables) -> list[Word]:
    """Trim what stands before a number: lists, what prepositions govern, names, light verbs."""
    labels = tables.labels
    kept = _after_list(left, tables)
    kept = _without_preposition(telling(kept, tables), tables)
    kept = _after_last(kept, lambda w: w.tag in labels["subject_tags"] or w.text in labels["own"])
    if sum(len(w.text) for w in kept) > _ENOUGH:
        kept = _after_last(kept, lambda w: w.text == "的")
    kept = _after_last(kept, lambda w: w.text in labels["light"])
    return _outer(kept)


def topic(left: Sequence[Word], tables: Tables) -> str:
    """Find the noun phrase that a clause begins with, before its first preposition or verb: 大熊猫种群`从...增长到`."""
    labels = tables.labels
    kept: list[Word] = []
    for word in telling(left, tables):
        if word.text in labels["prepositions"] or word.text in labels["change"] or word.tag[0] in "vpd":
            break
        kept.append(word)
    kept = _after_last(kept, lambda w: w.tag in labels["subject_tags"] or w.text in labels["own"])
    return join(_outer(kept))


def phrase(right: Sequence[Word], tables: Tables) -> tuple[list[Word], list[Word]]:
    """Split what stands behind a number into the noun phrase it begins with and the rest."""
    words = list(right)
    if words and words[0].text == "的":
        words = words[1:]
    end = 0
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else None
        if word.text in _LINKS:
            if not i or following is None or following.tag[0] not in _NOMINAL:
                break
            continue
        if word.text in tables.labels["empty"] and word.tag[0] not in "nb":
            break
        verb = word.tag in ("v", "vd", "vi")
        if verb and not (following and following.tag[0] in "ng" and len(following.text) > 1 and word.text not in tables.labels["not_in_noun"]):
            break
        if not verb and word.tag[0] not in _NOMINAL and word.tag != "vn" and word.text not in tables.labels["cut"]:
            break
        end = i + 1
    return [w for w in words[:end] if w.text not in tables.labels["cut"]], words[end:]


def _outer(words: list[Word]) -> list[Word]:
    """Leave out linking words at the ends."""
    while words and words[0].text in _LINKS:
        words = words[1:]
    while words and words[-1].text in _LINKS:
        words = words[:-1]
    return words


def _after_list(words: Sequence[Word], tables: Tables) -> Sequence[Word]:
    """Take what stands after a list: 旅游、物流等`产业项目`."""
    for i in range(len(words) - 1, -1, -1):
        if words[i].text in tables.labels["list_ends"] and telling(words[i + 1 :], tables):
            return words[i + 1 :]
    for i in range(len(words) - 1, -1, -1):
        if words[i].text == "、":
            return words[i + 1 :] if telling(words[i + 1 :], tables) else words
    return words


def _without_preposition(words: list[Word], tables: Tables) -> list[Word]:
    """Leave out what the last preposition governs, up to the verb, and all before it."""
    for i in range(len(words) - 1, -1, -1):
        if words[i].text in tables.labels["prepositions"]:
            verb = next((j for j in range(i + 1, len(words)) if words[j].tag[0] == "v"), None)
            return words[verb:] if verb is not None else words[i + 1 :]
    return words


def _after_last(words: list[Word], test: object) -> list[Word]:
    """Take what stands after the last word of a sort, if that is anything."""
    for i in range(len(words) - 1, -1, -1):
        if test(words[i]):  # type: ignore[operator]
            rest = _outer(words[i + 1 :])
            return rest if sum(len(w.text) for w in rest) > 1 else words
    return words
