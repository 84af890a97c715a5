"""What an archive is made of besides articles: figures, names, search, data, feeds, and a new seed in all of them."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import crawl
import feedparser
import pytest
from archive import BASE, Archive

from jianbao.addresses import EDITIONS
from jianbao.search.reader import Reader

COTTON = """
石门日报 2019年3月5日 第03版

两县联手种好棉 八百农户有活干 棉田扶贫车间落户嵩县

昨日,嵩县与栾川县签订协议,共同投资2600万元建设棉田扶贫车间,首批吸纳贫困户820户。

车间建成后,预计每年加工籽棉1.5万吨,带动周边12个村的群众在家

门口就业,人均月增收1800元。
"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def grown(archive: Archive) -> Archive:
    """The fixture archive with one more seed, in GB18030 and with a broken paragraph, and a picture beside it."""
    archive.build()
    (archive.settings.seeds / "cotton.txt").write_bytes(COTTON.encode("gb18030"))
    (archive.settings.seeds / "picture.txt").write_bytes(PNG)
    return archive


def test_an_article_tells_of_as_many_changed_characters_as_its_evidence(whole: Archive) -> None:
    files = whole.files()
    told = 0
    for path, data in files.items():
        article = re.fullmatch(r"zh-Hans/articles/([^/]+)/index.html", path)
        if article and f"evidence/{article[1]}/index.html" in files:
            evidence = files[f"evidence/{article[1]}/index.html"].decode("utf-8")
            changed = re.findall(r"校勘改动 ([\d,]+) 处", evidence)
            said = re.findall(r"写法统一了 ([\d,]+) 处", data.decode("utf-8"))
            assert said == changed
            assert bool(changed) != ("校勘没有改动" in evidence)
            told += bool(said)
    assert told > 1


def test_a_new_seed_appears_everywhere(grown: Archive) -> None:
    built = grown.build()
    assert [one.name for one in built.refused] == ["picture.txt"]
    files = grown.files()
    for edition in EDITIONS:
        page = files[f"{edition}/articles/cotton/index.html"].decode("utf-8")
        assert 'id="p8"' in page
        for listing in ("index.html", "articles/index.html", "figures/index.html", "places/song-xian/index.html"):
            assert re.search(rb'href="[^"]*cotton/', files[f"{edition}/{listing}"]), (edition, listing)
        printed = {"zh-Hans": "印在原文第 2 行", "zh-Hant": "印在原文第 2 行", "en": "Printed in line 2 of the source"}
        assert page.count(f'title="{printed[edition]}"') == len(("paper", "day", "page"))
    assert "在家门口就业" in "".join(crawl_text(files["zh-Hans/articles/cotton/index.html"]))
    rows = list(csv.DictReader(io.StringIO(files["data/figures.csv"].decode("utf-8-sig"))))
    assert ("26000000", "CNY") in {(row["value"], row["unit"]) for row in rows if row["article"] == "cotton"}
    (row,) = (row for row in map(json.loads, files["data/articles.jsonl"].splitlines()) if row["id"] == "cotton")
    assert (row["paper"], row["issued"], row["page"]) == ("石门日报", "2019-03-05", "3")
    titles = [entry.title for entry in feedparser.parse(files["zh-Hans/feed.xml"]).entries]
    assert any("棉田扶贫车间落户嵩县" in title for title in titles)
    reader = Reader(lambda name: files[f"search/{name}"])
    found = {hit.id for hit in reader.search("群眾在家門口就業")}
    assert found == {"cotton"}


def test_nothing_is_inside_the_site_that_no_page_needs(built: Archive) -> None:
    # Material brings search languages and source maps for features this site leaves out.
    assert not [path for path in built.files() if path.endswith(".map") or "lunr" in path]


def test_related_articles_say_why(built: Archive) -> None:
    page = built.files()["zh-Hans/articles/bridge/index.html"].decode("utf-8")
    assert 'href="../orchard/"' in page
    assert "同有：嵩县" in page


def test_a_result_says_that_its_paper_is_not_named(built: Archive) -> None:
    files = built.files()
    reader = Reader(lambda name: files[f"search/{name}"])
    (number,) = (n for n in range(4) if reader.card(n)[0] == "bridge")
    said = [reader.card(number, edition)[3] for edition in EDITIONS]
    assert said == ["青石市（报名未注明）", "青石市（報名未註明）", "Qingshi (paper not named)"]


