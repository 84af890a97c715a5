"""Seed -> clean lines: ordered rules for punctuation, letters and spaces, each firing recorded, the tie to print kept.

A rule replaces characters one for one; only white space and zero-width characters may be dropped or put in
(`jianbao.align` refuses anything else). Nothing here touches the wording.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from jianbao.align import align, is_ink
from jianbao.hanzi import HAN
from jianbao.model import Fix, Line, Run, Seed, Span

Rule = Callable[[str], str]

_ASIDE = f"[{HAN}\u3001\u3002\uff01-\uff1f“”‘’《》〈〉「」『』【】（）…—·]"
_FULL = str.maketrans(",:;?!()", "，：；？！（）")
_LETTERS = {0xFF10 + i: 0x30 + i for i in range(10)} | {
    base + 0xFEE0 + i: base + i for base in (0x41, 0x61) for i in range(26)
}
_WIDE = re.compile(f"[{''.join(map(chr, _LETTERS))}]")

_COMMA = re.compile(rf"(?<={_ASIDE})[,;]|[,;](?={_ASIDE})|(?<=[0-9A-Za-z%％)\]\"'])[,;]$")
_COLON = re.compile(rf"(?<={_ASIDE}):|:(?={_ASIDE})")
_STRONG = re.compile(rf"(?<={_ASIDE})[?!]+")
_STOP = re.compile(rf"(?<=[{HAN}”’」』）])\.(?=$|[”’」』）])")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]|[()]")
_QUOTED = re.compile(r'"([^"]*)"')
_DASHES = re.compile(rf"(?<={_ASIDE})--+|--+(?={_ASIDE})")
_HAS_HAN = re.compile(f"[{HAN}]")
_GAPS = re.compile(r"[^\S ]| {2,}")
_ZERO = re.compile("[\ufeff\u200b]+")


def fix_zero_width(text: str) -> str:
    """Drop zero-width spaces and byte-order marks.

    >>> fix_zero_width("卢氏\u200b县")
    '卢氏县'
    """
    return _ZERO.sub("", text) if "\u200b" in text or "\ufeff" in text else text


def fix_spaces(text: str) -> str:
    """Write every kind of white space as one plain space.

    >>> fix_spaces("本报记者\u3000王尧  摄")
    '本报记者 王尧 摄'
    """
    return re.sub(r"\s+", " ", text) if _GAPS.search(text) else text


def fix_letters(text: str) -> str:
    """Write full-width digits and Latin letters half-width.

    >>> fix_letters("２０２０年，Ａ０２版")
    '2020年，A02版'
    """
    return text.translate(_LETTERS) if _WIDE.search(text) else text


def fix_quotes(text: str) -> str:
    """Turn pairs of straight quotes around Chinese into curly ones.

    >>> fix_quotes('开展"百村行"活动, 尺寸 5"')
    '开展“百村行”活动, 尺寸 5"'
    """
    return _QUOTED.sub(lambda m: f"“{m[1]}”" if _HAS_HAN.search(m[1]) else m[0], text) if '"' in text else text


def fix_dashes(text: str) -> str:
    """Turn a run of hyphens beside Chinese into a dash of the same length.

    >>> fix_dashes("--写在十周年之际"), fix_dashes("A--B")
    ('——写在十周年之际', 'A--B')
    """
    return _DASHES.sub(lambda m: "—" * len(m[0]), text) if "--" in text else text


def fix_commas(text: str) -> str:
    """Write commas and semicolons beside Chinese full-width, those inside numbers not.

    >>> fix_commas("投入1,200元,其中;见a, b")
    '投入1,200元，其中；见a, b'
    """
    return _COMMA.sub(lambda m: m[0].translate(_FULL), text) if "," in text or ";" in text else text


def fix_colons(text: str) -> str:
    """Write colons beside Chinese full-width, those of clock times not.

    >>> fix_colons("时间:8:30")
    '时间：8:30'
    """
    return _COLON.sub("：", text) if ":" in text else text


def fix_strong_stops(text: str) -> str:
    """Write question and exclamation marks after Chinese full-width.

    >>> fix_strong_stops("行吗?行!OK!")
    '行吗？行！OK!'
    """
    return _STRONG.sub(lambda m: m[0].translate(_FULL), text) if "?" in text or "!" in text else text


def fix_full_stops(text: str) -> str:
    """Turn a point that ends a Chinese line or quotation into a full stop.

    >>> fix_full_stops("工作完成."), fix_full_stops("乔治.布什")
    ('工作完成。', '乔治.布什')
    """
    return _STOP.sub("。", text) if "." in text else text


def fix_brackets(text: str) -> str:
    """Write brackets around or beside Chinese full-width, both of a pair alike.

    >>> fix_brackets("县(市)区，何健忠(右），f(x)，(3)班")
    '县（市）区，何健忠（右），f(x)，（3）班'
    """
    return _BRACKETS.sub(_widen, text) if "(" in text or ")" in text else text


def _widen(match: re.Match[str]) -> str:
    """Widen a pair that is mixed, holds Chinese or stands beside it, or a single bracket beside Chinese."""
    found, text = match[0], match.string
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    mixed = "（" in found or "）" in found
    beside = _HAS_HAN.search(before + after) and not (before.isascii() and before.isalnum())
    if not (mixed or beside or _HAS_HAN.search(found)):
        return found
    return found[0].translate(_FULL) + found[1:-1] + found[1:][-1:].translate(_FULL)


RULES: tuple[Rule, ...] = (
    fix_zero_width,
    fix_spaces,
    fix_letters,
    fix_quotes,
    fix_dashes,
    fix_brackets,
    fix_commas,
    fix_colons,
    fix_strong_stops,
    fix_full_stops,
)


def clean(seed: Seed) -> tuple[tuple[Line, ...], tuple[Fix, ...]]:
    """Clean every line of a seed, each tied to print; give the lines that hold any ink, and the rules that fired."""
    fired: dict[str, list[Span]] = {rule.__name__: [] for rule in RULES}
    lines = tuple(
        _clean_line(number, text, fired) for number, text in enumerate(seed.lines, 1) if any(map(is_ink, text))
    )
    return lines, tuple(Fix(rule, tuple(places)) for rule, places in fired.items() if places)


def within(fixes: Sequence[Fix], lines: Sequence[Line]) -> tuple[Fix, ...]:
    """Keep what was fixed in the text of lines: white space that turned out to part two columns is none of it."""
    parts: dict[int, set[int]] = {}
    for line in lines:
        for before, run in pairwise((None, *line.runs)):
            if run and (before is None or before.line != run.line):
                parts.setdefault(run.line, set()).add(run.start)
    gutters = {(line, start) for line, starts in parts.items() for start in starts - {min(starts)}}
    if not gutters:
        return tuple(fixes)
    kept = (Fix(fix.rule, tuple(at for at in fix.places if (at.line, at.end) not in gutters)) for fix in fixes)
    return tuple(fix for fix in kept if fix.places)


def _clean_line(number: int, printed: str, fired: dict[str, list[Span]]) -> Line:
    """Apply the rules in order. The margins of a line are no text, so taking them off is no fix."""
    start = len(printed) - len(printed.lstrip())
    text = printed.strip()
    runs: tuple[Run, ...] = (Run(0, number, start, len(text)),)
    for rule in RULES:
        after = rule(text)
        if after != text:
            fired[rule.__name__] += _places(text, after, runs)
            # One for one, every character keeps its place; else the tie is made anew.
            runs = runs if len(after) == len(text) else align(printed, after, number)
            text = after
    stripped = text.strip()
    return Line(number, stripped, runs if stripped == text else align(printed, stripped, number))


def _places(before: str, after: str, runs: Sequence[Run]) -> Iterator[Span]:
    """Find where in the seed a rule changed something: characters replaced, or the gap where white space changed."""
    line, last = runs[0].line, -1
    if len(before) == len(after) == sum(run.size for run in runs):
        where = chain.from_iterable(range(run.start, run.start + run.size) for run in runs)
        yield from (Span(line, at, at + 1) for at, old, new in zip(where, before, after, strict=True) if old != new)
        return
    printed = {run.at + i: run.start + i for run in runs for i in range(run.size)}
    old = [i for i, char in enumerate(before) if is_ink(char)]
    new = [i for i, char in enumerate(after) if is_ink(char)]
    previous = (-1, -1)
    for i, j in zip(old, new, strict=True):
        if before[previous[0] + 1 : i] != after[previous[1] + 1 : j]:
            yield Span(line, last + 1, printed[i])
        if before[i] != after[j]:
            yield Span(line, printed[i], printed[i] + 1)
        previous, last = (i, j), printed[i]
