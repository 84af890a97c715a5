"""The page that finds figures, in a real browser, with 50,000 of them written as a build writes them."""

import csv
import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from archive import Archive
from playwright.sync_api import Browser, Page

from jianbao import addresses
from jianbao.editions.voice import Voices
from jianbao.model import Card, Corpus, Entity, Figure, FigureRow, NamedIn, Quantity
from jianbao.render import browse

ARTICLES, EACH = 500, 100
UNITS = (("CNY", "money", "元"), ("person", "count", "人"), ("mu", "area", "亩"), ("household", "count", "户"))
PATIENCE = 5000  # milliseconds, on a machine that does other things as well


def card(number: int) -> Card:
    """An article with a hundred figures; the last of the first article would be a formula in a spreadsheet."""
    place = Entity(f"county-{number % 40}", "place", f"第{number % 40}县")
    rows = []
    for at in range(EACH):
        unit, kind, printed = UNITS[at % len(UNITS)]
        quantity = Quantity(Decimal(1 + (number * 7919 + at * 104_729) % 1_000_003), unit, "exact", kind, printed)
        measure = "=危险的名目" if (number, at) == (0, EACH - 1) else f"名目{at}"
        figure = Figure(f"f{at + 2}-0", "p2", 0, 3, f"{quantity.value}{printed}", (), quantity, (0, 9), measure, "某县")
        rows.append(FigureRow(figure, "", (place.slug,)))
    year = str(2000 + number % 20)
    named = (NamedIn(place, ()),)
    return Card(f"a{number}", f"k{number}", "a.txt", f"第{number}篇", dated=year, figures=tuple(rows), names=named)


def corpus() -> Corpus:
    cards = tuple(card(number) for number in range(ARTICLES))
    years = {str(year): tuple(c.id for c in cards if c.dated == str(year)) for year in range(2019, 1999, -1)}
    places = {("place", one.names[0].entity.slug): (one.names[0].entity, ()) for one in cards}
    return Corpus(cards, years, places)


