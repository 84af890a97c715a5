"""What speaks for and against one fragment being followed by another: named numbers for every candidate pair.

All is computed for a whole page at once, in arrays: a pair costs microseconds, and the candidates of a fragment are
bounded, so that the time grows with the text and not with its square.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianbao import continuation, hanzi, ngrams
from jianbao.order.arrays import Floats, Ints
from jianbao.order.likeness import AROUND, cosine, pairs_in, share, surroundings, vocabulary, wording

REACH = 4  # characters on either side of a cut that the n-grams see
COLUMNS = 32  # the unit of distance is one in so many of the page
ECHO = 16  # characters on either side of a cut in which the same words are looked for
WINDOW = 40  # how many fragments further on the next one is looked for
_STOPS = tuple("。！？…!?")
_PAUSES = tuple("，、；：,;:")
_CLOSERS = "”’）)》〉」』】"
_OPENERS = "“‘（(《〈「『【"
_MARKS = tuple("—■●◆▲★□◇○▶►")
_CLAUSE = re.compile("[^，。、；：！？]*")
ENDINGS = ("stop", "quoted stop", "pause", "closer", "word")


@dataclass(frozen=True)
class Unit:
    """A fragment of body text. `headings`: those printed between it and the fragment before."""

    text: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs of fragments: `left` before `right` in print, and features by name, one row a pair."""

    left: Ints
    right: Ints
    join: Floats
    follow: Floats


def ending(text: str) -> int:
    """Say how a fragment ends: an index into ENDINGS.

    >>> [ENDINGS[ending(t)] for t in ("完成。", "好吗？”", "首先，", "“三农”", "形成")]
    ['stop', 'quoted stop', 'pause', 'closer', 'word']
    """
    bare = text.rstrip(_CLOSERS)
    if bare[-1:] in _STOPS:
        return 0 if bare == text else 1
    if text[-1:] in _PAUSES:
        return 2
    return 4 if bare == text else 3


def balance(text: str) -> tuple[int, int]:
    """Count the quotes and brackets that are closed without having been opened, and those left open.

    >>> balance("通村畅乡”的网络，形成“外联")
    (1, 1)
    """
    unopened = depth = 0
    for char in text:
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            if depth:
                depth -= 1
            else:
                unopened += 1
    return unopened, depth


@dataclass(frozen=True)
class Edges:
    """What each fragment says of itself at its two edges, an entry a fragment."""

    heads: ngrams.Codes
    tails: ngrams.Codes
    free: Floats
    starts: Floats
    ends: Floats
    endings: Ints
    opened: Ints
    closes: Ints
    headed: Floats
    vectors: continuation.Vectors


def edges(units: Sequence[Unit], table: ngrams.Ngrams, network: continuation.Network) -> Edges:
    """Describe the edges of every fragment."""
    texts = [unit.text for unit in units]
    heads = ngrams.encode([ngrams.fold(text[:REACH].ljust(REACH, "\0")) for text in texts])
    tails = ngrams.encode([ngrams.fold(text[-REACH:].rjust(REACH, "\0")) for text in texts])
    free = table.log_prob(heads, 0)
    balances = np.array([balance(text) for text in texts])
    vectors = continuation.vectors(texts, network)
    return Edges(
        heads,
        tails,
        free,
        np.column_stack([_starts(texts, heads, free, table), vectors.start]),
        np.column_stack([*(_after(tails, char, table) for char in "\n，。"), vectors.stop]),
        np.array([ending(text) for text in texts]),
        balances[:, 1],
        balances[:, 0],
        np.array([len(unit.headings) for unit in units], dtype=float),
        vectors,
    )


