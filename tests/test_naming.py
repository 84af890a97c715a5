"""Names in Latin letters by rule: of people, of places below the county, of bodies."""

import pytest

from jianbao.model import Entity, EntityKind
from jianbao.naming import named


def by_rule(kind: EntityKind, name: str, parent: str = "lushi-xian") -> str:
    return named(Entity("x", kind, name, parent=parent)).by_rule


@pytest.mark.parametrize(
    ("kind", "name", "english"),
    [
        ("person", "武建玲", "Wu Jianling"),
        ("person", "单晓燕", "Shan Xiaoyan"),
        ("person", "欧阳修", "Ouyang Xiu"),
        ("place", "文峪乡", "Wenyu Township"),
        ("place", "张村", "Zhangcun Village"),
        ("place", "三岔口村", "Sanchakou Village"),
        ("place", "老灌河", "Laoguan River"),
        ("place", "郑州机场", "Zhengzhou Airport"),
        ("organisation", "郑州市第二中学", "Zhengzhou City No. 2 Middle School"),
        ("organisation", "威灵房产有限公司", "Weiling Real Estate Co., Ltd."),
        ("organisation", "郑州威灵集团", "Zhengzhou Weiling Group"),
    ],
)
def test_a_name_of_known_parts_gets_its_english(kind: EntityKind, name: str, english: str) -> None:
    assert by_rule(kind, name) == english


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("person", "苏纳克"),
        ("person", "买买提·艾力"),
        ("person", "次仁罗布"),
        ("place", "马蹄湾"),
        ("place", "Verizon港"),
        ("organisation", "成都零售商协会"),
        ("organisation", "新路经纬纵横工程有限公司"),
        ("organisation", "花溪"),
        ("programme", "“巧媳妇”工程"),
    ],
)
def test_what_is_not_all_known_gets_none(kind: EntityKind, name: str) -> None:
    assert by_rule(kind, name) == ""


def test_a_place_that_lies_nowhere_known_gets_none() -> None:
    assert by_rule("place", "丰川市", parent="") == ""
    assert by_rule("place", "卡洛镇", parent="") == ""


def test_what_has_english_keeps_it_and_all_that_is_chinese_has_a_reading() -> None:
    lushi = named(Entity("lushi-xian", "place", "卢氏县", "Lushi County"))
    assert (lushi.english, lushi.by_rule, lushi.reading) == ("Lushi County", "", "Lushi Xian")
    assert named(Entity("x", "organisation", "NATO")).reading == ""
