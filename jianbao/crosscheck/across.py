"""Compares the figures of different articles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jianbao import lexicon
from jianbao.crosscheck.compare import comparable, disagreements
from jianbao.crosscheck.told import Told, told_in
from jianbao.model import Card, Conflict, Statement

_YEAR = 4
_HEAD = 2  # the last characters of a name, which say what kind of thing it names


def across(cards: Iterable[Card], rules: Mapping[str, Any] | None = None) -> tuple[Conflict, ...]:
    """Find figures of different articles that give one measure of one subject at one time with different values.

    Only what says whose it is is compared, and of that what says in which year, or what was printed on one day. What
    contradicts stands before what is merely rounded, each in the order of the cards.
    """
    rules = rules or lexicon.settings("crosscheck/rules")
    by_id = {card.id: card for card in cards}
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for card in by_id.values():
        for one in told_in(card, rules["table"]):
            figure, quantity = one.figure, one.figure.quantity
            when = (
                figure.time if figure.time[:_YEAR].isdecimal() else card.issued.date and figure.time + card.issued.date
            )
            if when and figure.subject and comparable(one, rules):
                groups[figure.subject, when, quantity.kind, quantity.unit, figure.measure[-_HEAD:]].append(one)
    found = [conflict for group in groups.values() for conflict in _conflicts(group, by_id, rules)]
    order = {ident: at for at, ident in enumerate(by_id)}
    return tuple(sorted(found, key=lambda one: (one.why == "rounds", order[one.first.card.id])))


def _conflicts(group: list[Told], cards: Mapping[str, Card], rules: Mapping[str, Any]) -> Iterator[Conflict]:
    """Give the conflicts of a group, the newer article's figure first."""
    for why, *pair in disagreements(group, rules):
        first, second = (Statement(_bare(cards[str(one.place)]), one.row) for one in pair)
        yield Conflict(why, first, second)


def _bare(card: Card) -> Card:
    return replace(card, names=(), figures=(), captions=(), schemes=(), problems=())
