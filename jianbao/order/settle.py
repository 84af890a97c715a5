"""One role for each piece: the likeliest, as far as the page allows, and body text where the joins say so."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jianbao import hanzi
from jianbao.model import Piece, Role
from jianbao.order import matching
from jianbao.order.arrays import Floats
from jianbao.order.edges import BROKEN, Unit, ending
from jianbao.order.looks import Looks
from jianbao.order.matching import Link, Weights

BODY: tuple[Role, ...] = ("para", "lead")
HEAD: tuple[Role, ...] = ("kicker", "headline", "subhead")
_LONG = 45
NAMES = ("always", "broken", "in print", "joined")


@dataclass(frozen=True)
class Bodily:
    """What tells body text: log odds of the evidence, in the order of NAMES, and their limits.

    A piece whose chance of being body text lies within `doubt` of 0 or 1 is not doubtful; a join less likely than
    `none` tells no more than none.
    """

    features: Floats
    doubt: float
    none: float

    def holds(self, rows: Floats) -> list[bool]:
        """Tell of each row of evidence whether it makes body text."""
        return list((rows @ self.features > 0).tolist())


def compiled(fitted: Mapping[str, Mapping[str, float]]) -> Bodily:
    """Order fitted weights by the columns of the evidence."""
    limits = fitted["limits"]
    features = np.array([fitted["body"][name] for name in NAMES])
    return Bodily(features, limits["doubtful body"], limits["no join"])


def settle(pieces: Sequence[Piece], looks: Looks, weights: Weights, bodily: Bodily) -> list[Role]:
    """Decide the role of every piece."""
    roles: list[Role] = [likeliest(piece, HEAD) for piece in pieces]
    doubtful, rows = doubts(pieces, looks, weights, bodily)
    for i, body in zip(doubtful, bodily.holds(rows), strict=True):
        if body:
            roles[i] = _kind(pieces[i])
        else:
            roles[i] = likeliest(pieces[i], (*HEAD, *BODY))
    _settle_head(pieces, roles)
    _settle_leads(roles)
    return roles


def doubts(pieces: Sequence[Piece], looks: Looks, weights: Weights, bodily: Bodily) -> tuple[list[int], Floats]:
    """Give the pieces that may be body text or not, and what speaks for body text, a row a piece (NAMES).

    All of them are taken for body text to see what continues what: a heading that nothing leads to stays one.
    """
    chances = [_with_body(piece) for piece in pieces]
    # Of a lead the joins tell nothing: it is no part of what runs from column to column, and may end without a stop.
    leads = {i for i, piece in enumerate(pieces) if likeliest(piece) == "lead"}
    doubtful = [i for i, chance in enumerate(chances) if bodily.doubt < chance < 1 - bodily.doubt and i not in leads]
    if not doubtful:
        return [], np.zeros((0, len(NAMES)))
    tried: list[Role] = [
        _kind(p) if chance > bodily.doubt else likeliest(p) for chance, p in zip(chances, pieces, strict=True)
    ]
    body = [i for i, role in enumerate(tried) if role in BODY]
    fragments = units(pieces, tried, body)
    number = {piece: unit for unit, piece in enumerate(body)}
    which = [number[i] for i in doubtful]
    in_print = _odds(np.array([chances[i] for i in doubtful]))
    rows = np.column_stack([np.ones(len(which)), np.zeros(len(which)), in_print, np.zeros(len(which))])
    sure = set(range(len(body))).difference(which)
    # Where no column cuts a sentence of the sure body text, or the page is whole by its joins, none of these tells
    # anything: pieces are what they look like.
    cut = any(ending(fragments[k].text) >= BROKEN for k in sure)
    links = matching.links(fragments, looks, weights) if cut else ()
    if any(link.join for link in links):
        best = _best_joins(links, len(body))
        rows[:, NAMES.index("broken")] = [ending(fragments[k].text) >= BROKEN for k in which]
        rows[:, NAMES.index("joined")] = np.maximum(_odds(best[which]) - _odds(np.array(bodily.none)), 0)
    return doubtful, rows


def _best_joins(links: Sequence[Link], size: int) -> Floats:
    """Give the likelihood of each fragment's best join."""
    best = np.zeros(size)
    for link in links:
        if link.join:
            best[[link.left, link.right]] = np.maximum(best[[link.left, link.right]], link.chance)
    return best


def _odds(chances: Floats) -> Floats:
    bounded = np.clip(chances, 0.01, 0.99)
    return np.asarray(np.log(bounded / (1 - bounded)))


def _with_body(piece: Piece) -> float:
    return sum(piece.roles[role] for role in BODY)


def _kind(piece: Piece) -> Role:
    """Tell which kind of body text a piece is."""
    return "lead" if piece.roles["lead"] > piece.roles["para"] else "para"


def likeliest(piece: Piece, without: Collection[Role] = ()) -> Role:
    """Give the likeliest role of a piece, some left out."""
    open_to = [role for role in piece.roles if role not in without] if without else piece.roles
    return max(open_to, key=piece.roles.__getitem__)


def units(pieces: Sequence[Piece], roles: Sequence[Role], body: Sequence[int]) -> list[Unit]:
    """Make the fragments for the matching, each with the headings printed right before it; summaries are whole."""
    out = []
    last = -1
    for i in body:
        headings = tuple(pieces[k].text for k in range(last + 1, i) if roles[k] == "heading")
        out.append(Unit(hanzi.fold(pieces[i].text), headings, roles[i] == "lead" and bool(headings)))
        last = i
    return out


def _settle_head(pieces: Sequence[Piece], roles: list[Role]) -> None:
    """Name the headline, and the kickers and subheads about it, among the pieces before the first long body text."""
    looks = [likeliest(piece) for piece in pieces]
    long = (
        i for i, role in enumerate(roles) if role in BODY and looks[i] != "headline" and len(pieces[i].text) > _LONG
    )
    rivals = [i for i in range(next(long, len(pieces))) if looks[i] in (*HEAD, "heading")]
    if not rivals:
        return
    # A line of its own that begins with a dash is the subhead of the headline printed just above it.
    dashed = [i - 1 for i in rivals if pieces[i].text.startswith("——") and i - 1 in rivals]
    top = dashed[0] if dashed else max(rivals, key=lambda i: pieces[i].roles["headline"])
    for i in rivals:
        barred: tuple[Role, ...] = (*BODY, "headline", "subhead") if i < top else (*BODY, "headline", "kicker")
        roles[i] = "headline" if i == top else likeliest(pieces[i], barred)


def _settle_leads(roles: list[Role]) -> None:
    """Keep as leads what opens the body, and the summaries under headings where most headings have one."""
    opens = next((i for i, role in enumerate(roles) if role == "para"), len(roles))
    under = {i for i, role in enumerate(roles) if role == "lead" and i and roles[i - 1] == "heading"}
    kept = under if len(under) * 2 > roles.count("heading") else set()
    for i, role in enumerate(roles):
        if role == "lead" and i > opens and i not in kept:
            roles[i] = "para"
