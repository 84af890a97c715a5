"""The evidence and the review in a real browser, on a phone and on a desk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive
from playwright.sync_api import Page

EVIDENCE, REVIEW = "evidence/bridge/", "review/bridge/"


@pytest.fixture(scope="module")
def base(built: Archive, serve: Callable[[Path], str]) -> str:
    return serve(built.settings.site)


@pytest.fixture
def page(new_page: Callable[..., Page], base: str) -> Page:
    """Open a page of a phone's width."""
    return new_page(viewport={"width": 390, "height": 844}, base_url=base)


def test_what_became_of_a_line_stands_below_it_on_a_phone_and_beside_it_on_a_desk(page: Page) -> None:
    page.goto(EVIDENCE)
    box = "(s) => { const b = document.querySelector('.seed li[id]').querySelector(s).getBoundingClientRect(); "
    assert page.evaluate(box + "return b.top }", ".made") >= page.evaluate(box + "return b.bottom }", ".printed")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.evaluate(box + "return b.left }", ".made") >= page.evaluate(box + "return b.right }", ".printed")


def test_a_mark_shows_what_its_character_became_and_holds_what_was_printed(page: Page) -> None:
    page.goto(EVIDENCE)
    mark = page.locator("mark[data-to='，']").first
    assert mark.text_content() == ","
    shown = mark.evaluate("mark => getComputedStyle(mark, '::after').content")
    assert "→" in shown
    page.evaluate("mark => getSelection().selectAllChildren(mark.closest('.printed'))", mark.element_handle())
    copied = page.evaluate("getSelection().toString()")
    assert "," in copied
    assert "→" not in copied


def test_a_line_leads_to_its_paragraph_and_the_article_back_to_its_evidence(page: Page) -> None:
    page.goto(EVIDENCE)
    line = page.locator(".seed li").filter(has=page.locator(".doubt, .note a")).first
    line.locator("a[lang=en]").first.click()
    page.wait_for_url("**/en/articles/bridge/#p*")
    assert page.evaluate("document.getElementById(location.hash.slice(1)) !== null")
    page.locator(".state a").click()
    page.wait_for_url(f"**/{EVIDENCE}")


def test_a_line_and_the_block_it_went_to_lead_to_one_another(page: Page) -> None:
    page.goto(EVIDENCE)
    line = page.locator(".seed li[id]").nth(3)
    ident = line.get_attribute("id")
    line.locator("a.no").click()
    block = page.locator(".order li:target")
    assert block.count() == 1
    block.locator(f"a[href='#{ident}']").click()
    assert page.url.endswith(f"#{ident}")
    ground = "e => getComputedStyle(e).backgroundColor"
    assert line.evaluate(ground) != page.locator(".seed li[id]").nth(5).evaluate(ground)


def test_one_click_takes_a_whole_correction(page: Page) -> None:
    page.goto(REVIEW)
    answer = page.locator(".answers pre").first
    answer.click()
    assert page.evaluate("getSelection().toString()").strip() == (answer.text_content() or "").strip()


def test_doubts_are_readable_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("evidence/orchard/")
    colour = "e => getComputedStyle(e).color"
    assert page.locator(".made .doubt").first.evaluate(colour) == "rgb(229, 112, 90)"
    assert page.locator(".printed").first.evaluate(colour) == "rgb(230, 225, 215)"
