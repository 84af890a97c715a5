"""Organisations, found by the ending of their names and walked leftwards to where the names begin."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.entities.passage import Found, Passage, Token, edge, is_word
from jianbao.entities.tables import Tables

CLASSES = ("firm", "body", "society", "school", "branch")


class _Head(NamedTuple):
    """Where a name may begin: after a known name that closes here, with what that is."""

    start: int
    kind: str
    bare: bool


class _Walk(NamedTuple):
    """A walk leftwards: where it stopped, the head met there, and the words passed."""

    start: int
    head: _Head | None
    words: tuple[Token, ...]


def organisations(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find organisations by rule; of several endings at one place the longest counts."""
    heads = _heads(known)
    out: list[Found] = []
    ends: dict[int, tuple[int, set[str]]] = {}
    for kind in CLASSES:
        for start, end in passage.endings.get(kind, ()):
            old = ends.get(end)
            if old is None or start < old[0]:
                ends[end] = (start, {kind})
            elif start == old[0]:
                old[1].add(kind)
    for end in sorted(ends):
        start, kinds = ends[end]
        found = _organisation(passage, start, end, kinds, heads, tables)
        if found:
            out.append(found)
            heads[end] = _Head(found.start, "organisation", bare=False)
    return out


def _heads(known: Sequence[Found]) -> dict[int, _Head]:
    """Give, for each place where a known name ends, where the run of places it closes begins."""
    heads: dict[int, _Head] = {}
    for found in sorted(known):
        if found.kind not in ("place", "organisation"):
            continue
        before = heads.get(found.start)
        joined = found.kind == "place" and before and before.kind == "place"
        heads[found.end] = _Head(before.start if joined and before else found.start, found.kind, bare=True)
    return heads


def _organisation(
    passage: Passage, at: int, end: int, kinds: set[str], heads: Mapping[int, _Head], tables: Tables
) -> Found | None:
    """Give the organisation whose ending stands at `at`..`end`, if one does."""
    if not edge(passage, end, tables):
        return None
    ending = passage.text[at:end]
    walk = _walk(passage, at, end, heads, tables)
    name = passage.text[walk.start : end]
    if walk.head:
        ok = _headed(walk, ending, kinds, tables)
    elif kinds == {"branch"} or ending in tables.rules["loose_body"]:
        return None
    else:
        walk, ok = _headless(passage, walk, at, ending, tables)
        name = passage.text[walk.start : end]
    if not ok or len(name) < 2:
        return None
    return Found(walk.start, end, "organisation", name=name)


def _walk(passage: Passage, at: int, end: int, heads: Mapping[int, _Head], tables: Tables) -> _Walk:
    """Go left from an ending over words that a name may hold, to a head, a break or the greatest length."""
    words: list[Token] = []
    rules = tables.rules
    place = at
    while end - place < rules["longest_name"] and place > 0:
        head = heads.get(place)
        if head:
            return _Walk(head.start, head, tuple(words))
        index = passage.ends.get(place)
        if index is None:
            inner = next((i for i, t in _around(passage, place)), None)
            if inner is None:
                break
            token = passage.tokens[inner]
        else:
            token = passage.tokens[index]
        word = passage.text[token.start : place]
        if word in rules["heads"]:
            return _Walk(token.start, _Head(token.start, "head", bare=False), tuple(words))
        if word in rules["home"]:
            return _Walk(token.start, _Head(token.start, "home", bare=False), tuple(words))
        if not _passes(passage, token, word, rules):
            break
        words.append(token)
        place = token.start
    return _Walk(place, None, tuple(words))


def _around(passage: Passage, at: int) -> list[tuple[int, Token]]:
    """Give the token that `at` stands inside of."""
    return [(i, t) for i, t in enumerate(passage.tokens) if t.start < at < t.end]


def _passes(passage: Passage, token: Token, word: str, rules: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a word may stand inside a name: 和 between two of its parts, 第六, nouns."""
    if word in ("和", "与", "、"):
        return False
    if word.startswith("第") and token.tag == "m":
        return True
    return token.tag in rules["inside_tags"] and word not in rules["breaks"]


def _headed(walk: _Walk, ending: str, kinds: set[str], tables: Tables) -> bool:
    """Tell whether a name that begins with a place or a body is one."""
    assert walk.head is not None
    if walk.head.kind == "organisation":
        return "branch" in kinds or bool(walk.words)
    if walk.head.kind == "home":
        return not walk.words or ending in tables.bodies or len(ending) > 1
    if not walk.words:
        return ending not in tables.rules["no_bare_place"]
    return True


def _headless(passage: Passage, walk: _Walk, at: int, ending: str, tables: Tables) -> tuple[_Walk, bool]:
    """Find where a name without a head begins: at its leftmost proper word; or say that there is none."""
    if ending in tables.bodies and tables.bodies[ending]["alone"] and not walk.words:
        return _Walk(at, None, ()), True
    proper = [t for t in walk.words if _is_proper(passage, t, tables)]
    if proper:
        start = min(t.start for t in proper)
        return _Walk(start, None, walk.words), at - start > 1
    body = passage.text[walk.start : at]
    sure = ending in tables.rules["firm_sure"]
    return walk, sure and len(body) > 1 and body not in tables.rules["generic"]


def _is_proper(passage: Passage, token: Token, tables: Tables) -> bool:
    word = passage.word(token)
    if word in tables.rules["generic"]:
        return False
    return token.tag in tables.rules["proper_tags"] or (len(word) > 1 and not is_word(word, tables.segmenter))
