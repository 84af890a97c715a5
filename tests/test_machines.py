"""What machines read of a built site: metadata and JSON-LD, Markdown twins, files that cite, feeds and sitemaps."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import crawl
import feedparser
import pytest
import rispy
import yaml
from archive import BASE, ROOT, Archive
from lxml import etree
from pybtex.database import parse_string

from jianbao import export, routes
from jianbao.addresses import EDITIONS
from jianbao.model import Output, Page
from jianbao.publish import Frame, Part, build_part

SCHEMAS = Path(__file__).parent / "schemas"


class Head(HTMLParser):
    """Reads the head of a page: its tags by name, its links by relation, its JSON-LD, and the report of its body."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.report: dict[str, str] = {}
        self.linked = ""
        self._inside = False
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.tags.append((said.get("name") or said.get("property", ""), said.get("content", "")))
        elif tag == "link":
            self.links.append(said)
        elif said.get("class") == "report":
            self.report = said
        self._inside = said.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        self.linked += data if self._inside else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def head(archive: Archive, edition: str, ident: str = "bridge") -> Head:
    return Head(archive.files()[f"{edition}/articles/{ident}/index.html"])


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Give every node of a JSON-LD value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from nodes(each)


def test_an_article_is_a_newspaper_article_to_machines(whole: Archive) -> None:
    for edition in EDITIONS:
        tags = head(whole, edition).tags
        said = dict(tags)
        assert said["z:itemType"] == "newspaperArticle"
        assert "citation_journal_title" not in said
        assert [content for name, content in tags if name == "DC.creator"]
        assert said["DC.language"] == edition
        assert said["og:type"] == "article"
        assert said["og:url"] == f"{BASE}{edition}/articles/bridge/"
        assert said["og:title"] == said["DC.title"] == said["citation_title"]


def test_the_linked_data_names_the_article_and_the_way_to_it(whole: Archive) -> None:
    for edition in EDITIONS:
        found = json.loads(head(whole, edition).linked)
        assert found["@context"] == "https://schema.org"
        article, way = found["@graph"]
        here = f"{BASE}{edition}/articles/bridge/"
        assert (article["@type"], article["url"], article["inLanguage"]) == ("NewsArticle", here, edition)
        assert "datePublished" not in article
        assert {one["@type"] for one in article["author"]} == {"Person"}
        assert [step["position"] for step in way["itemListElement"]] == [1, 2, 3]
        assert way["itemListElement"][-1]["item"] == here
        assert all(value for node in nodes(found) for value in node.values())
    english = json.loads(head(whole, "en").linked)["@graph"][0]
    original = json.loads(head(whole, "zh-Hans").linked)["@graph"][0]
    assert english["translationOfWork"]["@id"] == original["@id"]
    assert original["workTranslation"]["@id"] == english["@id"]


def test_what_the_linked_data_links_to_is_there(whole: Archive) -> None:
    files = whole.files()
    for edition in EDITIONS:
        found = json.loads(head(whole, edition).linked)
        links = {str(node[key]) for node in nodes(found) for key in ("url", "item", "contentUrl") if key in node}
        paths = {link.removeprefix(BASE) for link in links}
        assert paths
        for path, _, anchor in (one.partition("#") for one in paths):
            file = files[routes.html_path(path) if path.endswith("/") else path]
            assert not anchor or f'id="{anchor}"' in file.decode("utf-8")


def test_the_figures_are_a_data_set(whole: Archive, built: Archive) -> None:
    for edition in EDITIONS:
        files = whole.files()
        found = json.loads(Head(files[f"{edition}/figures/index.html"]).linked)
        assert (found["@type"], found["url"]) == ("Dataset", f"{BASE}{edition}/figures/")
        assert 50 <= len(found["description"]) <= 5000
        links = [one["contentUrl"].removeprefix(BASE) for one in found["distribution"]]
        assert {"data/figures.csv", "data/archive.db"} <= set(links) <= files.keys()
        assert {one["@type"] for one in found["distribution"]} == {"DataDownload"}
    relative = json.loads(Head(built.files()["en/figures/index.html"]).linked)
    assert relative["distribution"][0]["contentUrl"] == "../../data/figures.csv"


