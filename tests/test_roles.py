"""Roles: the cues of Chinese pages, head lines cut in two, furniture known for what it is, chances one can trust."""

from typing import Any

import numpy as np
import pytest
from casefiles import cases
from pages import TWO_FLOWS, arranged, seed
from role_pages import Marked, marked_pages

from jianbao.clean import clean
from jianbao.model import Piece
from jianbao.roles import ROLES, default, roles
from jianbao.roles.chain import STATES, by_role, marginals
from jianbao.roles.features import edges
from jianbao.roles.furniture import furniture, set_aside
from jianbao.roles.heads import split_at
from jianbao.roles.tables import state_name

# The share of pieces of the hand-written pages that get their role on the finished page. It may rise; lowering it takes
# a reason.
FLOOR = 0.93


def pieces(text: str) -> tuple[Piece, ...]:
    return roles(clean(seed(text))[0])


def likeliest(piece: Piece) -> str:
    return piece.why or max(ROLES, key=lambda role: piece.roles[role])


@pytest.mark.parametrize("case", cases("roles/lines.json", "line"))
def test_a_line_among_others_gets_its_role(case: dict[str, str]) -> None:
    above = "图为山里的孩子们走在新修的路上。\n" if case["role"] == "credit" else ""
    page = TWO_FLOWS.replace("（本报记者 王小山 通讯员 李大河）", f"\n\n{above}{case['line']}\n\n\n")
    assert likeliest(next(piece for piece in pieces(page) if piece.text == case["line"])) == case["role"]


@pytest.mark.parametrize("case", cases("roles/documents.yaml", "name"))
def test_the_lines_of_a_document_get_their_roles(case: dict[str, Any]) -> None:
    found = pieces("\n\n".join(text for _, text in case["lines"]))
    assert [[likeliest(piece), piece.text] for piece in found] == case["lines"]


@pytest.mark.parametrize("case", cases("roles/heads.json", "line"))
def test_a_head_line_is_cut_where_two_things_meet(case: dict[str, str]) -> None:
    at = split_at(case["line"], default().split)
    assert (case["line"][:at], case["line"][at:].strip()) == (case.get("left", ""), case.get("right", case["line"]))


@pytest.mark.parametrize(
    "line",
    ["本报记者 王小山 通讯员 李大河 文/图", "山河晚报记者 王小山 通讯员 李大河", "青石融媒中心记者 王小山 李大河"],
)
def test_a_line_that_names_its_makers_is_not_cut(line: str) -> None:
    assert pieces(f"{line}\n\n{TWO_FLOWS}")[0].text == line


def answers(page: Marked) -> list[tuple[str, str, float]]:
    """Pair what each piece of a page is with what it was taken for and how surely; a wrong cut has no right piece."""
    got: dict[int, list[Piece]] = {}
    for piece in pieces("\n".join(page.lines)):
        got.setdefault(piece.line, []).append(piece)
    out = []
    for wanted, (_, found) in zip(page.roles, sorted(got.items()), strict=True):
        same = len(wanted) == len(found)
        out += [
            (role, likeliest(piece) if same else "", 1.0 if piece.why else max(piece.roles.values()))
            for role, piece in zip(wanted, found if same else [found[0]] * len(wanted), strict=True)
        ]
    return out


def settled(page: Marked) -> list[tuple[str, str]]:
    """Pair what each piece of a page is with what it is on the finished page, where its joins are known, too."""
    text = "\n".join(page.lines)
    arrangement = arranged(text)
    roles = {(run.line, run.start): block.role for block in arrangement.blocks for run in block.runs}
    found: dict[int, list[str]] = {}
    for piece in pieces(text):
        found.setdefault(piece.line, []).append(piece.why or roles[piece.line, piece.runs[0].start])
    rows = zip(page.roles, (got for _, got in sorted(found.items())), strict=True)
    return [
        pair
        for wanted, got in rows
        for pair in zip(wanted, got if len(wanted) == len(got) else [""] * len(wanted), strict=True)
    ]


