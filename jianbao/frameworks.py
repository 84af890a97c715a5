"""Numbered schemes whose parts the text spells out: `“1346”帮扶工作思路`, `三位一体`, `“六大工程”`, `“三清一改”`.

The parts stand after the name (“四个聚焦”，即“聚焦……、聚焦……”), in brackets after it, or right before it
(清河、清路、清田、改厕“三清一改”). A name of digits (“1346”) has for parts the schemes after it that count so.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jianbao import align, lexicon
from jianbao.model import Block, Document, Framework, Mention, Part

LEAST = 2  # parts in a list
LEAST_BEFORE = 3  # parts listed before a name: two nouns before a quoted word are often chance


@dataclass(frozen=True)
class Tables:
    """The compiled words of `data/frameworks/words.yaml`."""

    digits: dict[str, int]
    never: frozenset[str]
    one_whole: tuple[str, ...]
    quoted: re.Pattern[str]
    opening: re.Pattern[str]
    bare: re.Pattern[str]
    numbers: re.Pattern[str]
    final_and: re.Pattern[str]
    between: tuple[str, ...]
    stops: frozenset[str]
    quotes: dict[str, str]
    longest: int
    counters: tuple[tuple[str, ...], ...]
    nearby: int


class _Scheme(NamedTuple):
    """The name of a scheme where it stands: the span inside its quotes, the span with them, and what it counts."""

    start: int
    end: int
    outer: tuple[int, int]
    counts: tuple[int, ...]


@functools.cache
def default() -> Tables:
    """Compile the words of the stage."""
    words: dict[str, Any] = lexicon.settings("frameworks/words")
    number = "".join(words["digits"])
    opens, closes = words["quotes"]
    marks = opens + closes
    introduced = lexicon.any_of(words["introducers"])
    measures = "".join(words["measures"])
    return Tables(
        digits=words["digits"],
        never=frozenset(words["never"]),
        one_whole=tuple(words["one_whole"]),
        quoted=re.compile(f"[{opens}]([^{marks}，,。；;、]{{2,12}})[{closes}]"),
        opening=re.compile(f"[^，,。；：:（(]{{0,8}}?(?:[，,]?(?:{introduced})[：:]?|[：:]|[（(](?:{introduced})?)"),
        bare=re.compile(
            f"(?<![第{number}])([{number}][{measures}][^，,。；：:{marks}]{{2,6}})(?=[：:]|[，,]?(?:{introduced}))"
        ),
        numbers=re.compile(f"\\d+|[{number}]+"),
        final_and=re.compile(lexicon.any_of(words["and"])),
        between=tuple(words["between"]),
        stops=frozenset(words["stops"]),
        quotes=dict(zip(opens, closes, strict=True)),
        longest=words["longest_part"],
        counters=tuple(map(tuple, words["counters"])),
        nearby=words["nearby"],
    )


def frameworks(document: Document, mentions: Sequence[Mention], tables: Tables | None = None) -> tuple[Framework, ...]:
    """Find the schemes whose parts the text spells out, in the order of the text.

    `mentions` give a scheme its full name and its entity. Only a list with as many parts as the name counts is taken.
    """
    words = tables or default()
    named = [mention for mention in mentions if mention.kind == "programme"]
    return tuple(found for block in document.blocks for found in _in_block(block, named, words))


def _in_block(block: Block, mentions: Sequence[Mention], tables: Tables) -> list[Framework]:
    """Find the schemes of a block: those whose parts it spells out, then those of digits whose parts those are."""
    schemes = list(_schemes(block.text, tables))
    spelt = {scheme: parts for scheme in schemes if (parts := _parts(block.text, scheme, tables))}
    for scheme in schemes:
        nested = _nested(scheme, spelt, block.text) if _is_code(block.text, scheme) else ()
        if nested:
            spelt[scheme] = nested
    return [_framework(block, scheme, spelt[scheme], mentions) for scheme in schemes if scheme in spelt]


def _is_code(text: str, scheme: _Scheme) -> bool:
    """Tell whether a name is of digits, each of which counts one part's own parts: “1346”."""
    return text[scheme.start : scheme.end].isdigit()


def _schemes(text: str, tables: Tables) -> Iterable[_Scheme]:
    """Give the names that count their parts: quoted ones, and bare ones right before the words that open a list."""
    found = [(match.span(1), match.span()) for match in tables.quoted.finditer(text)]
    found += [(match.span(1), match.span(1)) for match in tables.bare.finditer(text)]
    for (start, end), outer in sorted(found):
        counts = _counts(text[start:end], tables)
        if counts:
            yield _Scheme(start, end, outer, counts)


