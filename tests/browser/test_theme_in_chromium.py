"""The theme in a real browser, under the policy that the published site carries."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from archive import ROOT
from casefiles import CASES
from playwright.sync_api import Page

POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("site")
    for edition in ("zh-Hans", "en"):
        top = work / edition / "docs" / edition
        (top / "articles").mkdir(parents=True)
        shutil.copy(CASES / "theme" / "home.md", top / "index.md")
        shutil.copy(CASES / "theme" / "article.md", top / "articles" / "a.md")
        environment = os.environ | {"JB_EDITION": edition, "JB_MOUNTED": "true", "NO_MKDOCS_2_WARNING": "1"}
        environment |= {"JB_DOCS_DIR": str(top.parent), "JB_SITE_DIR": str(work / edition / "site")}
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(ROOT / "mkdocs.yml")]
        subprocess.run(command, env=environment, check=True)
        shutil.copytree(work / edition / "site", work / "site", dirs_exist_ok=True)
    return work / "site"


@pytest.fixture(scope="module")
def address(folder: Path, serve: Callable[..., str]) -> str:
    return serve(folder, {"Content-Security-Policy": POLICY}).rstrip("/")


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page(viewport={"width": 1440, "height": 600})


def test_a_line_holds_34_to_40_characters(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    width = page.evaluate("document.querySelector('.lead').clientWidth")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.lead')).fontSize)")
    assert 34 <= width / size <= 40


def test_the_panel_stands_beside_the_text_and_below_it_on_a_phone(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    left = "document.querySelector('.panel').getBoundingClientRect().left"
    assert page.evaluate(left) > page.evaluate("document.querySelector('.text').getBoundingClientRect().right")
    page.set_viewport_size({"width": 390, "height": 800})
    top = "document.querySelector('.panel').getBoundingClientRect().top"
    assert page.evaluate(top) > page.evaluate("document.querySelector('.text').getBoundingClientRect().bottom")


def test_the_switcher_keeps_the_fragment(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/#p5")
    page.click(".editions a[lang=en]")
    assert page.url == f"{address}/en/articles/a/#p5"
    page.click(".toc a[href='#s7']")
    page.wait_for_url(f"{address}/en/articles/a/#s7")
    page.click(".editions a[lang=zh-Hans]")
    page.wait_for_url(f"{address}/zh-Hans/articles/a/#s7")


def test_light_and_dark_follow_the_system_and_then_the_reader(page: Page, address: str) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/zh-Hans/")
    dark = page.evaluate(ground)
    page.click("button.light")
    light = page.evaluate(ground)
    assert light != dark
    page.goto(f"{address}/zh-Hans/articles/a/")
    assert page.evaluate(ground) == light


@pytest.mark.parametrize(("mark", "said"), [(".join", "此处由两栏接成，没有把握。"), (".fact", "依据：文中称“本村”")])
def test_a_mark_explains_itself_to_pointer_and_keyboard(page: Page, address: str, mark: str, said: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    note = page.locator("#jb-note")
    page.hover(mark)
    assert note.text_content() == said
    page.keyboard.press("Escape")
    assert note.is_hidden()
    page.mouse.move(1, 1)
    page.focus(mark)
    assert note.is_visible()
    assert page.get_attribute(mark, "aria-describedby") == "jb-note"


def test_a_note_goes_when_the_pointer_goes(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    note = page.locator("#jb-note")
    page.hover(".join")
    page.hover("#f5-4")
    page.mouse.move(1, 1)
    page.hover("#f5-4")
    page.mouse.move(1, 1)
    note.wait_for(state="hidden")
    page.hover("#f5-4")
    page.hover("#jb-note")
    page.wait_for_timeout(400)
    assert note.is_visible()


def test_a_figure_shows_its_row(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    page.hover("#f3-7")
    assert page.text_content("#jb-note") == "12 公里 · 新修公路 · 山口村"


def test_the_first_touch_explains_and_the_second_follows(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/zh-Hans/articles/a/")
    page.tap("#f3-7")
    assert page.is_visible("#jb-note")
    assert "#" not in page.url
    page.tap("#f3-7")
    page.wait_for_url("**/#r3-7")


def test_what_belongs_to_the_last_line_of_the_window_stands_over_it(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 400}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/zh-Hans/articles/a/")
    page.evaluate("scrollTo(0, document.querySelector('#f3-7').getBoundingClientRect().bottom + 4 - innerHeight)")
    mark = page.locator("#f3-7").bounding_box()
    assert mark is not None
    page.touchscreen.tap(mark["x"] + 5, mark["y"] + 5)
    note = page.locator("#jb-note").bounding_box()
    assert note is not None
    assert 0 < note["y"] < note["y"] + note["height"] <= mark["y"]


def test_a_link_into_a_folded_table_opens_it(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    assert page.locator("#r5-4").is_hidden()
    page.click("#f5-4")
    assert page.locator("#r5-4").is_visible()


def test_paper_shows_every_table_and_nothing_to_press(page: Page, address: str) -> None:
    page.goto(f"{address}/zh-Hans/articles/a/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("#r5-4").is_visible()
    assert not page.locator(".tabs, .editions, .light, .toc").filter(visible=True).count()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_the_section_being_read_is_marked(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 300})
    page.goto(f"{address}/zh-Hans/articles/a/")
    current = page.locator(".toc a[aria-current]")
    assert current.count() == 0
    page.evaluate("document.getElementById('s7').scrollIntoView()")
    page.wait_for_selector(".toc a[aria-current]")
    assert current.all_text_contents() == ["通车以后"]


def test_a_page_reads_without_javascript(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}/zh-Hans/articles/a/")
    assert page.is_visible(".editions a[lang=en]")
    assert page.is_visible(".tabs a")
    assert page.is_hidden("button.light")
