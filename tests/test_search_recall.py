"""Nothing is missed, nothing is made up: the index against reading every text, on any archive and with any query."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from search_site import indexed

from jianbao.folding import fold, folding
from jianbao.model import SearchArticle, SearchBlock, Trio
from jianbao.search.parts import Tables, default
from jianbao.search.query import Phrase, parse
from jianbao.search.reader import Reader

# Both scripts, variants, rare characters beyond the basic plane, full and half width, digits, marks, spaces that are
# seen and that are not, emoji made of several characters. A query may also hold half a character.
CHARACTERS = "发發髮后後里裏新桥橋𠮷𫐓輮着著A4Ｇg网é.，。、“”「」\"'-－ 　\u200b\n👨‍👩‍👧\ufeff"
HANS = st.text(CHARACTERS, max_size=12)
ENGLISH = st.text("abAB 1.-(新桥)“”", max_size=16)
FIELDS = st.sampled_from(["headline", "heading", "name", "caption", "figure", "body"])
BLOCKS = st.lists(st.tuples(FIELDS, HANS, st.just("") | HANS, st.just("") | ENGLISH), min_size=1, max_size=3)
ARCHIVES = st.lists(BLOCKS, min_size=1, max_size=4)
QUERIES = st.lists(st.sampled_from(["OR", "-", '"', "“"]) | st.text(CHARACTERS + "ab1\ud83d", min_size=1, max_size=4))
# Files so small that every list, table and page is cut.
SMALL = Tables(
    folding(),
    {**default().settings, "shard": {"least": 20, "most": 20, "number": 1}, "chunk": 2, "card": 1, "names": 1},
)


def articles(archive: Iterable[Iterable[tuple[str, str, str, str]]]) -> list[SearchArticle]:
    return [
        SearchArticle(f"a{number}", Trio(""), tuple(SearchBlock("p1", row[0], Trio(*row[1:])) for row in rows))
        for number, rows in enumerate(archive)
    ]


def opened(everything: list[SearchArticle]) -> Reader:
    return indexed(everything, using=SMALL)


def has(article: SearchArticle, phrases: Iterable[Phrase]) -> bool:
    texts = [(fold(b.text.hans), fold(b.text.hant or b.text.hans), fold(b.text.en)) for b in article.blocks]
    return any(
        phrase.in_chinese(hans) or phrase.in_chinese(hant) or phrase.in_english(english)
        for phrase in phrases
        for hans, hant, english in texts
    )


@given(ARCHIVES, QUERIES.map(" ".join) | QUERIES.map("".join))
@example([[("body", "发", "", "")]], "髮")
@example([[("caption", "、", "", "")]], "、")
@example([[("body", "", "", "a1(新桥)")]], "a1(新桥)")
@example([[("body", "", "", "-")]], "-")
@example([[("body", "", "", "- 新")]], '"- 新"')
@example([[("body", "", "", "ab-1 新")]], '"ab-1 新"')
@example([[("body", "𠮷 𠮷", "", "")], [("body", "𠮷", "", "")]], "𠮷 -新")
def test_a_query_finds_what_reading_every_text_finds(
    archive: list[list[tuple[str, str, str, str]]], query: str
) -> None:
    everything, wanted = articles(archive), parse(query)
    expected = {one.id for one in everything if all(has(one, clause) for clause in wanted.clauses)}
    expected -= {one.id for one in everything if has(one, wanted.excluded)}
    assert {hit.id for hit in opened(everything).search(query)} == (expected if wanted.clauses else set())


@given(ARCHIVES, st.data())
def test_every_piece_of_every_text_finds_its_article(
    archive: list[list[tuple[str, str, str, str]]], data: st.DataObject
) -> None:
    everything = articles(archive)
    chosen = data.draw(st.sampled_from(everything))
    block = data.draw(st.sampled_from(chosen.blocks))
    text = data.draw(st.sampled_from([block.text.hans, block.text.hant]))
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : start + data.draw(st.integers(1, 8))]
    # What is meant for the query language is not a piece of a text: a word after a dash is one to do without.
    if fold(piece).strip() and not parse(piece).excluded and "OR" not in piece.split():
        assert chosen.id in {hit.id for hit in opened(everything).search(piece)}


@given(st.text(max_size=30))
def test_any_query_can_be_read(query: str) -> None:
    read = parse(query)
    phrases = [phrase for clause in read.clauses for phrase in clause]
    assert all(phrase.text.strip() for phrase in (*phrases, *read.excluded))
    assert bool(fold(query).strip()) == bool(phrases)
    assert not read.excluded or read.clauses


@pytest.mark.parametrize("size", [1, 2, 200])
def test_a_query_may_be_short_or_long(size: int) -> None:
    text = "".join(chr(0x4E00 + at * 7 % 900) for at in range(600))
    found = opened(articles([[("body", text, "", "")], [("body", text[:150], "", "")]])).search(text[200 : 200 + size])
    assert [hit.id for hit in found] == ["a0"]