def _starts(texts: Sequence[str], heads: ngrams.Codes, free: Floats, table: ngrams.Ngrams) -> Floats:
    """Describe how each fragment begins; columns as in START."""
    before = [
        table.log_prob(np.hstack([np.full((len(texts), 1), ord(char), dtype=np.uint64), heads]), 1) - free
        for char in "\n。，"
    ]
    clauses = [_CLAUSE.match(text) for text in texts]
    sizes = [len(clause[0]) if clause else 0 for clause in clauses]
    sentences = [text.find("。") + 1 or 300 for text in texts]
    return np.column_stack(
        [
            *(np.clip(column, -12, 8) for column in before),
            [float(size < 3) for size in sizes],  # noqa: PLR2004
            np.log1p(sizes),
            np.log(sentences),
            [float(len(hanzi.words(text[: 2 * REACH])[0]) == 1) for text in texts],
            [float(text.startswith(_MARKS)) for text in texts],
            [float(text[:1] in _PAUSES or text[:1] in _STOPS or text[:1] in _CLOSERS) for text in texts],
        ]
    )


def _after(tails: ngrams.Codes, char: str, table: ngrams.Ngrams) -> Floats:
    """Give the log probability that a character follows each tail, kept within bounds."""
    column = np.full((len(tails), 1), ord(char), dtype=np.uint64)
    return np.clip(table.log_prob(np.hstack([tails, column]), REACH), -14, 0)


def candidates(size: int, window: int = WINDOW) -> tuple[Ints, Ints]:
    """Pair every fragment with the `window` printed after it."""
    left = np.repeat(np.arange(size), window)
    right = left + np.tile(np.arange(1, window + 1), size)
    inside = right < size
    return left[inside], right[inside]


def pairs(units: Sequence[Unit], edge: Edges, table: ngrams.Ngrams) -> Pairs:
    """Gather the evidence on every candidate pair: for being one paragraph (`join`), and for following (`follow`)."""
    left, right = candidates(len(units))
    ends = np.eye(len(ENDINGS))[edge.endings[left]]
    bare = 1 - ends[:, :2].sum(axis=1)  # the left side does not end as a sentence
    near = (right == left + 1).astype(float)
    # What the characters across the cut say is only asked where a sentence is broken, or of the next line.
    asked = np.flatnonzero((bare > 0) | (near > 0))
    spans = np.hstack([edge.tails[left[asked]], edge.heads[right[asked]]])
    gain = np.zeros(len(left))
    gain[asked] = table.log_prob(spans, REACH) - edge.free[right[asked]]
    repeats = np.zeros((len(left), ngrams.ORDER - 1))
    repeats[asked] = repeated(units, spans)
    vectors = vocabulary([unit.text for unit in units], table)
    alike = cosine(vectors, vectors, left, right)
    around = cosine(*surroundings(vectors, edge.headed), left, right)
    # A page has so many columns, however long they are: the distance is told as a share of the page.
    far = np.where(near, 0.0, np.log2(1 + COLUMNS * (right - left) / len(units)))
    headed = (edge.headed[right] > 0) * near
    common = [near, far, headed, headed * bare, alike, alike * near, around, around * near]
    common += [_named_above(units, table, left, right) * (1 - near), *_quotes(edge, left, right)]
    goes_on = np.einsum("ij,ij->i", edge.vectors.ends[left], edge.vectors.begins[right])
    gains = [goes_on, np.clip(gain, -12, 0), np.clip(gain, 0, 3), np.clip(gain - 3, 0, 12)]
    single = splits_word(units, left, right, edge)
    common += [ends, edge.ends[left], edge.starts[right]]
    gains.append(_echoes(units, left, right, asked))
    return Pairs(left, right, np.column_stack([*common, *gains, single, repeats]), np.column_stack(common))


START = (
    "start",
    "start as sentence",
    "start as clause",
    "short clause",
    "first clause",
    "first sentence",
    "single",
    "mark",
    "continues",
    "begins a paragraph",
)
END = ("end", "end as clause", "end as sentence", "ends a paragraph")
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
BEGIN = (
    "always",
    "heading before",
    "no heading before",
    "no heading to spare",
    "few headings to spare",
    "closes",
    *START,
)
STOP = ("always", "heading after", "open", *ENDINGS[1:], *END)


