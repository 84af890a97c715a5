"""Head lines that hold two things: a kicker and a headline, or a headline and its subhead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from jianbao import hanzi
from jianbao.align import cut
from jianbao.model import Piece
from jianbao.roles.features import Cues, is_prose, is_signed

_TOTALS = (20, 24, 28, 32)  # characters of a head line
_SHORT_KICKER, _SHORT_HEADLINE = 8, 5
_PARTED_IN_THREE = 2  # spaces
_NAMED = re.compile(f" +[{hanzi.HAN}]{{2,4}}(?: |$)")


def split_heads(pieces: Sequence[Piece], cues: Cues, weights: Mapping[str, float]) -> list[Piece]:
    """Cut the lines before the body in two where a kicker, or a subhead, shares the line of the headline."""
    out: list[Piece] = []
    in_head = True
    for piece in pieces:
        in_head = in_head and not is_prose(piece.text)
        at = _split(piece, cues, weights) if in_head and not piece.why else 0
        out += [piece] if not at else _halves(piece, at)
    return out


def _split(piece: Piece, cues: Cues, weights: Mapping[str, float]) -> int:
    text = hanzi.fold(piece.text)
    return 0 if is_signed(text, cues) or _introduces(text, cues) else split_at(text, weights)


def _introduces(text: str, cues: Cues) -> bool:
    """Tell whether a word such as `记者` stands before a space and a name: the byline of a paper that no cue names."""
    found = cues.introductions.finditer(text)
    return any(len(word[0]) > 1 and _NAMED.match(text, word.end()) is not None for word in found)


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
    if abs(sizes[0] - sizes[1]) <= 1 and sizes[2] >= max(8, sizes[1] + 2):
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
    right = replace(piece, text=text[start:], runs=cut(piece.runs, start, len(text)), blank=-1, first=False)
    return [left, right]
