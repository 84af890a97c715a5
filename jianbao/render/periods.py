"""Articles cut by time, so that no page grows with the archive: a busy year by month, a busy month by day."""

from collections.abc import Iterable, Iterator, Mapping

from jianbao.model import Card

MOST = 300  # articles on the page of a period: some 100 KB, or 170 KB of what they say of an entity
_FINER = {len("2020"): len("2020-02"), len("2020-02"): len("2020-02-13")}

Periods = Mapping[str, tuple[str, ...]]


def periods(years: Periods, cards: Mapping[str, Card]) -> dict[str, tuple[str, ...]]:
    """Cut years that hold many articles.

    Args:
        years: the ids of articles by year, in the order of a list.
        cards: their Cards by id.

    Returns:
        Their ids by period: a year, the undated, a month (`2020-02`) or a day. A period that is cut holds what is not
        dated more exactly, and those that it is cut into come right after it.
    """
    return {period: some for year, ids in years.items() for period, some in _cut(year, ids, cards)}


def _cut(period: str, ids: tuple[str, ...], cards: Mapping[str, Card]) -> Iterator[tuple[str, tuple[str, ...]]]:
    size = _FINER.get(len(period), 0)
    if len(ids) <= MOST or not size:
        yield period, ids
        return
    finer: dict[str, list[str]] = {period: []}
    for ident in ids:
        dated = cards[ident].dated
        finer.setdefault(dated[:size] if len(dated) >= size else period, []).append(ident)
    yield period, tuple(finer.pop(period))
    for each, some in finer.items():
        yield from _cut(each, tuple(some), cards)


def around(every: Iterable[str], own: str = "") -> tuple[str, ...]:
    """Give the periods that the page of one links: the years, and what it and those that it lies in are cut into.

    >>> around(["2021", "2020", "2020-02", "2020-01", "2019", "2019-07"], "2020-01")
    ('2021', '2020', '2020-02', '2020-01', '2019')
    """
    return tuple(each for each in every if "-" not in each or own.startswith(each.rpartition("-")[0]))


def within(every: Periods, own: str) -> tuple[str, ...]:
    """Give the articles of a period and of those that it is cut into."""
    return tuple(ident for each, ids in every.items() if each.startswith(own) for ident in ids)
