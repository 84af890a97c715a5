"""A reader of the index in Python: answers queries from the files alone, as the client of the site does.

It fetches everything that a query may need, where the client fetches as little as it can; so each checks the other.
"""

import json
import math
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate, pairwise
from typing import Any

from jianbao.addresses import EDITIONS
from jianbao.folding import Folding, fold, folding
from jianbao.search.query import Phrase, Query, parse

Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class Hit:
    """An article that answers a query, and its score before the bonus for words that stand together."""

    id: str
    score: float


@dataclass(frozen=True)
class _Group:
    """The blocks of an article that may answer a clause, each with the weight of its field."""

    weights: tuple[float, ...]
    length: int


@dataclass(frozen=True)
class _Table:
    """The first block and the length of each article, the weight of each block, the articles without English."""

    firsts: list[int]
    weights: list[float]
    lengths: list[int]
    untranslated: set[int]


class Reader:
    """Reads an index through `fetch`, which gives the bytes of a path below `search/`. Raises what `fetch` raises."""

    def __init__(self, fetch: Fetch, table: Folding | None = None) -> None:
        """Open the index."""
        self._fetch, self._table = fetch, table or folding()
        self._shards: dict[str, dict[int, list[int]]] = {}
        self.manifest: dict[str, Any] = json.loads(fetch("index.json"))
        self._terms: dict[str, Any] = self._json("terms.bin")

    def search(self, query: str, edition: str = EDITIONS[0]) -> list[Hit]:
        """Give every article that answers the query, best first; of equals, the newer first.

        In English whatever is not translated comes last.
        """
        wanted = parse(query, self._table)
        scores = self._scores(wanted)
        late = self._table_of_blocks.untranslated if edition == "en" else ()
        order = ((n in late, -scores[n], -n) for n in scores if n < self.manifest["articles"])
        numbers = [-number for *_, number in sorted(order)]
        cards = ((number, self.card(number)) for number in numbers)
        return [Hit(card[0], scores[number]) for number, card in cards if self._holds(card[0], wanted)]

    def entities(self, query: str) -> list[str]:
        """Give the addresses of the entities whose names answer the query."""
        found = self._scores(parse(query, self._table))
        return [self.name(number)[0] for number in sorted(found) if number >= self.manifest["articles"]]

    def card(self, number: int, edition: str = EDITIONS[0]) -> list[Any]:
        """Give what a result shows of the article of a number."""
        return self._row(f"cards/{edition}", number, self.manifest["card"])

    def name(self, number: int) -> list[Any]:
        """Give what a suggestion shows of the entity of a number."""
        return self._row("names", number - self.manifest["articles"], self.manifest["names"])

    def text(self, ident: str) -> list[tuple[str, str, str, str]]:
        """Give the blocks of an article: id, Simplified, Traditional, English."""
        record = json.loads(_unpacked(self._fetch(f"text/{ident}.bin")))
        usual = dict(zip(record["hant"][0], record["hant"][1], strict=True))
        others = dict(zip(accumulate(record["hant"][2]), record["hant"][3], strict=True))
        blocks, place = [], 0
        for block, _, hans, *rest in record["blocks"]:
            english, hant = (*rest, "", "")[:2]
            if not hant:
                hant = "".join(others.get(at, usual.get(char, char)) for at, char in enumerate(hans, place))
                place += len(hans)
            blocks.append((block, hans, hant, english))
        return blocks

    def facets(self) -> dict[str, list[list[tuple[str, int]]]]:
        """Give, for each dimension, the values of each article in the order of their numbers: (key, articles)."""
        values = self._json("facets.bin")
        held: dict[str, list[list[tuple[str, int]]]] = {name: [] for name in values}
        articles, chunk = self.manifest["articles"], self.manifest["chunk"]
        for start in range(0, articles, chunk):
            numbers = _varints(self._bytes(f"facets/{start // chunk}.bin"))
            for name, labels in values.items():
                sizes = [next(numbers) for _ in range(min(chunk, articles - start))]
                for size in sizes:
                    held[name].append([(labels[n][0], labels[n][4]) for n in (next(numbers) for _ in range(size))])
        return held

    def size(self, name: str) -> int:
        """Give how many bytes a file of this generation has, as a client fetches it."""
        return len(self._fetch(f"{self.manifest['generation']}/{name}"))

    def blocks(self, phrase: Phrase) -> set[int]:
        """Give the blocks that may hold a phrase, in Chinese or in English."""
        return self._chinese(phrase.text) | self._english(phrase)

    def _chinese(self, text: str) -> set[int]:
        raw = text.encode("utf-16-le", "surrogatepass")
        units = [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]
        space = ord(" ")
        pairs = {a << 16 | b for a, b in pairwise(units) if space not in {a, b}}
        return reduce(set.intersection, (self._blocks("grams", gram, gram) for gram in pairs or units[:1]))

    def _english(self, phrase: Phrase) -> set[int]:
        if not phrase.words:
            return set()
        *whole, last = phrase.words
        lists = [self._word(word, prefix=False) for word in whole]
        lists += [self._chinese(pair) for pair in phrase.ideographs]
        return reduce(set.intersection, [*lists, self._word(last, prefix=phrase.runs_on)])

    def _word(self, word: str, *, prefix: bool) -> set[int]:
        low = bisect_left(self._dictionary, word)
        high = bisect_right(self._dictionary, word + "\uffff" if prefix else word)
        return self._blocks("words", low, high - 1) if high > low else set()

    @cached_property
    def _dictionary(self) -> list[str]:
        pages = range(len(self._terms["dictionary"]))
        return [word for page in pages for word in self._json(f"dictionary/{page}.bin")]

    def _blocks(self, kind: str, low: int, high: int) -> set[int]:
        """Give the blocks of the terms `low` to `high`, from every shard that may hold some of them."""
        firsts = list(accumulate(self._terms[kind]["first"]))
        start, end = max(0, bisect_left(firsts, low) - 1), bisect_right(firsts, high)
        shards = (self._shard(f"{kind}/{number}.bin") for number in range(start, end))
        return {block for shard in shards for term, blocks in shard.items() if low <= term <= high for block in blocks}

    def _shard(self, name: str) -> dict[int, list[int]]:
        if name not in self._shards:
            self._shards[name] = postings(self._bytes(name))
        return self._shards[name]

    def _scores(self, query: Query) -> dict[int, float]:
        """Score by BM25 the articles that have a candidate block for every clause."""
        scores: dict[int, float] | None = None
        k1, b, articles = self.manifest["k1"], self.manifest["b"], self.manifest["articles"]
        for clause in query.clauses:
            groups = self._groups(clause)
            rarity = math.log(1 + (articles + 0.5) / (len(groups) + 0.5))
            fresh = {}
            for number, group in groups.items():
                weight = sum(group.weights)
                spread = k1 * (1 - b + b * group.length / self.manifest["length"])
                fresh[number] = rarity * weight * (k1 + 1) / (weight + spread)
            scores = fresh if scores is None else {n: scores[n] + fresh[n] for n in scores.keys() & fresh.keys()}
        return scores or {}

    def _groups(self, clause: tuple[Phrase, ...]) -> dict[int, _Group]:
        english = set[int]().union(*(self._english(phrase) for phrase in clause))
        found: dict[int, list[float]] = defaultdict(list)
        for block in sorted(set[int]().union(*(self.blocks(phrase) for phrase in clause))):
            number = bisect_right(self._table_of_blocks.firsts, block) - 1
            share = self.manifest["english"] if block in english else 1
            found[number].append(self._table_of_blocks.weights[block] * share)
        return {n: _Group(tuple(weights), self._table_of_blocks.lengths[n]) for n, weights in found.items()}

    @cached_property
    def _table_of_blocks(self) -> _Table:
        table = _Table([], [], [], set())
        size, chunk = self.manifest["articles"] + self.manifest["entities"], self.manifest["chunk"]
        for start in range(0, size, chunk):
            rows = min(chunk, size - start)
            numbers = _varints(self._bytes(f"table/{start // chunk}.bin"))
            columns = [[next(numbers) for _ in range(rows)] for _ in range(len(self.manifest["fields"]) + 2)]
            for *counts, length, translated in zip(*columns, strict=True):
                if not translated:
                    table.untranslated.add(len(table.firsts))
                table.firsts.append(len(table.weights))
                table.lengths.append(length)
                for weight, count in zip(self.manifest["fields"].values(), counts, strict=True):
                    table.weights.extend([weight] * count)
        return table

    def _holds(self, ident: str, query: Query) -> bool:
        texts = [
            (fold(hans, self._table), fold(hant, self._table), fold(english, self._table))
            for _, hans, hant, english in self.text(ident)
        ]

        def has(phrases: Iterable[Phrase]) -> bool:
            return any(
                phrase.in_chinese(hans) or phrase.in_chinese(hant) or phrase.in_english(english)
                for phrase in phrases
                for hans, hant, english in texts
            )

        return all(map(has, query.clauses)) and not has(query.excluded)

    def _row(self, folder: str, number: int, step: int) -> list[Any]:
        row: list[Any] = self._json(f"{folder}/{number // step}.bin")[number % step]
        return row

    def _json(self, name: str) -> Any:
        return json.loads(self._bytes(name))

    def _bytes(self, name: str) -> bytes:
        return _unpacked(self._fetch(f"{self.manifest['generation']}/{name}"))


def _unpacked(data: bytes) -> bytes:
    return zlib.decompress(data, -15)


def _varints(data: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # noqa: PLR2004 (the bit that says "more follows")
            yield value
            value = shift = 0


def postings(data: bytes) -> dict[int, list[int]]:
    """Read a shard: the blocks of each term that it has."""
    numbers = _varints(data)
    count = next(numbers)
    terms = list(accumulate(next(numbers) for _ in range(count)))
    sizes = [next(numbers) for _ in range(count)]
    return {term: list(accumulate(next(numbers) for _ in range(size))) for term, size in zip(terms, sizes, strict=True)}