def test_pages_of_papers_never_seen_are_read_rightly() -> None:
    found = [pair for page in marked_pages() for pair in settled(page)]
    assert sum(wanted == got for wanted, got in found) / len(found) >= FLOOR, [
        pair for pair in found if pair[0] != pair[1]
    ]


def test_what_is_said_to_be_sure_is_right() -> None:
    found = [answer for page in marked_pages() for answer in answers(page)]
    sure = [wanted == got for wanted, got, chance in found if chance >= 0.95]
    doubtful = [wanted == got for wanted, got, chance in found if chance < 0.95]
    assert sum(sure) / len(sure) >= 0.97
    assert sum(doubtful) / len(doubtful) < sum(sure) / len(sure)


def test_probabilities_sum_to_one_and_ties_are_kept() -> None:
    for piece in pieces(TWO_FLOWS):
        assert sum(piece.roles.values()) == pytest.approx(1)
        assert set(piece.roles) == set(ROLES)


def test_a_page_has_at_most_one_headline() -> None:
    page = "春水漫过石板桥\n\n秋风吹熟万亩田\n\n" + TWO_FLOWS.replace("山乡添新景 农家笑声甜", "冬雪迎来新年景")
    assert sum(piece.roles["headline"] for piece in pieces(page)) <= 1.0001


def test_the_chain_counts_every_way_to_read_a_page() -> None:
    """Two pieces, brute force: the marginals are the shares of all pairs of states."""
    random = np.random.default_rng(5)
    scores, steps = random.normal(size=(2, len(STATES))), random.normal(size=(len(STATES), len(STATES)))
    begin, end = random.normal(size=len(STATES)), random.normal(size=len(STATES))
    begin[3], steps[1] = -np.inf, -np.inf
    pairs = np.exp(scores[0][:, None] + scores[1][None, :] + steps + begin[:, None] + end[None, :])
    pairs /= pairs.sum()
    found = marginals(scores, steps, begin, end)
    assert np.allclose(found, [pairs.sum(axis=1), pairs.sum(axis=0)])
    assert np.allclose(by_role(found).sum(axis=1), 1)


def test_a_page_of_one_line_has_its_probabilities() -> None:
    (only,) = pieces("春水漫过石板桥")
    assert sum(only.roles.values()) == pytest.approx(1)


def test_states_have_names_of_their_own() -> None:
    assert len({state_name(state) for state in STATES}) == len(STATES)


def test_how_text_begins_and_ends_is_told_apart() -> None:
    starts, ends = edges(["今年以来", "，并且在"], default().cues.ngrams)
    assert starts[0] > starts[1]
    _, ends = edges(["取得成效。", "在广大的"], default().cues.ngrams)
    assert ends[0] > ends[1]


def test_the_halves_of_a_head_line_are_tied_to_print() -> None:
    kicker, headline, *_ = pieces("推广节水灌溉——  麦田里的新变化\n\n" + TWO_FLOWS)
    assert (kicker.text, kicker.first, kicker.runs[0].start) == ("推广节水灌溉——", True, 0)
    assert (headline.text, headline.first, headline.runs[0].start) == ("麦田里的新变化", False, 10)


@pytest.mark.parametrize("case", cases("roles/furniture.json", "line"))
def test_furniture_is_known_by_the_whole_line_only(case: dict[str, str]) -> None:
    assert furniture(case["line"], default().furniture) == case["why"]


@pytest.mark.parametrize("case", cases("roles/mastheads.yaml", "name"))
def test_a_masthead_is_known_by_where_it_stands(case: dict[str, Any]) -> None:
    reasons = set_aside(case["lines"], default().furniture)
    assert [line for line, why in zip(case["lines"], reasons, strict=True) if why] == case["masthead"]
    assert set(reasons) <= {"", "masthead"}


def test_a_day_alone_is_never_the_headline() -> None:
    day, *rest = pieces("2021年3月5日\n\n山乡公路通了\n\n" + TWO_FLOWS.split("\n", 3)[3])
    assert day.why == "masthead"
    assert likeliest(rest[0]) == "headline"


def test_a_page_of_furniture_alone() -> None:
    assert [piece.why for piece in pieces("上一版\n下一版")] == ["navigation", "navigation"]
