"""Finds whom a clause is about: the name, or the noun for people, bodies and events, that it opens with."""

from collections.abc import Sequence
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words

_LONGEST = 14
_LIST = 24
_NAME = 5
_BRACKETS = ("（", "(")
_NOMINAL = "nabjlzsfrmqeg"


class Name(NamedTuple):
    """A name in its place; `place`: it is that of a place."""

    start: int
    text: str
    end: int
    place: bool = False


class Opening(NamedTuple):
    """The noun phrase that a clause opens with."""

    start: int
    end: int


def opening(words: Words, span: tuple[int, int], end: int, names: Sequence[Name], tables: Tables) -> str:
    """Give whom the part of a clause in a range is about; empty where it does not say. The clause ends at `end`."""
    if _reports(words, end, tables) or _is_setting(words, end, tables):
        return ""
    edition = tables.edition.match(words.text, *span)
    if edition:
        return edition.group()
    phrase = _phrase(words, span, tables)
    if phrase is None:
        return _described(words, span, names)
    leading = [name for name in names if phrase.start <= name.start < phrase.end]
    placed = bool(leading) and _is_dateline(words, leading[0].end, tables)
    if placed or words.text.startswith(tables.ends["reporters"], phrase.end):
        return ""
    kind = "events" if leading else "actors"
    body = _body(words, phrase, kind, tables)
    if leading and not body:
        return _named(words, leading, tables)
    return body or _doer(words, phrase, tables)


def setting(words: Words, span: tuple[int, int], end: int, names: Sequence[Name], tables: Tables) -> str:
    """Give the place of a clause that only says when or where: `缅甸`发生地震后, 在`东乡区`; empty without one."""
    places = [name for name in names if name.place]
    if not places or _reports(words, end, tables):
        return ""
    lies = words.words[words.word_at(span[0])] in tables.labels["located"] and places[-1].end == end
    return places[-1].text if lies or _is_setting(words, end, tables) else ""


def topical(words: Words, span: tuple[int, int], tables: Tables) -> bool:
    """Tell whether a range opens with a noun phrase."""
    return span[0] < span[1] and _phrase(words, span, tables) is not None


def _phrase(words: Words, span: tuple[int, int], tables: Tables) -> Opening | None:
    """Find the noun phrase at the opening of a range, times and connectives left out."""
    labels = tables.labels
    i, last = words.word_at(span[0]), span[1]
    while words.starts[i] < last and (
        words.tags[i][0] in labels["skipped_tags"] or words.words[i] in labels["skipped"]
    ):
        i += 1
    first = i
    counted = first and words.starts[first] > span[0] and words.tags[first - 1][0] in "mq"
    if (
        words.starts[first] >= last
        or words.words[first] in labels["joining"]
        or (words.words[first].startswith(tables.ends["pointing"]) and words.words[first] not in labels["own"])
        or (counted and words.words[first - 1][-1] not in labels["date_ends"])
    ):
        return None
    while i < len(words.words) and words.starts[i] < last and _nominal(words, i, tables):
        i += 1
    if i == first:
        return None
    return Opening(words.starts[first], min(words.starts[i], last))


def _nominal(words: Words, i: int, tables: Tables) -> bool:
    word, tag = words.words[i], words.tags[i]
    if word in tables.labels["prepositions"] or word in tables.labels["reporting"]:
        return word in tables.labels["joining"]
    return tag[0] in _NOMINAL or tag == "vn" or word in tables.labels["joining"]


def _reports(words: Words, end: int, tables: Tables) -> bool:
    """Tell whether the clause only says who reports: 国家统计局数据`显示`, 委员会今天（1日）`通报`."""
    if words.words[words.word_at(end - 1)] in tables.labels["reporting"]:
        return True
    aside = tables.aside.match(words.text, end) if words.text[end : end + 1] in _BRACKETS else None
    return aside is not None and tables.reported.match(words.text, aside.end()) is not None


def _is_dateline(words: Words, end: int, tables: Tables) -> bool:
    """Tell whether what ends here is the place of a report: 本报`北京`5月12日电."""
    return words.text[end : end + 1].isdecimal() and tables.dateline.match(words.text, end) is not None


def _is_setting(words: Words, end: int, tables: Tables) -> bool:
    """Tell whether the clause only says when and where: 发布会`上`."""
    i = words.word_at(end - 1)
    return words.words[i] in tables.labels["asides"] and not (i > 0 and words.tags[i - 1] == "m")


def _body(words: Words, phrase: Opening, kind: str, tables: Tables) -> str:
    """Find the longest beginning of a phrase that is a noun for people, bodies or events: `农村居民`人均收入."""
    vague, lists = tables.labels["vague"], tables.labels["lists"]
    for i in range(words.word_at(phrase.end - 1), words.word_at(phrase.start) - 1, -1):
        text = words.text[phrase.start : words.starts[i + 1]]
        if len(text) > _LONGEST or text in vague or "".join(words.words[i + 1 : i + 2]) in lists:
            continue
        if words.tags[i][0] != "v" and text.endswith(tables.ends[kind]) and not text.endswith(tables.ends["no_bodies"]):
            return text
    return ""


def _doer(words: Words, phrase: Opening, tables: Tables) -> str:
    """Find who does what only people do: `卡佩拉`12投8中."""
    text = words.text[phrase.start : phrase.end]
    return text if len(text) <= _NAME and tables.doing.match(words.text, phrase.end) else ""


def _named(words: Words, names: Sequence[Name], tables: Tables) -> str:
    """Choose among the names of a phrase: all of a list, else the last of a chain: 广东`珠海`."""
    first, last, listed = names[0], names[0], False
    for name in names[1:]:
        gap = words.text[last.end : name.start]
        if gap in tables.labels["lists"]:
            if not (name.place and last.place):
                break
            listed = True
        elif listed or gap not in tables.labels["chains"]:
            break
        last = name
    if not listed or last.end - first.start > _LIST:
        return last.text if not listed else first.text
    return words.text[first.start : last.end] + ("等地" if words.text.startswith("等地", last.end) else "")


def _described(words: Words, span: tuple[int, int], names: Sequence[Name]) -> str:
    """Find the name that a clause describes first: 来自青年队的`周琦`."""
    for name in names:
        if words.text[name.start - 1 : name.start] == "的" and name.start > span[0]:
            return name.text
    return ""
