"""Clean lines -> pieces with role probabilities: what each line says of itself, and what its neighbours say of it.

A linear model over named yes/no features. Its words are `data/roles/cues.tsv`, its weights `data/roles/weights.yaml`,
fitted by `benchmarks/train_roles.py`. Roles are decided later, by `order`, which also knows what continues what.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from jianbao import hanzi, lexicon, ngrams
from jianbao.align import cut
from jianbao.model import Line, Piece, Role

ROLES: tuple[Role, ...] = get_args(Role)
LONG = 45  # characters: a line that long is body text or a long caption
_STOPS = "。！？…!?"
_CLOSERS = "”’）)》」』】"
_PAUSES = "，、；：,;:"
_OPENERS = "“‘（(《「『【"
_LENGTHS = (4, 8, 12, 16, 20, 25, 30, 38, 45, 60, 90, 140)
_TOTALS = (20, 24, 28, 32)  # characters of a head line
_SHORT_KICKER, _SHORT_HEADLINE = 8, 5
_FIRST_LINES = 4
_PARTED_IN_THREE = 2  # spaces


@dataclass(frozen=True)
class Tables:
    """The compiled tables of this stage. `weights` has a row a feature and a column a role of ROLES."""

    cues: tuple[tuple[str, re.Pattern[str]], ...]
    furniture: tuple[tuple[str, re.Pattern[str]], ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]
    split: Mapping[str, float]
    ngrams: ngrams.Ngrams


@functools.cache
def tables() -> Tables:
    """Compile the tables that ship with the program."""
    return compiled(lexicon.settings("roles/weights"))


def compiled(fitted: Mapping[str, Mapping[str, Any]]) -> Tables:
    """Compile the cues with weights as `benchmarks/train_roles.py` fits them."""
    features = fitted["features"]
    return Tables(
        tuple((row["cue"], re.compile(row["pattern"])) for row in lexicon.table("roles/cues")),
        tuple((row["why"], re.compile(row["pattern"])) for row in lexicon.table("roles/furniture")),
        {name: index for index, name in enumerate(features)},
        np.array(list(features.values()), dtype=float).reshape(len(features), len(ROLES)),
        fitted["split"],
        ngrams.load(),
    )


def roles(lines: Sequence[Line], known: Tables | None = None) -> tuple[Piece, ...]:
    """Cut lines into pieces and say how likely each role is for each.

    Only a line of the head can hold two pieces (a kicker and a headline). Page furniture keeps its place among the
    pieces, with `why` set, and tells nothing about its neighbours.
    """
    known = known or tables()
    pieces = split_heads(_pieces(lines, known), known)
    body = [piece for piece in pieces if not piece.why]
    if not body:
        return tuple(pieces)
    scores = np.array(
        [
            known.weights[sorted(known.rows[f] for f in row if f in known.rows)].sum(axis=0)
            for row in features([replace(piece, text=hanzi.fold(piece.text)) for piece in body], known)
        ]
    )
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    rated = iter(dict(zip(ROLES, row, strict=True)) for row in chances.tolist())
    return tuple(piece if piece.why else replace(piece, roles=next(rated)) for piece in pieces)


def _pieces(lines: Sequence[Line], known: Tables) -> list[Piece]:
    before = [0, *(line.number for line in lines)]
    return [
        Piece(
            line.number, line.text, line.runs, {}, line.number - last - 1, why=_furniture(hanzi.fold(line.text), known)
        )
        for last, line in zip(before, lines, strict=False)
    ]


def _furniture(text: str, known: Tables) -> str:
    plain = hanzi.fold(text) if len(text) < LONG else ""
    return next((why for why, pattern in known.furniture if pattern.fullmatch(plain)), "")


# --- two things on one line ------------------------------------------------------------------------------------------


def split_heads(pieces: Sequence[Piece], known: Tables) -> list[Piece]:
    """Cut the lines before the body in two where a kicker, or a subhead, shares the line of the headline."""
    out: list[Piece] = []
    in_head = True
    for piece in pieces:
        in_head = in_head and not is_prose(piece.text)
        at = split_at(hanzi.fold(piece.text), known.split) if in_head and not piece.why else 0
        out += [piece] if not at else _halves(piece, at)
    return out


def split_at(text: str, weights: Mapping[str, float]) -> int:
    """Find the space that parts a kicker from the headline after it, or a headline from its subhead; 0 for none.

    >>> split_at("推广节水灌溉——  麦田里的新变化", {"bias": -1})
    8
    >>> split_at("春风化雨 润物无声", {"bias": -1, "lopsided": 1})
    0
    """
    spaces = head_spaces(text)
    for at in spaces:
        if text[:at].endswith("——") or text[at:].lstrip().startswith("——"):
            return at
    if at := _beside_pair(text, spaces):
        return at
    scored = [(split_score(text, at, weights), at) for at in spaces]
    best = max(scored, default=(0.0, 0))
    return best[1] if best[0] > 0 else 0


def _beside_pair(text: str, spaces: Sequence[int]) -> int:
    """Find the cut between two parallel phrases and a third part that is not like them: one is the kicker."""
    if len(spaces) != _PARTED_IN_THREE:
        return 0
    label = text.rfind("（") if text.endswith("）") else len(text)
    sizes = (spaces[0], spaces[1] - spaces[0] - 1, label - spaces[1] - 1)
    if sizes[0] == sizes[1] and sizes[2] >= max(8, sizes[1] + 2):
        return spaces[1]
    return spaces[0] if abs(sizes[1] - sizes[2]) <= 1 and sizes[0] >= max(10, sizes[1] + 3) else 0


def head_spaces(text: str) -> list[int]:
    """Find the spaces of a head line that may part two things: not those inside brackets or quotes.

    >>> head_spaces("山水之间 城乡新貌（走基层 看变化）")
    [4]
    """
    plain = re.sub("（[^（）]*）|“[^“”]*”|《[^《》]*》", lambda match: "x" * len(match[0]), text)
    return [match.start() for match in re.finditer(" +", plain)]


def split_score(text: str, at: int, weights: Mapping[str, float]) -> float:
    """Weigh a cut at a space: a kicker is a plain sentence with figures, a headline balanced, often of two halves."""
    return sum(weights.get(name, 0.0) * value for name, value in split_features(text, at).items())


def split_features(text: str, at: int) -> Mapping[str, float]:
    """Describe a cut at a space of a head line, by name."""
    left, right = text[:at].split(), re.sub(r"（[^（）]*）$", "", text[at:].strip()).split()
    before, after = len("".join(left)), len("".join(right))
    total = before + after
    named = {
        "bias": True,
        **{f"total over {size}": total > size for size in _TOTALS},
        "halves alike": abs(before - after) <= 1,
        "left longer": before > after + 3,
        "right longer": after > before + 3,
        "left short": before < _SHORT_KICKER,
        "right short": after < _SHORT_HEADLINE,
        "left pauses": "，" in text[:at] or "、" in text[:at],
        "left figures": re.search(r"\d", text[:at]) is not None,
        "right pauses": "，" in text[at:],
        "left pair": _is_pair(left),
        "right pair": _is_pair(right),
        "cuts a pair": _is_pair([*left[-1:], *right[:1]]),
        "colon": "：" in text,
        "right label": text.endswith("）"),
    }
    return {name: 1.0 for name, holds in named.items() if holds}


def _is_pair(parts: Sequence[str]) -> bool:
    return any(abs(len(a) - len(b)) <= 1 for a, b in pairwise(parts))


def _halves(piece: Piece, at: int) -> list[Piece]:
    text = piece.text
    start = at + len(text[at:]) - len(text[at:].lstrip())
    left = replace(piece, text=text[:at], runs=cut(piece.runs, 0, at))
    right = replace(piece, text=text[start:], runs=cut(piece.runs, start, len(text)), blank=0, first=False)
    return [left, right]


# --- features --------------------------------------------------------------------------------------------------------


def is_prose(text: str) -> bool:
    """Tell whether a line is long, or ends as a sentence, so that it is most likely body text."""
    return len(text) > LONG or text.rstrip(_CLOSERS)[-1:] in tuple(_STOPS)


def features(pieces: Sequence[Piece], known: Tables) -> list[set[str]]:
    """Name what holds of each piece: itself, its place on the page, and its two neighbours on either side."""
    own = [set(_of_text(piece.text, known)) for piece in pieces]
    doubts = _doubts(pieces, known)
    places = _places(pieces)
    kinds = [_kind(piece.text, cues) for piece, cues in zip(pieces, own, strict=True)]
    rows = []
    for i, piece in enumerate(pieces):
        row = own[i] | doubts[i] | places[i] | {"always"}
        row |= {f"before {kind}" for kind in kinds[i - 1 : i]} | {f"after {kind}" for kind in kinds[i + 1 : i + 2]}
        follows = pieces[i + 1].blank if i + 1 < len(pieces) else 3
        row |= {f"blank above {min(piece.blank, 3)}", f"blank below {min(follows, 3)}"}
        rows.append(row | {f"{a} + {b}" for a, b in _crossings(row)})
    return rows


def _of_text(text: str, known: Tables) -> list[str]:
    found = [cue for cue, pattern in known.cues if len(text) < 2 * LONG and pattern.search(text)]
    size = next((top for top in _LENGTHS if len(text) <= top), 999)
    found += [f"size {size}", f"ends {_ending(text)}"]
    found += [
        name
        for name, holds in (
            ("halves", " " in text),
            ("left open", is_open(text)),
            ("comma inside", any(c in _PAUSES for c in text[:-1])),
            ("stop inside", any(c in _STOPS for c in text[:-2])),
            ("starts within", text[:1] in _PAUSES or text[:1] in _STOPS or text[:1] in _CLOSERS),
        )
        if holds
    ]
    return found


def _ending(text: str) -> str:
    bare = text.rstrip(_CLOSERS)
    if bare[-1:] in tuple(_STOPS):
        return "stop"
    if bare != text:
        return "closer"
    return "pause" if text[-1:] in tuple(_PAUSES) else "dash" if text.endswith("—") else "word"


def is_open(text: str) -> bool:
    """Tell whether a quotation or a bracket that opens in the text does not close in it, or the other way round.

    >>> is_open("“外联内通"), is_open("“三农”问题"), is_open("振兴”行动")
    (True, False, True)
    """
    return any(text.count(a) != text.count(b) for a, b in ("“”", "（）", "《》", "「」", "『』"))


def _kind(text: str, cues: set[str]) -> str:
    if cues & {"photographer", "supplied"}:
        return "credit"
    if cues & {"picture", "reporter", "page-note"}:
        return "aside"
    return ("long" if len(text) > LONG else "sentence") if is_prose(text) else "short"


def _doubts(pieces: Sequence[Piece], known: Tables) -> list[set[str]]:
    """Say of short pieces whether text begins and ends that way in the corpus."""
    out: list[set[str]] = [set() for _ in pieces]
    short = [i for i, piece in enumerate(pieces) if len(piece.text) <= LONG]
    if not short:
        return out
    starts, ends = edges([pieces[i].text for i in short], known.ngrams)
    for i, start, end in zip(short, starts.tolist(), ends.tolist(), strict=True):
        out[i] |= {f"start {_level(start, 3.0)}", f"end {_level(end, 2.0)}"}
    return out


def _level(value: float, step: float) -> int:
    return int(max(-6, min(4, value // step)))


def edges(texts: Sequence[str], table: ngrams.Ngrams) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Rate how a text begins, against standing inside a sentence, and how it ends, against going on (log odds)."""
    heads = ngrams.encode([ngrams.fold(text[:4].ljust(4)) for text in texts])
    line = np.full((len(texts), 1), ord("\n"), dtype=np.uint64)
    starts = table.log_prob(np.hstack([line, heads]), 1) - table.log_prob(heads, 0)
    tails = ngrams.encode([ngrams.fold(text[-4:].rjust(4)) for text in texts])
    return starts, table.log_prob(np.hstack([tails, line]), 4)


def _places(pieces: Sequence[Piece]) -> list[set[str]]:
    """Say where on the page each piece stands: in the head, the body or the tail, and how far into it."""
    prose = [i for i, piece in enumerate(pieces) if is_prose(piece.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(pieces), len(pieces))
    out = []
    for i in range(len(pieces)):
        zone = "head" if i < first else "tail" if i > last else "body"
        near = {"head": first - i, "tail": i - last, "body": min(i - first, 4)}[zone]
        out.append({f"in {zone}", f"in {zone} {min(near, 4)}", f"line {i}" if i < _FIRST_LINES else "line later"})
    return out


def _crossings(row: set[str]) -> list[tuple[str, str]]:
    zone = next(name for name in ("in head", "in body", "in tail") if name in row)
    ending = next(name for name in row if name.startswith("ends "))
    above = next(name for name in row if name.startswith("blank above"))
    below = next(name for name in row if name.startswith("blank below"))
    size = next(name for name in row if name.startswith("size"))
    return [(zone, ending), (zone, size), (above, below), (zone, above), (size, ending)]