@pytest.fixture(scope="module")
def site(built: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fixture archive, with the files of many figures in place of its own."""
    files, whole = built.files(), corpus()
    every = browse.chunks(whole)
    for number, chunk in enumerate(every):
        files[addresses.figures_chunk("", number)] = browse.numbers(chunk)
        files[addresses.figures_chunk("zh-Hans", number)] = browse.texts(chunk, "zh-Hans", Voices("zh-Hans"))
    files[addresses.figures_index("zh-Hans")] = browse.index(browse.whole(every), whole, "zh-Hans", Voices("zh-Hans"))
    files[addresses.figures_articles("zh-Hans")] = browse.articles(every, Voices("zh-Hans"))
    folder = tmp_path_factory.mktemp("site")
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, serve: Callable[..., str], site: Path) -> Page:
    context = browser.new_context(accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{serve(site)}zh-Hans/figures/")
    return page


def shown(page: Page, query: str) -> tuple[int, float]:
    """Go to a state of the page; give how many figures it found, and in how many milliseconds."""
    start = time.perf_counter()
    page.evaluate("document.querySelector('.browse').dataset.shown = ''")
    page.evaluate(
        "query => { history.pushState(null, '', query); dispatchEvent(new PopStateEvent('popstate')); }", query
    )
    page.wait_for_selector(".browse[data-shown]:not([data-shown=''])", timeout=4 * PATIENCE)
    took = 1000 * (time.perf_counter() - start)
    return int(str(page.get_attribute(".browse", "data-shown"))), took


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?", 50_000),
        ("?kind=money", 12_500),
        ("?unit=mu&year=2004", 625),
        ("?place=county-3", 1300),
        ("?place=county-3&beside=county-7", 2600),
        ("?article=a7", 100),
        ("?q=名目42", 500),
        ("?sort=largest", 50_000),
        ("?kind=count&unit=person&sort=smallest&page=3&plot=1", 12_500),
        ("?q=危險的名目", 1),
        ("?q=没有这样的名目", 0),
    ],
)
def test_fifty_thousand_figures_are_filtered_and_sorted(page: Page, query: str, count: int) -> None:
    found, took = shown(page, query)
    print(f"{query}: {found} in {took:.0f} ms")  # noqa: T201 measured, for whoever asks with -s
    assert found == count
    assert took < PATIENCE


def test_the_largest_stand_first_within_a_unit(page: Page) -> None:
    shown(page, "?unit=CNY&sort=largest")
    values = [int(text.replace(",", "")) for text in page.locator(".browse td.value").all_text_contents()]
    assert values == sorted(values, reverse=True)
    assert len(values) == 50


def test_a_row_leads_to_its_sentence_and_can_be_cited(page: Page) -> None:
    shown(page, "?article=a7&unit=mu")
    link = page.locator(".browse td.printed a").first
    assert str(link.get_attribute("href")).endswith("articles/a7/#f4-0")
    assert "平方公里" in str(page.locator(".browse td.unit").first.text_content())
    page.locator(".browse td.source button").first.click()
    text = page.input_value(".browse-cite textarea")
    assert "《第7篇》" in text
    assert "/zh-Hans/articles/a7/#f4-0" in text
    page.get_by_role("button", name="复制").click()
    page.wait_for_selector(".browse-cite [role=status]:not(:empty)")
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.keyboard.press("Escape")
    page.wait_for_selector(".browse-cite", state="detached")  # the dialog is told of its end a moment later


def test_what_is_shown_is_plotted_with_words_for_it(page: Page) -> None:
    shown(page, "?unit=household&plot=1")
    page.wait_for_selector(".browse svg.plot")
    assert page.locator(".browse .plot .bar").count() == 20
    assert page.locator(".browse .plot > title").text_content() == "户：所列 12,500 项中最大的 20 项"
    assert page.locator(".browse .plot [style]").count() == 0


def test_what_may_be_plotted_is_decided_by_the_index(page: Page) -> None:
    chosen = page.evaluate(
        """async () => {
          const { comparable } = await import(new URL("../../assets/javascripts/browse-plot.js", location.href));
          const row = (kind, unit, low) => ({ kind, unit, low, high: null });
          const rows = [row("date", "date", 5), row("date", "date", 6), row("count", "ox", 1), row("count", "ox", 3)];
          const rules = [{ never: ["date"], least: 2, asked: 1 }, { never: ["count"], least: 3, asked: 1 }];
          return rules.map((rule) => comparable(rows, rule).shown.map((one) => one.low));
        }"""
    )
    assert chosen == [[3], []]


def test_two_places_are_compared_side_by_side(page: Page) -> None:
    shown(page, "?place=county-3&kind=money&plot=1")
    page.get_by_label("与另一地比较").fill("第7县")
    page.wait_for_url("**beside=county-7**")
    page.wait_for_selector(".browse .legend")
    assert page.locator(".browse .legend span").all_text_contents() == ["第3县", "第7县"]
    assert [page.locator(f".browse rect.{side}").count() for side in ("one", "other")] == [10, 10]
    assert "第7县" in str(page.locator(".browse .plot > desc").text_content())
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所列").click()
    rows = csv.DictReader(Path(waiting.value.path()).read_text("utf-8-sig").splitlines())
    assert {row["地名"] for row in rows} == {"第3县", "第7县"}
    shown(page, "?")


def test_what_is_shown_is_downloaded_safe_for_spreadsheets(page: Page) -> None:
    shown(page, "?article=a0")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载所列").click()
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert len(lines) == 1 + EACH + 1
    assert ",'=危险的名目," in lines[EACH]


def test_the_controls_write_the_address_and_the_keyboard_reaches_them(page: Page) -> None:
    shown(page, "?")
    page.get_by_label("种类").select_option("money")
    page.wait_for_selector(".browse[data-shown='12500']")
    assert "kind=money" in page.url
    page.get_by_label("地名").fill("第5县")
    page.wait_for_url("**place=county-5**")
    page.get_by_role("button", name="下一页").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    page.wait_for_selector(".browse-status:has-text('第 2 页')")
    page.go_back()
    page.wait_for_selector(".browse-status:has-text('第 1 页')")
    # Every control has a name.
    unnamed = page.evaluate(
        "[...document.querySelectorAll('.browse :is(input, select, button)')].filter((e) => "
        "!(e.labels?.[0]?.textContent || e.textContent || e.ariaLabel)).length"
    )
    assert unnamed == 0


def test_without_the_data_the_tables_stay(browser: Browser, serve: Callable[..., str], site: Path) -> None:
    with browser.new_page() as page:
        page.route("**/data/browse/**", lambda route: route.abort())
        page.goto(f"{serve(site)}zh-Hans/figures/")
        page.wait_for_selector(".browse", state="detached")
        assert page.locator("details.figures").first.is_visible()


def test_chunks_are_small_and_whole(site: Path) -> None:
    index = json.loads((site / addresses.figures_index("zh-Hans")).read_bytes())
    assert sum(chunk["rows"] for chunk in index["chunks"]) == index["total"] == ARTICLES * EACH
    sizes = [path.stat().st_size for path in (site / "data/browse").rglob("*.json")]
    assert max(sizes) < 300_000
