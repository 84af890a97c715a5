"""Reading order: the head, then the paragraphs flow by flow, each heading and caption where it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.model import Piece, Role
from jianbao.ngrams import Ngrams
from jianbao.order import headings
from jianbao.order.corrections import Anchored
from jianbao.order.floats import illustrated
from jianbao.order.matching import Link
from jianbao.order.settle import BODY, HEAD


@dataclass(frozen=True)
class Paragraph:
    """Fragments that are one paragraph, by their numbers among the body fragments; `flow`: it begins a flow."""

    units: tuple[int, ...]
    flow: bool


@dataclass(frozen=True)
class Stack:
    """Pieces, by number, that make one block. `placed`: how sure a heading is, and why; `about`: a piece elsewhere."""

    role: Role
    pieces: tuple[int, ...]
    placed: tuple[float, str] = (1.0, "")
    about: int = -1


@dataclass(frozen=True)
class Sheet:
    """A page as far as it is understood: pieces and their roles, which are body text, and the paragraphs of that.

    `cut`: columns cut its paragraphs, so that its headings may stand anywhere.
    """

    pieces: Sequence[Piece]
    roles: Sequence[Role]
    body: Sequence[int]
    chains: Sequence[Paragraph]
    cut: bool = True

    def pieces_of(self, chain: Paragraph) -> tuple[int, ...]:
        """Give the numbers of the pieces of a paragraph."""
        return tuple(self.body[unit] for unit in chain.units)

    def text(self, chain: Paragraph) -> str:
        """Give the text of a paragraph."""
        return "".join(self.pieces[i].text for i in self.pieces_of(chain))


Stacks = dict[int, list[Stack]]
"""What stands before or after a paragraph, by its number."""


def paragraphs(size: int, links: Sequence[Link], opening: int = 0) -> list[Paragraph]:
    """Follow the links from every fragment without one before it, and cut where they do not join.

    The flow of the fragment `opening` comes first, the others in printed order.
    """
    after = {link.left: link for link in links}
    led = {link.right for link in links}
    out: list[Paragraph] = []
    for start in sorted(set(range(size)) - led, key=lambda start: (start != opening, start)):
        chain, flow = [start], True
        while (link := after.get(chain[-1])) is not None:
            if not link.join:
                out.append(Paragraph(tuple(chain), flow))
                chain, flow = [], False
            chain.append(link.right)
        out.append(Paragraph(tuple(chain), flow))
    return out


def in_order(sheet: Sheet, anchored: Sequence[Anchored], weights: headings.Weights, table: Ngrams) -> list[Stack]:
    """Set head, paragraphs, headings and what floats in the order they are to be read."""
    roles, body, chains = sheet.roles, sheet.body, sheet.chains
    first = body[0] if body else len(roles)
    head = [i for i in range(first) if roles[i] in (*HEAD, "byline")]
    head += [i for i in range(first, len(roles)) if roles[i] in HEAD]
    stacks = [Stack(roles[i], (i,)) for i in sorted(head, key=lambda i: (*HEAD, "byline").index(roles[i]))]
    above = _headings(sheet, weights, table) if sheet.cut else _as_printed(sheet)
    for a in anchored:
        if a.correction.kind == "heading" and (slot := _slot(a.other, sheet)) is not None:
            for some in above.values():
                some[:] = [stack for stack in some if stack.pieces != (a.piece,)]
            above.setdefault(slot, []).append(Stack("heading", (a.piece,), (1.0, "editor")))
    below, under = _floats(sheet, above, set(head), table)
    stacks += below.get(-1, [])
    for number, chain in enumerate(chains):
        stacks += [*above.get(number, []), *under.get(number, [])]
        joined = sheet.pieces_of(chain)
        # What goes on as body text was no lead.
        role: Role = "lead" if all(roles[i] == "lead" for i in joined) else "para"
        stacks.append(Stack(role, joined))
        stacks += below.get(number, [])
    return stacks


def _slot(piece: int, sheet: Sheet) -> int | None:
    return next((n for n, chain in enumerate(sheet.chains) if piece in sheet.pieces_of(chain)), None)


def _headings(sheet: Sheet, weights: headings.Weights, table: Ngrams) -> Stacks:
    """Place the headings; give each by the number of the paragraph it stands before."""
    which = [i for i, role in enumerate(sheet.roles) if role == "heading"]
    slots = [
        headings.Slot(sheet.text(chain), chain.units, chain.flow and n > 0) for n, chain in enumerate(sheet.chains)
    ]
    printed = [float(np.searchsorted(sheet.body, i)) - 0.5 for i in which]
    found = headings.place([sheet.pieces[i].text for i in which], printed, slots, weights, table)
    return {f.slot: [Stack("heading", (which[f.heading],), (f.confidence, f.why))] for f in found}


def _as_printed(sheet: Sheet) -> Stacks:
    """Leave every heading before the paragraph printed after it, also where several stand before one.

    One without text after it is left to what floats.
    """
    owner, out = _owners(sheet), Stacks()
    for i, role in enumerate(sheet.roles):
        after = int(np.searchsorted(sheet.body, i))
        if role == "heading" and after in owner:
            out.setdefault(owner[after], []).append(Stack(role, (i,), (1.0, "in-place")))
    return out


def _owners(sheet: Sheet) -> dict[int, int]:
    """Give the paragraph of each body fragment, both by number."""
    return {unit: number for number, chain in enumerate(sheet.chains) for unit in chain.units}


def _floats(sheet: Sheet, above: Stacks, taken: set[int], table: Ngrams) -> tuple[Stacks, Stacks]:
    """Give what floats by the number of the paragraph it is set after (-1: before all), and of that it is set before.

    What is printed between a heading and its text stays there.
    """
    owner = _owners(sheet)
    headed = {i: number for number, some in above.items() for stack in some for i in stack.pieces}
    captions = [i for i, role in enumerate(sheet.roles) if role == "caption"]
    texts = tuple(sheet.text(chain) for chain in sheet.chains)
    tied = dict(zip(captions, illustrated(tuple(sheet.pieces[i].text for i in captions), texts, table), strict=True))
    below, under = Stacks(), Stacks()
    last: tuple[int, int] | None = None  # the caption printed last, and where it was set
    heading: int | None = None  # the paragraph right under the heading printed last
    for i, role in enumerate(sheet.roles):
        before = int(np.searchsorted(sheet.body, i)) - 1
        if role in BODY:
            last = heading = None
        elif i in headed:
            heading = headed[i] if owner.get(before + 1) == headed[i] else None
        if role in BODY or i in headed or i in taken:
            continue
        # What is printed after all body text closes the article; the rest stays by the text printed above it.
        number = len(sheet.chains) - 1 if before == len(sheet.body) - 1 else owner.get(before, -1)
        about = -1
        if role == "caption":
            shown = tied[i]
            if shown is not None:
                number, about = shown, sheet.pieces_of(sheet.chains[shown])[0]
            last = (i, number)
        elif role == "credit" and last:
            about, number = last
        placed, at = (below, number) if about >= 0 or heading is None else (under, heading)
        placed.setdefault(at, []).append(Stack(role, (i,), about=about))
    return below, under
