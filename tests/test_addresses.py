"""Every address: as the design has it, and no file of a list that an article could take."""

import pytest

from jianbao import addresses, ids, routes


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


@pytest.mark.parametrize("stem", ["index", "2020", "search", "404", "assets", "letter", "names"])
def test_no_article_can_take_a_file_of_a_list(stem: str) -> None:
    lists = [addresses.home("en"), addresses.articles("en"), addresses.year("en", "2020"), addresses.search("en")]
    own = addresses.article("en", ids.article_id(stem))
    for path in (routes.markdown_path, routes.html_path):
        assert path(own) not in map(path, lists)
