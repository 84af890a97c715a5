"""People's names: `范余于岳郁涂游` and their like are written as they are, not as the common word would be.

A name is known by a role before it (`记者范卫东`), by a title after it (`于先生`), or because it can be nothing else
(`余建明，...`). Characters change only where their form in a name is not the usual one.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jianbao import lexicon
from jianbao.editions.opencc import MARK
from jianbao.editions.words import Cut


@dataclass(frozen=True)
class Names:
    """The patterns of names, and the forms of characters in names.

    The first group of each of `patterns` is a name; that of `chain`, one or more names, each a match of `one`.
    """

    chain: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    one: re.Pattern[str]
    places: tuple[str, ...]
    titles: frozenset[str]
    words: frozenset[str]
    surname: Mapping[str, str]
    given: Mapping[str, str]
    telling: re.Pattern[str]


@functools.cache
def names() -> Names:
    """Compile the table `names`."""
    data: dict[str, Any] = lexicon.settings("editions/names")
    forms = data["forms"]
    any_surname, given = f"[{data['surnames']}]", f"(?:/?[{data['given']}])"
    some, within = "".join(forms["surname"]), f"/?[{data['inner']}]"
    special = f"(?:{within}{given}?|{given}{within})"
    one = f"(?:{any_surname}{given}{{1,2}}|[{data['sure']}]{special})"
    words = {key: lexicon.any_of(data[key]) for key in ("roles", "titles")}
    alone = "/(?<![0-9十百千万亿几余多年月天]/)"
    patterns = (
        f"{alone}([{some}]{given}{{0,2}})/?(?:{words['titles']})",
        f"{alone}({any_surname}{special})/?(?:{words['titles']})",
        f"{alone}([{data['bare']}]{given}{{1,2}})/(?={data['close']}|$)",
        f"(?:^|(?<=[{data['left']}的]))/(于{given}{{1,2}})/(?={data['close']}|{data['acts']}|$)",
        f"/([{data['sure']}]{special})/(?={data['close']}|$)",
    )
    chain = f"(?:{words['roles']})/[ 　:：/]*((?:{one})(?:[ 　、/]+{one})*)/"
    return Names(
        chain=re.compile(chain.replace("/", MARK)),
        patterns=tuple(re.compile(pattern.replace("/", MARK)) for pattern in patterns),
        one=re.compile(one.replace("/", MARK)),
        places=tuple(data["places"]),
        titles=frozenset(data["titles"]),
        words=frozenset(data["words"]),
        surname=forms["surname"],
        given=forms["given"],
        telling=re.compile(f"[{''.join({**forms['surname'], **forms['given']})}]"),
    )


def people(cut: Cut, table: Names) -> Iterator[tuple[int, str]]:
    """Find the people in a text whose names hold a character with a form of its own: place in the text, and name."""
    if not table.telling.search(cut.marked):
        return
    for start, raw in _found(cut.marked, table):
        name = raw.replace(MARK, "")
        if table.telling.search(name) and _is_person(name, raw, table):
            yield cut.place(start), name


def _found(marked: str, table: Names) -> Iterator[tuple[int, str]]:
    for pattern in table.patterns:
        for match in pattern.finditer(marked):
            yield match.start(1), match.group(1)
    for match in table.chain.finditer(marked):
        for one in table.one.finditer(match.group(1)):
            yield match.start(1) + one.start(), one.group()


def written(name: str, table: Names) -> Iterator[tuple[int, str]]:
    """Give the characters of a name that are not written as usual: place in the name, and form."""
    for at, char in enumerate(name):
        form = (table.given if at else table.surname).get(char)
        if form:
            yield at, form


def everywhere(text: str, known: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Find names that are known from elsewhere: place in the text, and name."""
    for name in sorted({name for name in known if len(name) > 1}):
        at = text.find(name)
        while at >= 0:
            yield at, name
            at = text.find(name, at + 1)


def _is_person(name: str, raw: str, table: Names) -> bool:
    """Tell a person's name from a common word, from 于 with a place or a time, from a verb in 于 (`李|生于`)."""
    if name[1:] in table.titles or name in table.words:
        return False
    if name[0] == "于":
        return not name[1:].startswith(table.places)
    return name[-1] != "于" or MARK not in raw or raw[-2] == MARK
