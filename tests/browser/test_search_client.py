"""The search client in a real browser, on a site like the program's, under its content security policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import search_site
import yaml
from playwright.sync_api import Browser, Page, expect

from jianbao.folding import fold
from jianbao.search.query import parse
from jianbao.search.reader import Reader

FOUND = yaml.safe_load((search_site.CASES / "found.yaml").read_text("utf-8"))
QUERIES = yaml.safe_load((search_site.CASES / "queries.yaml").read_text("utf-8"))

SEARCH = """async ([query, options]) => {
    const { total, exact, results } = await jianbao.search(query, options);
    const loaded = await Promise.all(results.map((result) => result.load()));
    return { total, exact, results: results.map(({ id, url, title }, at) => ({ id, url, title, ...loaded[at] })) };
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    # Under a base path, as on a project's page.
    folder = tmp_path_factory.mktemp("site")
    search_site.build(folder / "base")
    with search_site.served(folder) as address:
        yield folder / "base", f"{address}base/"


@pytest.fixture
def visit(browser: Browser, site: tuple[Path, str]) -> Iterator[Callable[[str], Page]]:
    """Open a page of the site; nothing may go wrong on it, and nothing may break the policy."""
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)

    def go(address: str) -> Page:
        page.goto(site[1] + address)
        assert page.evaluate("typeof jianbao.search") == "function"
        return page

    yield go
    expected = ("net::ERR", "Failed to load resource", "Failed to fetch", "search index")
    page.close()
    assert [message for message in wrong if not any(part in message for part in expected)] == []


@pytest.fixture(scope="module")
def reader(site: tuple[Path, str]) -> Reader:
    return Reader(lambda name: (site[0] / "search" / name).read_bytes())


# The programming interface


@pytest.mark.parametrize("edition", search_site.EDITIONS)
def test_finds_what_the_cases_say_from_every_edition(visit: Callable[[str], Page], edition: str) -> None:
    page = visit(f"{edition}/")
    for case in FOUND:
        found = page.evaluate(SEARCH, [case["query"], {"limit": 1e9, "exact": True}])
        ids = [result["id"] for result in found["results"]]
        shown = [ident for ident in ids if not (case.get("only") and ident.startswith("fill-"))]
        assert (sorted(shown) if case.get("any") or case.get("only") else shown) == case["finds"], case["query"]
        assert (found["total"], found["exact"]) == (len(ids), True)
        assert all(f"/base/{edition}/articles/" in result["url"] for result in found["results"])


def test_agrees_with_the_reader(visit: Callable[[str], Page], reader: Reader) -> None:
    page = visit("zh-Hans/")
    for query in (
        "发展",
        "發展和",
        "老人 秋收",
        "党员在 -梯田",
        "面条 OR 麵條",
        "的",
        "準備在",
        "复习把光伏",
        "山坡和灯",
    ):
        found = page.evaluate(SEARCH, [query, {"limit": 1e9, "exact": True}])
        hits = reader.search(query)
        assert {result["id"] for result in found["results"]} == {hit.id for hit in hits}
        if " " not in query:  # words that stand together are raised by the client alone
            assert [result["id"] for result in found["results"]] == [hit.id for hit in hits]


