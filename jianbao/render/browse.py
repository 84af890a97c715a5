"""What the page of figures loads on demand: an index of all figures, and chunks of their numbers and of their words.

A chunk holds whole articles of one year and ends where their ids say, so a new article changes few chunks, wherever it
stands: cut by rows alone, every chunk after it would be another. Numbers are shared by the editions; they are all that
it takes to filter and to sort. Words are fetched for the rows that are shown, or to look words up in.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jianbao import lexicon
from jianbao.interface import Words
from jianbao.keys import digest
from jianbao.model import Card, Corpus, Figure, Voice, VoicesOf
from jianbao.render import years
from jianbao.render.facts import issued, paper
from jianbao.render.quantities import ends, plural
from jianbao.render.tables import row

LEAST, MOST = 1500, 3000  # rows of a chunk: some 75 to 150 KB of words, compressed 15 to 30
SAID = "browse"  # messages of the page
KINDS = "kind-"
COUNTED = ("kinds", "units", "places")  # what figures are narrowed by, and counted in a chunk


@dataclass(frozen=True)
class Chunk:
    """Articles of one year with their figures, and how many of these there are by kind, by unit and by place."""

    year: str
    cards: tuple[Card, ...]
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Count the figures."""
        return sum(len(card.figures) for card in self.cards)


def chunks(corpus: Corpus) -> tuple[Chunk, ...]:
    """Cut the figures of the archive into chunks of LEAST rows or more; MOST end one whatever its last article is."""
    cards = {card.id: card for card in corpus.cards}
    out = []
    for year, ids in corpus.years.items():
        held: list[Card] = []
        rows = 0
        for card in (cards[ident] for ident in ids if cards[ident].figures):
            held.append(card)
            rows += len(card.figures)
            if rows >= MOST or (rows >= LEAST and _ends(card)):
                out.append(_chunk(year, held))
                held, rows = [], 0
        out += [_chunk(year, held)] if held else []
    return tuple(out)


def _ends(card: Card) -> bool:
    """Tell whether a chunk may end with an article: with one of sixteen."""
    return digest(card.id).startswith("0")


def _chunk(year: str, cards: Iterable[Card]) -> Chunk:
    every = tuple(cards)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for card in every:
        known = _places(card)
        for one in card.figures:
            counts["kinds"][one.figure.quantity.kind] += 1
            counts["units"][one.figure.quantity.unit] += 1
            counts["places"].update(slug for slug in one.entities if slug in known)
    return Chunk(year, every, counts)


def _places(card: Card) -> set[str]:
    return {named.entity.slug for named in card.names if named.entity.kind == "place"}


def numbers(chunk: Chunk) -> bytes:
    """Write what figures are filtered and sorted by: `rows` of kind, unit, value, upper value, article and places.

    All but the values are places in the lists beside them. A date is the number of its digits.
    """
    names = {key: list(chunk.counts[key]) for key in COUNTED}
    at = {key: {name: number for number, name in enumerate(every)} for key, every in names.items()}
    rows = [
        [
            at["kinds"][one.figure.quantity.kind],
            at["units"][one.figure.quantity.unit],
            *_values(one.figure),
            number,
            [at["places"][slug] for slug in one.entities if slug in at["places"]],
        ]
        for number, card in enumerate(chunk.cards)
        for one in card.figures
    ]
    return _json(names | {"articles": [card.id for card in chunk.cards], "rows": rows})


def _values(figure: Figure) -> tuple[float | None, float | None]:
    value = figure.quantity.value
    if isinstance(value, str):
        digits = value.replace("-", "").ljust(8, "0")
        return (int(digits) if digits.isdigit() else None), None
    low, *high = (int(end) if end == end.to_integral_value() else float(end) for end in ends(figure.quantity))
    return low, (high[0] if high else None)


