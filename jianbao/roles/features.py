"""What holds of each piece of a page, by name: of its own text, of its place on the page, of its neighbours."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jianbao import hanzi, ngrams
from jianbao.model import Piece

LONG = 45  # characters: a line that long is body text or a long caption
_STOPS = "。！？…!?"
_CLOSERS = "”’）)》」』】"
_PAUSES = "，、；：,;:"
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」"), ("『", "』"))
_LENGTHS = (4, 8, 12, 16, 20, 25, 30, 38, 45, 60, 90, 140)
_FIRST_LINES = 4
_NEAR = 2  # characters: how much texts that are alike may differ in length
_LONGEST_CUED = 130  # characters: a longer line is body text whatever it holds
_NAME = range(2, 5)  # characters
_PAUSE, _STOP = re.compile(f"[{_PAUSES}]"), re.compile(f"[{_STOPS}]")
_HAN = re.compile(f"[{hanzi.HAN}]+")
_ASIDES = frozenset(("picture", "pictured", "reporter", "page-note", "author", "writer", "editor", "opinion"))
_SCENE = frozenset(("day", "activity"))
_CREDITS = frozenset(("photographer", "supplied"))


@dataclass(frozen=True)
class Cues:
    """What marks the lines of a page: expressions by name, words that introduce a name, surnames, n-gram counts."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    introductions: re.Pattern[str]
    surnames: frozenset[str]
    ngrams: ngrams.Ngrams


def is_prose(text: str) -> bool:
    """Tell whether a line is long, or ends as a sentence, so that it is most likely body text."""
    return len(text) > LONG or text.rstrip(_CLOSERS)[-1:] in tuple(_STOPS)


def is_open(text: str) -> bool:
    """Tell whether a quotation or a bracket that opens in the text does not close in it, or the other way round.

    >>> is_open("“外联内通"), is_open("“三农”问题"), is_open("振兴”行动")
    (True, False, True)
    """
    return any(text.count(a) != text.count(b) for a, b in _PAIRS)


def is_signed(text: str, cues: Cues) -> bool:
    """Tell whether a line names who wrote, took or supplied something.

    It looks at short lines only.
    """
    return bool(_found(text, cues) & (_ASIDES | _CREDITS))


def features(pieces: Sequence[Piece], cues: Cues) -> list[list[str]]:
    """Name what holds of each piece. The texts are folded to Simplified characters first."""
    texts = [hanzi.fold(piece.text) for piece in pieces]
    prose = [is_prose(text) for text in texts]
    found = [_found(text, cues) for text in texts]
    kinds = [_kind(text, marks, long=long) for text, marks, long in zip(texts, found, prose, strict=True)]
    endings = [_ending(text) for text in texts]
    doubts = _doubts(texts, cues)
    alike = _alike(texts, prose, found)
    gaps = _gaps(pieces, prose)
    places = _places(prose)
    out = []
    for i, text in enumerate(texts):
        row = [*found[i], *_of_text(text, cues), *doubts[i], *gaps[i], *places[i], *alike[i], "always"]
        row += _under(kinds[i - 1], endings[i - 1], gaps[i][2]) if i else []
        row += [f"below {kinds[i + 1]}"] if i + 1 < len(texts) else []
        zone, size, ending = places[i][0], _size(text), f"ends {endings[i]}"
        row += [size, ending, f"{zone} + {ending}", f"{zone} + {size}", f"{size} + {ending}"]
        row += [f"{zone} + {gaps[i][0]}", f"{gaps[i][0]} + {gaps[i][1]}"]
        out.append(row)
    return out


def _under(kind: str, ending: str, gap: str) -> list[str]:
    """Say what stands above a piece, and how far."""
    return [f"above {kind}", f"above ends {ending}", f"above {kind} + {gap}"]


def _alike(texts: Sequence[str], prose: Sequence[bool], found: Sequence[set[str]]) -> list[list[str]]:
    """Say of short pieces what they share with others, as headings often do: length, and first or last words."""
    short = {i: text for i, text in enumerate(texts) if not prose[i] and not found[i] & (_ASIDES | _CREDITS)}
    sizes: dict[int, list[int]] = defaultdict(list)
    for text in short.values():
        insort(sizes[_clauses(text)], len(text))
    out: list[list[str]] = [[] for _ in texts]
    for i, text in short.items():
        among = sizes[_clauses(text)]
        others = bisect_right(among, len(text) + _NEAR) - bisect_left(among, len(text) - _NEAR) - 1
        out[i] = [f"{min(others, 4)} alike"] if others > 1 else []
    for name, edge in (("begins", slice(2)), ("ends", slice(-2, None))):
        shared = Counter(text[edge] for text in short.values())
        for i, text in short.items():
            out[i] += [f"{name} as {min(shared[text[edge]] - 1, 3)} do"] if shared[text[edge]] > 1 else []
    return out


def _clauses(text: str) -> int:
    return len(_PAUSE.findall(text[:-1])) + text.count(" ")


def _found(text: str, cues: Cues) -> set[str]:
    if len(text) > _LONGEST_CUED:
        return set()
    found = {cue for cue, pattern in cues.patterns if pattern.search(text)}
    return found - {"label"} if "kind" in found else found


