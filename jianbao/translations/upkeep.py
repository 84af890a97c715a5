"""A Document and what was translated before -> what there is to translate now. A person's text is never lost."""

import functools
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from jianbao import lexicon
from jianbao.model import LABEL, Document, Entry, Figure, Framework, Mention

_Match = Callable[[Entry, Entry], bool]


@dataclass(frozen=True)
class Likeness:
    """How alike a changed text must be to keep its English: in the block of the same id, and in another one."""

    same_block: float
    other_block: float


@functools.cache
def likeness() -> Likeness:
    """Load the thresholds of `translations/upkeep`."""
    data = lexicon.settings("translations/upkeep")
    return Likeness(data["same block"], data["other block"])


def sync(
    document: Document, old: Iterable[Entry], labels: Iterable[tuple[str, str]] = (), limits: Likeness | None = None
) -> tuple[Entry, ...]:
    """Bring an article's entries up to date: its blocks in reading order, then `labels`, then what is obsolete.

    A label is a pair: a figure's id and what it measures, or LABEL and any other words of a table, each once.
    A block whose Chinese is the same, here or elsewhere in the article, keeps its English. A block that changed keeps
    it as fuzzy, with the Chinese it was made for. English whose Chinese is gone stays as obsolete.
    """
    pool = list(old)
    todo = [Entry(block.id, block.text, role=block.role) for block in document.blocks]
    todo += [Entry(context, label, role=LABEL) for context, label in dict.fromkeys(labels)]
    found: dict[int, Entry] = {}
    for match in _matches(limits or likeness()):
        for at, new in enumerate(todo):
            kept = _best(pool, new, match) if at not in found else None
            if kept is not None:
                pool.remove(kept)
                found[at] = _carry(kept, new)
    gone = [_retired(entry) for entry in pool if entry.text]
    return (*(found.get(at, new) for at, new in enumerate(todo)), *gone)


def labels(
    figures: Iterable[Figure],
    mentions: Iterable[Mention],
    frameworks: Iterable[Framework] = (),
    grounds: Iterable[str] = (),
) -> tuple[tuple[str, str], ...]:
    """Give for `sync` what the tables of an article say in Chinese: what a figure measures, whose, when, and names.

    The parts of its numbered schemes stand in such a table, too; `grounds` are what an editor goes by.
    """
    figures = tuple(figures)
    measures = [(figure.id, figure.measure) for figure in figures]
    words = [word for figure in figures for word in (figure.subject, figure.time)]
    names = sorted({mention.name for mention in mentions})
    parts = [part.text for one in frameworks for part in (*one.parts, *(sub for p in one.parts for sub in p.parts))]
    pairs = (*measures, *((LABEL, word) for word in (*words, *names, *parts, *grounds)))
    # A date in digits is written by the locale; there is nothing to translate.
    return tuple(pair for pair in dict.fromkeys(pairs) if any(char.isalpha() for char in pair[1]))


def _matches(limits: Likeness) -> tuple[_Match, ...]:
    """Give the ways in which an old entry may be that of a block, the surest first; each takes the old and the new."""
    return (
        lambda old, new: old.context == new.context and _is_same(old, new),
        lambda old, new: new.role != LABEL and _is_same(old, new),
        lambda old, new: old.context == new.context != LABEL and _alike(old, new, limits.same_block),
        lambda old, new: new.role != LABEL and bool(old.text) and _alike(old, new, limits.other_block),
    )


def _best(pool: Iterable[Entry], new: Entry, match: _Match) -> Entry | None:
    """Choose among the old entries that match: one with a text, in use, by a person, before one without."""
    candidates = [old for old in pool if (old.role == LABEL) == (new.role == LABEL) and match(old, new)]
    return min(candidates, key=lambda old: (not old.text, old.obsolete, old.origin != "human"), default=None)


def _carry(old: Entry, new: Entry) -> Entry:
    kept = replace(old, context=new.context, source=new.source, role=new.role, obsolete=False)
    if not old.text or _fold(old.previous) == _fold(new.source):
        return replace(kept, fuzzy=False, previous="")
    if _fold(old.source) == _fold(new.source):
        return kept
    return replace(kept, fuzzy=True, previous=old.previous or old.source)


def _retired(old: Entry) -> Entry:
    """Make an entry obsolete, under the Chinese that its English was made for."""
    if old.previous:
        return replace(old, obsolete=True, source=old.previous, fuzzy=False, previous="")
    return replace(old, obsolete=True)


def _is_same(old: Entry, new: Entry) -> bool:
    return _fold(new.source) in {_fold(old.source), _fold(old.previous)}


def _alike(old: Entry, new: Entry, limit: float) -> bool:
    matcher = SequenceMatcher(None, _fold(old.previous or old.source), _fold(new.source), autojunk=False)
    # The first two are upper bounds of the third, and far cheaper.
    return all(ratio() >= limit for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _fold(text: str) -> str:
    """Fold away what a change of cleaning may change without changing what is said: widths and white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
