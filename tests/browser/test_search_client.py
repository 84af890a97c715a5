"""What the search client answers programs, in a real browser, on a site like the program's, under its policy."""

import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import casefiles
import pytest
import search_site
from playwright.sync_api import Page

from jianbao.folding import fold
from jianbao.search.packing import packed_json
from jianbao.search.query import Phrase, parse
from jianbao.search.reader import Reader

FOUND = casefiles.read("search/found.yaml")
QUERIES = casefiles.read("search/queries.yaml")

SEARCH = """async ([query, options]) => {
    const { total, exact, results } = await jianbao.search(query, options);
    const loaded = await Promise.all(results.map((result) => result.load()));
    return { total, exact, results: results.map(({ id, url, title }, at) => ({ id, url, title, ...loaded[at] })) };
}"""
COUNTS = """async (query) => {
    const found = await jianbao.search(query, { limit: 1e9 });
    return { total: found.total, results: found.results.length, facets: await found.facets() };
}"""
PARSE = """async (queries) => {
    const at = new URL("../assets/search/", location.href);
    const [{ parse }, { open }] = await Promise.all(
        ["jianbao-search-text.js", "jianbao-search.js"].map((name) => import(new URL(name, at))));
    const { folding } = await open();
    const plain = ({ text, exact }) => [text, exact];
    return queries.map((query) => {
        const { clauses, excluded } = parse(query, folding);
        return [clauses.map((clause) => clause.map(plain)), excluded.map(plain)];
    });
}"""


@pytest.mark.parametrize("edition", search_site.EDITIONS)
def test_finds_what_the_cases_say_from_every_edition(visit: Callable[[str], Page], edition: str) -> None:
    page = visit(f"{edition}/")
    for case in FOUND:
        found = page.evaluate(SEARCH, [case["query"], {"limit": 1e9, "exact": True}])
        ids = [result["id"] for result in found["results"]]
        shown = [ident for ident in ids if not (case.get("only") and ident.startswith("fill-"))]
        assert (sorted(shown) if case.get("any") or case.get("only") else shown) == case["finds"], case["query"]
        assert (found["total"], found["exact"]) == (len(ids), True)
        assert all(f"/base/{edition}/articles/" in result["url"] for result in found["results"])


def test_agrees_with_the_reader(visit: Callable[[str], Page], reader: Reader) -> None:
    page = visit("zh-Hans/")
    for query in (
        "发展",
        "發展和",
        "老人 秋收",
        "党员在 -梯田",
        "面条 OR 麵條",
        "的",
        "準備在",
        "复习把光伏",
        "山坡和灯",
    ):
        found = page.evaluate(SEARCH, [query, {"limit": 1e9, "exact": True}])
        hits = reader.search(query)
        assert {result["id"] for result in found["results"]} == {hit.id for hit in hits}
        if " " not in query:  # words that stand together are raised by the client alone
            assert [result["id"] for result in found["results"]] == [hit.id for hit in hits]


