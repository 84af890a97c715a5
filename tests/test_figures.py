"""Figures: what of a sentence is a statistic, what it measures, whose it is and when, and where it stands."""

import time
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from casefiles import cases
from documents import TITLED, document
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.figures import figures
from jianbao.model import UNDATED, Block, Dating, Document, Figure, Mention, Run, Span
from jianbao.numerals import parse_quantity, si

FACTS = ("unit", "unit_zh", "approx", "kind")


def value(given: Any) -> Any:
    if isinstance(given, list):
        return tuple(Decimal(str(end)) for end in given)
    return given if isinstance(given, str) else Decimal(str(given))


def check(figure: Figure, wanted: Mapping[str, Any]) -> None:
    for name, expected in wanted.items():
        if name == "value":
            assert figure.quantity.value == value(expected)
        else:
            assert getattr(figure.quantity if name in FACTS else figure, name) == expected


@pytest.mark.parametrize("case", cases("figures/figures.yaml", "text"))
def test_the_figures_of_a_sentence(case: Mapping[str, Any]) -> None:
    wanted = case.get("figures", [])
    found = figures(document(case["text"]))
    assert [f.surface for f in found] == [w["surface"] for w in wanted]
    for figure, expected in zip(found, wanted, strict=True):
        check(figure, expected)


def shown(figure: Figure) -> str:
    quantity = figure.quantity
    ends = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    value = "..".join(end if isinstance(end, str) else f"{end.normalize():f}" for end in ends)
    approx = [] if quantity.approx == "exact" else [quantity.approx]
    return "|".join([figure.surface, value, quantity.unit, *approx])


@pytest.mark.parametrize("case", cases("figures/news.tsv", "text"))
def test_the_figures_of_the_news(case: Mapping[str, str]) -> None:
    wanted = case["figures"].split(" ; ") if case["figures"] else []
    assert [shown(figure) for figure in figures(document(case["text"]))] == wanted


def test_a_figure_knows_its_place_its_sentence_and_its_id() -> None:
    one, two = figures(document("县里修路。全长96公里。", "投入3000万元。"))
    assert (one.id, one.block, one.start, one.end, one.sentence) == ("f1-7", "p1", 7, 11, (5, 12))
    assert (two.id, two.sources, two.surface) == ("f2-2", (Span(2, 2, 8),), "3000万元")


@pytest.mark.parametrize("closing", ["”", "」"])
def test_a_quotation_that_trails_off_keeps_its_closing_mark(closing: str) -> None:
    one, two = figures(document(f"修路3公里……{closing}投入20万元。"))
    assert (one.sentence, two.sentence) == ((0, 8), (8, 15))


def test_a_figure_cut_by_a_column_break_has_two_sources() -> None:
    block = Block("p4", "para", "投资736万元援建", (Run(0, 4, 10, 5), Run(5, 9, 0, 4)))
    (figure,) = figures(Document("a", TITLED, (block,), ()))
    assert (figure.id, figure.surface) == ("f4-12", "736万元")
    assert figure.sources == (Span(4, 12, 15), Span(9, 0, 2))


@pytest.mark.parametrize(
    ("issued", "values"),
    [
        (UNDATED, ["02", "03-05"]),
        (Dating(date="2020-03-09"), ["2020-02", "2020-03-05"]),
        (Dating(date="2020"), ["2020-02", "2020-03-05"]),
        (Dating(after="2020-02"), ["2020-02", "03-05"]),
    ],
)
def test_open_dates_are_filled_in_from_the_date_of_issue(issued: Dating, values: list[str]) -> None:
    found = figures(document("今年2月底开工，3月5日停工。", meta=replace(TITLED, issued=issued)))
    assert [f.quantity.value for f in found] == values


