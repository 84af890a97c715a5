"""An editor's corrections: found again by their words, put into effect, and reported when they no longer fit.

`join`: `text` ends one fragment, `value` begins the one that continues it (empty: nothing does). `role`: `text` stands
in a piece, `value` is its role. `heading`: `text` is a heading, `value` begins the paragraph it stands before.
`order`: the paragraph with `text` comes after the one with `value`. Words that stand more than once fit
nothing: say more of them. `line` is that of the sidecar, for the report.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from jianbao.model import Correction, Piece, Problem, Role
from jianbao.order.matching import Link

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Anchored:
    """A correction, the piece its `text` stands in, and the piece of its `value` (-1: it has none)."""

    correction: Correction
    piece: int
    other: int = -1


def _plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def anchor(
    corrections: Sequence[Correction], pieces: Sequence[Piece]
) -> tuple[tuple[Anchored, ...], tuple[Problem, ...]]:
    """Find the pieces that corrections speak of; a correction whose words are gone, or stand twice, is a Problem."""
    texts = [_plain(piece.text) for piece in pieces] if corrections else []
    found: list[Anchored] = []
    problems: list[Problem] = []
    for correction in corrections:
        if correction.kind == "sic":
            ok = any(_plain(correction.text) in text for text in texts)
        elif correction.kind == "role":
            known = correction.value in get_args(Role)
            ok = known and _add(found, correction, _only(correction.text, texts), -1)
        else:
            ends, begins = (str.endswith, str.startswith) if correction.kind == "join" else (_inside, _inside)
            one = _only(correction.text, texts, ends)
            other = _only(correction.value, texts, begins) if correction.value else -1
            ok = _add(found, correction, one, other)
        problems += [] if ok else [unfit(correction)]
    return tuple(found), tuple(problems)


def _inside(text: str, words: str) -> bool:
    return words in text


def _add(found: list[Anchored], correction: Correction, piece: int | None, other: int | None) -> bool:
    if piece is None or other is None or piece == other:
        return False
    found.append(Anchored(correction, piece, other))
    return True


def _only(words: str, texts: Sequence[str], fits: Callable[[str, str], bool] = _inside) -> int | None:
    """Give the one piece that the words fit; None for none or several."""
    plain = _plain(words)
    hits = [i for i, text in enumerate(texts) if plain and fits(text, plain)]
    return hits[0] if len(hits) == 1 else None


def unfit(correction: Correction) -> Problem:
    """Report a correction that no longer fits the text."""
    said = f"{correction.kind}: {correction.text!r} -> {correction.value!r} no longer fits the text"
    return Problem("CORRECTION", 0, said, beside=correction.line)


def with_roles(roles: Sequence[Role], anchored: Sequence[Anchored]) -> list[Role]:
    """Put corrected roles in place; what an editor joins is body text, what an editor places is a heading."""
    out = list(roles)
    for a in anchored:
        if a.correction.kind == "role":
            out[a.piece] = next(role for role in get_args(Role) if role == a.correction.value)
        elif a.correction.kind == "heading":
            out[a.piece] = "heading"
        for i in (a.piece, a.other) if a.correction.kind == "join" and a.other >= 0 else ():
            if out[i] not in ("para", "lead"):
                out[i] = "para"
    return out


def with_joins(links: Sequence[Link], body: Sequence[int], anchored: Sequence[Anchored]) -> list[Link]:
    """Put the editor's joins in place of the program's, and take out those the editor denies."""
    number = {piece: unit for unit, piece in enumerate(body)} | {-1: -1}  # which stands for nothing
    out = list(links)
    for a in anchored:
        if a.correction.kind != "join" or not {a.piece, a.other} <= number.keys():  # see `never_joined`
            continue
        left, right = number[a.piece], number[a.other]
        denied = [link for link in out if link.left == left and link.join]
        if right < 0:
            out = [replace(link, join=False, why="") if link in denied else link for link in out]
            continue
        out = [link for link in out if link.left != left and link.right != right]
        out.append(Link(left, right, join=True, confidence=1.0, why="editor"))
    return out


def never_joined(body: Sequence[int], anchored: Sequence[Anchored]) -> tuple[Problem, ...]:
    """Report the joins of what the editor has made a heading or another role: one thing cannot be both."""
    joins = (a for a in anchored if a.correction.kind == "join" and a.other >= 0)
    return tuple(unfit(a.correction) for a in joins if not {a.piece, a.other} <= set(body))


def circular(links: Sequence[Link]) -> bool:
    """Tell whether links run in a circle, so that some text would have no beginning."""
    after = {link.left: link.right for link in links}
    starts = set(after) - set(after.values())
    reached = 0
    for start in starts:
        at = start
        while at in after:
            at, reached = after[at], reached + 1
    return reached < len(after)
