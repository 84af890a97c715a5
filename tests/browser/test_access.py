"""What axe finds on every kind of page, light and dark, in the editions, on a phone, and with everything open."""

from collections.abc import Iterator
from pathlib import Path

import kinds
import outside
import pytest
from archive import Archive
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

# Each place where a rule is broken, in a line of its own.
RUN = """async ([within, ...rules]) => {
    const options = rules.length ? {runOnly: {type: 'rule', values: rules}} : {rules: {'target-size': {enabled: true}}};
    const {violations} = await axe.run(within, {resultTypes: ['violations'], ...options});
    return violations.flatMap(({id, impact, nodes}) => nodes.map(({html}) => `${id} (${impact}): ${html}`));
}"""
COLOURS = ["color-contrast", "link-in-text-block"]  # all that may differ between light and dark
WINDOW: ViewportSize = {"width": 1280, "height": 900}
AWAY = '<meta http-equiv="refresh"'  # a page that has moved is looked at before it sends its reader on
ELSEWHERE = ("home", "article", "parallel", "entity, place")  # looked at in Chinese, too


@pytest.fixture(scope="module")
def site(whole: Archive) -> Path:
    return whole.settings.site.resolve()


@pytest.fixture(scope="module")
def opened(browser: Browser, site: Path, mounted: str) -> Iterator[Page]:
    """Give a page that has axe wherever it goes, and that stays where it is sent."""
    axe = outside.from_npm("axe-core/axe.min.js")
    context = browser.new_context(base_url=mounted, viewport=WINDOW)
    context.add_init_script(path=axe)
    for kind in ("gone, moved", "left"):
        context.route(f"**/{kinds.address(site, kind)}", _stay)
    yield context.new_page()
    context.close()


def _stay(route: Route) -> None:
    page = route.fetch()
    route.fulfill(response=page, body=page.text().replace(AWAY, "<meta"))


def broken(page: Page, *rules: str, within: str = "html") -> list[str]:
    """Give where rules are broken: those named, or else all."""
    return list(page.evaluate(RUN, [within, *rules]))


def found(page: Page) -> list[str]:
    """Give what axe finds on a page in light, and what of it depends on colours in dark."""
    light = broken(page)
    page.emulate_media(color_scheme="dark")
    dark = broken(page, *COLOURS)
    page.emulate_media(color_scheme="light")
    return light + dark


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_nothing_stands_in_anyones_way(opened: Page, site: Path, kind: str) -> None:
    opened.goto(kinds.address(site, kind))
    assert found(opened) == []


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_nor_in_the_other_editions(opened: Page, site: Path, kind: str) -> None:
    for edition in ("zh-Hans", "zh-Hant"):
        opened.goto(kinds.address(site, kind, edition))
        assert broken(opened) == []


def test_nor_in_the_box_and_on_the_page_of_results(opened: Page) -> None:
    opened.goto("zh-Hant/")
    opened.keyboard.press("/")
    opened.keyboard.type("嵩縣")
    expect(opened.locator(".jb-option").first).to_be_visible()
    opened.keyboard.press("ArrowDown")
    assert found(opened) == []
    opened.goto("en/search/?q=嵩县")
    expect(opened.locator(".jb-facets, .jb-narrow").first).to_be_attached()
    expect(opened.locator("main a[href*='articles/bridge/']").first).to_be_visible()
    assert found(opened) == []


def test_nor_in_what_unfolds(opened: Page) -> None:
    opened.goto("en/articles/bridge/")
    opened.evaluate("document.querySelectorAll('details:not([name])').forEach((one) => (one.open = true))")
    opened.locator("a.fig").first.focus()
    expect(opened.locator("#jb-note")).to_be_visible()
    assert broken(opened) == []
    for choice in ("Cite", "Report a mistake"):
        opened.locator("#p22 > .here").press("Enter")
        opened.get_by_role("dialog").get_by_role("button", name=choice).click()
        assert opened.locator(".menu :focus").count() == 1
        assert broken(opened, within=".menu") == []
        opened.keyboard.press("Escape")


def test_nor_on_a_phone(opened: Page, site: Path) -> None:
    opened.set_viewport_size({"width": 390, "height": 844})
    for kind in ("home", "article", "evidence"):
        opened.goto(kinds.address(site, kind))
        assert broken(opened) == []
    opened.set_viewport_size(WINDOW)


def test_a_fault_is_found(opened: Page) -> None:
    opened.goto("en/")
    opened.evaluate("""() => {
        document.querySelector('.ask input').removeAttribute('aria-label');
        document.querySelector('.ask input').removeAttribute('placeholder');
        document.querySelector('.hero').style.color = '#ccc';
        document.querySelector('.numbers').style.color = 'black';
    }""")
    assert {said.partition(" ")[0] for said in found(opened)} == {"label", "color-contrast"}
