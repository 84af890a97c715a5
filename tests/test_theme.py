"""The theme: what stands around every page, mounted beside other editions, under an address, or alone."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest
from archive import ROOT
from casefiles import CASES

THEME = ROOT / "templates" / "theme"
EDITIONS = ("zh-Hans", "zh-Hant", "en")


def build(work: Path, edition: str, **settings: str) -> Path:
    """Run MkDocs on the cases as the publisher does; return the folder of pages."""
    mounted = settings.get("JB_MOUNTED") == "true"
    top = work / "docs" / edition if mounted else work / "docs"
    (top / "articles").mkdir(parents=True)
    (top / "index.md").write_bytes((CASES / "theme" / "home.md").read_bytes())
    (top / "search.md").write_bytes((CASES / "theme" / "search.md").read_bytes())
    (top / "articles" / "a.md").write_bytes((CASES / "theme" / "article.md").read_bytes())
    (work / "docs" / "evidence").mkdir()
    (work / "docs" / "evidence" / "a.md").write_bytes((CASES / "theme" / "shared.md").read_bytes())
    environment = os.environ | {"JB_DOCS_DIR": str(work / "docs"), "JB_SITE_DIR": str(work / "site")}
    environment |= {"JB_EDITION": edition, "NO_MKDOCS_2_WARNING": "1", **settings}
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(ROOT / "mkdocs.yml")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "WARNING" not in run.stderr
    return work / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("mounted")
    settings = {"JB_MOUNTED": "true", "JB_SEARCH": "true"}
    return build(work, "zh-Hant", **settings)


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("addressed")
    return build(work, "en", JB_MOUNTED="true", JB_SITE_URL="https://example.org/base/")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("preview"), "zh-Hans")


def read(path: Path) -> Element:
    tree: Element = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    return tree


def links(page: Element, where: str, attribute: str = "href") -> list[str]:
    return [element.get(attribute, "") for element in page.findall(where)]


def resolved(page: Element, where: str, base: str) -> list[str]:
    return [urljoin(base, link) for link in links(page, where)]


ARTICLE = "zh-Hant/articles/a/index.html"
HERE = "http://x/zh-Hant/articles/a/"


def test_assets_that_a_page_asks_for_are_there(site: Path) -> None:
    page = read(site / ARTICLE)
    wanted = links(page, ".//script[@src]", "src") + resolved(page, ".//link[@rel='stylesheet']", HERE)
    ours = [urljoin(HERE, source) for source in wanted if "/search/" not in source]
    assert len(ours) >= 4
    for address in ours:
        assert (site / address.removeprefix("http://x/")).is_file(), address


@pytest.mark.parametrize("path", [ARTICLE, "zh-Hant/index.html", "404.html"])
def test_skip_link_is_the_first_link_and_leads_to_the_text(site: Path, path: str) -> None:
    page = read(site / path)
    skip = page.findall(".//a")[0]
    assert page.find(f".//main//article[@id='{skip.get('href', '')[1:]}']//h1") is not None


def test_escaped_front_matter_is_printed_once(site: Path) -> None:
    page = read(site / ARTICLE)
    assert page.findtext(".//title") == "山口 <b> 通车 · 剪報"
    assert links(page, ".//meta[@name='description']", "content") == ['新修公路"通车"']
    assert json.loads(page.findtext(".//script[@type]") or "") == {"@type": "NewsArticle", "headline": "<b>"}
    assert links(page, ".//meta[@name='z:itemType']", "content") == ["newspaperArticle"]


def test_home_has_its_title_alone_and_no_contents(site: Path) -> None:
    page = read(site / "zh-Hant/index.html")
    assert page.findtext(".//title") == "剪报"
    assert not page.findall(".//nav[@class='toc']")


def test_editions_of_a_page(site: Path) -> None:
    page = read(site / ARTICLE)
    at = ".//nav[@class='editions']//a"
    assert resolved(page, at, HERE) == [f"http://x/{edition}/articles/a/" for edition in EDITIONS]
    assert links(page, at, "lang") == list(EDITIONS)
    assert links(page, at, "aria-current") == ["", "true", ""]


def test_a_page_that_all_editions_share_leads_to_their_first_pages(site: Path) -> None:
    page = read(site / "evidence/a/index.html")
    at = ".//nav[@class='editions']//a"
    assert resolved(page, at, "http://x/evidence/a/") == [f"http://x/{edition}/" for edition in EDITIONS]
    assert not any(links(page, at, "aria-current"))
    assert links(page, ".//meta[@name='robots']", "content") == ["noindex"]


def test_hreflang_is_relative_without_an_address(site: Path) -> None:
    page = read(site / ARTICLE)
    at = ".//link[@hreflang]"
    assert links(page, at, "hreflang") == [*EDITIONS, "x-default"]
    expected = [f"http://x/{edition}/articles/a/" for edition in (*EDITIONS, "zh-Hans")]
    assert resolved(page, at, HERE) == expected
    assert resolved(page, ".//link[@rel='canonical']", HERE) == [HERE]


def test_hreflang_is_absolute_with_an_address(addressed: Path) -> None:
    page = read(addressed / "en/articles/a/index.html")
    base = "https://example.org/base"
    expected = [f"{base}/{edition}/articles/a/" for edition in (*EDITIONS, "zh-Hans")]
    assert links(page, ".//link[@hreflang]") == expected
    assert links(page, ".//link[@rel='canonical']") == [f"{base}/en/articles/a/"]
    home = read(addressed / "en/index.html")
    assert links(home, ".//link[@rel='canonical']") == [f"{base}/en/"]


def test_the_tabs_are_named_in_the_language_of_the_page(site: Path) -> None:
    page = read(site / ARTICLE)
    at = ".//nav[@class='tabs']//a"
    assert " ".join(a.text or "" for a in page.findall(at)) == "文章 年表 數據 地名 機構 項目 人物 圖片 關於"
    names = ("articles", "timeline", "figures", "places", "organisations", "programmes", "people", "photos", "about")
    assert resolved(page, at, HERE) == [f"http://x/zh-Hant/{name}/" for name in names]
    assert links(page, at, "aria-current") == ["true", *[""] * 8]


def test_contents_are_the_sections_and_the_panel_stands_beside_the_text(site: Path) -> None:
    page = read(site / ARTICLE)
    assert links(page, ".//nav[@class='toc']//a") == ["#s4", "#s7", "#panel"]
    listed = ["修路的三年", "通车以后", "名稱、相關文章、引用"]
    assert [a.text for a in page.findall(".//nav[@class='toc']//a")] == listed
    assert page.find(".//*[@id='panel']") is not None
    (text,) = page.findall(".//article")
    assert text.find(".//aside") is None
    (panel,) = page.findall(".//main//aside")
    assert "文中提到" in "".join(panel.itertext())


def test_search_box_leads_to_the_list_without_javascript(site: Path, preview: Path) -> None:
    box = ".//div[@class='jb-search']"
    assert resolved(read(site / ARTICLE), f"{box}/a", HERE) == ["http://x/zh-Hant/articles/"]
    assert read(preview / "articles/a/index.html").find(box) is None


def test_search_has_its_words_and_its_page(site: Path) -> None:
    page = read(site / "zh-Hant/search/index.html")
    (box,) = page.findall(".//div[@class='jb-search']")
    (results,) = page.findall(".//article/div[@class='jb-search-page']")
    assert results.get("data-edition") == box.get("data-edition") == "zh-Hant"
    assert not read(site / ARTICLE).findall(".//div[@class='jb-search-page']")


def test_preview_knows_no_other_edition(preview: Path) -> None:
    page = read(preview / "articles/a/index.html")
    assert not page.findall(".//nav[@class='editions']")
    assert not page.findall(".//link[@hreflang]")
    assert resolved(page, ".//nav[@class='tabs']//a", "http://x/articles/a/")[0] == "http://x/articles/"


def test_the_three_editions_have_the_same_words() -> None:
    keys = {}
    for edition in EDITIONS:
        source = (THEME / "partials" / "languages" / f"{edition}.html").read_text("utf-8")
        keys[edition] = re.findall(r'^  "([^"]+)":', source, re.MULTILINE)
        assert re.search(rf'"language": "{edition}"', source)
    assert keys["zh-Hans"] == keys["zh-Hant"] == keys["en"]


@pytest.mark.parametrize("name", ["search/jianbao-search-labels.js", "javascripts/labels.js"])
def test_the_scripts_have_the_same_words_in_three_editions(name: str) -> None:
    source = (THEME / "assets" / name).read_text("utf-8")
    labels = json.loads(source.partition("LABELS = ")[2].rstrip(";\n"))
    keys = {edition: _names(said) for edition, said in labels.items()}
    assert keys["zh-Hans"] == keys["zh-Hant"] == keys["en"]
    assert set(keys) == set(EDITIONS)


def _names(said: dict[str, object]) -> list[str]:
    """List the keys, those of groups too; a text with a form for each number counts once."""
    groups = {key: inner for key, inner in said.items() if isinstance(inner, dict) and "other" not in inner}
    return [*said, *(name for inner in groups.values() for name in _names(inner))]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> list[dict[str, str]]:
    css = (THEME / "assets" / "stylesheets" / "jianbao.css").read_text("utf-8")
    return [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", css)]


def test_every_text_colour_is_readable_on_every_ground() -> None:
    light, dark, chosen = palettes()
    assert dark == chosen
    for palette in (light, dark):
        for ground in ("paper", "tint", "glow"):
            for ink in ("ink", "soft", "link", "num"):
                assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
        for ground in ("paper", "tint"):
            assert contrast(palette["seal"], palette[ground]) >= 4.5, ground


def test_the_theme_asks_no_method_of_a_text() -> None:
    # The templates of other programs than MkDocs know none: a page would not be made there (benchmarks/exit.py).
    method = re.compile(r"\.(?:split|startswith|endswith|strip|lstrip|rstrip|replace|join|format|lower|upper)\(")
    templates = [path.read_text("utf-8") for path in THEME.rglob("*.html")]
    code = [part for text in templates for part in re.findall(r"{[{%].*?[%}]}", text, re.DOTALL)]
    assert [part for part in code if method.search(part)] == []
