"""Programmes and campaigns: quoted names before 工程, 行动, 活动 ..., numbered schemes, and unquoted names of works."""

import re
from collections.abc import Mapping, Sequence

from jianbao.entities.passage import Found, Passage, Token, edge, is_deed, made_of
from jianbao.entities.tables import Tables

QUOTED = re.compile(r"[“「『]([^“”「」『』]{2,20})[”」』]")
DIGITS = "一二三四五六七八九十百千万两零〇"
CODE = re.compile(r"\d{3,}")  # a scheme only where something follows that says so: “1346”工作法
SCHEMES = (
    re.compile(f"[{DIGITS}]+[^{DIGITS}]{{1,3}}[{DIGITS}]+[^{DIGITS}]{{1,3}}"),
    re.compile(f"[{DIGITS}]+[个大项条][^个大项条]{{2,4}}"),
    re.compile(r"\d+(?:[+＋]\d+|[+＋][NXnx])+"),
    CODE,
)
KINDS = 2  # words that say a kind of work, one after another: 重大|民生
COUNTED = re.compile(f"[{DIGITS}][^{DIGITS}]{{3,6}}")
SLOGAN = re.compile("[，,、；。！？]")  # marks that no name holds
STOPS = frozenset(("x", "uj", "c", "p", "d", "m", "r"))  # parts of speech that end a noun phrase