def test_text_of_a_seed_stays_text_in_the_head(built: Archive) -> None:
    found = json.loads(head(built, "zh-Hans", "markup").linked)
    assert "<script>alert(1)</script>" in found["@graph"][0]["description"]
    page = built.files()["zh-Hans/articles/markup/index.html"].decode("utf-8")
    assert "<script>alert" not in page


def test_every_article_has_a_markdown_twin_in_every_edition(built: Archive) -> None:
    files = built.files()
    for edition in EDITIONS:
        for ident in ("bridge", "harbour", "markup", "orchard"):
            (link,) = (one for one in head(built, edition, ident).links if one.get("type") == "text/markdown")
            assert (link["rel"], link["href"]) == ("alternate", "index.md")
            _, front, text = files[f"{edition}/articles/{ident}/index.md"].decode("utf-8").split("---\n", 2)
            assert yaml.safe_load(front)["id"] == ident
            assert text.count("\n# ") == 1
            assert not re.search(r"\{: ?#|<span|\]\(#", text)
    twin = files["zh-Hant/articles/bridge/index.md"].decode("utf-8")
    assert "青石大橋昨日正式通車" in twin
    assert "converted from zh-Hans" in twin
    assert "## 三年建成便民桥" in files["zh-Hans/articles/bridge/index.md"].decode("utf-8")


def test_a_twin_holds_every_block_of_the_record(built: Archive) -> None:
    files = built.files()
    for ident in ("bridge", "harbour", "orchard"):
        twin = files[f"{'zh-Hant' if ident == 'harbour' else 'zh-Hans'}/articles/{ident}/index.md"].decode("utf-8")
        for block in json.loads(files[f"data/articles/{ident}.json"])["blocks"]:
            assert block["text"] in twin


def test_every_article_can_be_imported(whole: Archive) -> None:
    files = whole.files()
    for ident in ("bridge", "harbour", "markup", "orchard"):
        lang = "zh-Hant" if ident == "harbour" else "zh-Hans"
        entry = parse_string(files[f"data/articles/{ident}.bib"].decode("utf-8"), "bibtex").entries[ident]
        assert entry.fields["url"] == f"{BASE}{lang}/articles/{ident}/"
        (record,) = rispy.loads(files[f"data/articles/{ident}.ris"].decode("utf-8"))
        assert record["type_of_reference"] == "NEWS"
        (item,) = json.loads(files[f"data/articles/{ident}.csl.json"])
        assert item["title"] == record["title"]
        page = crawl.pages({"p.html": files[f"en/articles/{ident}/index.html"]})["p.html"]
        wanted = {f"../../../data/articles/{ident}.{suffix}" for suffix in ("bib", "ris", "csl.json")}
        assert wanted <= set(page.links)


def test_the_box_cites_without_a_script(whole: Archive) -> None:
    page = whole.files()["zh-Hans/articles/bridge/index.html"].decode("utf-8")
    box = page.partition('id="cite"')[2]
    assert re.findall(r"<summary>([^<]*)</summary>", box)[:3] == ["GB/T 7714", "APA", "Chicago"]
    assert "出版日期不详，不早于2019-10" in box
    assert box.count(f'<span class="at">{BASE}zh-Hans/articles/bridge/</span>') == 3
    english = whole.files()["en/articles/bridge/index.html"].decode("utf-8").partition('id="cite"')[2]
    assert "(n.d., not before October 2019)" in english
    assert "Qingshi daqiao zuori zhengshi tongche" in english
    assert '<span lang="zh-Hans">青石大桥昨日正式通车</span>' in english


def test_a_mistake_can_be_reported_in_words_to_send(built: Archive) -> None:
    page = built.files()["en/articles/bridge/index.html"].decode("utf-8")
    said = Head(page.encode()).report
    assert "data-issues" not in said
    assert "File: seeds/bridge.txt" in said["data-body"]
    assert "{place}" in said["data-body"]
    shown = page.partition("<pre>")[2].partition("</pre>")[0]
    assert "{" not in shown
    assert "It should say:" in shown


