"""Tells whose a figure is: the name, of a place or a body, that its sentence gives before it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Mention
from jianbao.numerals.found import Found


class Name(NamedTuple):
    """A name in its place."""

    start: int
    text: str


class Cast(NamedTuple):
    """Who a document is about: full names by short ones, and the name to fall back on."""

    full: Mapping[str, str]
    main: str


def cast(texts: Sequence[Words], mentions: Sequence[Mention], tables: Tables) -> Cast:
    """Count the names of a document: which short name means which full one, and which is named most."""
    counts = Counter(m.name for m in mentions if m.kind in ("place", "organisation"))
    if not counts:
        counts = Counter(name.text for words in texts for name in _tagged(words, tables))
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
    return Cast(full, main[0] if main[1] > 1 else "")


def names_of(words: Words, mentions: Sequence[Mention], tables: Tables) -> list[Name]:
    """Give the names in a text, in order: those that were recognised, or those the segmenter knows."""
    if mentions:
        named = [Name(m.start, m.name) for m in mentions]
        own = [n for n in _tagged(words, tables) if n.text in tables.labels["own"]]
        return sorted([*named, *own])
    return _tagged(words, tables)


def subjects(words: Words, found: Sequence[Found], names: Sequence[Name], whole: Cast) -> list[str]:
    """Give the subject of each quantity: the first name of its clause, or of its sentence, or the last one named."""
    out: list[str] = []
    last, i = whole.main, 0
    sentence = (-1, -1)
    current = ""
    for this in found:
        if words.sentence(this.start) != sentence:
            sentence = words.sentence(this.start)
            last, current = current or last, ""
        while i < len(names) and names[i].start < this.start:
            if names[i].start >= sentence[0] and not current:
                current = names[i].text
            i += 1
        name = current or last
        out.append(whole.full.get(name, name))
    return out


def _tagged(words: Words, tables: Tables) -> list[Name]:
    tags, own = tables.labels["subject_tags"], tables.labels["own"]
    return [
        Name(start, word)
        for word, tag, start in zip(words.words, words.tags, words.starts, strict=False)
        if (tag in tags and len(word) > 1) or word in own
    ]
