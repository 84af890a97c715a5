"""Lists by the letters that names begin with: one, or as many as it takes, so that no list grows with the archive."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TypeVar

MOST = 300  # names in a list: some 90 KB; one more article changes the lists of all its names
OTHER = "0"  # the list of those that begin with no Latin letter
_UNSPELT = re.compile("[^a-z0-9]+")

Key = TypeVar("Key")


def spelt(name: str) -> str:
    """Leave of a name the letters and digits that it is listed by.

    >>> spelt("“Yi dai yi lu” jihua"), spelt("Évora"), spelt("5G"), spelt("")
    ('yidaiyilujihua', 'evora', '0', '0')
    """
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    letters = _UNSPELT.sub("", plain.lower())
    return letters if letters[:1].isalpha() else OTHER


def lists(editions: Sequence[Mapping[Key, str]]) -> tuple[dict[str, tuple[Key, ...]], ...]:
    """Sort things by the beginnings of their names.

    Args:
        editions: in each edition, the names as they are spelt.

    Returns:
        For each edition the things by beginning, in order. Where one list would be too long in any edition it is cut in
        all of them, and holds what its beginning is the whole name of.
    """
    crowded = {start for names in editions for start in _crowded(names.values())}
    every = [_sorted(names, crowded) for names in editions]
    idle = _idle(crowded, {start for some in every for start, keys in some.items() if keys})
    return tuple({start: tuple(some[start]) for start in sorted(some) if start not in idle} for some in every)


def near(starts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the beginnings that each list links, and under the empty name those that the first page does.

    They are the first letters, and what its own beginning and those above it are cut into.
    """
    under = _under(starts)
    return {own: tuple(one for some in _rows(under, own) for one in some) for own in ("", *under)}


def rows(starts: Iterable[str], own: str = "") -> tuple[tuple[str, ...], ...]:
    """Put the beginnings that a list links in rows.

    >>> rows(["k", "l", "la", "ling", "linga", "lingo", "m", "ma"], "ling")
    (('k', 'l', 'm'), ('la', 'ling'), ('linga', 'lingo'))
    """
    return _rows(_under(starts), own)


def _under(starts: Iterable[str]) -> Mapping[str, list[str]]:
    """Give what each beginning, and the empty one, is cut into."""
    under: dict[str, list[str]] = {"": []}
    for start in sorted(starts):
        above = next(start[:size] for size in range(len(start) - 1, -1, -1) if start[:size] in under)
        under[above].append(start)
        under[start] = []
    return under


def _rows(under: Mapping[str, list[str]], own: str) -> tuple[tuple[str, ...], ...]:
    above = (own[:size] for size in range(len(own) + 1))
    return tuple(tuple(under[one]) for one in above if under.get(one))


def _crowded(names: Iterable[str]) -> Iterator[str]:
    """Give the beginnings that more names share than a list may hold."""
    left = list(names)
    for size in count(1):
        shared = Counter(name[:size] for name in left)
        left = [name for name in left if shared[name[:size]] > MOST and len(name) > size]
        if not left:
            return
        yield from {name[:size] for name in left}


def _sorted(names: Mapping[Key, str], crowded: set[str]) -> dict[str, list[Key]]:
    out: dict[str, list[Key]] = {start: [] for start in crowded}
    for key, name in names.items():
        size = next(size for size in count(1) if size >= len(name) or name[:size] not in crowded)
        out.setdefault(name[:size], []).append(key)
    return out


def _idle(crowded: set[str], held: set[str]) -> set[str]:
    """Give the beginnings that would only lead to a single longer one: `nati`, `natio`, where `national` is cut."""
    following: dict[str, set[str]] = {start: set() for start in crowded}
    for start in held | crowded:
        if len(start) > 1:
            following[start[:-1]].add(start)
    return {start for start in crowded - held if len(start) > 1 and len(following[start]) == 1}
