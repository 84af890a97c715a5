"""Entities: what a text names and which entity that is, what no table holds, and the tables of names."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from casefiles import cases
from documents import TITLED, document
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao import lexicon
from jianbao.entities import candidates, default, entity, mentions
from jianbao.entities.tables import LISTS
from jianbao.model import Block, Document, Fact, Mention, Row, Run


def found(*texts: str, city: str = "") -> tuple[Mention, ...]:
    return mentions(document(*texts, meta=replace(TITLED, city=Fact(city))))


@pytest.mark.parametrize("case", cases("entities/*.yaml", "name"))
def test_the_names_of_a_text(case: dict[str, Any]) -> None:
    got = [
        (m.surface, m.kind, m.adcode or "-") if m.kind == "place" else (m.surface, m.kind) for m in found(case["text"])
    ]
    wanted = Counter(tuple(line.split(" ")) for line in case.get("expect", []))
    missed = wanted - Counter(got)
    assert not missed, got
    assert not set(case.get("never", [])) & {one[0] for one in got}, got
    if case.get("exact"):
        assert Counter(got) == wanted


def test_mentions_tell_the_place_in_the_seed_across_a_join() -> None:
    text = "在“春风行动”中"
    runs = (Run(0, 3, 10, 5), Run(5, 5, 0, 3))
    block = Block("p3", "para", text, runs)
    (mention,) = mentions(Document("x", TITLED, (block,), ()))
    assert mention.surface == "春风行动"
    assert [(s.line, s.start, s.end) for s in mention.sources] == [(3, 12, 15), (5, 0, 1)]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="河南郑州市李明说县村乡镇局委，。“”（）1工程记者·阿兰 \nA", max_size=40))
def test_mentions_stand_where_they_say_and_never_overlap(text: str) -> None:
    last = 0
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.surface
        assert last <= mention.start < mention.end
        last = mention.end


def test_a_traditional_text_keeps_its_surfaces_and_shares_its_entities() -> None:
    got = {m.surface: m for m in found("記者張亞丹報導，鄭州市與盧氏縣結對，縣裡的潘河鄉花馬村通車。")}
    assert got["盧氏縣"].entity == "lushi-xian"
    assert got["鄭州市"].adcode == "410100"
    assert got["花馬村"].name == "花马村"
    assert "張亞丹" in got


def test_an_empty_block_has_no_mentions() -> None:
    assert found("", "卢氏县")[0].block == "p2"


def test_bodies_of_the_city_that_the_article_is_about() -> None:
    names = {
        m.surface: (m.name, m.parent) for m in found("我市的鲁山县和叶县脱贫。", "市妇联、市委和团市委参加，省委派人。")
    }
    assert names["市妇联"] == ("平顶山市妇女联合会", "pingdingshan-shi")
    assert names["市委"] == ("中共平顶山市委员会", "pingdingshan-shi")
    assert names["团市委"] == ("共青团平顶山市委员会", "pingdingshan-shi")
    assert names["省委"] == ("中共河南省委员会", "henan-sheng")


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("义马市开会，市审计局发文。",), "义马市审计局"),
        (("义马市开会。", "市审计局发文。"), "三门峡市审计局"),
        (("济源市开会。", "市审计局发文。"), "济源市审计局"),
        (("重庆市开会。", "市审计局发文。"), "重庆市审计局"),
    ],
)
def test_bodies_of_cities_of_every_rank(texts: tuple[str, ...], name: str) -> None:
    (body,) = [m.name for m in found(*texts) if m.kind == "organisation"]
    assert body == name


def test_a_body_of_a_country_or_a_mountain_belongs_to_no_city() -> None:
    bodies = [m for m in found("北京市开会，美国政府和日本公安局致电。伏牛山公安局来人。") if m.kind == "organisation"]
    assert [m.name for m in bodies] == ["美国政府", "日本公安局", "伏牛山公安局"]
    assert "beijing-shi" not in {m.parent for m in bodies}


def test_a_body_is_one_entity_with_and_without_its_city() -> None:
    (first, second) = [m for m in found("郑州市委发文。", "市委要求落实。") if m.kind == "organisation"]
    assert first.entity == second.entity


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("北京市政府发布通知。", "北京市人民政府"),
        ("北京市人民政府发布通知。", "北京市人民政府"),
        ("卢氏县政府发布通知。", "卢氏县人民政府"),
        ("内蒙古自治区政府发布通知。", "内蒙古自治区人民政府"),
        ("江西省委组织部来人。", "中共江西省委员会组织部"),
        ("中共湖南省委指示。", "中共湖南省委员会"),
        ("共青团上海市委来人。", "共青团上海市委"),
        ("澳门特别行政区政府来人。", "澳门特别行政区政府"),
    ],
)
def test_a_body_of_a_division_named_in_full(text: str, name: str) -> None:
    assert [m.name for m in found(text) if m.kind == "organisation"] == [name]


def test_the_next_body_is_of_the_division_whose_body_was_named_before() -> None:
    bodies = found("河北省开会。", "江西省委、省政府来人，河南省委和省政府也来人。")[1:]
    assert [m.parent for m in bodies] == ["jiangxi-sheng", "jiangxi-sheng", "henan-sheng", "henan-sheng"]


def test_the_newspapers_city_decides_before_the_most_named() -> None:
    named = [
        m
        for m in found("全市动员，帮扶卢氏县、卢氏县、卢氏县。", "市妇联参加。", city="郑州市")
        if m.surface == "市妇联"
    ]
    assert named[0].parent == "zhengzhou-shi"


def test_the_citys_own_newspaper_decides_too() -> None:
    named = [m for m in found("郑报全媒体记者 张丽", "全市动员，帮扶卢氏县。市妇联参加。") if m.surface == "市妇联"]
    assert named[0].parent == "zhengzhou-shi"


def test_a_body_of_no_known_place_belongs_to_its_article_alone() -> None:
    one = mentions(document("市妇联办了讲座。"))
    other = mentions(document("市妇联办了讲座。", ident="other"))
    assert one[0].surface == other[0].surface == "市妇联"
    assert one[0].entity != other[0].entity
    assert one[0].parent == ""


def test_a_village_lies_in_its_town_and_keeps_it_when_met_again() -> None:
    first, *_, town, village = [m for m in found("卢氏县的潘河乡花马村通车。", "花马村的人高兴。") if m.kind == "place"]
    assert first.entity == "lushi-xian"
    assert town.parent == village.parent != "lushi-xian"
    assert town.entity == village.entity


def test_a_sibling_in_a_list_lies_in_the_same_town() -> None:
    places = {m.surface: m for m in found("播州区枫香镇花茂村、纸坊村")}
    assert places["花茂村"].parent == places["纸坊村"].parent == places["枫香镇"].entity


def test_a_town_in_no_known_place_is_in_doubt() -> None:
    (mention,) = found("走进金鸡镇。")
    assert (mention.surface, mention.entity, mention.name) == ("金鸡镇", "", "金鸡镇")


def test_candidates_are_the_names_no_table_holds_each_once() -> None:
    problems = candidates(document("郑州市的威灵房产有限公司和金鸡镇合作。记者李明说，威灵房产有限公司是老企业。"))
    told = [re.split("[:;]", problem.message.partition(" ")[2])[0] for problem in problems]
    assert told == ["威灵房产有限公司", "金鸡镇", "李明"]
    assert {problem.code for problem in problems} == {"UNKNOWN-NAME"}
    assert "“郑州市的威灵房产有限公司和金鸡镇合作。”" in problems[0].message
    assert problems[0].line == 1


def test_a_candidate_is_shown_in_its_sentence_however_long_the_text_goes_on() -> None:
    (problem,) = candidates(document(f"“修路吧！”金鸡镇说好；路通了，{'人' * 600}"))
    assert problem.message == "place 金鸡镇: one of several of this name, or in no known place; “金鸡镇说好；”"


def test_a_doubtful_place_is_a_candidate_that_says_so() -> None:
    (problem,) = candidates(document("鼓楼区很热闹。"))
    assert problem.message == "place 鼓楼区: one of several of this name, or in no known place; “鼓楼区很热闹。”"
    assert problem.remedy is None


def test_the_entity_of_a_place() -> None:
    (mention,) = found("在卢氏县。")
    known = entity(mention)
    assert (known.slug, known.name, known.english, known.parent) == (
        "lushi-xian",
        "卢氏县",
        "Lushi County",
        "sanmenxia-shi",
    )
    assert (known.adcode, known.longitude, known.latitude) == ("411224", "111.0479", "34.0543")
    assert "卢氏" in known.aliases


def test_the_entity_of_a_listed_name() -> None:
    known = entity(found("人民日报社和北约。")[1])
    assert (known.slug, known.english) == ("nato", "NATO")
    assert "北大西洋公约组织" in known.aliases


def test_the_entity_of_a_citys_body_has_its_english() -> None:
    bodies = {m.surface: entity(m).english for m in found("平顶山市审计局和中共郑州市委员会、郑州市委来人。")}
    assert bodies["平顶山市审计局"] == "Pingdingshan City Audit Bureau"
    assert bodies["郑州市委"] == "Zhengzhou City Committee of the Communist Party of China"


def test_the_entity_of_a_person_notes_the_role() -> None:
    known = entity(found("记者李明说。")[0])
    assert (known.name, known.kind, known.note, known.english) == ("李明", "person", "记者", "")


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_each_name_once(name: str) -> None:
    rows = lexicon.table(f"entities/{name}")
    assert not [n for n, count in Counter(row["name"] for row in rows).items() if count > 1]
    for row in rows:
        assert row["slug"].isascii()
        assert row["slug"] == row["slug"].lower()
        assert row["name"] not in row["aliases"].split(";")


def test_slugs_are_unique_within_a_kind() -> None:
    tables = default()
    slugs = [("place", place.slug) for place in tables.places.values()]
    slugs += [(entry.kind, entry.slug) for entry in tables.listed.values()]
    listed = sum(len(lexicon.table(f"entities/{name}")) for name in LISTS)
    assert len(tables.listed) == listed
    assert not [one for one, count in Counter(slugs).items() if count > 1]


def test_tables_name_places_that_there_are() -> None:
    tables = default()
    short = {name for place in tables.places.values() for name in (place.name, place.short, *place.aliases)}
    assert not [row["name"] for row in lexicon.table("entities/place_trust") if row["name"] not in short]
    assert not [row["alias"] for row in lexicon.table("entities/place_aliases") if row["adcode"] not in tables.places]
    parents = {row["parent"] for row in lexicon.table("entities/foreign")} - {""}
    assert parents <= tables.by_name.keys()


def people_of(text: str) -> dict[str, tuple[str, str]]:
    return {m.surface: (m.name, m.role) for m in found(text) if m.kind == "person"}


def test_names_that_a_newspaper_set_apart_are_one_person_with_those_set_together() -> None:
    assert people_of("（本报记者 程 龙 李小明 赵 强）") == {
        "程 龙": ("程龙", "本报记者"),
        "李小明": ("李小明", ""),
        "赵 强": ("赵强", "本报记者"),
    }
    assert people_of("勾 犇图 羽 生文") == {}
    assert people_of("本报记者 贺 勇摄")["贺 勇"] == ("贺勇", "本报记者")
    assert people_of("新桥通车。（沈 凡摄）")["沈 凡"][0] == "沈凡"
    together, apart = found("记者程龙报道。", "记者 程 龙")
    assert together.entity == apart.entity


def test_spaces_between_other_words_make_no_names() -> None:
    assert people_of("高 楼 大 厦 平 地 起，张 灯 结 彩") == {}


def test_a_village_that_is_called_as_its_town() -> None:
    places = [m.surface for m in found("寿宁县下党乡通了公路，下党村办起民宿。") if m.kind == "place"]
    assert places == ["寿宁县", "下党乡", "下党村"]


@pytest.mark.parametrize("text", ["北周宇文", "记者欧阳", "诸葛", "记者上官 "])
def test_a_text_may_end_in_a_surname_of_two_characters(text: str) -> None:
    assert people_of(text) == {}


def test_the_row_of_an_unknown_name_fits_the_list_of_its_kind() -> None:
    lists = {"place": "features", "organisation": "organisations", "programme": "programmes", "person": "people"}
    text = "记者沈小山在卢氏县花马乡采访，“春苗行动”启动，威灵房产有限公司捐款。"
    problems = candidates(document(text))
    assert {problem.message.split(" ")[0] for problem in problems} == set(lists)
    for problem in problems:
        assert isinstance(problem.remedy, Row)
        name = f"entities/{lists[problem.message.split(' ')[0]]}"
        assert problem.remedy.table == f"jianbao/data/{name}.tsv"
        row = dict(zip(lexicon.table(name)[0], problem.remedy.text.split("\t"), strict=True))
        assert text.count(row["name"].strip("“”")[:2])
        assert row["slug"].isascii()
        assert row.get("parent", "") in ("", "lushi-xian")