def test_the_text_may_tell_its_own_year() -> None:
    found = figures(document("今年2月底摘帽。", "2020年是收官之年。"))
    assert [f.quantity.value for f in found] == ["2020-02", "2020"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2016年，全县共有贫困村158个。", "2016"),
        ("2018年和2019年，全县脱贫1200户。", "2018—2019"),
        ("截至2019年底，仍有40户未脱贫。", "截至2019-12"),
        ("自2018年5月结对以来，共投入3亿元。", "2018年5月结对以来"),
        ("开展结对帮扶以来，共投入3亿元。", "结对帮扶以来"),
        ("目前，已建成20座桥梁。", "目前"),
        ("近5年共建成20座桥梁。", "近5年"),
        ("2019年产量比2018年增加3万吨。", "2019"),
        ("建成20座桥梁。", ""),
        ("2019年，县里修路。建成20座桥梁。", "2019"),
        ("2019年末，贫困发生率从2012年的10.2%下降至0.6%，累计下降9.6个百分点。", "2019-12"),
        ("县里3月5日至5月10日先后在十二个乡镇连续举办的第二届采摘节期间卖出300吨。", "03-05/05-10"),
        ("去年，合作社卖出300吨。", "去年"),
        ("去年9月，合作社卖出300吨。", "去年9月"),
        ("9月，合作社卖出300吨。", "9月"),
        ("1—9月，合作社卖出300吨。", "1—9月"),
        ("14日，合作社卖出300吨。", "14日"),
        ("截至6月，合作社卖出300吨。", "截至6月"),
        ("两年多来，合作社卖出300吨。", "两年多来"),
        ("过去一年，合作社卖出300吨。", "过去一年"),
        ("连续5年，合作社每年卖出300吨。", ""),
        ("为了让果农在收获期间不误工，合作社雇来30人。", "收获期间"),
    ],
)
def test_the_time_of_a_figure(text: str, time: str) -> None:
    assert figures(document(text))[-1].time == time


@pytest.mark.parametrize(
    ("texts", "subject"),
    [
        (("郑州市财政对帮扶资金投入300万元。",), "郑州市"),
        (("郑州市开会。", "郑州共拿出300万元。"), "郑州市"),
        (("郑州市开会。郑州市决定修路。", "投入300万元。"), "郑州市"),
        (("郑州市开会。", "全市投入300万元。"), "郑州市"),
        (("投入300万元。",), ""),
        (("国家统计局数据显示，去年规模以上轻工企业实现利润300亿元。",), "规模以上轻工企业"),
        (("2月9日，河南省又拨付资金300万元。",), "河南省"),
        (("第七届进博会今天闭幕，累计签约80项。",), "第七届进博会"),
        (("广东省珠海市去年接待游客300万人次。",), "珠海市"),
        (("发布会上，商务部称，全国网络零售额增长20%。",), "全国"),
        (("河北省、山西省等地降温，最低气温零下20℃。",), "河北省、山西省等地"),
        (("郑州市属12家医院帮扶卢氏县4家医院。",), "卢氏县"),
        (("李三四12投8中，砍下17分。",), "李三四"),
        (("5名消防员赶到，救出3人。", "客队罚进2球。"), "客队"),
        (("在河南省鲁山县，61家企业开工。",), "鲁山县"),
        (("河南省鲁山县下雨后，61间房屋进水。",), "鲁山县"),
        (("我国农村居民人均收入14617元。",), "我国农村居民"),
        (("我国社会消费品零售总额38.1万亿元。",), "中国"),
        (("郑州市开会。郑州市决定修路。我市拿出300万元。",), "郑州市"),
        (("比如张家口市，装机规模超过1200万千瓦。",), "张家口市"),
        (("郑州市开会。", "郑州市修路。赵村通了水。", "水厂投入300万元。"), "郑州市"),
        (("（记者王芳）活动带动零售额4300亿元。",), ""),
        (("郑州市开会。", "洛阳市通水。", "本报武汉5月12日电 （记者王芳）出口额达5亿元。"), ""),
        (("郑州市开会。", "洛阳市通水。", "国家统计局今天（1日）公布，4月出口额达5亿元。"), ""),
        (("郑州市开会。", "洛阳市通水。", "与开封市的企业签约，金额达5亿元。"), ""),
    ],
)
def test_the_subject_of_a_figure(texts: tuple[str, ...], subject: str) -> None:
    assert figures(document(*texts))[-1].subject == subject


