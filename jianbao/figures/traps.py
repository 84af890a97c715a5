"""Finds what holds a numeral and is no figure: names, idioms, words of the language."""

from collections.abc import Iterator

from jianbao.figures.tables import Tables
from jianbao.figures.words import Words


def traps(words: Words, tables: Tables) -> tuple[tuple[int, int], ...]:
    """Find the ranges, in order and apart, in which no figure begins."""
    ranges = sorted([*_in_dictionary(words, tables), *_listed(words, tables), *_shaped(words, tables)])
    out: list[tuple[int, int]] = []
    for start, end in ranges:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _in_dictionary(words: Words, tables: Tables) -> Iterator[tuple[int, int]]:
    """Find the dictionary's words that hold a numeral and are not tagged as numerals: 零部件, 百度, 第一书记."""
    numeric, quantities, approximators = tables.numeric_tags, tables.quantities, tables.rules["approximators"]
    last = -1
    for match in tables.has_numeral.finditer(words.text):
        i = words.word_at(match.start())
        if i == last or words.tags[i] in numeric:
            continue
        last, word = i, words.words[i]
        announced = i and words.words[i - 1] in approximators
        if not announced and word not in quantities and not tables.ranked.search(word):
            yield words.starts[i], words.starts[i + 1]


def _listed(words: Words, tables: Tables) -> Iterator[tuple[int, int]]:
    """Find the listed words, where they are not part of longer words or numerals."""
    text = words.text
    for _, start, end in tables.traps.find_matches_as_indexes(text, overlapping=True):
        inside_number = start and text[start - 1] in tables.numeral_chars and text[start] in tables.numeral_chars
        if not inside_number and words.is_boundary(start) and words.is_boundary(end):
            yield start, end


def _shaped(words: Words, tables: Tables) -> Iterator[tuple[int, int]]:
    """Find what has the shape of a name: 《...》, 歼-20, 90后."""
    for start in tables.shape_start.finditer(words.text):
        match = tables.shapes.match(words.text, start.start())
        if match and match.end() > match.start():
            yield match.span()
