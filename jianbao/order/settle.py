"""One role for each piece: the likeliest, as far as the page allows, and body text where the joins say so."""

from collections.abc import Collection, Sequence

import numpy as np

from jianbao import hanzi
from jianbao.continuation import Network
from jianbao.model import Piece, Role
from jianbao.ngrams import Ngrams
from jianbao.order import matching
from jianbao.order.evidence import ENDINGS, Unit, ending
from jianbao.order.matching import Weights

BODY: tuple[Role, ...] = ("para", "lead")
HEAD: tuple[Role, ...] = ("kicker", "headline", "subhead")
_DOUBT = 0.02  # a piece this likely to be body text is taken for it until the joins have spoken
_LONG = 45
WHOLE = ENDINGS.index("quoted stop")  # up to this kind of ending a fragment ends as a sentence


def settle(pieces: Sequence[Piece], table: Ngrams, network: Network, weights: Weights) -> list[Role]:
    """Decide the role of every piece."""
    chances = [_with_body(piece) for piece in pieces]
    roles: list[Role] = [likeliest(piece, HEAD) for piece in pieces]
    doubtful = [i for i, chance in enumerate(chances) if _DOUBT < chance < 1 - _DOUBT]
    if doubtful:
        tried: list[Role] = ["para" if chance > _DOUBT else role for chance, role in zip(chances, roles, strict=True)]
        body = [i for i, role in enumerate(tried) if role in BODY]
        fragments = units(pieces, tried, body)
        joined = _joined(matching.links(fragments, table, network, weights), fragments)
        for i in doubtful:
            odds = chances[i] / (1 - chances[i]) * joined[body.index(i)]
            roles[i] = (
                ("lead" if pieces[i].roles["lead"] > pieces[i].roles["para"] else "para")
                if odds > 1
                else likeliest(pieces[i], (*HEAD, *BODY))
            )
    _settle_head(pieces, roles)
    return roles


def _with_body(piece: Piece) -> float:
    return sum(piece.roles[role] for role in BODY)


def likeliest(piece: Piece, without: Collection[Role] = ()) -> Role:
    """Give the likeliest role of a piece, some left out."""
    return max((role for role in piece.roles if role not in without), key=lambda role: piece.roles[role])


def units(pieces: Sequence[Piece], roles: Sequence[Role], body: Sequence[int]) -> list[Unit]:
    """Make the fragments for the matching, each with the headings printed right before it."""
    out = []
    last = -1
    for i in body:
        headings = tuple(pieces[k].text for k in range(last + 1, i) if roles[k] == "heading")
        out.append(Unit(hanzi.fold(pieces[i].text), headings))
        last = i
    return out


def _joined(links: Sequence[matching.Link], fragments: Sequence[Unit]) -> list[float]:
    """Give the odds that each fragment is body text, as far as its best join tells.

    A fragment that nothing continues is hardly body text, unless it is a whole sentence.
    """
    best = np.where([ending(fragment.text) <= WHOLE for fragment in fragments], 0.5, 0.1)
    for link in links:
        chance = link.chance if link.join else 0.0
        for unit in (link.left, link.right):
            best[unit] = max(best[unit], min(chance, 0.98))
    return [float(odds) for odds in best / (1 - best)]


def _settle_head(pieces: Sequence[Piece], roles: list[Role]) -> None:
    """Name the headline, and the kickers and subheads about it, among the pieces before the first long body text."""
    start = next((i for i, role in enumerate(roles) if role in BODY and len(pieces[i].text) > _LONG), len(pieces))
    rivals = [i for i in range(start) if likeliest(pieces[i]) in (*HEAD, "heading")]
    if not rivals:
        return
    # A line of its own that begins with a dash is the subhead of the headline printed just above it.
    dashed = [i - 1 for i in rivals if pieces[i].text.startswith("——") and i - 1 in rivals]
    top = dashed[0] if dashed else max(rivals, key=lambda i: pieces[i].roles["headline"])
    for i in rivals:
        barred: tuple[Role, ...] = (*BODY, "headline", "subhead") if i < top else (*BODY, "headline", "kicker")
        roles[i] = "headline" if i == top else likeliest(pieces[i], barred)
