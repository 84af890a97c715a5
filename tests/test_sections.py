"""Sections and the head: bylines, series, headings; and the proof that nothing was lost."""

from dataclasses import replace
from typing import Any

import pytest
from casefiles import cases
from pages import TWO_FLOWS, arranged, seed, whole

from jianbao.model import Byline, Dating, Dropped, Fact, Run, Series, Sidecar, Span
from jianbao.sections import bylines, document, masthead, photographers, prove, series


@pytest.mark.parametrize("case", cases("sections/bylines.json", "text"))
def test_bylines_are_read(case: dict[str, Any]) -> None:
    assert [[line.role, *line.names] for line in bylines(case["text"])] == case["people"]


def test_sections_stand_under_their_headings() -> None:
    _, article = whole(TWO_FLOWS)
    assert [(section.id, section.heading, section.blocks) for section in article.sections] == [
        ("s0", "", ("p4",)),
        ("s6", "p6", ("p8",)),
        ("s10", "p10", ("p12", "p18")),
    ]
    assert article.meta.headline == "山乡添新景 农家笑声甜"
    assert article.meta.bylines == (Byline("reporter", ("王小山",)), Byline("correspondent", ("李大河",)))


@pytest.mark.parametrize("case", cases("sections/mastheads.yaml", "name"))
def test_mastheads_are_read(case: dict[str, Any]) -> None:
    dropped = [Dropped(Span(at, 0, 9), text, why) for at, (text, why) in enumerate(case["lines"].items(), 1)]
    found = masthead.read(dropped, masthead.default())
    facts = {"paper": found.paper.value, "issued": found.issued.date, "page": found.page.value}
    assert {fact: value for fact, value in facts.items() if value} == case["facts"]


def test_the_day_and_the_paper_are_printed_over_the_text() -> None:
    _, article = whole("青石日报\n2021年3月5日\n" + TWO_FLOWS)
    assert article.meta.issued == Dating("2021-03-05", printed=Span(2, 0, 9))
    assert article.meta.paper == Fact("青石日报", printed=Span(1, 0, 4))
    assert article.meta.headline == "山乡添新景 农家笑声甜"


def test_an_editor_knows_better_than_the_masthead() -> None:
    text = "青石日报 2021年3月5日 星期五 第3版\n" + TWO_FLOWS
    facts = Sidecar(paper=Fact("临江晚报"), issued=Dating(after="2021"), page=Fact("4"))
    meta = document(replace(seed(text), sidecar=facts), arranged(text)).meta
    assert (meta.paper, meta.issued, meta.page) == (facts.paper, facts.issued, facts.page)


def test_the_sidecar_has_the_last_word() -> None:
    facts = Sidecar(paper=Fact("青石日报", "报头"), series=Series("山乡巨变", 7))
    article = document(replace(seed(TWO_FLOWS), sidecar=facts), arranged(TWO_FLOWS))
    assert (article.meta.paper.value, article.meta.series) == ("青石日报", Series("山乡巨变", 7))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("——“山乡巨变”系列报道之二十三", Series("山乡巨变", 23)),
        ("“山乡巨变”系列评论", Series("山乡巨变", 0)),
        ("清水绕村流（走基层⑩）", Series("走基层", 10)),
        ("系列活动启动", None),
    ],
)
def test_series(text: str, found: Series | None) -> None:
    assert series(text) == found


def test_a_lost_character_is_found_out() -> None:
    arrangement = arranged(TWO_FLOWS)
    with pytest.raises(ValueError, match="line 2: characters 0-11 are lost"):
        prove(seed(TWO_FLOWS).lines, replace(arrangement, blocks=arrangement.blocks[1:]))


def test_a_doubled_character_is_found_out() -> None:
    arrangement = arranged(TWO_FLOWS)
    twice = replace(arrangement, dropped=(Dropped(Span(4, 0, 2), "今年", "rule"),))
    with pytest.raises(ValueError, match="line 4: characters 0-2 stand twice"):
        prove(seed(TWO_FLOWS).lines, twice)


def test_an_invented_character_is_found_out() -> None:
    arrangement = arranged("只有一行。")
    block = replace(arrangement.blocks[0], text="只有一行。了", runs=(Run(0, 1, 0, 5),))
    with pytest.raises(ValueError, match="block p1 holds a character that was not printed"):
        prove(("只有一行。",), replace(arrangement, blocks=(block,)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者 王小山 摄", ("王小山",)),
        ("本報記者 王小山 攝", ("王小山",)),
        ("李大河摄（影像中国）", ("李大河",)),
        ("（记者王小山、李大河摄）", ("王小山", "李大河")),
        ("摄影：李 山", ("李山",)),
        ("图/李大河", ("李大河",)),
        ("记者王小山／摄", ("王小山",)),
        ("县水利局供图", ()),
        ("资料图片", ()),
    ],
)
def test_photographers_are_read_out_of_credits(text: str, names: tuple[str, ...]) -> None:
    assert photographers(text) == names


def test_photographers_who_stand_only_in_credits_are_named_once() -> None:
    page = TWO_FLOWS.replace(
        "（本报记者 王小山 通讯员 李大河）",
        "\n\n图为修好的水渠边，村民在洗菜\n李大河 摄\n\n\n\n图为山口村的蓄水池\n李大河 摄\n\n（本报记者 王小山）",
    )
    assert whole(page)[1].meta.bylines == (Byline("reporter", ("王小山",)), Byline("photographer", ("李大河",)))
