"""The search as its reader in Python sees it: how queries are read, what they find, what a result shows."""

import json
import random
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import search_site
from casefiles import cases
from search_site import indexed

from jianbao.folding import fold, folding
from jianbao.model import SearchArticle, SearchBlock, Trio
from jianbao.search import index, part, passages
from jianbao.search.parts import Tables, default
from jianbao.search.query import Phrase, Query, parse
from jianbao.search.reader import Reader


@pytest.fixture(scope="module")
def archive() -> Reader:
    return indexed(search_site.articles(), search_site.entities())


@pytest.fixture(scope="module")
def small() -> Reader:
    """The same archive in very small files, so that lists, tables and pages are cut wherever they can be."""
    sizes = {"shard": {"least": 40, "most": 40, "number": 1}, "chunk": 7, "card": 3, "dictionary": 4}
    using = Tables(folding(), {**default().settings, **sizes})
    return indexed(search_site.articles(), search_site.entities(), using)


# Queries


def phrase(text: str) -> Phrase:
    return Phrase(text[2:-2], exact=True) if text.startswith("[[") else Phrase(text)


@pytest.mark.parametrize("case", cases("search/queries.yaml", "query"))
def test_queries_are_read(case: Mapping[str, Any]) -> None:
    clauses = tuple(tuple(map(phrase, clause)) for clause in case["clauses"])
    assert parse(case["query"]) == Query(clauses, tuple(map(phrase, case.get("excluded", []))))


# The index


