"""Folding, the query language, and the index as its reader in Python sees it."""

import csv
import gzip
import itertools
import json
import random
import statistics
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import opencc
import pytest
import search_site
import yaml

from jianbao.folding import exchanged, fold, folding
from jianbao.lexicon import table
from jianbao.model import Output, SearchArticle, SearchBlock, SearchEntity, SearchLabel, SearchPart, Trio
from jianbao.search import index, part, passages
from jianbao.search.parts import Tables, default
from jianbao.search.query import Phrase, Query, parse
from jianbao.search.reader import Reader, _lists
from jianbao.search.shards import shards

CASES = Path(__file__).parent / "cases" / "search"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text("utf-8"))
    return found


def reader(articles: list[SearchArticle], entities: list[SearchEntity], using: Tables | None = None) -> Reader:
    parts = [*(part(one, using) for one in articles), *(part(one, using) for one in entities)]
    return opened([*(passages(one, using) for one in articles), *index(parts, using)])


def opened(outputs: list[Output]) -> Reader:
    files = {output.path.removeprefix("search/"): output.data for output in outputs}
    assert len(files) == len(outputs)
    return Reader(files.__getitem__)


@pytest.fixture(scope="module")
def archive() -> Reader:
    return reader(search_site.articles(), search_site.entities())


@pytest.fixture(scope="module")
def small() -> Reader:
    """The same archive in very small files, so that lists, tables and pages are cut wherever they can be."""
    sizes = {"shard": {"least": 40, "most": 40, "number": 1}, "chunk": 7, "card": 3, "dictionary": 4}
    using = Tables(folding(), {**default().settings, **sizes})
    return reader(search_site.articles(), search_site.entities(), using)


# Folding


def pairs() -> list[Any]:
    marks = {"xfail": [pytest.mark.xfail(strict=True)]}
    return [
        pytest.param(row["alike"] != "no", row["left"], row["right"], marks=marks.get(row["alike"], []), id=row["why"])
        for row in rows("folding.tsv")
    ]


@pytest.mark.parametrize(("alike", "left", "right"), pairs())
def test_folding_makes_alike_what_readers_type_alike(alike: bool, left: str, right: str) -> None:  # noqa: FBT001
    assert (fold(left) == fold(right)) is alike


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s", "t2tw", "t2hk"])
def test_every_character_folds_like_its_conversion(config: str) -> None:
    convert = opencc.OpenCC(config).convert
    chars = [chr(code) for code in (*range(0x20, 0xD800), *range(0xF900, 0xFFFE), *range(0x20000, 0x2FA20))]
    assert [char for char in chars if fold(char) != fold(convert(char))] == []


def test_the_table_is_sound() -> None:
    listed = [char for row in table("search/variants") for char in row["to"] + row["from"]]
    assert len(listed) == len(set(listed))
    changed = exchanged()
    assert [char for char, to in changed.items() if to in changed] == []
    assert [char for char, to in changed.items() if ord(char) < 0x10000 <= ord(to)] == []
    assert fold("") == ""
    assert fold("\0\ud800") == "\0\ud800"


# Queries


def phrase(text: str) -> Phrase:
    return Phrase(text[2:-2], exact=True) if text.startswith("[[") else Phrase(text)


@pytest.mark.parametrize("case", cases("queries.yaml"), ids=lambda case: case["query"])
def test_queries_are_read(case: Mapping[str, Any]) -> None:
    clauses = tuple(tuple(map(phrase, clause)) for clause in case["clauses"])
    assert parse(case["query"]) == Query(clauses, tuple(map(phrase, case.get("excluded", []))))


# The index


@pytest.mark.parametrize("case", cases("found.yaml"), ids=lambda case: case["query"])
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
    found = reader([SearchArticle("a", Trio("新桥"), blocks), SearchArticle("b", Trio("路"), english)], [])
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
    assert reader([article], []).text("a") == [
        ("p1", "发头发后面发", "发头发后面发", ""),
        ("p2", "里面", "裏面兒", ""),
        ("p3", "发头发后发", "發頭髮後髮", "hair"),
    ]


def test_the_files_depend_on_the_parts_alone() -> None:
    parts = [part(one) for one in search_site.articles()[:30]]
    shuffled = parts[::-1]
    assert index(parts) == index(iter(shuffled))
    assert index(parts)[-1].path == "search/index.json"
    assert index(parts)[-1] != index(parts[1:])[-1]


