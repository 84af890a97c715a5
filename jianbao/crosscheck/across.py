"""Compares the figures of different articles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jianbao import lexicon
from jianbao.crosscheck.compare import comparable, disagreements
from jianbao.crosscheck.told import Told, told_in
from jianbao.model import Card, Conflict, FigureRow, Statement

_YEAR = 4
_Group = tuple[str, ...]
_HEAD = 2  # the last characters of a name, which say what kind of thing it names


def across(cards: Iterable[Card], rules: Mapping[str, Any] | None = None) -> tuple[Conflict, ...]:
    """Find figures of different articles that give one measure of one subject at one time with different values.

    Only what says whose it is is compared, and of that what says in which year, or what was printed on one day. What
    contradicts stands before what is merely rounded, each in the order of the cards.
    """
    rules = rules or lexicon.settings("crosscheck/rules")
    by_id = {card.id: card for card in cards}
    shared = _shared(by_id.values(), rules)
    groups: dict[_Group, list[Told]] = defaultdict(list)
    asked = frozenset().union(*shared.values())
    for card in by_id.values():
        for one in told_in(card, rules["table"]) if card.id in asked else ():
            if (group := _group(one.row, card, rules)) in shared and comparable(one, rules):
                groups[group].append(one)
    found = [conflict for group in groups.values() for conflict in _conflicts(group, by_id, rules)]
    order = {ident: at for at, ident in enumerate(by_id)}
    return tuple(sorted(found, key=lambda one: (one.why == "rounds", order[one.first.card.id])))


def _shared(cards: Iterable[Card], rules: Mapping[str, Any]) -> dict[_Group, set[str]]:
    """Give the groups that figures of several articles belong to, with these: most figures are alone of their kind."""
    found: dict[_Group, set[str]] = defaultdict(set)
    for card in cards:
        for row in card.figures:
            if group := _group(row, card, rules):
                found[group].add(card.id)
    return {group: some for group, some in found.items() if len(some) > 1}


def _group(row: FigureRow, card: Card, rules: Mapping[str, Any]) -> _Group:
    """Give what figures have in common that may be of one thing; nothing for one that is compared with none."""
    figure, quantity = row.figure, row.figure.quantity
    if not figure.subject or quantity.kind not in rules["kinds"]:
        return ()
    when = figure.time if figure.time[:_YEAR].isdecimal() else card.issued.date and figure.time + card.issued.date
    return (figure.subject, when, quantity.kind, quantity.unit, figure.measure[-_HEAD:]) if when else ()


def _conflicts(group: list[Told], cards: Mapping[str, Card], rules: Mapping[str, Any]) -> Iterator[Conflict]:
    """Give the conflicts of a group, the newer article's figure first."""
    for why, *pair in disagreements(group, rules):
        first, second = (Statement(_bare(cards[str(one.place)]), one.row) for one in pair)
        yield Conflict(why, first, second)


def _bare(card: Card) -> Card:
    return replace(card, names=(), figures=(), captions=(), schemes=(), problems=())
