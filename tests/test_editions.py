"""Editions: Traditional and back, character for character; names and doubts; the tables; what people are."""

import dataclasses
import re
from collections.abc import Mapping

import opencc
import pytest
import rjieba
from casefiles import cases
from hypothesis import given
from hypothesis import strategies as st

from jianbao import editions, lexicon
from jianbao.editions import words as word_tables
from jianbao.editions.opencc import MARK, convert
from jianbao.editions.rules import Rules, ruled, rules
from jianbao.editions.traditional import styled
from jianbao.editions.voice import EnglishVoice, Voices
from jianbao.editions.words import Cut
from jianbao.model import Said

UNFIT = f"\x00{MARK}\ud800"


REGRESSION = lexicon.table("editions/regression")
# What a whole newspaper page may hold, apart from letters of the alphabet.
TEXT = st.text(st.sampled_from("范余于岳记者先生只里后干发面国家具有一个0123500，。“”‘’·\n \u200b\ufeff𠮷é豈" + UNFIT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            row["text"],
            row["expected"],
            id=f"{row['class']}: {row['text']}",
            marks=pytest.mark.xfail(raises=AssertionError, strict=True) if row["state"] == "known" else (),
        )
        for row in REGRESSION
    ],
)
def test_traditional(text: str, expected: str) -> None:
    assert editions.to_traditional(text) == expected


def test_the_steps_of_s2tw_are_s2tw() -> None:
    whole = opencc.OpenCC("s2tw", include_tofu_risk_dictionaries=False)
    variants = ("张栋梁、林国梁、蒋国梁", "在纯吃茶门口", "所谓牛骥同一皂", "群众里面为什么吃着面")
    texts = [
        *variants,
        *(row["text"] for row in REGRESSION),
        *(row["cut"].replace(" ", "") for row in lexicon.table("editions/words")),
    ]
    assert [convert("s2tw", text) for text in texts] == [whole.convert(text) for text in texts]


@pytest.mark.parametrize("case", cases("editions/simplified.tsv", "text"))
def test_simplified(case: Mapping[str, str]) -> None:
    assert editions.to_simplified(case["text"]) == case["expected"]


@given(TEXT)
def test_every_character_keeps_its_place(text: str) -> None:
    for out in (editions.to_traditional(text), editions.to_simplified(text)):
        assert len(out) == len(text)
        assert [(at, c) for at, c in enumerate(out) if c in UNFIT] == [
            (at, c) for at, c in enumerate(text) if c in UNFIT
        ]


def test_the_text_after_a_nul_is_converted() -> None:
    assert editions.to_traditional("干部\x00发展") == "幹部\x00發展"


def test_a_conversion_that_changes_the_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="s2twp turned 2 characters into 3"):
        convert("s2twp", "内存")


def test_the_way_back_is_exact() -> None:
    text = "　　“这里的干部只做三件事。”范大娘说，‘钟表、面条和后门’，500只羊，1,000里路。\n（本报记者 余华）"
    assert editions.to_simplified(editions.to_traditional(text)) == text


def test_script_of_a_text() -> None:
    assert editions.is_traditional("這是一張舊報紙的標題")
    assert not editions.is_traditional("这是一张旧报纸的标题")
    assert not editions.is_traditional("")


# --- names known from elsewhere


def test_a_name_of_the_byline_is_kept_through_the_article() -> None:
    text = "下一站，游海和王松里看见一片松里山"
    assert editions.to_traditional(text, ("游海", "王松里", "里")) == "下一站，游海和王松里看見一片松裡山"


def test_a_name_is_kept_where_it_stands_without_a_role() -> None:
    text = "村民余翠花种茶。后来，有余翠花的茶香。"
    assert editions.to_traditional(text) == "村民余翠花種茶。後來，有余翠花的茶香。"


def test_names_are_found_for_the_rest_of_the_article() -> None:
    text = "本报记者 范伟 余丽华。于先生、于海说：“张占山和王国强来了。”记者于近日获悉，村民李兰说"
    assert set(editions.personal_names(text)) == {"张占山", "范伟", "余丽华", "于海"}


# --- for editors


