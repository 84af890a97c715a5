"""The search box and the results page, in a real browser, on a site like the program's, under its policy."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from jianbao.search.reader import Reader


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
