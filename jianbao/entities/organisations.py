"""Organisations, found by the ending of their names and walked leftwards to where the names begin."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.entities.passage import Found, Passage, Token, edge, is_deed, made_of
from jianbao.entities.tables import Tables, level
from jianbao.hanzi import is_word

CLASSES = ("firm", "body", "society", "school", "branch")
PAIRING = ("和", "与")
KINDS = 2  # words that say a kind, one after another: 大型|企业


class _Head(NamedTuple):
    """A name or word that a longer name may begin with: where it begins, and what it is."""

    start: int
    kind: str
    keys: tuple[str, ...] = ()
    runs: bool = True


class _Ending(NamedTuple):
    """The end of a name in the text, and the classes of names that it ends."""

    start: int
    end: int
    text: str
    classes: frozenset[str]


class _Walk(NamedTuple):
    """A walk leftwards from an ending: where it stopped, the head met there, and the words passed."""

    start: int
    head: _Head | None
    words: tuple[Token, ...]


def organisations(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find organisations by rule, given the names found before; of several endings at one place the longest counts."""
    endings = _endings(passage, tables)
    if not endings:
        return []
    heads = _heads(passage, known, tables)
    blocked = {i for f in known if f.kind in ("person", "programme") for i in range(f.start, f.end)}
    for first, last in passage.endings.get("title", ()):
        if last - first > 1 and last in passage.ends and edge(passage, first):
            blocked.update(range(first, last))
    out: list[Found] = []
    for ending in endings:
        done = ending.end in heads and heads[ending.end].start <= ending.start
        if done or ending.end - 1 in blocked:
            continue
        bracket = _bracket(passage, ending, heads)
        walk = _walk(passage, bracket or ending, heads, blocked, tables)
        start = _start(passage, bracket or ending, walk, tables)
        if start is not None and ending.end - start > 1:
            posted = heads.get(start - 1) if passage.text[start - 1 : start] == "驻" else None
            found = _found(passage, ending, walk, start, tables)
            out.append(found._replace(start=posted.start, name="") if posted else found)
            if ending.text not in tables.rules["own_word"]:  # 武汉肺科 may go on: 医院
                heads[ending.end] = _Head(start, "organisation", found.within)
    return out


def _found(passage: Passage, ending: _Ending, walk: _Walk, start: int, tables: Tables) -> Found:
    """Make what was found: whose body it is when its name says no more than the division and the body.

    A country's government (美国政府) or a town's is nobody's but by its own name.
    """
    headed = walk.head is not None and walk.start == start
    plain = not walk.words or start == ending.start
    keys = tuple(key for key in walk.head.keys if key.isdigit()) if walk.head and headed else ()
    divided = walk.head is None or walk.head.kind == "home" or (walk.head.kind == "place" and bool(keys))
    apart = any(key.startswith(tables.ends["apart"]) for key in keys)  # 澳门特别行政区政府
    body = ending.text if plain and divided and not apart and ending.text in tables.bodies else ""
    return Found(start, ending.end, "organisation", name=passage.text[start : ending.end], within=keys, body=body)


def _bracket(passage: Passage, ending: _Ending, heads: Mapping[int, _Head]) -> _Ending | None:
    """Give the ending of a company with the place in brackets before it: 远洋科技|（苏州）有限公司."""
    at = ending.start - 1
    if "firm" not in ending.classes or passage.text[at : at + 1] not in ("）", ")") or at not in heads:
        return None
    opening = heads[at].start - 1
    return ending._replace(start=opening) if passage.text[opening : opening + 1] in ("（", "(") else None


def _heads(passage: Passage, known: Sequence[Found], tables: Tables) -> dict[int, _Head]:
    """Give, by the place where a known name ends, where the run of places that it closes begins.

    Places in full style run on (深圳市龙岗区人民政府); of others the last one counts (广东佛山|顺德土地房产交易中心).
    """
    heads: dict[int, _Head] = {}
    for found in sorted(known):
        if found.kind in ("place", "organisation"):
            before = heads.get(found.start)
            joined = before is not None and found.kind == "place" and _runs_on(passage, before, found, tables)
            start = before.start if before and joined else found.start
            kind = "locality" if found.kind == "place" and not found.keys else found.kind
            runs = found.kind == "place" and _is_full(passage, found, tables)
            heads[found.end] = _Head(start, kind, found.keys or found.within, runs)
    return heads


def _is_full(passage: Passage, found: Found, tables: Tables) -> bool:
    """Tell whether a place is named in full style: 深圳市, not 深圳."""
    surface = passage.text[found.start : found.end]
    return any(key in tables.places and tables.places[key].name == surface for key in found.keys)


def _runs_on(passage: Passage, before: _Head, found: Found, tables: Tables) -> bool:
    """Tell whether a place goes on the name of the one before it: 深圳市龙岗区, 北京|中关村."""
    listed = bool(found.keys) and not found.keys[0].isdigit()
    return listed or (before.runs and _is_full(passage, found, tables))


