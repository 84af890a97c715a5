"""Every address: as the design has it, and none that an article could take from a list."""

from jianbao import addresses, ids


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
    taken = {addresses.article("en", ids.article_id(stem)) for stem in ("index", "2020", "search", "404", "assets")}
    assert addresses.articles("en") not in taken
    assert addresses.year("en", "2020") not in taken