def texts(chunk: Chunk, edition: str, voices: VoicesOf) -> bytes:
    """Write the words of a chunk in an edition: `articles` and `rows` in the order of its numbers."""
    words = Words(edition)
    articles, rows = [], []
    for card in chunk.cards:
        voice = voices.of(card)
        title = words.say("browse-title", title=voice.text(card.headline).text)
        said = (title, paper(card, voice, words).text, issued(card.issued, words))
        articles.append([voice.text(card.headline).text, words.listed(said), card.lang])
        rows += [_words(one.figure, voice, words) for one in card.figures]
    return _json({"articles": articles, "rows": rows})


def _words(figure: Figure, voice: Voice, words: Words) -> list[str | int]:
    made = row(figure, voice, words)
    said = (made.measure.text, made.subject.text, made.time.text, made.printed.text)
    return [figure.id, made.value, made.unit, made.si, *said, int(figure.quantity.approx != "exact")]


def articles(every: Sequence[Chunk], voices: VoicesOf) -> bytes:
    """List the articles that have figures, each with its headline and its chunk."""
    return _json(
        [[card.id, voices.of(card).text(card.headline).text, n] for n, one in enumerate(every) for card in one.cards]
    )


@dataclass(frozen=True)
class Whole:
    """All chunks together: how many figures there are by kind, by unit and by place, the most frequent first.

    `years` counts those of each year, `kinds` gives the kinds that each unit is of, for a choice of units that goes
    with the kind chosen.
    """

    chunks: tuple[Chunk, ...]
    totals: Mapping[str, Mapping[str, int]]
    years: Mapping[str, int]
    kinds: Mapping[str, list[str]]


def whole(every: tuple[Chunk, ...]) -> Whole:
    """Count what the index of every edition says of all chunks."""
    years: Counter[str] = Counter()
    for chunk in every:
        years[chunk.year] += chunk.rows
    found = {
        (one.figure.quantity.unit, one.figure.quantity.kind)
        for chunk in every
        for card in chunk.cards
        for one in card.figures
    }
    kinds: dict[str, list[str]] = defaultdict(list)
    for unit, kind in sorted(found):
        kinds[unit].append(kind)
    return Whole(every, {key: _most_used(every, key) for key in COUNTED}, years, kinds)


def _most_used(every: Iterable[Chunk], what: str) -> dict[str, int]:
    total: Counter[str] = Counter()
    for chunk in every:
        total.update(chunk.counts[what])
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def index(every: Whole, corpus: Corpus, edition: str, voices: VoicesOf) -> bytes:
    """Write the index of an edition: what to choose from, what each chunk holds, the words, what may be drawn."""
    words, plots = Words(edition), lexicon.settings("interface/plots")
    at = {key: {name: number for number, name in enumerate(total)} for key, total in every.totals.items()}
    said = {
        "kinds": lambda key: _kind_said(key, words),
        "units": lambda key: plural(key, words),
        "places": lambda key: voices.name(corpus.entities["place", key][0]).text,
    }
    choices = {key: [[name, said[key](name), n] for name, n in total.items()] for key, total in every.totals.items()}
    return _json(
        {
            "edition": edition,
            "total": sum(every.years.values()),
            "words": dict(_messages(words)),
            "plots": {key: plots[key] for key in ("never", "least", "asked")},
            **choices,
            "years": [[year, years.said(year, words), n] for year, n in every.years.items()],
            "kind_of": every.kinds,
            "chunks": [
                {"year": one.year, "rows": one.rows} | {k: [at[k][name] for name in one.counts[k]] for k in COUNTED}
                for one in every.chunks
            ],
        }
    )


def _kind_said(kind: str, words: Words) -> str:
    """Name a kind of figures."""
    known = {row["key"] for row in lexicon.table("interface/messages")}
    return words.say(f"{KINDS}{kind}" if f"{KINDS}{kind}" in known else f"{KINDS}other")


def _messages(words: Words) -> Iterator[tuple[str, str]]:
    """Give the words of the page with their values left open."""
    wanted = ("col-", SAID, "plot-note", "plot-desc")
    for row_of in lexicon.table("interface/messages"):
        if row_of["key"].startswith(wanted):
            yield row_of["key"], row_of[words.edition]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
