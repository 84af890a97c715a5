"""Every id and address: safe, permanent, and linked relatively."""

import unicodedata
from urllib.parse import urljoin

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jianbao import addresses

QUICK = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    ("stem", "ident"),
    [
        ("004_1ec53476d04604fe", "004_1ec53476d04604fe"),
        ("Seed_4", "seed_4"),
        ("a-b", "a-b"),
        ("\u212a", "k"),
        ("indexes", "indexes"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_safe_stem_is_the_id(stem: str, ident: str) -> None:
    assert addresses.article_id(stem) == ident


@pytest.mark.parametrize(
    "stem",
    [
        "",
        "..",
        "a/b",
        "a b",
        "-a",
        "_a",
        "a.b",
        "剪报",
        "x" * 81,
        "CON",
        "nul",
        "lpt1",
        "index",
        "README",
        "a\n",
        "%2e",
        "\udcff",
        "ａ",
        "a'",
    ],
)
def test_any_other_stem_becomes_a_hash(stem: str) -> None:
    ident = addresses.article_id(stem)
    assert len(ident) == 17
    assert ident[0] == "x"
    assert int(ident[1:], 16) >= 0
    assert addresses.article_id(ident) == ident


def test_composed_and_decomposed_names_have_one_id() -> None:
    assert addresses.article_id("é") == addresses.article_id("e\u0301")
    assert addresses.article_id("é") != addresses.article_id("è")


@QUICK
@given(st.text(max_size=90))
def test_every_id_is_safe_in_paths_and_markup(stem: str) -> None:
    ident = addresses.article_id(stem)
    assert ident.isascii()
    assert ident.replace("_", "a").replace("-", "a").isalnum()
    assert ident == addresses.article_id(unicodedata.normalize("NFC", stem))


def test_ids_come_from_the_place_in_the_seed() -> None:
    assert addresses.block_id(7) == addresses.line_anchor(7) == "p7"
    assert addresses.block_id(7, 22, first=False) == "p7-22"
    assert addresses.section_id(0) == "s0"
    assert addresses.figure_id(7, 8) == "f7-8"
    assert addresses.row_id("f7-8") == "r7-8"


def test_addresses_are_those_of_the_design() -> None:
    assert addresses.EDITIONS == ("zh-Hans", "zh-Hant", "en")
    assert addresses.DEFAULT in addresses.EDITIONS
    assert [
        addresses.home("en"),
        addresses.articles("en"),
        addresses.article("en", "a"),
        addresses.year("en", "2020"),
        addresses.about("en"),
        addresses.search("en"),
        addresses.feed("en"),
        addresses.seed_file("a"),
        addresses.record("a"),
    ] == [
        "en/",
        "en/articles/",
        "en/articles/a/",
        "en/timeline/2020/",
        "en/about/",
        "en/search/",
        "en/feed.xml",
        "data/seeds/a.txt",
        "data/articles/a.json",
    ]


def test_no_article_can_take_the_address_of_a_list() -> None:
    taken = {
        addresses.article("en", addresses.article_id(stem)) for stem in ("index", "2020", "search", "404", "assets")
    }
    assert addresses.articles("en") not in taken
    assert addresses.year("en", "2020") not in taken


def test_the_same_page_in_another_edition() -> None:
    assert addresses.in_edition("zh-Hans/articles/a/", "en") == "en/articles/a/"
    assert addresses.in_edition("en/", "zh-Hant") == "zh-Hant/"


PAGES = st.lists(st.sampled_from("abc"), max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILES = st.builds(lambda folder, file: folder + file, PAGES, st.sampled_from(["", "x.json", "a"]))


@QUICK
@given(FILES, FILES, st.sampled_from(["", "#p7"]))
def test_a_relative_link_leads_there(target: str, page: str, fragment: str) -> None:
    assume(target or page)
    link = addresses.relative(target + fragment, page)
    assert not link.startswith("/")
    assert urljoin(f"https://a.example/base/{page}", link) == f"https://a.example/base/{target}{fragment}"


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("en/articles/a/", "en/", "articles/a/"),
        ("en/", "en/articles/a/", "../../"),
        ("en/articles/a/#p7", "en/articles/a/", "#p7"),
        ("en/articles/a/", "en/articles/a/", "./"),
        ("data/seeds/a.txt", "en/articles/a/", "../../../data/seeds/a.txt"),
        ("en/", "404.html", "en/"),
    ],
)
def test_relative_links(target: str, page: str, link: str) -> None:
    assert addresses.relative(target, page) == link


def test_files_behind_addresses() -> None:
    assert addresses.markdown_path("en/") == "en/index.md"
    assert addresses.markdown_path("en/articles/a/") == "en/articles/a.md"
    assert addresses.html_path("en/articles/a/") == "en/articles/a/index.html"