def test_a_figure_and_its_row_lead_to_one_another(built: Archive) -> None:
    page = crawl.pages(built.files())["zh-Hans/articles/bridge/index.html"]
    figures = {ident for ident in page.ids if ident.startswith("f") and ident[1:2].isdigit()}
    assert len(figures) > 10
    assert {f"r{ident[1:]}" for ident in figures} <= page.ids
    assert {f"#{ident}" for ident in figures} <= set(page.links)
    assert {f"#r{ident[1:]}" for ident in figures} <= set(page.links)


def test_a_place_has_its_names_sentences_and_figures(built: Archive) -> None:
    page = built.files()["en/places/song-xian/index.html"].decode("utf-8")
    assert "Song County" in page
    assert '<span lang="zh-Hant">嵩縣</span>' in page
    assert "../../articles/bridge/#p7" in page
    assert "../../articles/orchard/#" in page
    assert 'href="../luoyang-shi/"' in page


def test_a_province_that_no_article_names_leads_to_those_about_its_counties(built: Archive) -> None:
    files = built.files()
    assert 'href="../henan-sheng/"' in files["zh-Hans/places/luoyang-shi/index.html"].decode("utf-8")
    province = files["zh-Hans/places/henan-sheng/index.html"].decode("utf-8")
    assert "../../articles/bridge/" in province
    assert "../../articles/orchard/" in province


def test_every_caption_is_on_the_page_of_photos(built: Archive) -> None:
    text = "".join(crawl_text(built.files()["zh-Hans/photos/index.html"]))
    for caption in ("青石大桥通车后的第一批车辆驶过桥面", "果农在北坡村果园里采摘苹果", "农技员向群众讲解修剪技术"):
        assert caption in text
    assert "沈一帆 摄" in text


def test_the_sitemap_names_every_page_with_its_editions(whole: Archive) -> None:
    files = whole.files()
    root = ET.fromstring(files["sitemap.xml"])  # noqa: S314 our own
    places = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    alternates = {
        url.findtext("s:loc", "", places): {link.get("hreflang") for link in url.findall("x:link", places)}
        for url in root.findall("s:url", places)
    }
    assert alternates[f"{BASE}en/articles/"] == {"zh-Hans", "zh-Hant", "en", "x-default"}
    # What nobody has translated is no English page.
    assert alternates[f"{BASE}zh-Hans/articles/bridge/"] == {"zh-Hans", "zh-Hant", "x-default"}
    assert f"{BASE}en/articles/bridge/" not in alternates
    page = files["zh-Hans/articles/bridge/index.html"].decode("utf-8")
    assert f'hreflang="zh-Hant" href="{BASE}zh-Hant/articles/bridge/"' in page


def crawl_text(html: bytes) -> list[str]:
    """Give the pieces of text of a page."""
    parser = crawl.Parsed()
    parser.feed(html.decode("utf-8"))
    return parser.text


def test_the_timeline_says_which_dates_were_not_printed(built: Archive) -> None:
    files = built.files()
    page = files["zh-Hans/timeline/index.html"].decode("utf-8")
    assert "[2019年10月以后]" in page
    assert "[文中提到2015年]" in page
    assert "[日期不详]" in page
    assert 'href="2019/"' in page
    year = files["en/timeline/2019/index.html"].decode("utf-8")
    assert 'href="../../articles/bridge/"' in year
    assert "orchard" not in year


def test_a_series_leads_to_its_parts_and_they_to_it(built: Archive) -> None:
    files = built.files()
    (series,) = [path for path in files if re.fullmatch(r"zh-Hans/series/[^/]+/index.html", path)]
    assert 'href="../../articles/orchard/"' in files[series].decode("utf-8")
    article = files["zh-Hans/articles/orchard/index.html"].decode("utf-8")
    assert f'href="../../series/{series.split("/")[2]}/"' in article


def test_names_say_what_they_are_where_they_are_linked(built: Archive) -> None:
    files = built.files()
    page = files["zh-Hans/articles/bridge/index.html"].decode("utf-8")
    assert re.search(r'<a class="ent" href="[^"]*song-xian/" title="地名 · 河南省洛阳市">嵩县</a>', page)
    english = files["en/articles/bridge/index.html"].decode("utf-8")
    assert re.search(r'title="Song County · Place · Luoyang City, Henan Province"', english)