def _endings(passage: Passage, tables: Tables) -> list[_Ending]:
    """Give the endings in the passage by where they end, the longest of each place, that end a word."""
    best: dict[int, tuple[int, set[str]]] = {}
    for kind in CLASSES:
        for start, end in passage.endings.get(kind, ()):
            if end not in best or start < best[end][0]:
                best[end] = (start, {kind})
            elif start == best[end][0]:
                best[end][1].add(kind)
    out = []
    for end in sorted(best):
        start, kinds = best[end]
        text = passage.text[start:end]
        verb = passage.text[end : end + 1] in tables.rules["after_verb"]  # 妇联办|了
        alone = text not in tables.rules["own_word"] or (_own_word(passage, start, end, tables) and not verb)
        if alone and edge(passage, end):
            out.append(_Ending(start, end, text, frozenset(kinds)))
    return out


def _own_word(passage: Passage, start: int, end: int, tables: Tables) -> bool:
    """Tell whether an ending is a word of its own, or ends one that the dictionary does not hold."""
    index = passage.ends.get(end)
    if index is None:
        return False
    token = passage.token(index)
    # 轻工业|局; but not 结局, nor 基层干|部, nor 战略部署
    long = token.end - token.start > len("轻工局") and passage.text[start:end] in tables.rules["own_in_long_word"]
    long = long and not passage.text.endswith(tables.ends["long_word_not"], 0, end)
    return token.start == start or long or not is_word(passage.word(token))


def _walk(passage: Passage, ending: _Ending, heads: Mapping[int, _Head], blocked: set[int], tables: Tables) -> _Walk:
    """Go left from an ending over the words that a name may hold: to a head, a break or the greatest length."""
    words: list[Token] = []
    if own := _division(passage, ending, heads, tables):
        return own
    at, limit = ending.start, ending.end - tables.limits["longest_name"]
    weak: _Walk | None = None
    while at > max(0, limit) and at - 1 not in blocked:
        if at in heads:
            head = _with_its_bank(heads, heads[at]) if "branch" in ending.classes else heads[at]
            head = _attached_to(passage, heads, head, tables)
            return _Walk(head.start, head, tuple(words))
        token = passage.at(at - 1)
        at_head = max((end for end in heads if token.start < end < at), default=0)  # 酒泉|卫星发射, one word
        token = token._replace(start=at_head) if at_head else token
        word = passage.text[token.start : at]
        if not words and _at_home(passage, at, ending, tables):
            return _Walk(at - 1, _Head(at - 1, "home"), ())
        paired = word in PAIRING and "body" in ending.classes and token.start not in heads
        if not blocked.isdisjoint(range(token.start, at)) or not (paired or _passes(token, word, tables)):
            break
        words.append(token)
        at = token.start
        if word in tables.rules["heads"]:
            weak = _Walk(at, _Head(at, "head"), tuple(words[:-1]))
        elif (
            token.tag == "nt" and word.startswith(tables.ends["heads"]) and word not in tables.rules["generic"]
        ):  # 国家气象|中心, one word
            weak = _Walk(at, _Head(at, "head"), tuple(words))
    return weak or _Walk(at, None, tuple(words))


def _division(passage: Passage, ending: _Ending, heads: Mapping[int, _Head], tables: Tables) -> _Walk | None:
    """Walk to the division in full style whose last character begins the name of its body: 北京`市`政府.

    The committee of its party may say so, 中共`湖南省委`; that of another is no body of the division.
    """
    head = heads.get(ending.start + 1)
    if head is None or head.kind != "place" or head.start >= ending.start or ending.text not in tables.bodies:
        return None
    if passage.text.endswith(tables.ends["leagues"], 0, head.start) or ending.text[0] not in tables.rules["home"]:
        return None
    party = next((word for word in tables.ends["party"] if passage.text.endswith(word, 0, head.start)), "")
    return _Walk(head.start - len(party), head, ())


def _with_its_bank(heads: Mapping[int, _Head], head: _Head) -> _Head:
    """Give, for the place of a branch, the body that it is a branch of: 中国建设银行|郑州|分行."""
    body = heads.get(head.start)
    return body if body and body.kind == "organisation" else head


def _attached_to(passage: Passage, heads: Mapping[int, _Head], head: _Head, tables: Tables) -> _Head:
    """Give, for the place in the name of an attached body, the body it belongs to: 复旦大学|附属|华山|医院."""
    before = head.start - len("附属")
    owner = heads.get(before) if passage.text[before : head.start] in tables.rules["attached"] else None
    return owner._replace(kind="attached") if owner and owner.kind == "organisation" else head


def _at_home(passage: Passage, at: int, ending: _Ending, tables: Tables) -> bool:
    """Tell whether 市 or the like, for the place at hand, stands before a body: 市审计局; but not 城市, 全市."""
    if passage.text[at - 1] not in tables.rules["home"] or len(ending.text) < len("某局"):
        return False
    return at < len("全市") or not is_word(passage.text[at - 2 : at])