def test_reads_queries_as_the_reader_does(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    for case in QUERIES:
        read = page.evaluate(
            """async (query) => {
                const at = new URL("../assets/search/", location.href);
                const [{ parse }, { open }] = await Promise.all(
                    ["jianbao-search-text.js", "jianbao-search.js"].map((name) => import(new URL(name, at))));
                const { clauses, excluded } = parse(query, (await open()).folding);
                const plain = ({ text, exact }) => [text, exact];
                return [clauses.map((clause) => clause.map(plain)), excluded.map(plain)];
            }""",
            case["query"],
        )
        wanted = parse(case["query"])
        clauses = [[[phrase.text, phrase.exact] for phrase in clause] for clause in wanted.clauses]
        assert read == [clauses, [[phrase.text, phrase.exact] for phrase in wanted.excluded]], case["query"]


def test_folds_every_character_as_the_program_does(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    codes = [*range(0xD800), *range(0xE000, 0x32000)]
    folded = page.evaluate(
        """async ([codes]) => {
            const { open } = await import(new URL("../assets/search/jianbao-search.js", location.href));
            const { folding } = await open();
            return codes.map((code) => folding.fold(String.fromCodePoint(code)));
        }""",
        [codes],
    )
    assert [chr(code) for code, to in zip(codes, folded, strict=True) if to != fold(chr(code))] == []


def test_shows_verified_results_in_the_readers_script(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hant/")
    found = page.evaluate(SEARCH, ["头发花白", {}])
    [result] = found["results"]
    assert result["title"] == "新橋通車 兩岸村民不再繞路"
    assert result["excerpt"] == (
        "開展「同心橋」活動以後，<mark>頭髮花白</mark>的老支書說：「這條路後來改變了里莊的命運。」"
    )
    assert (result["block"], result["lang"]) == ("p5", "zh-Hant")
    assert urlsplit(result["url"]).fragment == "p5"
    assert parse_qs(urlsplit(result["url"]).query) == {"q": ["头发花白"]}


def test_marks_after_a_character_that_takes_two_units(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    [result] = page.evaluate(SEARCH, ["輮製板", {}])["results"]
    assert "𠮷野家与<mark>𫐓制板</mark>材。" in result["excerpt"]
    [result] = page.evaluate(SEARCH, ["<b>不是标签</b>", {}])["results"]
    assert result["excerpt"].startswith("<mark>&lt;b&gt;不是标签&lt;/b&gt;</mark> &amp; 也不是实体 &amp;amp;")


def test_gives_at_most_as_many_as_asked_and_says_whether_it_is_sure(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    proven = page.evaluate(SEARCH, ["发展", {"limit": 3}])
    everything = page.evaluate(SEARCH, ["发展", {"limit": 1e9, "exact": True}])
    assert len(proven["results"]) == 3
    assert (proven["total"], proven["exact"]) == (len(everything["results"]), True)
    guessed = page.evaluate(SEARCH, ["发展和", {"limit": 3}])
    assert not guessed["exact"]
    assert page.evaluate(SEARCH, ["发展和", {"limit": 3, "exact": True}])["exact"]
    assert page.evaluate(SEARCH, ["", {}]) == {"total": 0, "exact": True, "results": []}


def test_sorts_by_date_and_narrows(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    by_date = page.evaluate(SEARCH, ["发展", {"limit": 1e9, "sort": "date"}])["results"]
    ids = page.evaluate("(ids) => Promise.all(ids)", [result["id"] for result in by_date])
    dates = {one.id: one.dated for one in search_site.articles()}
    assert [dates[ident] for ident in ids] == sorted((dates[ident] for ident in ids), reverse=True)
    narrowed = page.evaluate(SEARCH, ["发展", {"limit": 1e9, "filter": {"year": ["2016", "2017"]}}])["results"]
    assert {dates[result["id"]][:4] for result in narrowed} == {"2016", "2017"}
    assert page.evaluate(SEARCH, ["发展", {"filter": {"year": ["1900"]}}])["total"] == 0
    counts = page.evaluate("async () => (await jianbao.search('发展', {filter: {year: ['2016']}})).facets()")
    years = {value["key"]: value["count"] for value in counts["year"]}
    assert sum(years.values()) == len(by_date)
    assert sum(value["count"] for value in counts["paper"]) == years["2016"]


def test_suggests_entities(visit: Callable[[str], Page]) -> None:
    page = visit("en/")
    suggested = page.evaluate("() => jianbao.suggest('青河')")
    assert [(one["title"], one["kind"], one["articles"]) for one in suggested] == [("Qinghe County", "place", 3)]
    assert suggested[0]["url"].endswith("/base/en/places/qinghe/")


def test_finds_the_site_from_below_an_edition(visit: Callable[[str], Page]) -> None:
    page = visit("en/below/")
    [result] = page.evaluate(SEARCH, ["夜景", {}])["results"]
    assert "/base/en/articles/bridge/" in result["url"]


# The interface


def options(page: Page) -> list[str]:
    page.wait_for_selector(".jb-option")
    return [option.inner_text() for option in page.query_selector_all(".jb-option .jb-title")]


def test_typing_into_the_box_leads_to_the_block(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.keyboard.press("/")
    page.keyboard.type("夜景")
    assert options(page) == ["新桥通车 两岸村民不再绕路"]
    field = page.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/bridge/**")
    assert unquote(urlsplit(page.url).query) == "q=夜景"
    assert page.locator("#p7-12 mark").first.inner_text() == "夜景"


def test_the_box_opens_by_click_and_by_key_and_gives_the_focus_back(visit: Callable[[str], Page]) -> None:
    page = visit("en/")
    page.click(".jb-search__open")
    assert page.is_visible("dialog .jb-search__input")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "jb-search__open"
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.type("/")
    assert page.input_value("[role=combobox]") == "/"


def test_the_box_shows_entities_and_all_results(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hant/")
    page.keyboard.press("/")
    page.keyboard.type("青河")
    assert options(page)[:2] == ["青河縣", "新橋通車 兩岸村民不再繞路"]
    page.fill("[role=combobox]", "發展")
    page.locator(".jb-option--all").first.click()
    page.wait_for_url("**/zh-Hant/search/?q=**")
    assert page.locator(".jb-result mark").first.inner_text() == "發展"


def test_arrows_go_round_through_the_field(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.keyboard.press("/")
    page.keyboard.type("新桥")
    count = len(options(page))
    seen = []
    for _ in range(count + 2):
        page.keyboard.press("ArrowUp")
        seen.append(page.get_by_role("combobox").get_attribute("aria-activedescendant"))
    assert seen == [*(f"jb-option-{at}" for at in reversed(range(count))), None, f"jb-option-{count - 1}"]


def test_waits_for_a_composition_to_end(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.keyboard.press("/")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "xinqiao", "selectionStart": 7, "selectionEnd": 7})
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229}))")
    page.wait_for_timeout(400)
    assert not page.query_selector_all(".jb-option")
    assert page.url.endswith("zh-Hans/")
    client.send("Input.insertText", {"text": "新桥"})
    assert options(page)[0] == "新桥通车 两岸村民不再绕路"


def test_the_results_page_keeps_its_state_in_the_address(visit: Callable[[str], Page]) -> None:
    page = visit("en/search/?q=发展&sort=date&f.year=2017")
    page.wait_for_selector(".jb-result")
    assert page.input_value(".jb-sort") == "date"
    dates = [one.inner_text()[:4] for one in page.query_selector_all(".jb-result .jb-source")]
    assert set(dates) == {"2017"}
    page.get_by_label("2018").check()
    expect(page.locator(".jb-source").first).to_contain_text("2018")
    assert urlsplit(page.url).query.count("f.year") == 2
    page.go_back()
    expect(page.locator(".jb-source").first).to_contain_text("2017")
    page.fill(".jb-search-page .jb-search__input", "qinghe")
    expect(page.locator(".jb-result")).to_have_count(1)
    assert page.inner_text(".jb-search-page [role=status]") == "1 article"
    assert urlsplit(page.url).query == "q=qinghe&sort=date"


def test_shows_more_and_goes_on_from_there(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/search/?q=发展")
    page.locator(".jb-more:visible").first.click()
    expect(page.locator(".jb-result")).to_have_count(40)
    assert page.evaluate("[...document.querySelectorAll('.jb-title')].indexOf(document.activeElement)") == 20


def test_says_when_nothing_is_found(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/search/?q=没有这个词")
    expect(page.locator(".jb-search-page [role=status]")).to_contain_text("没有找到")
    assert not page.query_selector_all(".jb-result")


def test_tells_failed_and_offline_and_recovers(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.keyboard.press("/")
    page.wait_for_timeout(200)
    page.route("**/search/**/grams/**", lambda route: route.abort())
    page.keyboard.type("新桥")
    page.wait_for_selector("dialog .jb-retry")
    assert page.inner_text("dialog [role=status]").startswith("搜索没有成功")
    page.context.set_offline(True)
    page.click(".jb-retry")
    expect(page.locator("dialog [role=status]")).to_contain_text("没有网络连接")
    page.context.set_offline(False)
    page.unroute("**/search/**/grams/**")
    page.click(".jb-retry")
    assert options(page)


def test_says_that_it_is_slow(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.keyboard.press("/")
    held: list[Any] = []
    page.route("**/search/**/grams/**", lambda route: held.append(route))  # noqa: PLW0108 (it must be a function)
    page.keyboard.type("新桥")
    expect(page.locator("dialog [role=status]")).to_contain_text("正在搜索")
    for route in held:
        route.continue_()
    assert options(page)


def test_an_index_that_was_replaced_is_opened_again(visit: Callable[[str], Page], site: tuple[Path, str]) -> None:
    page = visit("zh-Hans/")
    assert page.evaluate(SEARCH, ["夜景", {}])["total"] == 1
    [generation] = [path for path in (site[0] / "search").iterdir() if path.is_dir() and path.name != "text"]
    manifest = site[0] / "search" / "index.json"
    before = manifest.read_text("utf-8")
    moved = generation.with_name("0123456789ab")
    generation.rename(moved)
    manifest.write_text(before.replace(generation.name, moved.name), "utf-8")
    try:
        assert page.evaluate(SEARCH, ["皇后", {}])["total"] == 1
    finally:
        moved.rename(generation)
        manifest.write_text(before, "utf-8")


@pytest.mark.parametrize(
    ("address", "marks"),
    [
        ("zh-Hans/articles/bridge/?q=%E9%87%8C%E7%A8%8B%E8%BE%BE%E5%88%B0#p3", "里程达到"),
        ("zh-Hant/articles/bridge/?q=%E9%87%8C%E7%A8%8B%E8%BE%BE%E5%88%B0#p3", "里程達到"),
        ("zh-Hans/articles/bridge/?q=%E5%A4%9C%E6%99%AF", "夜景"),
        ("en/articles/bridge/?q=repair#p3", "repair"),
        ("zh-Hans/articles/orchard/?q=%22%E8%BC%AE%E8%A3%BD%22%20%E6%9D%BF%E6%9D%90#p6", "𫐓制板材"),
        ("zh-Hans/articles/bridge/#p3", ""),
        ("zh-Hans/articles/bridge/?q=%E6%B2%A1%E6%9C%89#p3", ""),
        ("zh-Hans/articles/bridge/?q=%E5%A4%9C%E6%99%AF#nowhere", "夜景"),
    ],
)
def test_an_article_marks_what_was_searched_for(visit: Callable[[str], Page], address: str, marks: str) -> None:
    page = visit(address)
    before = page.inner_text("article")
    if marks:
        page.wait_for_selector("mark.jb-mark")
    else:
        page.wait_for_timeout(300)
    assert "".join(mark.inner_text() for mark in page.query_selector_all("mark.jb-mark")) == marks
    assert page.inner_text("article") == before


def test_fetches_little(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.evaluate(SEARCH, ["发展", {}])
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => [name, encodedBodySize])"
    )
    assert all(size <= 20_000 for name, size in fetched if "/search/" in name and name.endswith(".bin"))
    assert sum(size for _, size in fetched) < 100_000


def test_the_results_page_says_about_until_it_is_sure(visit: Callable[[str], Page], reader: Reader) -> None:
    page = visit("zh-Hans/search/")
    page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.querySelector('.jb-search-page"
        " [role=status]').textContent)).observe(document.body, {childList: true, subtree: true})"
    )
    page.fill(".jb-search-page .jb-search__input", "发展和")
    count = len(reader.search("发展和"))
    expect(page.locator(".jb-search-page [role=status]")).to_have_text(f"找到 {count} 篇")
    assert any(text.startswith("约") for text in page.evaluate("said"))
    assert "约" not in page.inner_text(".jb-facets")