def test_doubts_say_where_and_why() -> None:
    found = editions.ambiguities("余先生200只，国家具有卷子，卷")
    assert [(a.start, a.printed, a.converted, a.why) for a in found] == [
        (0, "余", "余", "name"),
        (6, "只", "隻", "rule"),
        (9, "家", "家", "words"),
        (10, "具", "具", "words"),
        (15, "卷", "卷", "alone"),
    ]


def test_plain_text_raises_no_doubt() -> None:
    assert editions.ambiguities("山里的孩子上学了") == ()


def test_a_choice_has_the_word_that_a_row_of_overrides_would_settle() -> None:
    words = [(one.word, one.traditional) for one in editions.ambiguities("国家具有。他一出门只，只")]
    assert words == [("国家", "國家"), ("具有", "具有"), ("出门", "出門"), ("出门只", "出門只"), ("只", "只")]


def test_where_a_rule_and_opencc_agree_nothing_is_asked() -> None:
    assert editions.to_traditional("募集180余万元，他吃面") == "募集180餘萬元，他吃麵"
    assert editions.ambiguities("募集180余万元，他吃面") == ()


# --- the tables


def test_overrides_keep_the_length_and_say_something_new() -> None:
    table = lexicon.table("editions/overrides")
    assert [row["word"] for row in table] == sorted({row["word"] for row in table})
    torn = [row["cut"].split(" ") for row in lexicon.table("editions/words")]
    plain = dataclasses.replace(editions.default(), words=word_tables.compile_words(torn, {}))
    for row in table:
        assert len(row["word"]) == len(row["traditional"])
        assert editions.to_simplified(row["traditional"]) == row["word"]
        without = styled(word_tables.converted(Cut(row["word"]), plain.words), plain)
        assert without != styled(row["traditional"], plain), f"{row['word']} is right without"


def test_words_are_converted_each_by_itself_however_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Side by side 国家 and 具有 hold a phrase, 家具; an override stays known when the rest is forgotten."""
    monkeypatch.setattr(word_tables, "_REMEMBERED", 2)
    tables = word_tables.compile_words((), {"里程": "里程"})
    for units in (["国家", "具有", "里程"], ["面", "发", "头发", "国家"], ["里程", "头发", "面", "里程"]):
        alone = ["里程" if unit == "里程" else convert("s2tw", unit) for unit in units]
        assert list(tables.convert(units)) == alone


def test_torn_phrases_are_cut_as_the_table_says_and_matter() -> None:
    for row in lexicon.table("editions/words"):
        cut = row["cut"].split(" ")
        phrase = "".join(cut)
        assert rjieba.cut(phrase, hmm=False) == cut
        assert "".join(convert("s2tw", word) for word in cut) != convert("s2tw", phrase)


def test_every_rule_has_a_case() -> None:
    cuts = [Cut(row["text"]) for row in REGRESSION]
    for char, of_char in rules().of.items():
        for rule in of_char:
            alone = Rules({char: (rule,)}, re.compile(char))
            assert any(list(ruled(cut, alone)) for cut in cuts), (
                char,
                rule.before.pattern,
                rule.after.pattern,
            )


def test_style_keeps_the_length() -> None:
    for row in lexicon.table("editions/style"):
        assert len(row["from"]) == len(row["to"])


def test_names_know_their_own_characters() -> None:
    data = lexicon.settings("editions/names")
    assert set(data["bare"]) | set(data["sure"]) | set(data["forms"]["surname"]) <= set(data["surnames"])
    assert set(data["inner"]) <= set(data["forms"]["given"])


# --- what people are


def test_what_a_person_is_stands_in_english_where_the_table_has_it() -> None:
    assert Voices("en").chinese("通讯员") == Said("correspondent")
    assert Voices("en").chinese("赶考人") == Said("赶考人", lang="zh-Hans")
    assert Voices("zh-Hant").chinese("通讯员").text == "通訊員"


@pytest.mark.parametrize(
    ("text", "lang"), [("卢氏", "zh-Hans"), ("𠮷〇", "zh-Hans"), ("豈", "zh-Hans"), ("2020, B&B", "")]
)
def test_what_english_leaves_in_chinese_says_so_however_rare_its_characters(text: str, lang: str) -> None:
    assert EnglishVoice({}, {}, "zh-Hans").printed(text) == Said(text, lang=lang)