def _size(text: str) -> str:
    return f"size {next((top for top in _LENGTHS if len(text) <= top), 999)}"


def _of_text(text: str, cues: Cues) -> list[str]:
    held = (
        ("halves", " " in text),
        ("left open", is_open(text)),
        ("comma inside", _PAUSE.search(text[:-1]) is not None),
        ("stop inside", _STOP.search(text[:-2]) is not None),
        ("starts within", text[:1] in _PAUSES or text[:1] in _STOPS or text[:1] in _CLOSERS),
        ("names only", len(text) <= LONG and _is_names(text, cues)),
    )
    return [name for name, holds in held if holds]


def _is_names(text: str, cues: Cues) -> bool:
    """Tell whether a line holds nothing but personal names and the words that introduce them."""
    parts = _HAN.findall(cues.introductions.sub(" ", text))
    if len(parts) > 1 and all(len(part) == 1 for part in parts[:2]):
        parts = ["".join(parts[:2]), *parts[2:]]  # a name of two characters with a space between them
    named = [part for part in parts if len(part) in _NAME and part[0] in cues.surnames]
    return bool(named) and len(named) == sum(len(part) > 1 for part in parts)


def _ending(text: str) -> str:
    bare = text.rstrip(_CLOSERS)
    if bare[-1:] in tuple(_STOPS):
        return "stop" if bare.endswith("。") else "call"  # a heading may call or ask, and has no full stop
    if bare != text:
        return "closer"
    return "pause" if text[-1:] in tuple(_PAUSES) else "dash" if text.endswith("—") else "word"


def _kind(text: str, marks: set[str], *, long: bool) -> str:
    if marks & _CREDITS:
        return "credit"
    if marks & _ASIDES:
        return "aside"
    if marks >= _SCENE:
        return "scene"
    if "dated" in marks:
        return "dated"
    return ("long" if len(text) > LONG else "sentence") if long else "short"


def _gaps(pieces: Sequence[Piece], prose: Sequence[bool]) -> list[list[str]]:
    """Say how far each piece stands from those above and below, in blank lines and against what is usual here.

    Usual is what stands most often above body text; -1 is for the second piece of a line.
    """
    blanks = [min(piece.blank, 3) for piece in pieces]
    counted = Counter(blank for blank, is_long in zip(blanks[1:], prose[1:], strict=True) if is_long)
    usual = counted.most_common(1)[0][0] if counted else 1
    out = []
    for above, below in zip(blanks, [*blanks[1:], 3], strict=True):
        named = [f"blank above {above}", f"blank below {below}"]
        named += [f"{side} {_against(blank, usual)}" for side, blank in (("above", above), ("below", below))]
        out.append([*named, f"{named[2]} + {named[3]}"])
    return out


def _against(blank: int, usual: int) -> str:
    return "close" if blank < usual else "apart" if blank > usual else "as usual"


def _places(prose: Sequence[bool]) -> list[tuple[str, str, str]]:
    """Say where on the page each piece stands: in the head, the body or the tail, and how far into it."""
    at = [i for i, is_long in enumerate(prose) if is_long]
    first, last = (at[0], at[-1]) if at else (len(prose), len(prose))
    out = []
    for i in range(len(prose)):
        zone = "head" if i < first else "tail" if i > last else "body"
        near = {"head": first - i, "tail": i - last, "body": min(i - first, 4)}[zone]
        out.append((f"in {zone}", f"in {zone} {min(near, 4)}", f"line {i}" if i < _FIRST_LINES else "line later"))
    return out


def _doubts(texts: Sequence[str], cues: Cues) -> list[list[str]]:
    """Say of short pieces whether text begins and ends that way in the corpus."""
    out: list[list[str]] = [[] for _ in texts]
    short = [i for i, text in enumerate(texts) if len(text) <= LONG]
    if not short:
        return out
    starts, ends = edges([texts[i] for i in short], cues.ngrams)
    for i, start, end in zip(short, starts.tolist(), ends.tolist(), strict=True):
        out[i] = [f"start {_level(start, 3.0)}", f"end {_level(end, 2.0)}"]
    return out


def _level(value: float, step: float) -> int:
    return int(max(-6, min(4, value // step)))


def edges(texts: Sequence[str], table: ngrams.Ngrams) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Rate how a text begins, against standing inside a sentence, and how it ends, against going on (log odds)."""
    heads = ngrams.encode([f"\n{text[:4].ljust(4)}" for text in texts])
    tails = ngrams.encode([f"{text[-4:].rjust(4)}\n" for text in texts])
    seen = table.seen(np.vstack([heads, tails]), 1)
    begun, ended = np.split(table.blend(seen, 4), 2)
    inside = table.blend([counts[: len(texts), 1:] for counts in seen[:4]], 4)  # as if no line began there
    return begun.sum(axis=1) - inside.sum(axis=1), ended[:, -1]


def rows(named: Sequence[Sequence[str]], known: Mapping[str, int]) -> tuple[npt.NDArray[np.int64], list[int]]:
    """Number the features of all pieces, those not known left out; also give where each piece's begin."""
    flat: list[int] = []
    starts = []
    for row in named:
        starts.append(len(flat))
        flat += sorted(known[name] for name in set(row) if name in known)
    return np.array(flat, dtype=np.int64), starts
