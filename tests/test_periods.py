"""A busy year is cut by month, a busy month by day: on every kind of page, with nothing lost and everything linked."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from rendering import rendered

from jianbao import links, render
from jianbao.addresses import EDITIONS
from jianbao.interface import Words
from jianbao.model import Caption, Card, Corpus, Entity, Figure, FigureRow, NamedIn, Page, Quantity
from jianbao.render import years
from jianbao.render.periods import MOST, periods, within
from jianbao.render.plan import NEWEST_WITH

COUNTY = Entity("ye-xian", "place", "叶县", "Ye County")
FIGURE = Figure("f1-0", "p1", 0, 3, "12户", (), Quantity(Decimal(12), "household", unit_zh="户"), (0, 3))
DATES = ("2019-07-01", "2020", "2020-01-05", "2020-01-31", *(f"2020-02-{1 + n % 28:02d}" for n in range(MOST + 1)))
PAGES = {
    "en/timeline/": "year",
    "en/places/ye-xian/": "entity",
    "en/figures/": "figures",
    "en/photos/": "photos",
    "review/in/": "reviews",
}


def card(number: int, dated: str) -> Card:
    ident = f"a{number}"
    return Card(
        ident,
        f"key-{ident}",
        f"{ident}.txt",
        f"第{number}条",
        dated=dated,
        statistics=1,
        figures=(FigureRow(FIGURE, "新建12户。"),),
        names=(NamedIn(COUNTY, (("p1", "叶县新建12户。"),)),),
        photos=1,
        captions=(Caption("p2", "新房"),),
        review=(("JOIN", 1),),
    )


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return links.corpus(card(number, dated) for number, dated in enumerate(DATES))


def planned(corpus: Corpus) -> dict[str, Page]:
    return {page.address: page for page in render.plan(corpus, EDITIONS, render.Fingerprints("", ""))}


def cut(*dates: str) -> dict[str, tuple[str, ...]]:
    cards = {one.id: one for one in (card(number, dated) for number, dated in enumerate(dates))}
    by_year: dict[str, tuple[str, ...]] = {}
    for ident, one in cards.items():
        year = one.dated[:4] or "undated"
        by_year[year] = (*by_year.get(year, ()), ident)
    return periods(by_year, cards)


def test_a_year_that_fits_on_a_page_stays_whole() -> None:
    assert [*cut(*["2020-02-01"] * MOST)] == ["2020"]
    assert [*cut(*["2020-02-01", "2020-03-01"], *["2020-02-02"] * (MOST - 1))] == ["2020", "2020-02", "2020-03"]


def test_every_article_stands_in_one_period_as_exact_as_its_date() -> None:
    found = cut(*DATES)
    days = [f"2020-02-{day:02d}" for day in range(1, 29)]
    assert [*found] == ["2019", "2020", "2020-01", "2020-02", *days]
    assert (found["2019"], found["2020"], found["2020-01"], found["2020-02"]) == (("a0",), ("a1",), ("a2", "a3"), ())
    assert sorted(ident for ids in found.values() for ident in ids) == sorted(f"a{n}" for n in range(len(DATES)))
    assert [len(within(found, one)) for one in ("2019", "2020", "2020-02")] == [1, len(DATES) - 1, MOST + 1]


def test_what_has_no_date_is_not_cut() -> None:
    assert [*cut(*[""] * (MOST + 1))] == ["undated"]
    assert [*cut(*["2020"] * (MOST + 1))] == ["2020"]


@pytest.mark.parametrize("above", PAGES)
def test_every_page_of_articles_by_time_is_cut(corpus: Corpus, above: str) -> None:
    pages = {address: page for address, page in planned(corpus).items() if page.template == PAGES[above]}
    own = {address.removeprefix(above): page for address, page in pages.items() if re.match(rf"{above}\d", address)}
    assert {period.strip("/") for period in own} == {*cut(*DATES)}
    assert max(len(page.cards) for page in own.values()) < MOST
    assert own["2020-01/"].cards == ("a3", "a2")


@pytest.mark.parametrize("above", PAGES)
def test_a_page_links_what_it_is_cut_into_and_the_years_and_no_more(corpus: Corpus, above: str) -> None:
    whole, month, day = (
        rendered(planned(corpus)[f"{above}{one}/"], corpus) for one in ("2020", "2020-02", "2020-02-03")
    )
    assert [text.count('class="years"') for text in (whole, month, day)] == [2, 3, 3]
    assert linked(whole) == {"2019", "2020-01", "2020-02"}
    assert linked(month) == {"2019", "2020", "2020-01", *(f"2020-02-{each:02d}" for each in range(1, 29))}
    assert linked(day) == linked(month) - {"2020-02-03"} | {"2020-02"}
    assert "第1条" in whole
    assert "第2条" not in whole


def linked(text: str) -> set[str]:
    return set(re.findall(r"]\(\.\./(\d{4}[-\d]*)/\)", text))


@pytest.mark.parametrize("address", ["en/figures/", "en/photos/"])
def test_the_first_page_begins_with_the_newest_and_not_with_the_least_exact(corpus: Corpus, address: str) -> None:
    assert planned(corpus)[address].cards == tuple(one.id for one in corpus.cards[:NEWEST_WITH])


def test_what_is_cut_says_how_much_it_holds(corpus: Corpus) -> None:
    assert f"{len(DATES) - 1} articles" in rendered(planned(corpus)["en/places/ye-xian/2020/"], corpus)
    empty, whole = (rendered(planned(corpus)[f"en/places/ye-xian/{one}/"], corpus) for one in ("2020-02", "2020-01"))
    assert ("#articles" in empty, "#articles" in whole) == (False, True)
    assert "没有待核之处" not in rendered(planned(corpus)["review/in/2020-02/"], corpus)


@pytest.mark.parametrize("above", PAGES)
def test_an_article_more_changes_its_own_period_only(corpus: Corpus, above: str) -> None:
    more = planned(links.corpus([*corpus.cards, card(len(DATES), "2020-01-07")]))
    before = planned(corpus)
    times = ("2019", "2020-01", "2020-02", "2020-02-03")
    changed = {one for one in times if before[f"{above}{one}/"].key != more[f"{above}{one}/"].key}
    assert changed == {"2020-01"}


def test_an_entity_is_cut_by_its_own_articles(corpus: Corpus) -> None:
    rare = Entity("lu-shan", "place", "鲁山县", "Lushan County")
    some = [
        replace(one, names=(*one.names, NamedIn(rare, ()))) if n < 50 else one for n, one in enumerate(corpus.cards)
    ]
    pages = planned(links.corpus(some))
    assert [address for address in pages if address.startswith("en/places/lu-shan/2")] == ["en/places/lu-shan/2020/"]


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("zh-Hans", ["2020 年的文章", "2020年2月的文章", "2020年2月3日的文章", "日期不详的文章"]),
        ("zh-Hant", ["2020 年的文章", "2020年2月的文章", "2020年2月3日的文章", "日期不詳的文章"]),
        ("en", ["Articles of 2020", "Articles of February 2020", "Articles of 3 February 2020", "Undated articles"]),
    ],
)
def test_a_period_is_said_as_exactly_as_it_is(edition: str, said: list[str]) -> None:
    pages = (Page(edition, "", "year", period, "") for period in ("2020", "2020-02", "2020-02-03", "undated"))
    assert [years.title(page, Words(edition), "year-articles", "undated-articles") for page in pages] == said