def test_reads_queries_as_the_reader_does(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    read = page.evaluate(PARSE, [case["query"] for case in QUERIES])
    for case, (found, excluded) in zip(QUERIES, read, strict=True):
        wanted = parse(case["query"])
        clauses = [[[phrase.text, phrase.exact] for phrase in clause] for clause in wanted.clauses]
        assert [found, excluded] == [clauses, [[phrase.text, phrase.exact] for phrase in wanted.excluded]], case[
            "query"
        ]


def test_folds_every_character_as_the_program_does(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    codes = [*range(0xD800), *range(0xE000, 0x32000)]
    texts = ["\n".join(map(chr, codes[start : start + 64])) for start in range(0, len(codes), 64)]
    folded = page.evaluate(
        """async (texts) => {
            const { open } = await import(new URL("../assets/search/jianbao-search.js", location.href));
            const { folding } = await open();
            return texts.map((text) => folding.fold(text));
        }""",
        texts,
    )
    assert [text for text, to in zip(texts, folded, strict=True) if to != fold(text)] == []


def test_shows_verified_results_in_the_readers_script(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hant/")
    found = page.evaluate(SEARCH, ["头发花白", {}])
    [result] = found["results"]
    assert result["title"] == "新橋通車 兩岸村民不再繞路"
    assert result["excerpt"] == (
        "開展「同心橋」活動以後，<mark>頭髮花白</mark>的老支書說：「這條路後來改變了里莊的命運。」"
    )
    assert (result["block"], result["lang"]) == ("p5", "zh-Hant")
    assert urlsplit(result["url"]).fragment == "p5"
    assert parse_qs(urlsplit(result["url"]).query) == {"q": ["头发花白"]}


def test_marks_after_a_character_that_takes_two_units(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    [result] = page.evaluate(SEARCH, ["輮製板", {}])["results"]
    assert "𠮷野家与<mark>𫐓制板</mark>材。" in result["excerpt"]
    [result] = page.evaluate(SEARCH, ["<b>不是标签</b>", {}])["results"]
    assert result["excerpt"].startswith("<mark>&lt;b&gt;不是标签&lt;/b&gt;</mark> &amp; 也不是实体 &amp;amp;")


def test_gives_at_most_as_many_as_asked_and_says_whether_it_is_sure(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    proven = page.evaluate(SEARCH, ["发展", {"limit": 3}])
    everything = page.evaluate(SEARCH, ["发展", {"limit": 1e9, "exact": True}])
    assert len(proven["results"]) == 3
    assert (proven["total"], proven["exact"]) == (len(everything["results"]), True)
    guessed = page.evaluate(SEARCH, ["发展和", {"limit": 3}])
    assert not guessed["exact"]
    assert page.evaluate(SEARCH, ["发展和", {"limit": 3, "exact": True}])["exact"]
    assert page.evaluate(SEARCH, ["", {}]) == {"total": 0, "exact": True, "results": []}


def test_sorts_by_date_and_narrows(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    by_date = page.evaluate(SEARCH, ["发展", {"limit": 1e9, "sort": "date"}])["results"]
    ids = page.evaluate("(ids) => Promise.all(ids)", [result["id"] for result in by_date])
    dates = {one.id: one.dated for one in search_site.articles()}
    assert [dates[ident] for ident in ids] == sorted((dates[ident] for ident in ids), reverse=True)
    narrowed = page.evaluate(SEARCH, ["发展", {"limit": 1e9, "filter": {"year": ["2016", "2017"]}}])["results"]
    assert {dates[result["id"]][:4] for result in narrowed} == {"2016", "2017"}
    assert page.evaluate(SEARCH, ["发展", {"filter": {"year": ["1900"]}}])["total"] == 0
    counts = page.evaluate("async () => (await jianbao.search('发展', {filter: {year: ['2016']}})).facets()")
    years = {value["key"]: value["count"] for value in counts["year"]}
    assert sum(years.values()) == len(by_date)
    assert sum(value["count"] for value in counts["paper"]) == years["2016"]


def test_what_the_text_does_not_bear_out_counts_in_no_facet(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    for query in ("统在系", "耕的春", "路把道"):
        found = page.evaluate(COUNTS, query)
        assert sum(value["count"] for value in found["facets"]["year"]) == found["results"] == found["total"], query


def test_suggests_entities(visit: Callable[[str], Page]) -> None:
    page = visit("en/")
    suggested = page.evaluate("() => jianbao.suggest('青河')")
    assert [(one["title"], one["kind"], one["articles"]) for one in suggested] == [("Qinghe County", "place", 3)]
    assert suggested[0]["url"].endswith("/base/en/places/qinghe/")


def test_finds_the_site_from_below_an_edition(visit: Callable[[str], Page]) -> None:
    page = visit("en/below/")
    [result] = page.evaluate(SEARCH, ["夜景", {}])["results"]
    assert "/base/en/articles/bridge/" in result["url"]


def test_an_index_that_was_replaced_is_opened_again(visit: Callable[[str], Page], searched: tuple[Path, str]) -> None:
    page = visit("zh-Hans/")
    assert page.evaluate(SEARCH, ["夜景", {}])["total"] == 1
    [generation] = [path for path in (searched[0] / "search").iterdir() if path.is_dir() and path.name != "text"]
    manifest = searched[0] / "search" / "index.json"
    before = manifest.read_text("utf-8")
    moved = generation.with_name("0123456789ab")
    generation.rename(moved)
    manifest.write_text(before.replace(generation.name, moved.name), "utf-8")
    try:
        assert page.evaluate(SEARCH, ["皇后", {}])["total"] == 1
    finally:
        moved.rename(generation)
        manifest.write_text(before, "utf-8")


def test_fetches_little(visit: Callable[[str], Page]) -> None:
    page = visit("zh-Hans/")
    page.evaluate(SEARCH, ["发展", {}])
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => [name, encodedBodySize])"
    )
    assert all(size <= 20_000 for name, size in fetched if "/search/" in name and name.endswith(".bin"))
    assert sum(size for _, size in fetched) < 100_000


def test_reads_any_query_as_the_reader_does(visit: Callable[[str], Page]) -> None:
    chance = random.Random(4)  # noqa: S311 (the same queries every time)
    pieces = ["OR", *'-－"“”「」 \u3000\u200b\x85\ufeff髮𠮷A.']
    queries = ["".join(chance.choices(pieces, k=chance.randrange(1, 12))) for _ in range(400)]
    read = visit("zh-Hans/").evaluate(PARSE, queries)
    for query, (clauses, excluded) in zip(queries, read, strict=True):
        wanted = parse(query)
        assert clauses == [[[phrase.text, phrase.exact] for phrase in clause] for clause in wanted.clauses], query
        assert excluded == [[phrase.text, phrase.exact] for phrase in wanted.excluded], query


@pytest.mark.parametrize("text", ["bab ab-1 a ab", "ba-a-a", "1 1 1 11", "ab(新桥)ab"])
def test_finds_a_phrase_in_english_as_the_reader_does(visit: Callable[[str], Page], text: str) -> None:
    phrases = [
        (text[at : at + size], exact) for at in range(len(text)) for size in (1, 2, 4) for exact in (True, False)
    ]
    found = visit("en/").evaluate(
        """async ([text, phrases]) => {
            const { inEnglish } = await import(new URL("../assets/search/jianbao-search-text.js", location.href));
            return phrases.map(([text_, exact]) => inEnglish(text, { text: text_, exact }).length > 0);
        }""",
        [text, phrases],
    )
    assert found == [Phrase(piece, exact).in_english(text) for piece, exact in phrases]


def test_in_english_what_is_not_translated_comes_last(visit: Callable[[str], Page], reader: Reader) -> None:
    for edition in ("zh-Hans", "en"):
        found = visit(f"{edition}/").evaluate(SEARCH, ["桥", {"limit": 1e9, "exact": True}])["results"]
        assert [result["id"] for result in found] == [hit.id for hit in reader.search("桥", edition)]


def test_a_text_that_changed_sends_for_a_new_index(visit: Callable[[str], Page], searched: tuple[Path, str]) -> None:
    page = visit("zh-Hans/")
    text = searched[0] / "search" / "text" / "bridge.bin"
    before = text.read_bytes()
    record = json.loads(zlib.decompress(before, -15)) | {"version": "0"}
    text.write_bytes(packed_json(record))
    opened: list[str] = []
    page.on("request", lambda request: opened.append(request.url) if request.url.endswith("index.json") else None)
    try:
        failed = page.evaluate("() => jianbao.search('头发花白').then(() => '', String)")
    finally:
        text.write_bytes(before)
    assert "bridge has changed" in failed
    assert len(opened) >= 2
    assert page.evaluate(SEARCH, ["头发花白", {}])["total"] == 1
