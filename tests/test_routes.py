"""From an address onwards: links between pages, the files behind them, and whose page each is."""

from urllib.parse import urljoin

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jianbao import addresses, routes

QUICK = settings(max_examples=200, deadline=None, derandomize=True, database=None)
EVERY_PAGE = (
    *(addresses.article("en", "a"), addresses.parallel("en", "a"), addresses.names("en", "a"), addresses.about("en")),
    *(addresses.evidence("a"), addresses.review("a"), addresses.reviews("2020"), addresses.timeline("en")),
    *(addresses.entity("en", kind, "a", year) for kind in addresses.ENTITIES for year in ("", "2020")),
    *(addresses.entities("en", kind) for kind in addresses.ENTITIES),
)


def test_the_same_page_in_another_edition() -> None:
    assert routes.in_edition("zh-Hans/articles/a/", "en") == "en/articles/a/"
    assert routes.in_edition("en/", "zh-Hant") == "zh-Hant/"


PAGES = st.lists(st.sampled_from("abc"), max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILES = st.builds(lambda folder, file: folder + file, PAGES, st.sampled_from(["", "x.json", "a"]))


@QUICK
@given(FILES, FILES, st.sampled_from(["", "#p7"]))
def test_a_relative_link_leads_there(target: str, page: str, fragment: str) -> None:
    assume(target or page)
    link = routes.relative(target + fragment, page)
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
    assert routes.relative(target, page) == link


@pytest.mark.parametrize(
    ("address", "shared", "edition"),
    [
        ("evidence/a/", True, "evidence"),
        ("review/", True, "review"),
        ("en/articles/a/", False, "en"),
        ("en/", False, "en"),
    ],
)
def test_a_page_is_of_an_edition_or_shared_by_all(address: str, *, shared: bool, edition: str) -> None:
    assert (routes.is_shared(address), routes.edition_of(address)) == (shared, edition)


def test_files_behind_addresses() -> None:
    assert routes.markdown_path("en/") == "en/index.md"
    assert routes.markdown_path("en/articles/a/") == "en/articles/a.md"
    assert routes.html_path("en/articles/a/") == "en/articles/a/index.html"


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_page_is_read_back_from_its_file(address: str) -> None:
    assert routes.page_at(routes.html_path(address)) == address


def test_whose_page_one_is() -> None:
    of_article = [address for address in EVERY_PAGE if routes.article_at(address)]
    assert of_article == [
        *(addresses.article("en", "a"), addresses.parallel("en", "a"), addresses.names("en", "a")),
        *(addresses.evidence("a"), addresses.review("a")),
    ]
    assert {routes.article_at(address) for address in of_article} == {"a"}
    of_entity = {routes.entity_at(address) for address in EVERY_PAGE}
    assert of_entity == {("", ""), *((kind, "a") for kind in addresses.ENTITIES)}
