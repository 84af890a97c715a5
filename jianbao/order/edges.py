"""What each fragment says of itself at its two edges: how it ends, how it begins, what is open or closed there."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jianbao import continuation, hanzi, ngrams
from jianbao.order.arrays import Floats, Ints

REACH = 4  # characters on either side of a cut that the n-grams see
_STOPS = tuple("。！？…!?")
_PAUSES = tuple("，、；：,;:")
_CLOSERS = "”’）)》〉」』】"
_OPENERS = "“‘（(《〈「『【"
_BULLETS = tuple("■●◆▲★□◇○▶►")
_MARKS = ("—", *_BULLETS)
_PAIRED = re.compile(f"[{re.escape(_OPENERS + _CLOSERS)}]")
_CLAUSE = re.compile("[^，。、；：！？]*")
ENDINGS = ("stop", "quoted stop", "pause", "closer", "word")
BROKEN = ENDINGS.index("pause")  # from this kind of ending on a fragment ends inside a sentence
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


@dataclass(frozen=True)
class Unit:
    """A fragment of body text. `headings`: those printed between it and the fragment before; `whole`: it is not cut."""

    text: str
    headings: tuple[str, ...] = ()
    whole: bool = False


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
    for mark in _PAIRED.findall(text):
        if mark in _OPENERS:
            depth += 1
        elif depth:
            depth -= 1
        else:
            unopened += 1
    return unopened, depth


@dataclass(frozen=True)
class Edges:
    """What each fragment says of itself at its two edges, an entry a fragment.

    `goes` and `comes` are the vectors of its end and its beginning (`continuation`); `behind` and `ahead` the counts
    of the n-grams that end its tail, a column an order, and of those in its head, order by order.
    """

    heads: ngrams.Codes
    tails: ngrams.Codes
    free: Floats
    starts: Floats
    ends: Floats
    endings: Ints
    opened: Ints
    closes: Ints
    goes: Floats
    comes: Floats
    behind: Floats
    ahead: Floats


def edges(texts: Sequence[str], table: ngrams.Ngrams, network: continuation.Network) -> Edges:
    """Describe the edges of every text."""
    heads = ngrams.encode([text[:REACH].ljust(REACH, "\0") for text in texts])
    tails = ngrams.encode([text[-REACH:].rjust(REACH, "\0") for text in texts])
    opened, closed = table.seen(_opened(heads, "\n。，"), 1), table.seen(_closed(tails, "\n，。"), REACH)
    # What stands beside a mark is the same whatever the mark.
    ahead = [counts[: len(texts), 1:] for counts in opened[:REACH]]
    behind = [counts[: len(texts), :1] for counts in closed[:REACH]]
    free = table.blend(ahead, REACH).sum(axis=-1)
    before = table.blend(opened, REACH).sum(axis=-1).reshape(-1, len(texts)) - free
    after = np.clip(table.blend(closed, 1).sum(axis=-1), -14, 0).reshape(-1, len(texts))
    balances = np.array([balance(text) for text in texts])
    vectors = continuation.vectors(texts, network)
    return Edges(
        heads,
        tails,
        free,
        np.column_stack([*(np.clip(column, -12, 8) for column in before), *_starts(texts), vectors.start]),
        np.column_stack([*after, vectors.stop]),
        _endings(texts),
        balances[:, 1],
        balances[:, 0],
        vectors.ends,
        vectors.begins,
        np.hstack(behind),
        np.hstack(ahead),
    )


def _endings(texts: Sequence[str]) -> Ints:
    """Say how each fragment ends. An item of a list whose next item follows is whole, whatever it ends with."""
    found = [ending(text) for text in texts]
    for at, (text, after) in enumerate(itertools.pairwise(texts)):
        if text.startswith(_BULLETS) and after.startswith(text[0]):
            found[at] = 0
    return np.array(found)


def headed(units: Sequence[Unit]) -> Floats:
    """Count the headings printed right before each fragment."""
    return np.array([len(unit.headings) for unit in units], dtype=float)


def _starts(texts: Sequence[str]) -> tuple[npt.ArrayLike, ...]:
    """Describe how each fragment begins; as in START, from the first clause on."""
    clauses = [_CLAUSE.match(text) for text in texts]
    sizes = [len(clause[0]) if clause else 0 for clause in clauses]
    sentences = [text.find("。") + 1 or 300 for text in texts]
    return (
        [float(size < 3) for size in sizes],  # noqa: PLR2004
        np.log1p(sizes),
        np.log(sentences),
        [float(len(hanzi.words(text[: 2 * REACH])[0]) == 1) for text in texts],
        [float(text.startswith(_MARKS)) for text in texts],
        [float(text[:1] in _PAUSES or text[:1] in _STOPS or text[:1] in _CLOSERS) for text in texts],
    )


def _opened(heads: ngrams.Codes, marks: str) -> ngrams.Codes:
    """Put each of some marks before all heads in turn."""
    return np.hstack([_every(marks, len(heads)), np.tile(heads, (len(marks), 1))])


def _closed(tails: ngrams.Codes, marks: str) -> ngrams.Codes:
    """Put each of some marks behind all tails in turn."""
    return np.hstack([np.tile(tails, (len(marks), 1)), _every(marks, len(tails))])


def _every(marks: str, times: int) -> ngrams.Codes:
    return np.repeat([[ord(char)] for char in marks], times, axis=0).astype(np.uint64)


def begins(edge: Edges, heads: Floats) -> Floats:
    """Gather what speaks for a fragment having none before it: the start of a flow. `heads`: the headings before each.

    A flow begins with a section. Where a page has headings, one that begins without is doubtful, the more so when no
    heading is to spare: one printed before text that goes on from elsewhere, or beside another heading.
    """
    under = heads > 0
    spare = (under & (edge.starts[:, 0] + edge.starts[:, 1] < 0)) | (heads > 1)
    bare = ~under & under.any()
    bare[:1] = False
    columns = [np.ones(len(under)), under, bare, bare & ~spare.any(), bare / (1 + spare.sum()), edge.closes > 0]
    return np.column_stack([*columns, edge.starts]).astype(float)


def stops(edge: Edges, heads: Floats) -> Floats:
    """Gather what speaks for a fragment having none after it: the end of a flow. `heads`: the headings before each."""
    after = np.append(heads[1:] > 0, False).astype(float)
    ends = np.eye(len(ENDINGS))[edge.endings][:, 1:]
    return np.column_stack([np.ones(len(after)), after, edge.opened > 0, ends, edge.ends])
