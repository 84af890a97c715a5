"""Tells whose a figure is: the name, of a place or a body, that its sentence gives before it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.figures.clauses import Clause
from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Mention


class Name(NamedTuple):
    """A name in its place."""

    start: int
    text: str


class Cast(NamedTuple):
    """Who a document is about: full names by short ones, and the name to fall back on."""

    full: Mapping[str, str]
    main: str
    known: frozenset[str]


def cast(named: Sequence[Sequence[Name]], mentions: Sequence[Mention], tables: Tables) -> Cast:
    """Count the names of a document, `tagged` in each text: full names by short ones, and the one named most."""
    counts = Counter(m.name for m in mentions if m.kind in ("place", "organisation"))
    if not counts:
        counts = Counter(name.text for names in named for name in names)
    full: dict[str, str] = {}
    for name, _ in counts.most_common():
        if name[-1] in tables.labels["place_ends"]:
            full.setdefault(name[:-1], name)
            for own in tables.labels["own_by_end"].get(name[-1], ()):
                full.setdefault(own, name)
    merged: Counter[str] = Counter()
    for name, count in counts.items():
        merged[full.get(name, name)] += count
    main = merged.most_common(1)[0] if merged else ("", 0)
    ends = tables.labels["place_ends"]
    known = frozenset(name for name, n in counts.items() if n > 1 or name[-1] in ends or name in full)
    return Cast(full, main[0] if main[1] > 1 else "", known)


def names_of(known: Sequence[Name], mentions: Sequence[Mention], whole: Cast, tables: Tables) -> list[Name]:
    """Give the names in a text, in order: those that were recognised, or those the segmenter knows and that recur."""
    if mentions:
        named = [Name(m.start, m.name) for m in mentions]
        own = [n for n in known if n.text in tables.labels["own"]]
        return sorted([*named, *own])
    return [n for n in known if n.text in whole.known]


def subjects(words: Words, around: Sequence[Clause], names: Sequence[Name], whole: Cast) -> list[str]:
    """Give the subject of each quantity: the first name before it in clause or sentence, or the last one named."""
    starts = [name.start for name in names]
    out: list[str] = []
    last = whole.main
    for clause in around:
        sentence = words.sentence(clause.left[1])[0]
        for start in (clause.left[0], clause.start, sentence):
            i = bisect_left(starts, start)
            if i < len(starts) and starts[i] < clause.left[1]:
                last = names[i].text
                break
        out.append(whole.full.get(last, last))
    return out


def tagged(words: Words, tables: Tables) -> list[Name]:
    """Find what the segmenter knows as a name of a place or body, and words such as 我市."""
    labels = tables.labels
    sure, tags, own, ends = labels["sure_tags"], labels["subject_tags"], labels["own"], labels["place_ends"]
    return [
        Name(start, word)
        for word, tag, start in zip(words.words, words.tags, words.starts, strict=False)
        if (tag in tags and len(word) > 1 and (tag in sure or word[-1] in ends)) or word in own
    ]