def _passes(token: Token, word: str, tables: Tables) -> bool:
    """Tell whether a word may stand inside a name: nouns, 第六; no grammar, nor a long guess that holds some."""
    rules = tables.rules
    if word.startswith("第") and token.tag == "m":
        return True
    plain = rules["function_characters"].isdisjoint(word) and not is_deed(word, token.tag, tables)
    return plain and token.tag in rules["inside_tags"] and word not in rules["breaks"]


def _start(passage: Passage, ending: _Ending, walk: _Walk, tables: Tables) -> int | None:
    """Give where the organisation begins that a walk has found, or nothing where there is none."""
    if _behind_a_verb(passage, ending, walk, tables):
        return None
    if walk.head and _headed(passage, ending, walk, tables):
        return walk.start
    return _unpaired(passage, ending, walk, tables)


def _behind_a_verb(passage: Passage, ending: _Ending, walk: _Walk, tables: Tables) -> bool:
    """Tell whether a bank or the like is what a verb right before it acts on: 提请|医院; but 开发|银行."""
    if ending.text not in tables.rules["acted_on"] or not walk.words or walk.words[0].tag != "v":
        return False
    word = passage.word(walk.words[0])
    return is_word(word) and word not in tables.rules["naming_verbs"]


def _headed(passage: Passage, ending: _Ending, walk: _Walk, tables: Tables) -> bool:
    """Tell whether an ending makes a name of the head of its walk and the words between."""
    body = passage.text[walk.words[-1].start if walk.words else ending.start : ending.start]
    kind = walk.head.kind if walk.head else ""
    if kind == "organisation":
        goes_on = "branch" in ending.classes or ending.text in tables.bodies or ending.text in tables.rules["goes_on"]
        return goes_on or bool(body)
    if kind in ("attached", "locality", "home"):
        fitting = {"locality": ending.text not in tables.rules["loose_body"], "home": ending.text in tables.bodies}
        return fitting.get(kind, True)
    sector = ending.text in tables.rules["trades"] and (kind == "head" or len(body) > len("哔哩哔哩"))
    if sector or (kind == "head" and body[:1] in PAIRING):
        return False
    if not body:
        local = ending.text in tables.rules["bare_local"] and walk.head is not None and _is_local(walk.head, tables)
        return kind == "place" and (local or ending.text not in tables.rules["no_bare_place"])
    kinds = ending.text in tables.rules["kind_makes_none"] and made_of(body, tables.rules["generic"], KINDS)
    return not kinds and ending.text not in tables.rules["bare_only"]


def _is_local(head: _Head, tables: Tables) -> bool:
    """Tell whether a place is a county, or a mountain or the like, whose bare name a hospital may bear: 瑞金医院."""
    key = head.keys[0] if head.keys else ""
    entry = tables.listed.get(key)
    return level(key) > 1 if key.isdigit() else entry is not None and entry.note not in ("country", "territory")


def _unpaired(passage: Passage, ending: _Ending, walk: _Walk, tables: Tables) -> int | None:
    """Give where a name without a head begins: at its leftmost proper word, or at the one word that names it."""
    words = _without_verbs(_before_pairing(passage, walk.words))
    if ending.text in tables.bodies and tables.bodies[ending.text]["alone"] and not words:
        return None if passage.text[ending.start - 1 : ending.start] in tables.rules["many"] else ending.start
    if ending.classes == {"branch"} or ending.text in tables.rules["loose_body"]:
        return None
    proper = [t.start for t in words if _is_proper(t, passage.text[t.start : min(t.end, ending.start)], tables)]
    if proper:
        return min(proper) if ending.start - min(proper) > 1 else None
    start = words[-1].start if words else ending.start
    sure = ending.text in tables.rules["firm_sure"]
    if sure and start and len(words) <= 1:
        start = _one_more(passage, start, tables)
    body = passage.text[start : ending.start]
    if len(body) <= 1 or made_of(body, tables.rules["generic"], KINDS):
        return None
    opens = start == 0 or not passage.text[start - 1].isalnum()
    named = ending.text in tables.rules["named_by_one"] and opens and len(body) <= len("包商银行")
    return start if named or sure else None


def _one_more(passage: Passage, at: int, tables: Tables) -> int:
    """Go over one more word, of any part of speech that a brand may have: 威灵|房产有限公司."""
    token = passage.at(at - 1)
    brand = token.end == at and token.tag in tables.rules["brand_tags"]
    return token.start if brand and passage.word(token) not in tables.rules["breaks"] else at


def _without_verbs(words: Sequence[Token]) -> Sequence[Token]:
    """Drop the verbs that a walk ended with: 致电|威灵房产."""
    while len(words) > 1 and words[-1].tag == "v":
        words = words[:-1]
    return words


def _before_pairing(passage: Passage, words: Sequence[Token]) -> Sequence[Token]:
    """Give the words of a walk up to the first 和: without a head it joins two names, not two parts of one."""
    for i, token in enumerate(words):
        if passage.word(token) in PAIRING:
            return words[:i]
    return words


def _is_proper(token: Token, word: str, tables: Tables) -> bool:
    """Tell whether a word is a name or a code rather than a kind."""
    return token.tag in tables.rules["proper_tags"] and word not in tables.rules["generic"]