def programmes(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find programmes by rule in a passage."""
    return [*_quoted(passage, tables), *_unquoted(passage, known, tables)]


def _quoted(passage: Passage, tables: Tables) -> list[Found]:
    """Find quoted names: schemes by their form, others by what follows the closing quote.

    In a row of quotes what follows the last is everyone's, but only that one's name goes on: “甲”“乙”活动.
    """
    out = []
    told, after = False, -1
    for quote in reversed(list(QUOTED.finditer(passage.text))):
        tail = _tail(passage, quote.end(), tables)
        in_row = after >= 0 and passage.text[quote.end() : after] in ("", "、", "和")
        told, after = tail > 0 or (told and in_row), quote.start()
        if _is_programme(quote[1], tables, told=told):
            out.append(_named(quote, tail, passage.text))
    return out


def _named(quote: re.Match[str], tail: int, text: str) -> Found:
    """Make the name of a quote, with what follows it up to `tail`, if that is its own: “春风”行动, but “春风”等行动."""
    name = quote[1].replace("＋", "+")
    if not tail or "等" in text[quote.end() : tail]:
        return Found(*quote.span(1), "programme", name=name)
    return Found(quote.start(), tail, "programme", name=f"“{name}”{text[quote.end() : tail]}")


def _is_programme(name: str, tables: Tables, *, told: bool) -> bool:
    """Tell whether quoted words name a programme; `told`: 工程 or the like follows the quotation."""
    scheme = _is_scheme(name, tables)
    if (scheme and not CODE.fullmatch(name)) or _ends_so(name, tables):
        return True
    return told and (scheme or not SLOGAN.search(name))


def _is_scheme(name: str, tables: Tables) -> bool:
    """Tell whether a name has the form of a numbered scheme; a phrase with a mark in it has not: “一年8万！”."""
    if SLOGAN.search(name):
        return False
    if any(form.fullmatch(name) for form in SCHEMES):
        return name not in tables.rules["idioms"]
    return COUNTED.fullmatch(name) is not None and name.endswith(tables.ends["scheme_endings"])


def _ends_so(name: str, tables: Tables) -> bool:
    """Tell whether quoted words end like a programme and are not only a kind of work: 形象工程."""
    ending = next((word for word in tables.ends["unquoted_programme"] if name.endswith(word)), "")
    body = name.removesuffix(ending)
    named = len(body) > 1 and bool(ending) and not made_of(body, tables.rules["programme_not"], KINDS)
    return named and tables.rules["never_inside"].isdisjoint(body)


def _tail(passage: Passage, at: int, tables: Tables) -> int:
    """Give the end of the longest ending of a programme that follows `at` within a few nouns."""
    best, start, limit = 0, at, at + tables.limits["quote_tail"]
    endings = tables.ends["strong_programme"]
    while at < len(passage.text) and (token := passage.at(at)).end <= limit:
        word = passage.word(token)
        if token.start != at or (word != "等" and (word in tables.rules["breaks"] or token.tag in STOPS)):
            break
        if passage.text.endswith(endings, start, token.end):
            best = token.end
        at = token.end
    return best


def _unquoted(passage: Passage, known: Sequence[Found], tables: Tables) -> list[Found]:
    """Find names such as 玉米单产提升工程: an ending with enough of a name before it."""
    out = []
    heads = {found.end: found.start for found in known if found.kind in ("place", "organisation")}
    owners = {found.end: found.start for found in known if _owns(found, tables)}
    for start, end in passage.endings.get("campaign", ()):
        ending = passage.text[start:end]
        after = passage.text.startswith(tables.ends["campaign_after"], end)
        if ending not in tables.rules["unquoted_programme"] or after or not edge(passage, end):
            continue
        first, headed = _first(passage, start, heads, tables)
        body = passage.text[first:start]
        if (
            body in tables.rules["breaks"]
            or len(body) + len(ending) < tables.limits["unquoted_least"]
            or _is_kind(passage, first, start, owners, tables)
            or passage.text.endswith(tables.ends["acting"], first, end)  # 机关|全面行动
        ):
            continue
        # 一次|紧急人道主义行动, 50|大标志性工程
        counted = passage.text.endswith(tables.ends["counted_before"], 0, first) or _is_number(passage.text, first)
        if (headed or ending not in tables.rules["headed_programme"]) and not counted:
            out.append(Found(first, end, "programme", name=passage.text[first:end]))
    return out


def _is_kind(passage: Passage, first: int, start: int, owners: Mapping[int, int], tables: Tables) -> bool:
    """Tell whether what stands before 工程 says only what kind of work it is, and at most whose: 中国|经济|战略."""
    whose = (end for end, begins in owners.items() if begins == first and first < end <= start)
    bodies = (passage.text[at:start] for at in (first, *whose))
    return any(not body or made_of(body, tables.rules["programme_not"], KINDS) for body in bodies)


def _first(passage: Passage, at: int, heads: dict[int, int], tables: Tables) -> tuple[int, bool]:
    """Go left over nouns to where an unquoted name begins; tell whether it holds a proper name or a code.

    A place with its full style is left outside: 吉林省|沿边开放旅游大通道G331项目.
    """
    end, headed, verbs = at, False, 0
    while end - at < tables.limits["longest_name"]:
        if at in heads:
            start = heads[at]
            if passage.text[start - 1 : start] == "至" and start - 1 in heads:
                return heads[start - 1], True
            styled = passage.text[at - 1] in tables.rules["home"] and at - start > len("某市")
            return (at if styled else start), True
        token = passage.at(at - 1) if at else None
        if token is None or token.end != at or not _goes_on(passage, token, tables, last=at == end):
            return at, headed
        verbs += token.tag == "v"
        if verbs > tables.limits["verbs_in_programme"]:
            return at, headed
        headed = headed or token.tag == "eng"
        at = token.start
    return at, headed


def _owns(found: Found, tables: Tables) -> bool:
    """Tell whether a place has plans of its own: a country or a division; a work on a river is named after it."""
    key = found.keys[0] if found.kind == "place" and found.keys else ""
    return key.isdigit() or (key in tables.listed and bool(tables.listed[key].note))


def _is_number(text: str, end: int) -> bool:
    return text[max(0, end - 1) : end].isdecimal()


def _goes_on(passage: Passage, token: Token, tables: Tables, *, last: bool) -> bool:
    """Tell whether a name goes on leftwards over a word; right before its ending any verb may stand: 完善|工程.

    It does not over what is done with it (确保|农村供水工程), nor over the end of another (一期工程|北延供水工程).
    """
    word = passage.word(token)
    if word in tables.rules["programme_breaks"] or is_deed(word, token.tag, tables):
        return False
    if word in tables.rules["unquoted_programme"] and passage.text[token.start - 1 : token.start] not in ("", "“"):
        return False
    if token.tag not in tables.rules["inside_tags"] or (word in tables.rules["breaks"] and not last):
        return False
    return tables.rules["function_characters"].isdisjoint(word)
