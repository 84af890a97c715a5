"""The chunks that the page of figures loads: how large they are, and how few of them an article more changes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jianbao import links
from jianbao.model import Card, Corpus, Figure, FigureRow, Quantity
from jianbao.render.browse import LEAST, MOST, Chunk, chunks

ARTICLES, EACH = 1200, 20
FIGURE = Figure("f1-0", "p1", 0, 3, "12户", (), Quantity(Decimal(12), "household", unit_zh="户"), (0, 3))


def card(number: int, year: str = "2020") -> Card:
    ident = f"n{number:05}"
    return Card(ident, f"key-{ident}", "", ident, dated=year, figures=(FigureRow(FIGURE, ""),) * EACH)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return links.corpus([*(card(2 * number + 1) for number in range(ARTICLES)), card(0, "2019")])


def held(every: tuple[Chunk, ...]) -> list[tuple[str, ...]]:
    return [tuple(one.id for one in chunk.cards) for chunk in every]


def test_a_chunk_holds_enough_and_not_too_much(corpus: Corpus) -> None:
    every = chunks(corpus)
    assert [ident for some in held(every) for ident in some] == [one.id for one in corpus.cards]
    assert [chunk.year for chunk in every] == ["2020"] * (len(every) - 1) + ["2019"]
    assert all(LEAST <= chunk.rows < MOST + EACH for chunk in every[:-2])


def test_an_article_without_an_end_in_its_id_is_not_waited_for() -> None:
    table = replace(card(1), figures=(FigureRow(FIGURE, ""),) * MOST)
    assert held(chunks(links.corpus([table, card(2)]))) == [("n00001",), ("n00002",)]


@pytest.mark.parametrize("where", [0, ARTICLES, 2 * ARTICLES])
def test_an_article_more_changes_few_chunks_wherever_it_stands(corpus: Corpus, where: int) -> None:
    before = held(chunks(corpus))
    after = held(chunks(links.corpus([*corpus.cards, card(where)])))
    assert len(before) > 8
    assert 1 <= len({*after} - {*before}) <= 3