@pytest.mark.parametrize(("headline", "subject"), [("修路通水", ""), ("郑州修路通水", "郑州市")])
def test_a_figure_falls_back_on_a_name_of_the_headline_or_on_none(headline: str, subject: str) -> None:
    """One name of several says nothing of whose a figure is, though it be named most."""
    told = ["郑州市开会。", "郑州市修路。", "洛阳市开会。", "开封市通水。", "新乡市通水。"]
    found = figures(document(*told, "投入300万元。", meta=replace(TITLED, headline=headline)))
    assert [figure.subject for figure in found] == [subject]


def test_mentions_name_the_subject() -> None:
    text = "阳光福利基金会投入300万元，赵四海又捐出5万元。"
    names = [("阳光福利基金会", 0, "organisation"), ("赵四海", 15, "person")]
    mentions = tuple(
        Mention(name, name, kind, name, "p1", at, at + len(name), ())  # type: ignore[arg-type]  # a kind
        for name, at, kind in names
    )
    assert [f.subject for f in figures(document(text), mentions)] == ["阳光福利基金会", "赵四海"]


def test_people_are_no_part_of_what_is_measured() -> None:
    text = "段秀栓每天至少值守6个小时。"
    mention = Mention("段秀栓", "段秀栓", "person", "段秀栓", "p1", 0, 3, ())
    (found,) = figures(document(text), (mention,))
    assert (found.measure, found.subject) == ("至少值守时长", "段秀栓")


def test_what_is_measured_holds_no_piece_of_a_name() -> None:
    text = "康城社区建有住房32栋。"
    mention = Mention("康城社区", "康城社区", "place", "康城社区", "p1", 0, 4, ())
    (found,) = figures(document(text), (mention,))
    assert (found.measure, found.subject) == ("建有住房", "康城社区")


def test_who_reports_is_not_whom_the_article_is_about() -> None:
    text = "海关总署统计，出口额达5亿元。"
    mention = Mention("海关总署", "海关总署", "organisation", "海关总署", "p1", 0, 4, ())
    assert [f.subject for f in figures(document(text), (mention,))] == [""]


def test_a_shared_unit_converts_as_what_it_means_here() -> None:
    (figure,) = figures(document("用电100度。"))
    assert si(figure.quantity) == (Decimal(360000000), "J")


def test_a_document_without_figures_has_none() -> None:
    assert figures(document("山清水秀。", "")) == ()


@settings(deadline=None)
@given(
    st.text(
        alphabet="0123456789一两三十百千万亿几第年月日元个户人的、，。《》“”（）-—至近约%占比增长共有县ab \n",
        max_size=40,
    )
)
def test_any_text_gives_figures_that_lie_in_it(text: str) -> None:
    for figure in figures(document(text)):
        assert text[figure.start : figure.end] == figure.surface
        assert figure.sentence[0] <= figure.start < figure.end


@pytest.mark.parametrize(
    "text", ["1", "一", "1.", "3个", "1月", "十届", "约1", "3元", "1小时", "1万", "《1", "A-1", "百分之"]
)
def test_a_long_run_of_anything_is_read_in_good_time(text: str) -> None:
    long = text * (20_000 // len(text))
    began = time.process_time()
    figures(document(long))
    parse_quantity(long)
    assert time.process_time() - began < 5


def test_a_number_in_a_name_that_was_recognised_is_no_figure() -> None:
    text = "长春市九台区有9台车。"
    surfaces = [figure.surface for figure in figures(document(text))]
    place = Mention("jiutai-qu", "九台区", "place", "九台区", "p1", 3, 6, (Span(1, 3, 6),))
    assert surfaces == ["九台", "9台"]
    assert [figure.surface for figure in figures(document(text), (place,))] == ["9台"]
