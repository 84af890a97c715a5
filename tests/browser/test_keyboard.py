"""Everything by keyboard: what comes first, that what has the focus is seen, and that nothing needs a pointer."""

from collections.abc import Iterator
from pathlib import Path

import kinds
import pytest
from archive import Archive
from playwright.sync_api import Browser, Page, expect

# What can have the focus and does not show it: neither an outline nor another border, ground or shadow.
UNSEEN = """() => {
    const looks = (one) => {
        const s = getComputedStyle(one);
        const outline = s.outlineStyle === 'none' || s.outlineWidth === '0px' ? '' : s.outline;
        return [outline, s.borderColor, s.borderWidth, s.backgroundColor, s.boxShadow, s.opacity].join();
    };
    const shown = (one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled;
    document.activeElement.blur(); // what a page gives the focus at once is to be seen like the rest
    const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
    return stops.filter(shown).filter((one) => {
        const before = looks(one);
        one.focus({focusVisible: true, preventScroll: true});
        if (document.activeElement !== one) return true;
        const after = looks(one);
        one.blur();
        return before === after;
    }).map((one) => one.outerHTML.slice(0, 160));
}"""
# Where the focus is, and whether it is in the window and on top of whatever else stands there.
PARTS = ".skip, .mark, .tabs, .jb-search, .editions, .light, .toc, .text, .panel, .colophon"
STOP = """(parts) => {
    const one = document.activeElement, box = one.getClientRects()[0] ?? one.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        part: one.closest(parts)?.classList[0],
        seen: Boolean(at) && (one.contains(at) || at.contains(one)),
        html: one.outerHTML.slice(0, 160),
    };
}"""


@pytest.fixture(scope="module")
def site(whole: Archive) -> Path:
    return whole.settings.site.resolve()


@pytest.fixture(scope="module")
def page(browser: Browser, mounted: str) -> Iterator[Page]:
    context = browser.new_context(base_url=mounted, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", kinds.STANDING)
def test_what_has_the_focus_is_seen(page: Page, site: Path, kind: str) -> None:
    page.goto(kinds.address(site, kind))
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("kind", ["home", "article", "evidence"])
def test_the_focus_goes_through_a_page_from_its_head_to_its_foot(page: Page, site: Path, kind: str) -> None:
    page.goto(kinds.address(site, kind))
    parts: list[str] = []
    for _ in range(page.locator("a[href], button, summary, input, [tabindex='0']").count()):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP, PARTS)
        assert stop["seen"], stop
        parts.append(stop["part"])
        if stop["part"] == "colophon":
            break
    order = list(dict.fromkeys(parts))
    panel = ["toc", "text", "panel"] if kind == "article" else ["toc", "text"] if kind == "evidence" else ["text"]
    assert order == ["skip", "mark", "tabs", "jb-search", "editions", "light", *panel, "colophon"]


def test_the_first_link_leads_past_the_head_of_the_page(page: Page) -> None:
    page.goto("en/articles/bridge/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP, PARTS)["part"] == "text"


def test_an_edition_is_chosen_and_a_table_opened_and_left_by_keys(page: Page) -> None:
    page.goto("en/articles/bridge/#p14")
    page.locator(".editions a[lang=zh-Hant]").press("Enter")
    page.wait_for_url("**/zh-Hant/articles/bridge/#p14")
    summary = page.locator("details.data summary").first
    summary.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.data td') !== null")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#f")
    summary.press(" ")
    assert summary.evaluate("one => one.parentElement.open") is False


def test_the_menu_is_left_where_it_was_entered(page: Page) -> None:
    page.goto("en/articles/bridge/")
    mark = page.locator("#p22 > .here")
    mark.press("Enter")
    for _ in range(page.locator(".menu").locator("a, button").count()):
        page.keyboard.press("Tab")
    expect(page.locator(".menu")).to_be_hidden()
    expect(mark).to_be_focused()


def test_figures_are_filtered_and_turned_by_keys(page: Page) -> None:
    page.goto("en/figures/")
    status = page.locator(".browse-status")
    expect(status).to_contain_text("Page 1 of 2")
    page.locator(".browse-pages button").last.press("Enter")
    expect(status).to_contain_text("Page 2 of 2")
    page.locator(".browse select[name=kind]").press("ArrowDown")
    expect(status).not_to_contain_text("Page 2")
    assert "kind=" in page.url
