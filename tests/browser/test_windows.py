"""Windows of every width, letters twice as large, and readers who want nothing to move."""

from collections.abc import Callable, Iterator
from pathlib import Path

import kinds
import pytest
from archive import Archive
from playwright.sync_api import Browser, Page

WIDTHS = (320, 390, 640, 820, 1440)  # 640 is a window of 1280 at 200 %
# What is wider than the window, and has no scroller of its own around it.
WIDER = """() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = (one) => one && (getComputedStyle(one).overflowX !== 'visible' || scrolls(one.parentElement));
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.body.querySelectorAll('*')]
        .filter((one) => one.getBoundingClientRect().right > wide + 1 && !scrolls(one.parentElement))
        .map((one) => one.outerHTML.slice(0, 120));
}"""
# Words that are cut off: of elements that hide what runs over, without a sign of it, and are meant to be seen.
CUT = """() => [...document.querySelectorAll('body *')].filter((one) => {
    const s = getComputedStyle(one);
    const hides = s.overflowX === 'hidden' && s.textOverflow !== 'ellipsis' && s.clipPath === 'none';
    return hides && one.checkVisibility() && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter((one) => {
    const s = getComputedStyle(one);
    return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 || s.scrollBehavior === 'smooth';
}).map((one) => one.className)"""
HOSTILE = ("en/articles/markup/", "evidence/markup/")  # besides a page of each kind: text that looks like markup


@pytest.fixture(scope="module")
def site(whole: Archive) -> Path:
    return whole.settings.site.resolve()


@pytest.fixture(scope="module")
def page(browser: Browser, mounted: str) -> Iterator[Page]:
    context = browser.new_context(base_url=mounted)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", [*kinds.STANDING, *HOSTILE])
def test_no_page_is_wider_than_the_window(page: Page, site: Path, kind: str) -> None:
    page.goto(kind if kind in HOSTILE else kinds.address(site, kind))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDER) == [], width


@pytest.mark.parametrize("kind", ["home", "article", "evidence", "figures", "entity, place"])
def test_letters_twice_as_large_are_all_there(page: Page, site: Path, kind: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(kinds.address(site, kind))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) == []
    assert page.evaluate(CUT) == []


def test_nor_is_one_that_is_touched_where_marks_are_always_seen(
    new_page: Callable[..., Page], mounted: str, site: Path
) -> None:
    window = {"width": WIDTHS[0], "height": 800}
    touched = new_page(base_url=mounted, viewport=window, has_touch=True, is_mobile=True)
    wide = []
    for kind in kinds.STANDING:
        touched.goto(kinds.address(site, kind), wait_until="domcontentloaded")
        if touched.evaluate("document.documentElement.scrollWidth > screen.width"):
            wide.append(kind)
    assert wide == []


def test_nothing_moves_for_who_asked_for_that(page: Page) -> None:
    page.goto("en/search/?q=Song")
    assert page.evaluate(MOVING) == []
    page.evaluate(
        "document.styleSheets[0].insertRule('main.frame { transition: opacity 1s; scroll-behavior: smooth }')"
    )
    assert page.evaluate(MOVING) == ["frame"]
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.emulate_media(reduced_motion="no-preference")
