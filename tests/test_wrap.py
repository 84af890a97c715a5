"""Pages whose lines were wrapped at a width: their paragraphs come back, column by column."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from casefiles import cases
from hypothesis import given
from hypothesis import strategies as st

from jianbao import clean, read, wrap
from jianbao.align import is_ink
from jianbao.model import Analysis, Join, Line, Seed, SeedFile, Sidecar, Source
from jianbao.pipeline.jobs import analysis_of

HEAD = ["把芦苇变成“金叶子”", "——青石县湖边小镇见闻", "本报记者 王小山"]
PARAGRAPHS = [
    (
        "春天的湖边，芦苇场里机声隆隆，工人们正把一捆捆苇秆送进切割机。去年以来，镇里先后投入1280万元，新建芦苇加工厂3家，"
        "带动320户村民在家门口就业，平均每户一年增收6800元，村集体也多了一笔稳定的收入。"
    ),
    (
        "“以前一到冬天，芦苇只能烧掉。”村民李大河一边收拾农具一边告诉记者，“现在一亩能卖到400元，比种棉花还划算。”她家承包了"
        "25亩苇地，今年又添了一台收割机，打算再包下隔壁的10亩。"
    ),
    (
        "镇里的苇编合作社有20多名妇女正在编织苇帘。合作社负责人说，他们的产品已经销往8个省份，去年的销售额达到560万元，今年"
        "一季度的订单又比去年同期多了三成。"
    ),
]


def wrapped(width: int, indent: str = "\u3000\u3000") -> list[str]:
    texts = [indent + text for text in PARAGRAPHS]
    return [text[at : at + width] for text in texts for at in range(0, len(text), width)]


def lines(*texts: str) -> tuple[Line, ...]:
    data = "\n".join(texts).encode()
    return clean.clean(read.read("a.txt", data, Sidecar()))[0]


def analysed(text: str) -> Analysis:
    data = text.encode()
    return analysis_of(SeedFile("a", "a.txt", data, hashlib.sha256(data).hexdigest()))


def unwrapped(page: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Join, ...]]:
    return wrap.unwrapped(page, [""] * page[-1].number)


@pytest.mark.parametrize("width", [14, 16, 20, 26, 33])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_paragraphs_come_back_whatever_the_width(width: int, indent: str) -> None:
    body = wrapped(width, indent)
    found, joins = unwrapped(lines(*HEAD, *body))
    assert {line.text for line in found} >= set(PARAGRAPHS)
    assert len(joins) == len(body) - len(PARAGRAPHS)
    assert all(join.right.line == join.left.line + 1 and join.why == "wrapped" for join in joins)


def test_a_head_line_at_the_margin_is_no_part_of_the_text() -> None:
    head = "青石县湖边小镇见闻记录一二三四五"
    found, _ = unwrapped(lines(head, "本报记者 王小山", *wrapped(16)))
    assert [line.text for line in found][:2] == [head, "本报记者 王小山"]


@pytest.mark.parametrize("texts", [PARAGRAPHS, [*HEAD, *PARAGRAPHS], ["湖水清清，芦苇青青"] * 12, HEAD])
def test_other_pages_are_left_alone(texts: list[str]) -> None:
    page = lines(*texts)
    assert unwrapped(page) == (page, ())


def test_a_page_of_which_a_part_is_not_wrapped_is_left_alone() -> None:
    page = lines(*wrapped(20), *PARAGRAPHS)
    assert unwrapped(page) == (page, ())


def test_words_of_latin_letters_stay_apart() -> None:
    text = "\u3000\u3000去年以来全县新引进的企业有GreenLake和另外两家公司，带动三百多户村民就近就业增收。"
    found, _ = unwrapped(lines(text[:20], text[20:40], text[40:], *wrapped(20)))
    assert found[0].text == text.strip().replace("GreenLake", "Green Lake")


def test_the_record_has_every_cut_as_a_join_and_loses_nothing() -> None:
    analysis = analysed("\n".join([*HEAD, *wrapped(20), "", "第3版", "2021年3月18日 星期四 责编 周以宁 美编 陈一"]))
    roles = [(block.role, block.text) for block in analysis.document.blocks]
    assert [text for role, text in roles if role in ("para", "lead")] == PARAGRAPHS
    assert sum(join.why == "wrapped" for join in analysis.joins) == len(wrapped(20)) - len(PARAGRAPHS)
    assert {"p4", "p10"} <= {block.id for block in analysis.document.blocks}


@pytest.mark.parametrize("case", cases("wrap/pages.yaml", "name"))
def test_pages_of_columns(case: dict[str, Any]) -> None:
    printed = case["printed"].replace("→", "\t")
    if "paragraphs" in case:
        blocks = analysed(printed).document.blocks  # in which no character is lost or doubled: `sections.prove`
        assert [block.text for block in blocks if block.role in ("lead", "para")] == case["paragraphs"]
    else:
        page = lines(*printed.splitlines())
        assert wrap.unwrapped(page, printed.splitlines()) == (page, ())


def test_lines_by_turns_are_joined_to_the_next_of_their_column() -> None:
    left, right = wrapped(18)[:8], wrapped(18)[8:16]
    mixed = lines(*(line for pair in zip(left, right, strict=True) for line in pair))
    _, joins = unwrapped(mixed)
    assert {join.right.line - join.left.line for join in joins} == {2}
    assert {join.why for join in joins} == {"columns"}


def test_the_parts_of_a_line_have_their_own_ids_and_places() -> None:
    rows = [f"{left:\u3000<18}    {right}" for left, right in zip(wrapped(18)[:8], wrapped(18)[8:16], strict=True)]
    first, *_, last = analysed("\n".join(rows)).document.blocks
    assert (first.id, [run.line for run in first.runs]) == ("p1", [1, 2, 3, 4, 5, 6])
    assert last.id == f"p{last.runs[0].line}-{last.runs[0].start}"
    assert "".join(rows[run.line - 1][run.start : run.start + run.size] for run in last.runs) == last.text


def test_what_parts_columns_is_no_fix_of_their_text() -> None:
    left, right = wrapped(18)[:8], [text.replace("，", ",") for text in wrapped(18)[8:16]]
    for gutter in ("    ", "\t"):
        analysis = analysed("\n".join(f"{a:\u3000<18}{gutter}{b}" for a, b in zip(left, right, strict=True)))
        assert [fix.rule for fix in analysis.fixes] == ["fix_commas"]


RULES = wrap.default().rules
EAGER = replace(  # takes any page for one of columns
    wrap.default(),
    rules={**RULES, "gain": -99, "share": 0, "lines": 2, "columns": {**RULES["columns"], "gain": -99, "open": -9}},
)
ROW = st.lists(
    st.sampled_from(["湖", "水清", "。", "“", "5", "a", " ", "    ", "\t", "\u3000\u3000", "\u200b"]), max_size=12
)
CELLS = st.lists(ROW.map("".join), min_size=1, max_size=3).map("    ".join)


@given(
    st.lists(CELLS, min_size=1, max_size=30), st.sampled_from(["", "春天的湖边芦苇场里机声隆", "    工人们正把一捆捆"])
)
def test_no_character_of_any_page_is_lost_or_doubled(rows: list[str], filling: str) -> None:
    printed = (*(row + filling for row in rows), "湖")
    cleaned, _ = clean.clean(Seed("a", Source("a.txt", "", "", 1, 1), printed, Sidecar()))
    found, _ = wrap.unwrapped(cleaned, printed, EAGER)
    places = sorted(
        (run.line, at) for line in found for run in line.runs for at in range(run.start, run.start + run.size)
    )
    assert len(places) == len(set(places))
    ink = [(n, at) for n, text in enumerate(printed, 1) for at, char in enumerate(text) if is_ink(char)]
    assert set(ink) <= set(places)
