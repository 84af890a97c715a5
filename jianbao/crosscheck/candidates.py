"""Which figures of a group are worth comparing: those of names that are alike, and of names that tell of few values.

Cheap enough for a file of thousands of figures: what must be the same sorts the figures, names are compared but once,
and a name of many values, which is a column of a table, leaves no pairs.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from jianbao.crosscheck.told import Told, amount

Places = Mapping[str, Sequence[int]]  # where in the group the figures of a name are


def pairs(group: Sequence[Told], rules: Mapping[str, Any]) -> Iterator[tuple[Told, Told]]:
    """Give the pairs of a group whose names are alike and have the same words that tell measures apart, in its order.

    A name that has more values than `values`, with those like it, has no pairs; of figures that give one value under
    one name the first `asked` are taken.
    """
    names: dict[frozenset[str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, one in enumerate(group):
        names[marks(one.clause + one.figure.measure, rules)][one.figure.measure].append(at)
    found = (pair for some in names.values() for pair in _of_names(group, some, rules))
    yield from ((group[a], group[b]) for a, b in sorted(found))


def marks(text: str, rules: Mapping[str, Any]) -> frozenset[str]:
    """Find the words of a text that tell one measure from another of nearly the same name: 出口 from 进口."""
    return frozenset(word for word in rules["apart"] if word in text)


def named_alike(one: str, other: str, limits: Mapping[str, Any]) -> bool:
    """Tell whether two names of measures are one: the longer adds but little."""
    short, long = sorted((one, other), key=len)
    if len(short) < max(limits["shortest"], limits["alike"] * len(long)):
        return False
    rest = iter(long)
    return short == long or all(char in rest for char in short)


def _of_names(group: Sequence[Told], names: Places, rules: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Give the pairs of places, the first before the second, of names that are alike and not crowded."""
    values = {name: _first_of_each(group, places, rules["asked"]) for name, places in names.items()}
    alike = list(_alike(names, rules["rounded_name"]))
    told: dict[str, set[Hashable]] = {name: set(each) for name, each in values.items()}
    for one, other in alike:
        told[one].update(values[other])
        told[other].update(values[one])
    asked = {name: [at for some in each.values() for at in some] for name, each in values.items()}
    for one, other in alike:
        if max(len(told[one]), len(told[other])) <= rules["values"]:
            both = combinations(asked[one], 2) if one == other else product(asked[one], asked[other])
            yield from ((min(pair), max(pair)) for pair in both)


def _first_of_each(group: Sequence[Told], places: Iterable[int], most: int) -> dict[Hashable, list[int]]:
    """Give by value the first places that tell it."""
    values: dict[Hashable, list[int]] = defaultdict(list)
    for at in places:
        known = values[amount(group[at].figure)]
        if len(known) < most:
            known.append(at)
    return values


def _alike(names: Iterable[str], limits: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the pairs of names that are alike, each with itself, too: the shorter begins somewhere in the longer."""
    begun: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len):
        begun[name[:1]].append(name)
        for char in dict.fromkeys(name):
            yield from ((other, name) for other in begun[char] if named_alike(other, name, limits))