def _counts(name: str, tables: Tables) -> tuple[int, ...]:
    """Give the numbers that a scheme's name says; none where it says no count.

    >>> [_counts(name, default()) for name in ("1346", "三清一改", "三位一体", "六大工程", "百企帮百村", "一带一路")]
    [(1, 3, 4, 6), (3, 1), (3,), (6,), (), (1, 1)]
    """
    if not tables.never.isdisjoint(name):
        return ()
    if name.isascii() and name.isdigit():
        return tuple(int(digit) for digit in name) if len(name) > 1 and "0" not in name else ()
    if not tables.numbers.match(name) or any(char.isascii() for char in name):
        return ()
    numbers = [_number(match[0], tables) for match in tables.numbers.finditer(name)]
    whole = any(word in name for word in tables.one_whole)
    return tuple(numbers[:1] if whole else numbers)


def _number(text: str, tables: Tables) -> int:
    """Read a small number: 六, 12, 十二, 二十."""
    if text.isdigit():
        return int(text)
    total = 0
    for char in text:
        value = tables.digits[char]
        total = max(1, total) * value if value == max(tables.digits.values()) else total + value
    return total


def _parts(text: str, scheme: _Scheme, tables: Tables) -> tuple[Part, ...]:
    """Give the parts of a scheme where they stand after its name or right before it."""
    code = _is_code(text, scheme)
    wanted = len(scheme.counts) if code else sum(scheme.counts)
    counted_out = () if code else _counted_out(text, scheme, wanted, tables)
    if counted_out:
        return counted_out
    opening = tables.opening.match(text, scheme.outer[1])
    if opening:
        start, end = _list_span(text, opening.end(), tables)
        quoted = text[start - 1 : start] in tables.quotes
        parts = _split(text, start, end, wanted, tables) if wanted >= LEAST or quoted else ()
        counted = zip(parts, scheme.counts, strict=False)
        if parts and (not code or all(part.text.startswith(str(count)) for part, count in counted)):
            return parts
    return () if code else _before(text, scheme, wanted, tables)


def _counted_out(text: str, scheme: _Scheme, wanted: int, tables: Tables) -> tuple[Part, ...]:
    """Give the parts that are counted out after a name (一是……；二是……).

    Each counts as far as its first comma: what follows says how it is done.
    """
    for family in tables.counters:
        more = family[wanted : wanted + 1]
        if not LEAST <= wanted <= len(family) or any(mark in text[scheme.end :] for mark in more):
            continue
        at = text.find(family[0], scheme.outer[1], scheme.outer[1] + tables.nearby + len(family[0]))
        parts: list[Part] = []
        for mark in family[:wanted]:
            at = text.find(mark, at) if at >= 0 else at
            if at >= 0:
                at += len(mark)
                parts.append(_phrase(text, at, tables))
        if at >= 0 and all(0 < len(part.text) <= tables.longest for part in parts):
            return tuple(parts)
    return ()


def _phrase(text: str, start: int, tables: Tables) -> Part:
    """Give the phrase that begins at a place, marks before it left out, to the next comma or the sentence's end."""
    while start < len(text) and text[start] in "，,：: ":
        start += 1
    end = next((at for at in range(start, len(text)) if text[at] in tables.stops or text[at] in "，,"), len(text))
    return _part(text, start, end, tables)


def _list_span(text: str, start: int, tables: Tables) -> tuple[int, int]:
    """Give the span of the list that opens at `start`: to its closing quote or bracket, or to the sentence's end."""
    closing = tables.quotes.get(text[start : start + 1])
    if closing:
        end = text.find(closing, start)
        # A row of quoted parts (“甲”“乙”) has no one pair of quotes around it.
        if end > 0 and text[end + 1 : end + 2] not in (*tables.quotes, tables.between[0]):
            return start + 1, end
    bracket = text[start - 1 : start] in "（("
    ends = "）)" if bracket else tables.stops
    end = next((at for at in range(start, len(text)) if text[at] in ends), len(text))
    return start, end


