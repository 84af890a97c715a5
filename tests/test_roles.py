"""Roles: the cues of Chinese pages, head lines cut in two, furniture known for what it is."""

import json
from pathlib import Path

import pytest
from pages import TWO_FLOWS, seed

from jianbao.clean import clean
from jianbao.model import Piece
from jianbao.roles import ROLES, roles, split_at, tables

CASES = json.loads((Path(__file__).parent / "cases/roles/lines.json").read_text("utf-8"))
HEADS = json.loads((Path(__file__).parent / "cases/roles/heads.json").read_text("utf-8"))


def pieces(text: str) -> tuple[Piece, ...]:
    return roles(clean(seed(text))[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"])
def test_a_line_among_others_gets_its_role(case: dict[str, str]) -> None:
    above = "图为山里的孩子们走在新修的路上。\n" if case["role"] == "credit" else ""
    page = TWO_FLOWS.replace("（本报记者 王小山 通讯员 李大河）", f"\n\n{above}{case['line']}\n\n\n")
    found = next(piece for piece in pieces(page) if piece.text == case["line"])
    assert max(ROLES, key=lambda role: found.roles[role]) == case["role"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(strict=True, reason=case["xfail"])) if "xfail" in case else case
        for case in HEADS
    ],
    ids=lambda case: case["line"],
)
def test_a_head_line_is_cut_where_two_things_meet(case: dict[str, str]) -> None:
    at = split_at(case["line"], tables().split)
    assert (case["line"][:at], case["line"][at:].strip()) == (case.get("left", ""), case.get("right", case["line"]))


def test_probabilities_sum_to_one_and_ties_are_kept() -> None:
    for piece in pieces(TWO_FLOWS):
        assert sum(piece.roles.values()) == pytest.approx(1)
        assert set(piece.roles) == set(ROLES)


def test_the_halves_of_a_head_line_are_tied_to_print() -> None:
    kicker, headline, *_ = pieces("推广节水灌溉——  麦田里的新变化\n\n" + TWO_FLOWS)
    assert (kicker.text, kicker.first, kicker.runs[0].start) == ("推广节水灌溉——", True, 0)
    assert (headline.text, headline.first, headline.runs[0].start) == ("麦田里的新变化", False, 10)


def test_furniture_is_known_by_the_whole_line_only() -> None:
    found = {
        piece.text: piece.why for piece in pieces("上一版 下一版\n返回目录\n第3版\n首页改版之后读者多了\n" + TWO_FLOWS)
    }
    assert found["上一版 下一版"] == found["返回目录"] == "navigation"
    assert found["第3版"] == "folio"
    assert found["首页改版之后读者多了"] == ""


def test_a_page_of_furniture_alone() -> None:
    assert [piece.why for piece in pieces("上一版\n下一版")] == ["navigation", "navigation"]
