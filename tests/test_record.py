"""The public record: every field, plain JSON, reasons in words."""

import json
from dataclasses import replace
from decimal import Decimal

from pages import TWO_FLOWS, seed, whole

from jianbao.model import Analysis, Fact, Figure, Fix, Mention, Quantity, Span
from jianbao.record import record


def analysis(text: str = TWO_FLOWS) -> Analysis:
    arrangement, article = whole(text)
    quantity = Quantity(Decimal(12000000), "CNY", unit_zh="元", kind="money")
    area = Quantity((Decimal("1.5"), Decimal(2)), "mu", "~", "area", "亩")
    spans = (Span(8, 26, 34),)
    figures = (
        Figure("f8-26", "p8", 26, 34, "一千二百万元", spans, quantity, (20, 60), "投资", "县里", "去年冬天"),
        Figure("f12-0", "p12", 0, 2, "水从", (Span(12, 0, 2),), area, (0, 7)),
    )
    mentions = (Mention("qingshi", "青石县", "place", "青石县", "p4", 5, 8, (Span(4, 5, 8),), adcode="000000"),)
    source = seed(text).source
    fixes = (Fix("fix_commas", (Span(4, 1, 2),)),)
    return Analysis(
        source, article, fixes, arrangement.joins, arrangement.dropped, mentions, figures, arrangement.problems
    )


def test_the_record_is_plain_json_with_every_field_in_order() -> None:
    got = json.loads(json.dumps(record(analysis()), ensure_ascii=False))
    assert list(got) == [
        *("id", "source", "meta", "blocks", "sections", "joins", "figures", "mentions", "dropped", "fixes", "problems")
    ]
    assert list(got["source"]) == ["file", "sha256", "encoding", "lines", "characters"]


def test_joins_say_where_and_why_in_words() -> None:
    join = record(analysis())["joins"][0]
    assert (join["left"], join["right"]) == ({"line": 8, "end": 52}, {"line": 14, "start": 0})
    assert " " in join["why"]


def test_blocks_give_their_sources() -> None:
    block = next(block for block in record(analysis())["blocks"] if block["id"] == "p8")
    assert block["sources"] == [{"line": 8, "start": 0, "end": 52}, {"line": 14, "start": 0, "end": 34}]


def test_a_block_says_what_it_is_about_and_how_far_its_heading_runs_in() -> None:
    whole = analysis()
    plain, *others = whole.document.blocks
    noted = replace(plain, about="p4", runin=3)
    said = record(replace(whole, document=replace(whole.document, blocks=(noted, *others))))["blocks"]
    assert (said[0]["about"], said[0]["runin"]) == ("p4", 3)
    assert not [block for block in said[1:] if {"about", "runin"} & block.keys()]


def test_a_fact_has_its_ground_where_there_is_one() -> None:
    whole = analysis()
    meta = replace(whole.document.meta, paper=Fact("青石日报", "报头"), city=Fact("青石市"))
    said = record(replace(whole, document=replace(whole.document, meta=meta)))["meta"]
    assert (said["paper"], said["paper_because"], said["city"]) == ("青石日报", "报头", "青石市")
    assert not {"city_because", "source_url"} & said.keys()
    linked = replace(meta, source_url="https://paper.example/1")
    told = record(replace(whole, document=replace(whole.document, meta=linked)))["meta"]
    assert told["source_url"] == "https://paper.example/1"


def test_figures_and_mentions() -> None:
    got = record(analysis())
    money, area = got["figures"]
    assert (money["value"], money["unit"], money["unit_zh"]) == (12000000, "CNY", "元")
    assert "县里投资一千二百万元" in money["sentence"]
    assert (area["value"], area["si_value"], area["si_unit"]) == ([1.5, 2], [1000, 1333.3333333333333], "m2")
    assert got["mentions"][0]["adcode"] == "000000"
    assert "role" not in got["mentions"][0]


def test_what_the_masthead_gives_has_its_place() -> None:
    meta = record(analysis("青石日报 2021年3月5日 第3版" + TWO_FLOWS))["meta"]
    where = {"line": 1, "start": 0, "end": 18}
    assert (meta["paper"], meta["paper_printed"], meta["page_printed"]) == ("青石日报", where, where)
    assert meta["issued"] == {"date": "2021-03-05", "printed": where}
    assert "city_printed" not in meta


def test_what_was_dropped_is_told() -> None:
    dropped = record(analysis(TWO_FLOWS + "\n上一版"))["dropped"][0]
    assert dropped == {"line": 20, "start": 0, "end": 3, "text": "上一版", "why": dropped["why"]}
    assert "navigation" in dropped["why"]