def test_an_empty_archive_has_an_index() -> None:
    empty = opened(list(index([])))
    assert empty.search("发展") == []
    assert empty.search("") == []
    assert empty.manifest["articles"] == 0


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="rumour"):
        part(SearchArticle("a", Trio("a"), (SearchBlock("p1", "rumour", Trio("a")),)))


def test_how_the_merge_is_cut_into_rounds_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [part(one) for one in search_site.articles()[:40]]
    sizes = {"shard": {"least": 300, "most": 300, "number": 1}}
    using = Tables(folding(), {**default().settings, **sizes})
    whole = index(parts, using)
    monkeypatch.setattr("jianbao.search.merge._POSTINGS", 90)
    monkeypatch.setattr("jianbao.search.merge._SAMPLED", 2)
    monkeypatch.setattr("jianbao.search.merge._PARTS", 7)
    assert index(parts, using) == whole


def test_shards_cut_long_lists_by_range() -> None:
    postings = np.array([7 << 32 | block for block in range(0, 4000, 3)] + [9 << 32 | 5], np.uint64)
    found = list(shards([postings], 100))
    assert {shard.first for shard in found} <= {7, 9}
    assert [shard.continued for shard in found[:-1]] == [False] + [True] * (len(found) - 2)
    assert len(found) > 10
    assert list(shards([postings[:0]], 100)) == []


def test_shards_are_of_like_size_and_hold_every_posting() -> None:
    chance = random.Random(3)  # noqa: S311 (the same choice every time)
    lists = {term: chance.randrange(1, 9000 if term % 400 == 0 else 40) for term in range(1, 4000)}
    postings = np.array(
        [term << 32 | at * (1 + term % 3) for term, size in lists.items() for at in range(size)], np.uint64
    )
    found = list(shards([postings], 2000))
    assert max(len(shard.data) for shard in found) < 1.4 * 2000
    assert statistics.median(len(shard.data) for shard in found) > 0.8 * 2000
    back: dict[int, list[int]] = {}
    for shard in found:
        for term, blocks in _lists(shard.data).items():
            back.setdefault(term, []).extend(blocks)
    assert {term: [at * (1 + term % 3) for at in range(size)] for term, size in lists.items()} == back


def test_a_new_article_leaves_most_files_as_they_were() -> None:
    """The newest article touches the shards of its own grams, the last pages and the directory; no cut moves far."""
    using = Tables(folding(), {**default().settings, "shard": {"least": 200, "most": 200, "number": 1}, "card": 3})
    everything = sorted(search_site.articles(), key=lambda one: one.dated)
    newest = SearchArticle("new", Trio("山后鸟鸣"), (SearchBlock("p1", "body", Trio("山后鸟鸣")),), dated="2031-01-01")
    before = index([part(one, using) for one in everything], using)
    after = index([part(one, using) for one in (*everything, newest)], using)
    fresh = {output.data for output in after} - {output.data for output in before}
    assert 5 < len(fresh) < 25
    assert len(after) > 120


def test_a_block_may_have_any_text() -> None:
    texts = ["", " ", "\0", "甲\0乙", "\ud800", "a" * 70000, "𠮷" * 3, "\uffff\ufffe"]
    blocks = tuple(SearchBlock(f"p{at}", "body", Trio(text)) for at, text in enumerate(texts) if text != "\ud800")
    found = reader([SearchArticle("a", Trio(""), blocks)], [])
    for query in ("𠮷𠮷", "aaaa", "\uffff\ufffe", "乙"):
        assert [hit.id for hit in found.search(query)] == ["a"]
    assert found.search("甲乙") == []


def test_parts_are_values() -> None:
    article = search_site.articles()[0]
    assert part(article) == part(replace(article))
    assert isinstance(part(article), SearchPart)
    label = SearchLabel("2019", Trio("2019"))
    assert part(replace(article, facets={"year": (label, label)})).facets == (("year", (label, label)),)
    assert list(itertools.chain(*[part(article).fields])) == [1, 0, 1, 1, 0, 2]


def test_the_client_is_small(archive: Reader) -> None:
    core = ("", "-find", "-facets", "-index", "-text")
    modules = [search_site.ASSETS / f"jianbao-search{name}.js" for name in core]
    fold_table = archive.size("fold.bin")
    assert sum(len(gzip.compress(module.read_bytes())) for module in modules) + fold_table < 25_000
