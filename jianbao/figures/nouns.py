"""Finds the noun phrase behind a number: what is counted, and where what is told of it begins."""

from collections.abc import Sequence

from jianbao.figures.clauses import Clause, between
from jianbao.figures.phrases import phrase
from jianbao.figures.tables import Tables
from jianbao.figures.units import longest_head
from jianbao.figures.words import Word
from jianbao.model import Quantity

_AHEAD = 5
_SHORT = 2
_ADJECTIVES = ("a", "b")
_TELLING = ("v", "a", "ng")
_NOMINAL = "nqgz"
_PARTS = "nabjlzsfgrvq"


def behind(quantity: Quantity, clause: Clause, tables: Tables) -> tuple[list[Word], list[Word]]:
    """Split the words behind a number into the noun phrase and the rest, for a figure of this kind."""
    right = between(clause.words, *clause.right)
    itself = quantity.unit_zh in tables.labels["heads_themselves"]
    if quantity.kind in ("count", "ordinal") and not itself:
        noun, rest = _counted(right, quantity.unit, tables)
    else:
        noun, rest = phrase(right, tables)
    if quantity.kind == "ordinal":
        noun = _before_verb(noun)
    if noun and noun[-1].text in tables.labels["beyond"] and not (rest and rest[0].tag[0] in _NOMINAL):
        noun, rest = noun[:-1], [noun[-1], *rest]
    alone = quantity.kind == "duration" or itself
    return ([], [*noun, *rest]) if alone and all(w.tag == "v" for w in noun) else (noun, rest)


def _before_verb(noun: list[Word]) -> list[Word]:
    """Take of the noun phrase behind a rank what stands before its verb: 第九次`会议`补选."""
    ends = [i for i, word in enumerate(noun) if i and word.tag[0] == "v"]
    return noun[: ends[0]] if ends else noun


def _counted(right: Sequence[Word], unit: str, tables: Tables) -> tuple[list[Word], list[Word]]:
    """Split what stands behind a count as `phrase` does, up to a noun that can be counted.

    Adjectives at its end are no part of it, nor a verb behind the noun of the unit: 企业|纳入试点. A clause with 的
    runs on to what it tells of, and what holds no such noun to the next: 承担任务|的市县, 重大|涉黑案件, 社会|组织.
    """
    noun, rest = phrase(right, tables)
    of = bool(noun and rest) and rest[0].text == "的"
    if of and noun[0].tag == "v":
        return _with_clause(noun, rest, tables)
    units = [_unit(word, tables) for word in noun]
    if not any(units):
        # what is done so many times need not be told by the noun of what it is done to
        return _to_noun(noun, rest, 1 if unit == "time" else _AHEAD, tables)
    head = units.index(unit) if unit in units else next(i for i, found in enumerate(units) if found)
    verb = next((i for i in range(head + 1, len(noun)) if _is_deed(noun[i], tables)), len(noun))
    if verb < len(noun):
        told = of and unit not in units
        return _with_clause(noun, rest, tables) if told else (noun[:verb], [*noun[verb:], *rest])
    if rest and rest[0].text in tables.heads and not units[-1]:
        return [*noun, rest[0]], rest[1:]
    while len(noun) > 1 and noun[-1].tag in _ADJECTIVES:
        noun, rest = noun[:-1], [noun[-1], *rest]
    return noun, rest


def _with_clause(clause: list[Word], rest: list[Word], tables: Tables) -> tuple[list[Word], list[Word]]:
    """Add to a clause the noun that it tells of, behind 的, if there is any."""
    noun, behind = phrase(rest, tables)
    return ([*clause, rest[0], *noun], behind) if noun else (clause, rest)


def _unit(word: Word, tables: Tables) -> str | None:
    """Give the unit of a word that can be counted, or ends in one that can: 新`党员`; but 国 in 中国 says where."""
    return tables.heads.get(word.text) or (longest_head(word.text, tables) if len(word.text) > _SHORT else None)


def _is_deed(word: Word, tables: Tables) -> bool:
    labels = tables.labels
    does = word.tag == "v" and word.text not in labels["noun_verbs"] and word.text not in tables.heads
    return does or word.text in labels["pivot"]


def _to_noun(noun: list[Word], rest: list[Word], near: int, tables: Tables) -> tuple[list[Word], list[Word]]:
    """Add to a phrase the words up to the next noun that can be counted, if one is `near`, and the nouns behind it.

    Without one, up to the noun that is told of by a verb or an adjective with 的: 新|入职的电工, 不同|的打法.
    """
    last, told = (noun or [Word("", "x")])[-1], 0
    for i, word in enumerate(rest[:near]):
        if word.text in tables.heads and len(word.text) > 1:
            end = next((j for j in range(i + 1, len(rest)) if not _is_noun(rest[j], tables)), len(rest))
            return [w for w in [*noun, *rest[:end]] if w.text not in tables.labels["cut"]], rest[end:]
        if word.text == "的":
            told = told or (i + 1 if (rest[i - 1] if i else last).tag in _TELLING else 0)
        elif not _may_belong(word, tables):
            break
    more, behind = phrase(rest[told:], tables) if told else ([], rest)
    return ([*noun, *rest[:told], *more], behind) if more else (noun, rest)


def _is_noun(word: Word, tables: Tables) -> bool:
    return word.tag in ("n", "vn") and word.text not in tables.labels["manner"]


def _may_belong(word: Word, tables: Tables) -> bool:
    """Tell whether a word may stand in a clause that belongs to a noun."""
    labels = tables.labels
    return word.tag[0] in _PARTS and word.text not in labels["empty"] and word.text not in labels["not_in_noun"]
