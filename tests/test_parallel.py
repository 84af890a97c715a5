"""Editions of one archive: the same in all three, honest about what is not translated, side by side where it is."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import crawl
import feedparser
import pytest
from archive import BASE, Archive

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Said
from jianbao.render.notices import translation

TRANSLATED = re.compile("articles/(orchard|harbour)/")
HAN = re.compile("[\u3400-\u9fff]")
VOID = frozenset(("meta", "link", "br", "wbr", "img", "input", "hr"))
SPOKEN = ("title", "alt", "aria-label", "aria-description", "placeholder", "label")


@dataclass
class Tongues(HTMLParser):
    """What a page says in which language, the order of its ids, and its figures."""

    said: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    robots: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        lang = given.get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in VOID:
            self.open.append((tag, lang))
        self.said += [(lang, given[name]) for name in SPOKEN if name in given]
        self.said += [(lang, given["content"])] if given.get("name") == "description" else []
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []
        if given.get("rel") == "alternate" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]
        if given.get("name") == "robots":
            self.robots = given["content"]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        # The title of a page cannot be of two languages: it is the headline; that of a drawing can. A reader's report
        # names the article as it was printed.
        unsaid = {"script", "style", "textarea", "pre"}
        unsaid |= set() if any(tag == "svg" for tag, _ in self.open) else {"title"}
        if self.open and self.open[-1][0] not in unsaid:
            self.said.append((self.open[-1][1], data))

    def text(self, lang: str) -> str:
        return "".join(said for tongue, said in self.said if tongue == lang)


@pytest.fixture(scope="module")
def site(whole: Archive) -> dict[str, bytes]:
    """The archive that has a translation of one article (orchard), and of a part of another (harbour)."""
    return whole.files()


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, Tongues]:
    found = {}
    for path, data in site.items():
        if path.endswith("index.html"):
            found[path] = Tongues()
            found[path].feed(data.decode("utf-8"))
    return found


def article(pages: dict[str, Tongues], edition: str, ident: str) -> Tongues:
    return pages[routes.html_path(addresses.article(edition, ident))]


# --- the same in all editions


def test_every_page_has_the_same_ids_in_the_same_order_in_every_edition(pages: dict[str, Tongues]) -> None:
    own, *others = (
        {path.partition("/")[2]: page.ids for path, page in pages.items() if path.startswith(f"{edition}/")}
        for edition in addresses.EDITIONS
    )
    assert len(own) > 20
    for edition, theirs in zip(addresses.EDITIONS[1:], others, strict=True):
        assert theirs.keys() == own.keys()
        for path, ids in theirs.items():
            # In a translated block the anchors of its lines and figures stand together at its end.
            same = sorted if edition == "en" and TRANSLATED.search(path) else list
            assert same(ids) == same(own[path]), (edition, path)


def test_an_article_leads_to_the_same_places_in_every_edition(pages: dict[str, Tongues]) -> None:
    def targets(edition: str, ident: str) -> set[str]:
        here = f"{BASE}{addresses.article(edition, ident)}"
        found = {urljoin(here, link) for link in article(pages, edition, ident).links}
        return {re.sub("/(zh-Hans|zh-Hant|en)/", "/-/", link) for link in found}

    for ident in ("bridge", "harbour", "markup", "orchard"):
        assert targets("zh-Hans", ident) == targets("zh-Hant", ident)
    assert targets("en", "bridge") == targets("zh-Hans", "bridge")
    # A translation has no place for the links of figures and names; its tables, notices and lists have.
    lost = targets("zh-Hans", "orchard") - targets("en", "orchard")
    assert {link for link in lost if "#r" not in link} == set()
    assert targets("en", "orchard") <= targets("zh-Hans", "orchard")


def test_figures_stand_in_the_same_order_in_every_edition(pages: dict[str, Tongues]) -> None:
    for ident in ("bridge", "orchard", "harbour"):
        rows = [
            [i for i in article(pages, edition, ident).ids if re.fullmatch(r"r\d+-\d+", i)]
            for edition in addresses.EDITIONS
        ]
        assert rows[0]
        assert rows[0] == rows[1] == rows[2]


def test_every_page_says_its_language_and_leads_to_the_others(
    site: dict[str, bytes], pages: dict[str, Tongues]
) -> None:
    for path, page in pages.items():
        edition, _, rest = path.partition("/")
        if edition in addresses.EDITIONS:
            assert f'<html lang="{edition}"' in site[path].decode("utf-8")
            if not page.robots and "articles/" not in rest:
                address = rest.removesuffix("index.html")
                expected = {each: f"{BASE}{each}/{address}" for each in addresses.EDITIONS}
                assert page.alternates == expected | {"x-default": f"{BASE}zh-Hans/{address}"}


def test_no_link_of_the_site_is_broken(site: dict[str, bytes]) -> None:
    assert list(crawl.broken(site, BASE)) == []


def test_no_chinese_stands_on_an_english_page_without_its_language(pages: dict[str, Tongues]) -> None:
    shown = {path: page for path, page in pages.items() if path.startswith("en/")}
    assert len(shown) > 20
    faults = []
    for path, page in shown.items():
        for lang, said in page.said:
            if HAN.search(said) and not lang.startswith("zh"):
                faults.append((path, said))
    assert faults == []


def test_lists_dates_and_numbers_are_written_as_each_language_does(pages: dict[str, Tongues]) -> None:
    said = {edition: article(pages, edition, "bridge").text(edition) for edition in addresses.EDITIONS}
    assert "2019年10月以后" in said["zh-Hans"]
    assert "2019年10月以後" in said["zh-Hant"]
    assert "after October 2019" in said["en"]
    assert "9,600" in said["en"]
    for path, page in pages.items():
        if path.startswith("en/"):
            assert "、" not in page.text("en"), path


# --- what is not translated says so


def test_an_article_without_english_is_no_page_for_english_readers_to_find(
    site: dict[str, bytes], pages: dict[str, Tongues]
) -> None:
    page = article(pages, "en", "bridge")
    assert page.robots == "noindex"
    assert page.alternates == {}
    assert set(article(pages, "zh-Hans", "bridge").alternates) == {"zh-Hans", "zh-Hant", "x-default"}
    english = page.text("en")
    assert "Not yet translated: the 11 blocks" in english
    assert "Qingshi Bridge opened to traffic yesterday" in english
    assert "Measure" in english
    assert "嵩县青石河两岸锣鼓喧天" in page.text("zh-Hans")
    titles = [entry.title for entry in feedparser.parse(site["en/feed.xml"]).entries]
    assert sorted(titles) == ["The words of P1", "The words of P11"]


def test_a_part_that_is_not_translated_stands_in_chinese_under_a_notice(pages: dict[str, Tongues]) -> None:
    page = article(pages, "en", "harbour")
    assert page.robots == ""
    assert "of its blocks, 0 by hand and 2 by machine; 3, not yet translated, stand in Chinese" in page.text("en")
    assert HAN.search(page.text("zh-Hant"))
    assert set(page.alternates) == {"zh-Hans", "zh-Hant", "en", "x-default"}


def test_a_whole_translation_says_who_made_it(pages: dict[str, Tongues]) -> None:
    assert "English translation: of its blocks, 1 by hand and 13" in article(pages, "en", "orchard").text("en")


@pytest.mark.parametrize(("origin", "said"), [("human", "by hand"), ("machine", "by machine")])
def test_a_translation_by_one_alone_counts_nothing(origin: str, said: str) -> None:
    notice = translation([Said("A road.", "", origin)] * 3, Words("en"))
    assert notice == f"English translation {said}. The Chinese original prevails."


# --- side by side


@pytest.mark.parametrize("edition", addresses.EDITIONS)
def test_original_and_english_stand_side_by_side(edition: str, pages: dict[str, Tongues]) -> None:
    page = pages[routes.html_path(addresses.parallel(edition, "orchard"))]
    shown = "zh-Hans" if edition == "en" else edition
    blocks = [i for i in article(pages, edition, "orchard").ids if re.fullmatch(r"[ps]\d+(-\d+)?", i)]
    assert set(blocks) <= set(page.ids)
    assert page.ids.index("p11") < page.ids.index("p13") < page.ids.index("p15") < page.ids.index("p27")
    assert {"zh-Hans": "满坡果香", "zh-Hant": "滿坡果香"}[shown] in page.text(shown)
    assert "The words of P15" in page.text("en")
    assert {"#p11", "#p15", "../"} <= set(page.links)
    assert "parallel/" in article(pages, edition, "orchard").links
    assert page.robots == "noindex"


def test_a_block_without_english_says_so_beside_the_original(pages: dict[str, Tongues]) -> None:
    page = pages[routes.html_path(addresses.parallel("en", "harbour"))]
    assert page.text("en").count("(not yet translated)") == 3
    assert pages[routes.html_path(addresses.parallel("zh-Hans", "harbour"))].text("zh-Hans").count("尚无英文") == 3


def test_only_what_is_translated_has_such_a_page(site: dict[str, bytes]) -> None:
    found = {path for path in site if path.endswith("/parallel/index.html")}
    assert found == {
        routes.html_path(addresses.parallel(edition, ident))
        for edition in addresses.EDITIONS
        for ident in ("orchard", "harbour")
    }
    assert b"parallel" not in site["sitemap.xml"]
    assert b"en/articles/orchard/" in site["sitemap.xml"]
    assert b"en/articles/bridge/" not in site["sitemap.xml"]
