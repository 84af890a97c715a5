"""Blocks in reading order -> Document: the sections under their headings, and what the head says (Meta)."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from jianbao import hanzi, lexicon
from jianbao.align import is_ink, sources
from jianbao.ids import section_id
from jianbao.model import Arrangement, Block, Byline, Document, Meta, Section, Seed, Series, Span

_NAMES = re.compile(r"[^ 、，,/／·]+(?:·[^ 、，,/／]+)*")
_EDGES = "：:（）()〔〕【】□■◎●○◆ "
_SLASHES = str.maketrans("／", "/")
_AGENCY = re.compile(r"(?<=.)[（(][^（）()]*[)）]$")
_SERIES = re.compile(
    r"[“《「]?([^“”《》「」—]{2,30})[”》」]?系列(?:报道|评论|述评|访谈)(?:之([〇零一二三四五六七八九十百\d]+))?"
)
_NUMERALS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_HEAD = ("kicker", "headline", "subhead")
# Characters of a title: none in print is as long, but a file without line ends is one, and stands in many places.
_LONGEST = 300


@dataclass(frozen=True)
class Tables:
    """The words before names in a byline, longest first, and the role each stands for."""

    words: Mapping[str, str]
    pattern: re.Pattern[str]
    noise: re.Pattern[str]
    photographer: re.Pattern[str]


@functools.cache
def default() -> Tables:
    """Compile the tables that ship with the program."""
    words = {row["word"]: row["role"] for row in lexicon.table("sections/bylines")}
    named = lexicon.any_of(word for word, role in words.items() if role not in ("none", "report"))
    photographer = lexicon.any_of(word for word, role in words.items() if role == "photographer")
    # `记者张山／青石报道`: what stands between the slash and the word is a place.
    report = f"(?:/[^/ ]{{0,4}})?(?:{lexicon.any_of(word for word, role in words.items() if role == 'report')})"
    noise = f"{report}|{lexicon.any_of(word for word, role in words.items() if role == 'none')}"
    return Tables(words, re.compile(f"({named})"), re.compile(noise), re.compile(photographer))


def document(seed: Seed, arranged: Arrangement, known: Tables | None = None) -> Document:
    """Section the blocks of a seed and read its head; the sidecar's facts complete or replace what the text says.

    Raises ValueError when a character of the seed was lost, doubled or invented: that is a fault of the program.
    """
    known = known or default()
    prove(seed.lines, arranged)
    return Document(seed.id, _meta(seed, arranged.blocks, known), arranged.blocks, _sections(arranged))


def prove(lines: Sequence[str], arranged: Arrangement) -> None:
    """Raise ValueError unless every ink character stands in exactly one block or dropped span, and no other does."""
    spans = [dropped.span for dropped in arranged.dropped]
    for block in arranged.blocks:
        spans += sources(block.runs, 0, len(block.text))
        if any(map(is_ink, _untied(block))):
            message = f"block {block.id} holds a character that was not printed"
            raise ValueError(message)
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        by_line.setdefault(span.line, []).append(span)
    for number, text in enumerate(lines, 1):
        at = 0
        for span in [*sorted(by_line.get(number, ()), key=lambda span: span.start), Span(number, len(text), len(text))]:
            if span.start < at:
                message = f"line {number}: characters {span.start}-{at} stand twice"
                raise ValueError(message)
            if any(map(is_ink, text[at : span.start])):
                message = f"line {number}: characters {at}-{span.start} are lost"
                raise ValueError(message)
            at = span.end


def _untied(block: Block) -> str:
    """Give the characters of a block that no run ties to the seed."""
    gaps, at = [], 0
    for run in sorted(block.runs, key=lambda run: run.at):
        gaps.append(block.text[at : run.at])
        at = max(at, run.at + run.size)
    return "".join([*gaps, block.text[at:]])


def _sections(arranged: Arrangement) -> tuple[Section, ...]:
    """Cut the body at its headings. Only kicker, headline and subhead stand outside every section."""
    placed = {place.heading: place for place in arranged.placed}
    groups: list[tuple[Block | None, list[str]]] = [(None, [])]
    for block in arranged.blocks:
        if block.role == "heading":
            groups.append((block, []))
        elif block.role not in _HEAD:
            groups[-1][1].append(block.id)
    out = []
    for heading, blocks in groups:
        if heading is None:
            out += [Section(section_id(0), "", tuple(blocks))] if blocks else []
            continue
        place = placed.get(heading.id)
        confidence, why = (place.confidence, place.why) if place else (1.0, "")
        ident = "s" + heading.id[1:]
        out.append(Section(ident, heading.id, tuple(blocks), confidence, why))
    return tuple(out)


def _meta(seed: Seed, blocks: Sequence[Block], known: Tables) -> Meta:
    printed = {role: " ".join(block.text for block in blocks if block.role == role) for role in _HEAD}
    said = {role: hanzi.shortened(text, _LONGEST) for role, text in printed.items()}
    sidecar = seed.sidecar
    head = [block.text for block in blocks if block.role in _HEAD]
    return Meta(
        said["headline"],
        said["kicker"],
        said["subhead"],
        _merged(_people(blocks, known)),
        sidecar.paper,
        sidecar.city,
        sidecar.issued,
        sidecar.page,
        sidecar.series or next(filter(None, map(series, head)), None),
        sidecar.source_url,
    )


def _people(blocks: Sequence[Block], known: Tables) -> Iterator[Byline]:
    """Yield who is named for the work, those of the bylines first, then those who stand only in the credits."""
    for block in blocks:
        if block.role == "byline":
            yield from bylines(block.text, known)
    for block in blocks:
        if block.role == "credit":
            yield Byline("photographer", photographers(block.text, known))


def _merged(lines: Iterator[Byline]) -> tuple[Byline, ...]:
    names: dict[str, list[str]] = {}
    for line in lines:
        names.setdefault(line.role, []).extend(name for name in line.names if name not in names.get(line.role, []))
    return tuple(Byline(role, tuple(people)) for role, people in names.items() if people)


def bylines(text: str, known: Tables | None = None) -> tuple[Byline, ...]:
    """Read the people and their roles out of a byline.

    >>> bylines("（本报记者 张三 通讯员 李四 欧阳小五）")
    (Byline(role='reporter', names=('张三',)), Byline(role='correspondent', names=('李四', '欧阳小五')))
    >>> bylines("晚报全媒体记者 张三 文/图")
    (Byline(role='reporter', names=('张三',)), Byline(role='photographer', names=('张三',)))
    """
    known = known or default()
    plain = _folded(text)  # one for one, so that words found in it stand at the same place in the text
    bare = list(text)
    for noise in known.noise.finditer(plain):
        bare[noise.start() : noise.end()] = " " * len(noise[0])
    words = list(known.pattern.finditer(plain))
    found: list[Byline] = []
    for word, after in zip_longest(words, words[1:]):
        role = known.words[word[0]]
        rest = "".join(bare[word.end() : after.start() if after else len(text)])
        # `摄` and `文/图` stand after the names they speak of; every other word stands before.
        names = tuple(_names(rest)) or (found[-1].names if found and role == "photographer" else ())
        found += [Byline(role, names)] if names else []
    return tuple(found)


def photographers(text: str, known: Tables | None = None) -> tuple[str, ...]:
    """Read the names out of the credit of a picture; what an office supplied names nobody.

    >>> photographers("本报记者 王小山 摄"), photographers("李大河摄（影像中国）"), photographers("县水利局供图")
    (('王小山',), ('李大河',), ())
    """
    known = known or default()
    plain = _folded(text)
    agency = _AGENCY.search(plain)
    plain = plain[: agency.start()] if agency else plain
    if not known.photographer.search(plain):
        return ()
    bare = list(text)
    for word in (*known.pattern.finditer(plain), *known.noise.finditer(plain)):
        bare[word.start() : word.end()] = " " * len(word[0])
    return tuple(_names("".join(bare[: len(plain)])))


def _folded(text: str) -> str:
    return hanzi.fold(text).translate(_SLASHES)


def _names(text: str) -> Iterator[str]:
    """Yield the names in a list; a name of two characters may be printed with a space between them."""
    parts = _NAMES.findall(text.strip(_EDGES))
    at = 0
    while at < len(parts):
        spaced = len(parts[at]) == 1 and at + 1 < len(parts) and len(parts[at + 1]) == 1
        yield parts[at] + parts[at + 1] if spaced else parts[at]
        at += 2 if spaced else 1


def series(text: str) -> Series | None:
    """Read the series a head line names, and the number in it.

    >>> series("——“城乡新貌”系列报道之十二")
    Series(name='城乡新貌', number=12, because='')
    >>> series("水清了（在希望的田野上③）")
    Series(name='在希望的田野上', number=3, because='')
    """
    found = _SERIES.search(text)
    if found:
        return Series(found[1], _number(found[2] or ""))
    column = re.search(rf"（([^（）]+?)([{_CIRCLED}])）$", text)
    return Series(column[1], _CIRCLED.index(column[2]) + 1) if column else None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if mark else 0) + _NUMERALS.get(ones, 0)
