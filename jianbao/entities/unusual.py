"""People whose names are not written like most: with a space (贺 勇), or of the syllables of another language.

Newspapers set two characters apart so that they stand as wide as three; a Tibetan name is two words of two syllables.
"""

import functools
import re
from collections.abc import Iterator, Mapping

from jianbao import lexicon
from jianbao.entities.passage import Found, Passage, edge
from jianbao.entities.tables import Tables
from jianbao.hanzi import HAN

SPACE = " 　"
BETWEEN = "、和" + SPACE
APART = re.compile(rf"([{HAN}])[ 　]([{HAN}])(?![{HAN}])")
CLOSE = re.compile(rf"([{HAN}]{{2,4}})(?![{HAN}])")
OPENS = "（( 　。，：\n"
WHOLE = len("次仁罗布")


def apart(passage: Passage, titles: Mapping[int, int], tables: Tables) -> Iterator[Found]:
    """Find names written apart: after a title, in a list that one opens, or before the word that credits a photo."""
    text = passage.text
    if not any(space in text for space in SPACE):
        return
    busy = 0
    for end, start in sorted(titles.items()):
        at = end
        while (at := _skip(text, at)) >= busy and (name := _one(text, at, tables)):
            busy = name.end()
            if name.re is not CLOSE:
                yield _found(name, text[start:end])
            at = name.end()
    for name in tables.expressions["credited"].finditer(text):
        opens = name.start() == 0 or text[name.start() - 1] in OPENS
        if name.start() >= busy and opens and name[1] in tables.surnames:
            yield _found(name, "")


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at] in BETWEEN or text[at] == "："):
        at += 1
    return at


def _one(text: str, at: int, tables: Tables) -> re.Match[str] | None:
    """Read one name of a list: written apart, before a credit, or together (which is found elsewhere)."""
    first = text[at : at + 1]
    if first not in tables.surnames:
        return None
    return APART.match(text, at) or tables.expressions["credited"].match(text, at) or CLOSE.match(text, at)


def _found(name: re.Match[str], role: str) -> Found:
    return Found(name.start(), name.end(), "person", name=name[1] + name[2], role=role)


@functools.cache
def _syllables() -> re.Pattern[str]:
    pieces = sorted((row["piece"] for row in lexicon.table("entities/name_pieces")), key=len, reverse=True)
    one = f"(?:{'|'.join(pieces)})"
    return re.compile(f"{one}(?:[·・•]?{one}){{1,3}}")


def of_pieces(passage: Passage) -> Iterator[Found]:
    """Find names made of the words that Tibetan, Mongolian and Uygur names are made of: 次仁|罗布, 古丽|米热."""
    for name in _syllables().finditer(passage.text):
        if name.end() - name.start() >= WHOLE and edge(passage, name.start()) and edge(passage, name.end()):
            yield Found(name.start(), name.end(), "person", name=name[0])
