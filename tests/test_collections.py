"""The pages that gather the figures of many articles: a year of a daily paper has tens of thousands of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from rendering import rendered

from jianbao import links, render
from jianbao.addresses import EDITIONS
from jianbao.model import Card, Corpus, Figure, FigureRow, Page, Quantity
from jianbao.render.plan import MOST_FIGURES, NEWEST_WITH

MORE = 3


def card(number: int) -> Card:
    figure = Figure("f1-0", "p1", 0, 3, "12户", (), Quantity(Decimal(12), "household", unit_zh="户"), (0, 3))
    dated = f"2020-{1 + number // 28:02d}-{1 + number % 28:02d}"
    row = FigureRow(figure, "新建12户。")
    ident = f"a{number}"
    return Card(
        ident, f"key-{ident}", f"{ident}.txt", f"第{number}条“新闻”_*", dated=dated, statistics=1, figures=(row,)
    )


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return links.corpus(map(card, range(NEWEST_WITH + MORE)))


def year_of(corpus: Corpus, edition: str) -> tuple[Page, str]:
    """The page of the figures of the year, and its Markdown."""
    return figures_page(corpus, edition, "2020")


def figures_page(corpus: Corpus, edition: str, subject: str) -> tuple[Page, str]:
    made = render.plan(corpus, EDITIONS, render.Fingerprints("", ""))
    page = next(p for p in made if (p.template, p.subject, p.edition) == ("figures", subject, edition))
    return page, rendered(page, corpus)


@pytest.mark.parametrize(("edition", "count"), [("zh-Hans", "1 个数据"), ("zh-Hant", "1 個數據"), ("en", "1 figure")])
def test_a_year_shows_the_figures_of_its_newest_articles_and_links_the_others(
    corpus: Corpus, edition: str, count: str
) -> None:
    page, text = year_of(corpus, edition)
    assert text.count("<table>") == NEWEST_WITH
    others = [line for line in text.splitlines() if line.startswith("- [") and line.endswith(count)]
    assert [f"articles/a{number}/" in line for number, line in zip(range(MORE - 1, -1, -1), others, strict=True)]
    assert len(page.cards) == NEWEST_WITH + MORE


def test_a_year_of_few_articles_shows_them_all(corpus: Corpus) -> None:
    few = links.corpus(corpus.cards[:NEWEST_WITH])
    _, text = year_of(few, "en")
    assert text.count("<table>") == NEWEST_WITH
    assert "Figures in other articles" not in text


def test_a_year_without_figures_has_no_page_of_them(corpus: Corpus) -> None:
    bare = replace(card(1), id="bare", dated="2019", figures=(), statistics=0)
    pages = render.plan(links.corpus([*corpus.cards, bare]), ("en",), render.Fingerprints("", ""))
    assert {page.subject for page in pages if page.template == "year"} == {"2020", "2019"}
    assert [page.subject for page in pages if page.template == "figures"] == ["", "2020"]


@pytest.mark.parametrize("subject", ["", "2020"])
def test_an_article_that_is_a_table_is_only_linked(corpus: Corpus, subject: str) -> None:
    plain, table = corpus.cards[0], corpus.cards[1]
    two = links.corpus([plain, replace(table, figures=table.figures * (MOST_FIGURES + 1), statistics=MOST_FIGURES + 1)])
    _, text = figures_page(two, "en", subject)
    assert text.count("<table>") == 1
    assert f"articles/{table.id}/)&nbsp;· {MOST_FIGURES + 1} figures\n" in text


def test_a_page_of_figures_has_room_for_so_many_the_newest_articles_first(corpus: Corpus) -> None:
    many = [replace(one, figures=one.figures * 65, statistics=65) for one in corpus.cards[:4]]
    few = [replace(one, figures=one.figures * 20, statistics=20) for one in corpus.cards[4:6]]
    _, text = figures_page(links.corpus([*many, *few]), "en", "2020")
    assert MOST_FIGURES == 65 + 65 + 20
    assert text.count("<table>") == 3
    assert text.count("&nbsp;· 65 figures\n") == 2
    assert text.count("&nbsp;· 20 figures\n") == 1


def test_what_is_only_linked_is_sent_without_its_figures(corpus: Corpus) -> None:
    page, _ = year_of(corpus, "en")
    part = render.narrow(page, corpus, {one.id: one for one in corpus.cards})
    assert [len(one.figures) for one in part.cards] == [1] * NEWEST_WITH + [0] * MORE