def begins(edge: Edges) -> Floats:
    """Gather what speaks for a fragment having none before it: the start of a flow.

    A flow begins with a section. Where a page has headings, one that begins without is doubtful, the more so when no
    heading is to spare: one printed before text that goes on from elsewhere, or beside another heading.
    """
    headed = edge.headed > 0
    spare = (headed & (edge.starts[:, 0] + edge.starts[:, 1] < 0)) | (edge.headed > 1)
    bare = ~headed & headed.any()
    bare[:1] = False
    columns = [np.ones(len(headed)), headed, bare, bare & ~spare.any(), bare / (1 + spare.sum()), edge.closes > 0]
    return np.column_stack([*columns, edge.starts]).astype(float)


def stops(edge: Edges) -> Floats:
    """Gather what speaks for a fragment having none after it: the end of a flow."""
    after = np.append(edge.headed[1:] > 0, False).astype(float)
    ends = np.eye(len(ENDINGS))[edge.endings][:, 1:]
    return np.column_stack([np.ones(len(after)), after, edge.opened > 0, ends, edge.ends])


def _quotes(edge: Edges, left: Ints, right: Ints) -> tuple[Floats, Floats, Floats]:
    opened, closes = (edge.opened[left] > 0).astype(float), (edge.closes[right] > 0).astype(float)
    return opened * closes, opened * (1 - closes), (1 - opened) * closes


def splits_word(units: Sequence[Unit], left: Ints, right: Ints, edge: Edges) -> Floats:
    """Tell for each pair whether a word of the dictionary lies across the cut; only asked where no mark stands."""
    out = np.zeros(len(left))
    bare = (edge.endings[left] == ENDINGS.index("word")) & (edge.starts[right, 0] < 2)  # noqa: PLR2004
    for k in np.flatnonzero(bare).tolist():
        tail, head = units[left[k]].text[-REACH:], units[right[k]].text[:REACH]
        if hanzi.is_han(tail[-1:]) and hanzi.is_han(head[:1]):
            ends = np.cumsum([len(word) for word in hanzi.words(tail + head)])
            out[k] = len(tail) not in ends
    return out


def repeated(units: Sequence[Unit], spans: ngrams.Codes) -> Floats:
    """Tell for each pair, and each order from 2 to 5, whether an n-gram across the cut stands elsewhere on the page."""
    page = ngrams.encode([ngrams.fold("\n".join(unit.text for unit in units))])[0]
    out = np.zeros((len(spans), ngrams.ORDER - 1))
    for order in range(2, ngrams.ORDER + 1):
        if len(page) < order:
            break
        known = np.unique(ngrams.keys(page, order))
        across = ngrams.keys(spans[:, REACH - order + 1 : REACH + order - 1], order)
        at = np.minimum(np.searchsorted(known, across), len(known) - 1)
        out[:, order - 2] = (known[at] == across).any(axis=1)
    return out


def _echoes(units: Sequence[Unit], left: Ints, right: Ints, asked: Ints) -> Floats:
    """Count the character pairs that stand both just before the cut and just after it."""
    tails = [pairs_in(unit.text[-ECHO:]) for unit in units]
    heads = [pairs_in(unit.text[:ECHO]) for unit in units]
    out = np.zeros(len(left))
    out[asked] = [
        min(sum(pair.isalpha() for pair in tails[i] & heads[j]), 2)
        for i, j in zip(left[asked].tolist(), right[asked].tolist(), strict=True)
    ]
    return out


def _named_above(units: Sequence[Unit], table: ngrams.Ngrams, left: Ints, right: Ints) -> Floats:
    """Tell how much better the heading printed last above the left side names the right than its own does."""
    texts = [heading for unit in units for heading in unit.headings]
    last = np.cumsum([len(unit.headings) for unit in units]) - 1  # the heading printed last above each; -1: none
    if not texts:
        return np.zeros(len(left))
    above, own = last[left], last[right]
    asked = np.flatnonzero((above >= 0) & (above != own))
    words = [wording(text, table) for text in texts]
    ahead = [pairs_in("".join(unit.text for unit in units[i : i + AROUND])) for i in range(len(units))]
    out = np.zeros(len(left))
    for k in asked.tolist():
        text = ahead[right[k]]
        out[k] = share(words[above[k]], text) - share(words[own[k]], text)
    return out