@pytest.mark.parametrize("case", cases("search/found.yaml", "query"))
@pytest.mark.parametrize("kind", ["archive", "small"])
def test_queries_find(case: Mapping[str, Any], kind: str, request: pytest.FixtureRequest) -> None:
    hits = request.getfixturevalue(kind).search(case["query"])
    found = [hit.id for hit in hits if not (case.get("only") and hit.id.startswith("fill-"))]
    assert (sorted(found) if case.get("any") or case.get("only") else found) == case["finds"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def substrings(text: str) -> set[str]:
    sizes = (1, 2, 3, 6)
    found = {text[at : at + size] for size in sizes for at in range(len(text) - size + 1)}
    return {piece for piece in found if not set(' 　-"“”「」') & set(piece)}


def test_every_substring_of_every_block_is_found_in_either_script(archive: Reader) -> None:
    for article in search_site.articles()[:3]:
        for block in article.blocks:
            for piece in substrings(block.text.hans) | substrings(block.text.hant):
                assert article.id in [hit.id for hit in archive.search(piece)], piece


def test_nothing_is_found_that_is_not_there(small: Reader) -> None:
    everything = search_site.articles()
    texts = {one.id: [fold(t) for b in one.blocks for t in (b.text.hans, b.text.hant)] for one in everything}
    chance = random.Random(2)  # noqa: S311 (the same choice every time)
    for _ in range(60):
        text = chance.choice(chance.choice(everything).blocks).text.hans
        start = chance.randrange(max(1, len(text) - 4))
        piece = text[start : start + chance.choice([2, 3, 4])]
        if " " not in piece and "-" not in piece and '"' not in fold(piece):
            held = sorted(ident for ident, some in texts.items() if any(fold(piece) in one for one in some))
            assert sorted(hit.id for hit in small.search(piece)) == held, piece


def test_a_piece_of_a_headline_finds_its_article_first(archive: Reader) -> None:
    everything = [(one.id, one.title.hans) for one in search_site.articles()]
    for ident, title in everything[:60]:
        for start in range(0, len(title) - 6, 5):
            piece = title[start : start + 6]
            if " " not in piece and sum(piece in other for _, other in everything) == 1:
                assert archive.search(piece)[0].id == ident


def test_entities_are_found_by_every_name(archive: Reader) -> None:
    for query in ("青河", "青河縣", "qinghe", "Qinghe Cou", "青河县"):
        assert archive.entities(query) == ["places/qinghe/"]
    assert archive.entities("县") == ["places/qinghe/"]
    assert archive.entities("新桥") == []


def test_entity_cards_say_what_they_are_called(archive: Reader) -> None:
    number = archive.manifest["articles"] + 1
    assert archive.name(number) == ["places/qinghe/", "place", 3, "青河县", "青河縣", "Qinghe County", "青河"]


def test_in_english_what_is_not_translated_comes_last() -> None:
    blocks = (SearchBlock("p1", "headline", Trio("新桥新桥")), SearchBlock("p1", "name", Trio("新桥", "", "Xinqiao")))
    english = (SearchBlock("p1", "body", Trio("从新桥到里庄的路", "", "The road from Xinqiao to Lizhuang")),)
    found = indexed([SearchArticle("a", Trio("新桥"), blocks), SearchArticle("b", Trio("路"), english)])
    assert [hit.id for hit in found.search("新桥")] == ["a", "b"]
    assert [hit.id for hit in found.search("xinqiao", "en")] == ["b", "a"]
    assert [hit.id for hit in found.search("新桥", "en")] == ["b", "a"]


def test_a_text_says_which_version_it_is() -> None:
    article = search_site.articles()[0]
    changed = replace(article, blocks=(*article.blocks[:-1], replace(article.blocks[-1], text=Trio("改了"))))
    [before, after] = [part(one).cards[0][4] for one in (article, changed)]
    assert before != after
    assert json.loads(zlib.decompress(passages(changed).data, -15))["version"] == after


def test_articles_are_numbered_by_date(archive: Reader) -> None:
    dates = [archive.card(number)[2] for number in range(archive.manifest["articles"])]
    assert dates == sorted(dates)


@pytest.mark.parametrize("kind", ["archive", "small"])
def test_facets_are_kept_for_every_article(kind: str, request: pytest.FixtureRequest) -> None:
    index_reader = request.getfixturevalue(kind)
    facets = index_reader.facets()
    numbers = {index_reader.card(number)[0]: number for number in range(index_reader.manifest["articles"])}
    for article in search_site.articles():
        for name in facets:
            labels = {label.key for label in article.facets.get(name, ())}
            assert {key for key, _ in facets[name][numbers[article.id]]} == labels
    assert facets["place"][numbers["orchard"]] == [("qinghe", 3), ("lizhuang", 1)]


def test_texts_come_back_in_both_scripts(archive: Reader) -> None:
    for article in search_site.articles():
        expected = {(block.id, block.text.hans, block.text.hant, block.text.en) for block in article.blocks}
        assert set(archive.text(article.id)) == expected


def test_a_text_of_another_length_is_kept_whole() -> None:
    blocks = (
        SearchBlock("p1", "headline", Trio("发头发后面发")),
        SearchBlock("p2", "body", Trio("里面", "裏面兒")),
        SearchBlock("p3", "body", Trio("发头发后发", "發頭髮後髮", "hair")),
    )
    article = SearchArticle("a", Trio("发"), blocks)
    assert indexed([article]).text("a") == [
        ("p1", "发头发后面发", "发头发后面发", ""),
        ("p2", "里面", "裏面兒", ""),
        ("p3", "发头发后发", "發頭髮後髮", "hair"),
    ]


def test_an_empty_archive_has_an_index() -> None:
    empty = search_site.opened(index([]))
    assert empty.search("发展") == []
    assert empty.search("") == []
    assert empty.manifest["articles"] == 0


def test_a_block_may_have_any_text() -> None:
    texts = ["", " ", "\0", "甲\0乙", "\ud800", "a" * 70000, "𠮷" * 3, "\uffff\ufffe"]
    blocks = tuple(SearchBlock(f"p{at}", "body", Trio(text)) for at, text in enumerate(texts) if text != "\ud800")
    found = indexed([SearchArticle("a", Trio(""), blocks)])
    for query in ("𠮷𠮷", "aaaa", "\uffff\ufffe", "乙"):
        assert [hit.id for hit in found.search(query)] == ["a"]
    assert found.search("甲乙") == []
