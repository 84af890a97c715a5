"""Trims the words beside a figure to the few that name what it measures."""

from collections.abc import Callable, Iterable, Sequence

from jianbao.figures.clauses import Clause
from jianbao.figures.tables import Tables
from jianbao.figures.words import Word

_NOMINAL = "nabjlzsfgr"
_LONGEST = 18
_ENOUGH = 10


def join(words: Iterable[Word]) -> str:
    """Join words to a label; the first ones are left out where it would grow too long."""
    kept: list[str] = []
    size = 0
    for word in reversed(list(words)):
        size += len(word.text)
        if size > _LONGEST:
            break
        kept.append(word.text)
    return "".join(reversed(kept))


def only(words: Sequence[Word], kind: str, tables: Tables) -> bool:
    """Tell whether there are words and all are of one list of `figures/labels`."""
    return bool(words) and all(w.text in tables.labels[kind] for w in words)


def telling(words: Sequence[Word], tables: Tables) -> list[Word]:
    """Leave out the words that say nothing, times and punctuation."""
    empty, silent = tables.labels["empty"], tables.labels["silent_tags"]
    return [w for w in words if w.text not in empty and w.tag not in silent]


def core(left: Sequence[Word], tables: Tables) -> list[Word]:
    """Trim what stands before a number: lists, what prepositions govern, names, light verbs."""
    labels = tables.labels
    kept = without_preposition(telling(_after_list(left, tables), tables), tables)
    kept = nameless(kept, tables)
    if sum(len(w.text) for w in kept) > _ENOUGH:
        kept = after_last(kept, lambda w: w.text == "的", tables)
    kept = after_last(kept, lambda w: w.text in labels["light"], tables)
    return _outer(kept, tables)


def nameless(words: list[Word], tables: Tables) -> list[Word]:
    """Leave out names, which say whose a figure is and not what it measures, and all before but a verb."""
    while words and _is_name(words[-1], tables):
        words = words[:-1]
    kept = after_last(words, lambda w: _is_name(w, tables), tables)
    acts = len(kept) < len(words) and words[0].tag == "v" and words[0].text not in tables.labels["light"]
    return [words[0], *kept] if acts and len(words[0].text) > 1 else kept


def _is_name(word: Word, tables: Tables) -> bool:
    return word.tag in tables.labels["subject_tags"] or word.text in tables.labels["own"]


def topic(clause: Clause, tables: Tables) -> str:
    """Find what the clause, or one before it in the sentence, speaks of: 大熊猫种群`从1100只增长到`."""
    for words in clause.earlier():
        found = opening(words, tables)
        if len(found) > 1:
            return found
    return ""


def opening(words: Sequence[Word], tables: Tables) -> str:
    """Find the noun phrase that a clause begins with, before its first preposition or verb."""
    labels = tables.labels
    kept: list[Word] = []
    for word in telling(words, tables):
        if word.text in labels["prepositions"] or word.text in labels["change"]:
            break
        if word.tag[0] in "vd" and word.tag != "vn" and word.text not in labels["noun_verbs"]:
            break
        kept.append(word)
    if only(kept, "own", tables) or all(w.tag in labels["subject_tags"] for w in kept):
        return ""
    return join(_outer(nameless(kept, tables), tables))


def phrase(right: Sequence[Word], tables: Tables) -> tuple[list[Word], list[Word]]:
    """Split what stands behind a number into the noun phrase it begins with and the rest."""
    words = list(right)
    if words and words[0].text == "的":
        words = words[1:]
    end = 0
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else None
        if word.text in tables.labels["links"]:
            if not i or following is None or following.tag[0] not in _NOMINAL:
                break
        elif _belongs(word, following, tables):
            end = i + 1
        else:
            break
    return [w for w in words[:end] if w.text not in tables.labels["cut"]], words[end:]


def _belongs(word: Word, following: Word | None, tables: Tables) -> bool:
    """Tell whether a word is part of a noun phrase: a verb is where it stands before a noun, or at the very end."""
    labels = tables.labels
    if word.text in labels["cut"]:
        return True
    if (
        word.text in labels["not_in_noun"]
        or word.text in labels["manner"]
        or (word.text in labels["empty"] and word.tag[0] not in "nb")
    ):
        return False
    if word.tag[0] == "v" and word.tag != "vn" and word.text not in labels["noun_verbs"]:
        return len(word.text) > 1 and (following is None or (following.tag[0] in "ng" and len(following.text) > 1))
    return word.tag[0] in _NOMINAL or word.tag[0] == "v" or (word.tag == "d" and len(word.text) == 1)


def _outer(words: list[Word], tables: Tables) -> list[Word]:
    """Leave out linking words at the ends."""
    links = tables.labels["links"]
    while words and words[0].text in links:
        words = words[1:]
    while words and words[-1].text in links:
        words = words[:-1]
    return words


def _after_list(words: Sequence[Word], tables: Tables) -> Sequence[Word]:
    """Take what stands after a list: 旅游、物流等`产业项目`."""
    for i in range(len(words) - 1, -1, -1):
        if words[i].text in tables.labels["list_ends"]:
            return words[i + 1 :]
    return words


def without_preposition(words: list[Word], tables: Tables) -> list[Word]:
    """Leave out what the last preposition governs, up to the verb, and all before it."""
    for i in range(len(words) - 1, -1, -1):
        if words[i].text in tables.labels["prepositions"]:
            verb = next((j for j in range(i + 1, len(words)) if words[j].tag[0] == "v"), None)
            rest = words[verb:] if verb is not None else words[i + 1 :]
            return rest or without_preposition(_nouns(words[:i]), tables)
    return words


def _nouns(words: list[Word]) -> list[Word]:
    """Leave out the verbs and adverbs at the end of what stands before a preposition: `赤字率`拟按."""
    while words and words[-1].tag[0] in "vd" and words[-1].tag != "vn":
        words = words[:-1]
    return words


def after_last(words: list[Word], test: Callable[[Word], bool], tables: Tables) -> list[Word]:
    """Take what stands after the last word of a sort, if that is anything."""
    for i in range(len(words) - 1, -1, -1):
        if test(words[i]):
            rest = _outer(words[i + 1 :], tables)
            return rest if sum(len(w.text) for w in rest) > 1 else words
    return words
