"""The built site as a reader meets it: home, article, another edition, and nothing asked of another host."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from archive import Archive
from playwright.sync_api import Page

ARTICLE = "articles/bridge/"


@dataclass
class Visit:
    """A page in the browser, and all it asked for."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)

    def see(self, address: str) -> None:
        self.page.goto(self.base + address)


@pytest.fixture(scope="module")
def base(built: Archive, serve: Callable[[Path], str]) -> str:
    return serve(built.settings.site)


@pytest.fixture
def visit(new_page: Callable[..., Page], base: str) -> Iterator[Visit]:
    """Give a page that may ask nothing of another host."""
    visit = Visit(new_page(), base)
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    yield visit
    assert {urlsplit(url).netloc for url in visit.requests} == {urlsplit(base).netloc}
    assert not [url for url in visit.requests if "sitemap" in url]


def test_home_leads_to_an_article(visit: Visit) -> None:
    visit.see("zh-Hans/")
    visit.page.get_by_role("link", name="青石大桥昨日正式通车").click()
    assert visit.page.url == f"{visit.base}zh-Hans/{ARTICLE}"
    assert visit.page.locator("h1").inner_text() == "青石大桥昨日正式通车"


@pytest.mark.parametrize(
    ("name", "edition", "title"),
    [("繁體", "zh-Hant", "青石大橋昨日正式通車"), ("English", "en", "Qingshi Bridge opened to traffic yesterday")],
)
def test_switching_editions_keeps_article_and_paragraph(visit: Visit, name: str, edition: str, title: str) -> None:
    visit.see(f"zh-Hans/{ARTICLE}#p18")
    visit.page.get_by_role("link", name=name).click()
    assert visit.page.url == f"{visit.base}{edition}/{ARTICLE}#p18"
    assert visit.page.locator("h1").inner_text() == title
    assert visit.page.locator("html").get_attribute("lang") == edition
    assert visit.page.locator("#p18").count() == 1


def test_a_line_that_was_joined_is_still_an_address(visit: Visit) -> None:
    visit.see(f"zh-Hans/{ARTICLE}#p20")
    assert visit.page.locator("#p18 #p20").count() == 1
    assert "当年10月破土动工" in visit.page.locator("#p18").inner_text().replace("\n", "")


def test_text_that_looks_like_markup_is_text(visit: Visit) -> None:
    visit.see("zh-Hans/articles/markup/")
    body = visit.page.locator("main").inner_text()
    for printed in (
        "<script>alert(1)</script>这样的一段文字",
        "1986. 这一年的记录里有 [a](b)、*c* 和 {: .d }，",
        "# 井号开头的一行",
        '{{ 7*7 }}和{% include "x" %}都是文字，<![CDATA[x]]> 和 &amp; 也照原样。',
        "| 竖线 | 不是表格 |，*** 也不是横线。",
    ):
        assert printed in body


def test_untranslated_text_says_it_is_chinese(visit: Visit) -> None:
    visit.see("en/articles/orchard/")
    assert visit.page.locator("#p15").get_attribute("lang") == "zh-Hans"
    assert "Not yet translated" in visit.page.locator(".notice").inner_text()


def test_a_map_shows_its_own_place(visit: Visit) -> None:
    visit.see("zh-Hans/places/song-xian/")
    shown = visit.page.locator(".locator .here").evaluate("e => getComputedStyle(e).opacity")
    assert shown == "1"


def test_the_way_in_follows_the_readers_language(new_page: Callable[..., Page], base: str) -> None:
    for language, edition in (("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("en-GB", "en"), ("zh-Hant-HK", "zh-Hant")):
        page = new_page(locale=language)
        page.goto(base)
        page.wait_for_url(f"{base}{edition}/")
    plain = new_page(java_script_enabled=False)
    plain.goto(base)
    assert plain.get_by_role("link").count() == len(("zh-Hans", "zh-Hant", "en"))


def test_a_touched_figure_says_that_another_touch_leads_on(new_page: Callable[..., Page], mounted: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(f"{mounted}en/articles/bridge/")
    page.tap(".text .fig")
    assert page.locator("#jb-note small").text_content() == "Tap again to go there"


def test_original_and_english_are_printed_as_a_handout(new_page: Callable[..., Page], mounted: str) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{mounted}en/articles/orchard/parallel/")
    page.emulate_media(media="print")
    sides = """pair => [...pair.querySelectorAll(':scope > [lang]')].map(side => side.getBoundingClientRect())
        .map(({left, right, top}) => ({left, right, top}))"""
    printed = [pair.evaluate(sides) for pair in page.locator(".pair").all()]
    assert printed
    for original, english in printed:
        assert english["left"] > original["right"]
        assert abs(english["top"] - original["top"]) < 1
    style = page.locator(".pair:has(.headline)").first.evaluate(
        "e => [getComputedStyle(e).breakAfter, getComputedStyle(document.querySelector('.tabs')).display]"
    )
    assert style == ["avoid", "none"]
    assert "满坡果香" in page.locator(".source").inner_text()


def test_no_english_has_the_wide_quotation_marks_of_a_chinese_font(mounted: str, new_page: Callable[..., Page]) -> None:
    # The shorthand of a font takes back what a page sets for all of its English.
    page = new_page()
    for address in ("en/", "en/articles/orchard/", "en/figures/", "evidence/orchard/"):
        page.goto(mounted + address)
        wide = "[...document.body.querySelectorAll(':lang(en)')].filter((one) =>"
        wide += " getComputedStyle(one).fontVariantEastAsian !== 'proportional-width').map((one) => one.outerHTML)"
        assert page.evaluate(wide) == []
