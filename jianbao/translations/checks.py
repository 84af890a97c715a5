"""What can be checked of a translation without reading it: numbers, terms, left-over Chinese, and how much there is."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jianbao import lexicon
from jianbao.model import LABEL, Coverage, Entry, Problem
from jianbao.translations.numbers import disagreements

# Ideographs, kana and their punctuation, and full-width forms: nothing that English is written with.
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]+")
_LINE = re.compile(r"[a-z](\d+)")
_APART = re.compile(r"[\s\u2010-\u2013-]+")


@dataclass(frozen=True)
class Terms:
    """The glossary, compiled: a pattern of all terms, longest first, and the English that each may have."""

    pattern: re.Pattern[str]
    english: Mapping[str, tuple[str, ...]]


@functools.cache
def terms() -> Terms:
    """Compile the table `editions/glossary`."""
    english = {row["term"]: tuple(row["english"].split(" | ")) for row in lexicon.table("editions/glossary")}
    return compile_terms(english)


def compile_terms(english: Mapping[str, tuple[str, ...]]) -> Terms:
    """Compile a glossary: Chinese terms and the English that each may have, the usual one first."""
    return Terms(re.compile(lexicon.any_of(english)), english)


def check(entries: Iterable[Entry], glossary: Terms | None = None) -> tuple[Problem, ...]:
    """Check every translation in use: left-over Chinese; for blocks also age, numbers and terms.

    The line of a problem is that of its block in the seed; 0 for the words of tables.
    """
    glossary = glossary or terms()
    found = []
    for entry in entries:
        if entry.text and not entry.obsolete:
            line = _LINE.match(entry.context)
            found += [
                Problem(code, int(line.group(1)) if line else 0, f"{entry.context}: {message}")
                for code, message in _faults(entry, glossary)
            ]
    return tuple(found)


def coverage(entries: Iterable[Entry]) -> Coverage:
    """Count the blocks of an article by who translated them; a fuzzy text counts as stale, whoever wrote it."""
    kinds = [
        "none" if not entry.text else "stale" if entry.fuzzy else entry.origin
        for entry in entries
        if entry.role != LABEL and not entry.obsolete
    ]
    return Coverage(kinds.count("human"), kinds.count("machine"), kinds.count("stale"), kinds.count("none"))


def _faults(entry: Entry, glossary: Terms) -> Iterator[tuple[str, str]]:
    chinese = _CHINESE.findall(entry.text)
    if chinese:
        yield "TR-CHINESE", f"left over in the English: {' '.join(chinese)}"
    if entry.role == LABEL:
        # What a figure measures is cut from its sentence by a program, and may hold more than its English need say.
        return
    if entry.fuzzy:
        yield "TR-STALE", "the Chinese has changed since; look at the English again"
    missing, extra = disagreements(entry.source, entry.text)
    if missing or extra:
        lacking = f"the English lacks {', '.join(missing)}" if missing else ""
        adding = f"the Chinese has no {', '.join(extra)}" if extra else ""
        yield "TR-NUMBER", "; ".join(filter(None, (lacking, adding)))
    said = _fold(entry.text)
    for term in dict.fromkeys(glossary.pattern.findall(entry.source)):
        ways = glossary.english[term]
        if not any(re.search(rf"\b{re.escape(_fold(way))}s?\b", said) for way in ways):
            yield "TR-TERM", f"{term} is {' or '.join(ways)} in the glossary"


def _fold(text: str) -> str:
    return _APART.sub(" ", text.replace("\u2019", "'")).lower()