@pytest.mark.parametrize(
    ("repository", "start"),
    [
        ("https://github.com/owner/name/", "https://github.com/owner/name/issues/new?title=A%20mistake"),
        ("https://gitlab.com/owner/name", "https://gitlab.com/owner/name/-/issues/new?issue%5Btitle%5D=A%20mistake"),
    ],
)
def test_a_mistake_becomes_an_issue_of_the_repository(
    built: Archive, tmp_path: Path, repository: str, start: str
) -> None:
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace('repo_url: ""', f"repo_url: {repository}")
    config = config.replace("templates/theme", str(ROOT / "templates" / "theme"))
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    markdown = (built.settings.docs / "en" / "articles" / "bridge.md").read_bytes()
    frame = Frame(str(tmp_path / "mkdocs.yml"), "", EDITIONS)
    outputs = build_part(Part(frame, "en", (("en/articles/bridge.md", markdown),)))
    (made,) = outputs
    assert isinstance(made, Output)
    page = crawl.pages({made.path: made.data})[made.path]
    (link,) = (link for link in page.links if link.startswith(repository.rstrip("/")))
    assert link.startswith(start)
    assert "seeds%2Fbridge.txt" in link


def valid(schema: str, data: bytes) -> Any:
    """Check a file against a schema, and give its tree."""
    tree = etree.fromstring(data)
    etree.RelaxNG(etree.parse(SCHEMAS / schema)).assertValid(tree)
    return tree


def test_feeds_keep_to_the_standard_and_a_reader_of_feeds_takes_them(built: Archive, whole: Archive) -> None:
    for archive in (built, whole):
        for edition in EDITIONS:
            data = archive.files()[f"{edition}/feed.xml"]
            valid("atom.rng", data)
            read = feedparser.parse(data)
            assert (read.bozo, read.feed.language) == (False, edition)


def test_a_feed_speaks_the_language_of_its_edition(whole: Archive, built: Archive) -> None:
    place = {"a": "http://www.w3.org/2005/Atom"}
    feed = valid("atom.rng", whole.files()["zh-Hant/feed.xml"])
    assert any("大橋" in text for text in feed.xpath("//a:entry/a:summary/text()", namespaces=place))
    nothing = valid("atom.rng", built.files()["en/feed.xml"])  # of the fixture archive, which has no English
    assert not nothing.xpath("//a:entry", namespaces=place)
    english = valid("atom.rng", whole.files()["en/feed.xml"])
    assert english.xpath("//a:link[@rel='self']/@href", namespaces=place) == [f"{BASE}en/feed.xml"]


def test_the_sitemap_keeps_to_the_protocol(whole: Archive) -> None:
    assert len(valid("sitemap.rng", whole.files()["sitemap.xml"])) > 50


def test_a_large_sitemap_is_split_and_nothing_left_out() -> None:
    pages = [Page("en", f"en/articles/a{number}/", "article", f"a{number}", "") for number in range(7)]
    made = {output.path: valid("sitemap.rng", output.data) for output in export.sitemaps(pages, BASE, 3)}
    place = {"s": export.feeds.SITEMAP}
    named = made["sitemap.xml"].xpath("//s:sitemap/s:loc/text()", namespaces=place)
    assert [BASE + path for path in sorted(made.keys() - {"sitemap.xml"})] == named
    counts = [len(made[link.removeprefix(BASE)].xpath("s:url", namespaces=place)) for link in named]
    assert counts == [3, 3, 1]
    listed = {link for tree in made.values() for link in tree.xpath("//s:url/s:loc/text()", namespaces=place)}
    assert listed == {BASE + page.address for page in pages}


def test_the_largest_sitemap_stays_under_what_the_protocol_allows() -> None:
    address = f"en/articles/{'a' * 80}/"
    (one,) = export.sitemaps([Page("en", address, "article", "a", "")], f"https://{'b' * 60}.example/")
    assert len(one.data) * export.feeds.URLS < 50 * 2**20
    assert export.feeds.URLS <= 50_000
