"""What speaks for and against one fragment being followed by another: named numbers for candidate pairs.

What a page says of all its fragments is worked out once (`page`), the pairs in arrays, as many at a time as the caller
asks for: a pair costs microseconds, and the candidates of a fragment are bounded, so that time grows with the text and
not with its square, and memory with neither.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jianbao import hanzi, ngrams
from jianbao.order.arrays import Floats, Ints
from jianbao.order.edges import BROKEN, END, ENDINGS, REACH, START, Edges, Unit, headed
from jianbao.order.likeness import AROUND, Products, cosines, pairs_in, sections, share, wording
from jianbao.order.looks import Looks

COLUMNS = 32  # the unit of distance is one in so many of the page
ECHO = 16  # characters on either side of a cut in which the same words are looked for
WINDOW = 40  # how many fragments further on the next one is looked for
_WORD = ENDINGS.index("word")
FOLLOW = (
    "next line",
    "distance",
    "heading between",
    "heading in a sentence",
    "alike",
    "alike next line",
    "alike around",
    "alike around next line",
    "named by the heading above",
    "quote closed",
    "quote left open",
    "quote closed unopened",
    *ENDINGS,
    *END,
    *START,
)
JOIN = (
    *FOLLOW,
    "goes on",
    "phrase against",
    "phrase",
    "phrase strong",
    "echo",
    "one word",
    "repeat 2",
    "repeat 3",
    "repeat 4",
    "repeat 5",
)


@dataclass(frozen=True)
class Named:
    """The headings of a page by their words, and the one printed last above each fragment (-1: none)."""

    headings: Sequence[Mapping[str, float]]
    above: Ints


@dataclass(frozen=True)
class Page:
    """What a page says of its fragments, before any two are compared.

    `products`: those of their vocabulary; `known`: the n-grams of the page, sorted, order by order.
    """

    units: Sequence[Unit]
    edges: Edges
    headed: Floats
    products: Products
    named: Named
    known: tuple[ngrams.Keys, ...]
    table: ngrams.Ngrams


@dataclass(frozen=True)
class Pairs:
    """Pairs of fragments: `left` before `right` in print, and features by name, one row a pair."""

    left: Ints
    right: Ints
    join: Floats
    follow: Floats


def page(units: Sequence[Unit], looks: Looks) -> Page:
    """Work out what the pairs of a page are compared by."""
    table = looks.table
    codes = ngrams.encode(["\n".join(unit.text for unit in units)])[0]
    known = tuple(np.sort(ngrams.keys(codes, order)) for order in range(2, ngrams.ORDER + 1) if len(codes) >= order)
    products = functools.partial(looks.products, units)
    return Page(units, looks.edges(units), headed(units), products, _named(units, table), known, table)


def candidates(size: int, window: int = WINDOW) -> tuple[Ints, Ints]:
    """Pair every fragment with the `window` printed after it."""
    left = np.repeat(np.arange(size), window)
    right = left + np.tile(np.arange(1, window + 1), size)
    inside = right < size
    return left[inside], right[inside]


def pairs(page: Page, left: Ints, right: Ints) -> Pairs:
    """Gather the evidence on pairs, `left` ascending: for being one paragraph, and for following as another."""
    edges = page.edges
    ends = np.eye(len(ENDINGS))[edges.endings[left]]
    bare = 1 - ends[:, :BROKEN].sum(axis=1)
    near = (right == left + 1).astype(float)
    # What the characters across the cut say is only asked where a sentence is broken, or of the next line.
    asked = np.flatnonzero((bare > 0) | (near > 0))
    across = _across(edges, left[asked], right[asked])
    gain = np.zeros(len(left))
    gain[asked] = _expected(page, left[asked], right[asked], across) - edges.free[right[asked]]
    repeats = np.zeros((len(left), ngrams.ORDER - 1))
    repeats[asked] = _repeated(page, across)
    alike, around = cosines(page.products, sections(page.headed), left, right)
    # A page has so many columns, however long they are: the distance is told as a share of the page.
    far = np.where(near, 0.0, np.log2(1 + COLUMNS * (right - left) / len(page.units)))
    under = (page.headed[right] > 0) * near
    common = [near, far, under, under * bare, alike, alike * near, around, around * near]
    common += [_named_above(page, left, right) * (1 - near), *_quotes(edges, left, right)]
    common += [ends, edges.ends[left], edges.starts[right]]
    goes_on = np.einsum("ij,ij->i", edges.goes[left], edges.comes[right])
    gains = [goes_on, np.clip(gain, -12, 0), np.clip(gain, 0, 3), np.clip(gain - 3, 0, 12)]
    gains += [_echoes(page.units, left, right, asked), _splits_word(page, left, right), repeats]
    return Pairs(left, right, np.column_stack([*common, *gains]), np.column_stack(common))


def _across(edges: Edges, left: Ints, right: Ints) -> list[ngrams.Keys]:
    """Hash the n-grams across the cut of each pair, order by order from two characters on."""
    spans = np.hstack([edges.tails[left], edges.heads[right]])
    return [ngrams.keys(spans[:, REACH - n + 1 : REACH + n - 1], n) for n in range(2, ngrams.ORDER + 1)]


def _expected(page: Page, left: Ints, right: Ints, across: Sequence[ngrams.Keys]) -> Floats:
    """Give the log probability of the head of each right side after the tail of the left one.

    Only the n-grams across the cut are looked up: those on either side were when the edges were described.
    """
    none = np.zeros((len(left), 0))
    behind = [*page.edges.behind[left].T[:, :, None], none]
    over = [none, *np.split(page.table.count(np.hstack(across)), np.cumsum([k.shape[1] for k in across[:-1]]), axis=1)]
    ahead = [*np.split(page.edges.ahead[right], np.cumsum(range(REACH, 1, -1)), axis=1), none]
    seen = [np.hstack(parts) for parts in zip(behind, over, ahead, strict=True)]
    return np.asarray(page.table.blend(seen, REACH).sum(axis=-1))


def _named(units: Sequence[Unit], table: ngrams.Ngrams) -> Named:
    headings = [wording(text, table) for unit in units for text in unit.headings]
    return Named(headings, np.cumsum([len(unit.headings) for unit in units]) - 1)


def _named_above(page: Page, left: Ints, right: Ints) -> Floats:
    """Tell how much better the heading printed last above the left side names the right than its own does."""
    above, own = page.named.above[left], page.named.above[right]
    asked = np.flatnonzero((above >= 0) & (above != own))
    texts = {j: "".join(unit.text for unit in page.units[j : j + AROUND]) for j in set(right[asked].tolist())}
    triples = list(zip(above[asked].tolist(), own[asked].tolist(), right[asked].tolist(), strict=True))
    wanted = {(h, j) for a, o, j in triples for h in (a, o)}
    held = {(h, j): share(page.named.headings[h], texts[j]) for h, j in wanted}
    out = np.zeros(len(left))
    out[asked] = [held[a, j] - held[o, j] for a, o, j in triples]
    return out


def _quotes(edges: Edges, left: Ints, right: Ints) -> tuple[Floats, Floats, Floats]:
    opened, closes = (edges.opened[left] > 0).astype(float), (edges.closes[right] > 0).astype(float)
    return opened * closes, opened * (1 - closes), (1 - opened) * closes


def _splits_word(page: Page, left: Ints, right: Ints) -> Floats:
    """Tell for each pair whether a word of the dictionary lies across the cut; only asked where no mark stands."""
    out = np.zeros(len(left))
    bare = np.flatnonzero((page.edges.endings[left] == _WORD) & (page.edges.starts[right, 0] < 2))  # noqa: PLR2004
    tails, heads = ([unit.text[side] for unit in page.units] for side in (slice(-REACH, None), slice(REACH)))
    pairs = zip(left[bare].tolist(), right[bare].tolist(), strict=True)
    out[bare] = [_is_one_word(tails[i], heads[j]) for i, j in pairs]
    return out


@functools.lru_cache(maxsize=1 << 13)  # most pairs are weighed twice
def _is_one_word(tail: str, head: str) -> bool:
    """Tell whether a word of the dictionary lies across a cut."""
    return hanzi.is_han(tail[-1:]) and hanzi.is_han(head[:1]) and across(hanzi.words(tail + head), len(tail))


def across(words: Sequence[str], cut: int) -> bool:
    """Tell whether one of the words, set one after another, lies on both sides of a cut.

    >>> across(["生产", "生活"], 2), across(["生", "产生"], 2)
    (False, True)
    """
    end = 0
    for word in words:
        end += len(word)
        if end >= cut:
            return end > cut
    return False


def _repeated(page: Page, across: Sequence[ngrams.Keys]) -> Floats:
    """Tell for each pair, and each order from 2 to 5, whether an n-gram across the cut stands elsewhere."""
    out = np.zeros((len(across[0]), ngrams.ORDER - 1))
    for column, (known, keys) in enumerate(zip(page.known, across, strict=False)):
        at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
        out[:, column] = (known[at] == keys).any(axis=1)
    return out


def _echoes(units: Sequence[Unit], left: Ints, right: Ints, asked: Ints) -> Floats:
    """Count the character pairs that stand both just before the cut and just after it, two at most."""
    tails, heads = ([_letter_pairs(unit.text[side]) for unit in units] for side in (slice(-ECHO, None), slice(ECHO)))
    pairs = ((tails[i], heads[j]) for i, j in zip(left[asked].tolist(), right[asked].tolist(), strict=True))
    out = np.zeros(len(left))
    out[asked] = [0 if tail.isdisjoint(head) else min(len(tail & head), 2) for tail, head in pairs]
    return out


@functools.lru_cache(maxsize=1024)  # most fragments are weighed twice
def _letter_pairs(text: str) -> frozenset[str]:
    return frozenset(pair for pair in pairs_in(text) if pair.isalpha())