def _split(text: str, start: int, end: int, wanted: int, tables: Tables) -> tuple[Part, ...]:
    """Cut a list into as many parts as wanted, by the mark that gives them; nothing where none does."""
    if wanted == 1:
        return (_part(text, start, end, tables),) if 0 < end - start <= tables.longest else ()
    tried = (_cut(text, start, end, marks, tables) for marks in (*tables.between, "".join(tables.between)))
    fitting = (parts for parts in tried if all(0 < part.end - part.start <= tables.longest for part in parts))
    return next((parts for parts in fitting if len(parts) == wanted), ())


def _cut(text: str, start: int, end: int, marks: str, tables: Tables) -> tuple[Part, ...]:
    """Cut a list at marks, and its last piece at the first 和 in it."""
    edges, at = [], start
    for i in range(start, end):
        if text[i] in marks:
            edges.append((at, i))
            at = i + 1
    joint = tables.final_and.search(text, at, end) if edges else None
    if joint and at < joint.start() and joint.end() < end:
        edges.append((at, joint.start()))
        at = joint.end()
    edges.append((at, _end_of_last(text, (start, at, end), marks, tables)))
    return tuple(_part(text, a, b, tables) for a, b in edges)


def _end_of_last(text: str, spans: tuple[int, int, int], marks: str, tables: Tables) -> int:
    """Give where the last piece ends of a list from the first to the third place, that begins at the second.

    Where no other piece holds a looser mark, such a mark ends the list: 2个环节、3份材料、4天办结，大幅提升……
    """
    start, last, end = spans
    looser = "".join(tables.between[tables.between.index(marks) + 1 :]) if marks in tables.between else ""
    if any(char in looser for char in text[start:last]):
        return end
    return next((at for at in range(last, end) if text[at] in looser), end)


def _part(text: str, start: int, end: int, tables: Tables) -> Part:
    """Give a part without the quotes and white space around it."""
    closes = tables.quotes.values()
    while start < end and (text[start].isspace() or text[start] in tables.quotes):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in closes):
        end -= 1
    return Part(text[start:end], start, end)


def _before(text: str, scheme: _Scheme, wanted: int, tables: Tables) -> tuple[Part, ...]:
    """Give the parts that are listed right before a name: 清河、清路、清田、改厕“三清一改”.

    What stands before the first part is cut off by the length that the others share, or by their common end; where
    they share neither, nothing is guessed.
    """
    end = scheme.outer[0]
    start = end
    while start > 0 and text[start - 1] not in tables.stops and text[start - 1] not in "，,：:":
        start -= 1
    parts = _cut(text, start, end, tables.between[0], tables)
    if wanted < LEAST_BEFORE or len(parts) != wanted:
        return ()
    first, rest = parts[0], parts[1:]
    sizes = {len(part.text) for part in rest}
    shared = next((size for size in range(min(sizes), 1, -1) if len({p.text[-size:] for p in rest}) == 1), 0)
    if len(sizes) > 1 and (not shared or not first.text.endswith(rest[0].text[-shared:])):
        return ()
    cut = first.end - max(sizes)
    return (_part(text, max(first.start, cut), first.end, tables), *rest)


def _nested(scheme: _Scheme, spelt: dict[_Scheme, tuple[Part, ...]], text: str) -> tuple[Part, ...]:
    """Give the schemes after a name of digits that count what its digits say, one after another, with their parts."""
    out: list[Part] = []
    for other, parts in sorted(spelt.items()):
        wanted = scheme.counts[len(out)] if len(out) < len(scheme.counts) else 0
        if other.start > scheme.end and sum(other.counts) == wanted:
            out.append(Part(text[other.start : other.end], other.start, other.end, parts))
    return tuple(out) if len(out) == len(scheme.counts) else ()


def _framework(block: Block, scheme: _Scheme, parts: tuple[Part, ...], mentions: Sequence[Mention]) -> Framework:
    """Make the value: named as its mention is, where it has one."""
    over = (m for m in mentions if m.block == block.id and m.start <= scheme.start and scheme.end <= m.end)
    mention = next(over, None)
    start, end = min(scheme.outer[0], parts[0].start), max(scheme.outer[1], parts[-1].end, _last(parts))
    return Framework(
        name=mention.name if mention else block.text[scheme.start : scheme.end],
        block=block.id,
        start=mention.start if mention else scheme.start,
        end=mention.end if mention else scheme.end,
        parts=parts,
        sources=align.sources(block.runs, start, end),
        entity=mention.entity if mention else "",
    )


def _last(parts: Sequence[Part]) -> int:
    """Give where the last part of a part ends; 0 where none has parts."""
    return max((sub.end for part in parts for sub in part.parts), default=0)
