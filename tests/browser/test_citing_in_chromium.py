"""The mark beside a paragraph or a figure: its link, its citations, its report; and the box of citations."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from archive import BASE, Archive
from playwright.sync_api import Page, expect


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def article(page: Page, mounted: str) -> Page:
    page.goto(f"{mounted}zh-Hans/articles/bridge/")
    return page


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def opened(page: Page, block: str) -> None:
    page.locator(f"#{block}").hover()
    page.locator(f"#{block} > .here").click()
    expect(page.locator(".menu")).to_be_visible()


def test_a_paragraph_gives_its_link(article: Page) -> None:
    opened(article, "p22")
    article.get_by_role("button", name="复制链接").click()
    expect(article.get_by_role("button", name="已复制")).to_be_visible()
    assert copied(article) == f"{BASE}zh-Hans/articles/bridge/#p22"


def test_a_paragraph_leads_to_the_line_it_was_printed_on(article: Page) -> None:
    opened(article, "p22")
    article.get_by_role("link", name="看印出的原文").click()
    article.wait_for_url("**/evidence/bridge/#L22")
    expect(article.locator("#L22")).to_be_visible()


def test_a_paragraph_leads_to_itself_in_the_other_editions_and_the_page_stays_where_it_is(article: Page) -> None:
    article.locator("#p22").hover()
    at = article.evaluate("scrollY")
    opened(article, "p22")
    assert article.evaluate("scrollY") == at
    assert article.locator(".menu a[hreflang]").all_text_contents() == ["繁體", "English"]
    article.locator(".menu a[hreflang=en]").click()
    article.wait_for_url("**/en/articles/bridge/#p22")


def test_a_paragraph_is_cited_with_its_address_and_the_day(article: Page) -> None:
    opened(article, "p22")
    article.get_by_role("button", name="引用").click()
    article.locator(".menu").get_by_role("button", name="复制").first.click()
    expect(article.locator(".menu").get_by_role("button", name="已复制")).to_be_visible()
    said = copied(article)
    assert re.search(r"\[出版日期不详，不早于2019-10\]\[20\d\d-\d\d-\d\d\]", said)
    assert said.endswith(f"{BASE}zh-Hans/articles/bridge/#p22.")


@pytest.mark.parametrize("form", ["BibTeX", "RIS", "CSL-JSON"])
def test_a_paragraph_is_a_file_of_its_own(article: Page, form: str) -> None:
    opened(article, "p22")
    article.get_by_role("button", name="引用").click()
    with article.expect_download() as waiting:
        article.locator(".menu").get_by_role("link", name=form).click()
    text = waiting.value.path().read_text("utf-8")
    assert waiting.value.suggested_filename.startswith("bridge-p22.")
    assert f"{BASE}zh-Hans/articles/bridge/#p22" in text
    assert "bridge-p22" in text.partition("\n  title" if form == "BibTeX" else "青石")[0]


def test_a_figure_is_reported_with_its_row(article: Page) -> None:
    article.locator("details.data summary").first.click()
    row = article.locator("tr#r7-53")
    row.hover()
    row.locator(".here").click()
    article.get_by_role("button", name="报告错误").click()
    text = article.locator(".menu textarea").input_value()
    assert "文件：seeds/bridge.txt\n" in text
    assert f"位置：#f7-53 {BASE}zh-Hans/articles/bridge/#f7-53\n" in text
    assert "40公里" in text


def test_the_menu_answers_the_keyboard(article: Page) -> None:
    mark = article.locator("#p22 > .here")
    mark.focus()
    article.keyboard.press("Enter")
    expect(article.locator(".menu button").first).to_be_focused()
    article.keyboard.press("Escape")
    expect(article.locator(".menu")).to_be_hidden()
    expect(mark).to_be_focused()


def test_the_mark_is_no_part_of_the_text(article: Page) -> None:
    assert article.locator("#p22").inner_text().endswith("工人同时施工。")


def test_the_box_copies_the_citation_of_the_article(article: Page) -> None:
    article.locator("details.cite[open] button").click()
    expect(article.locator("details.cite[open]").get_by_role("button", name="已复制")).to_be_visible()
    assert copied(article).endswith(f"{BASE}zh-Hans/articles/bridge/.")


def test_without_an_address_a_citation_has_that_of_the_window(
    page: Page, built: Archive, serve: Callable[[Path], str]
) -> None:
    base = serve(built.settings.site)
    page.goto(f"{base}en/articles/bridge/")
    opened(page, "p22")
    page.get_by_role("button", name="Cite").click()
    page.locator(".menu").get_by_role("button", name="Copy").first.click()
    expect(page.locator(".menu").get_by_role("button", name="Copied")).to_be_visible()
    assert copied(page).endswith(f"{base}en/articles/bridge/#p22")
