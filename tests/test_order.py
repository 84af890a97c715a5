"""Order: joins, flows, headings, captions, corrections, and that no character is ever lost, doubled or invented."""

import random
from typing import Any

import numpy as np
import pytest
from casefiles import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import TWO_FLOWS, arranged, whole

from jianbao import ngrams
from jianbao.model import Correction, Piece, Role
from jianbao.order import default, matching
from jianbao.order.edges import ENDINGS, REACH, Unit, balance, edges, ending
from jianbao.order.looks import Looks
from jianbao.order.matching import Link
from jianbao.order.reading import paragraphs
from jianbao.order.settle import settle
from jianbao.record import reasons
from jianbao.roles import ROLES


@pytest.mark.parametrize("case", cases("order/pages.json", "name"))
def test_pages_are_put_in_order(case: dict[str, Any]) -> None:
    blocks = arranged("\n".join(case["lines"])).blocks
    got = [[block.role, *dict.fromkeys(run.line for run in block.runs)] for block in blocks]
    assert got == case["blocks"]


def test_two_flows_are_told_apart_and_joined() -> None:
    arrangement = arranged(TWO_FLOWS)
    joins = {(join.left.line, join.right.line): join for join in arrangement.joins}
    assert set(joins) == {(8, 14), (12, 16)}
    assert joins[8, 14].why == "quote"
    assert joins[12, 16].why == "word"
    assert all(0.5 < join.confidence <= 1 for join in joins.values())
    lines = [block.runs[0].line for block in arrangement.blocks]
    assert lines == [2, 4, 6, 8, 10, 12, 18]
    assert {join.why for join in arrangement.joins} | {place.why for place in arrangement.placed} <= set(reasons())


def test_a_join_ties_every_character_to_print() -> None:
    block = next(block for block in arranged(TWO_FLOWS).blocks if block.id == "p8")
    lines = TWO_FLOWS.split("\n")
    for run in block.runs:
        printed = lines[run.line - 1][run.start : run.start + run.size]
        assert block.text[run.at : run.at + run.size] == printed
    assert "“幸福路”" in block.text


def test_a_headline_is_one_however_long_its_label() -> None:
    """What is next likeliest, where a line that long is surely the headline, is body text: that decides nothing."""
    texts = (
        "守好绿水和青山（" + "看变化·" * 12 + "系列报道）",
        "今年以来，青石县把治水放在各项工作的首位，河水清了。" * 2,
    )
    likely: tuple[dict[Role, float], ...] = ({"headline": 0.996, "para": 0.003}, {"para": 0.999})
    every = [dict.fromkeys(ROLES, 0.0001) | odds for odds in likely]
    pieces = [Piece(n, text, (), odds) for n, (text, odds) in enumerate(zip(texts, every, strict=True), 1)]
    known = default()
    looks = Looks(texts, known.ngrams, known.network)
    assert settle(pieces, looks, known.weights, known.bodily) == ["headline", "para"]


def test_edges_say_what_the_table_says_of_each_text_alone() -> None:
    """The n-grams at an edge are looked up once for all that is asked of it."""
    texts = ("青石县把治水放在首位，", "河水清了。", "路")
    known = default()
    found = edges(texts, known.ngrams, known.network)
    heads = [text[:REACH].ljust(REACH, "\0") for text in texts]
    tails = [text[-REACH:].rjust(REACH, "\0") for text in texts]
    free = known.ngrams.log_prob(ngrams.encode(heads), 0)
    assert np.allclose(found.free, free)
    for column, mark in enumerate("\n。，"):
        begun = known.ngrams.log_prob(ngrams.encode([mark + head for head in heads]), 1) - free
        assert np.allclose(found.starts[:, column], np.clip(begun, -12, 8))
    for column, mark in enumerate("\n，。"):
        ended = known.ngrams.log_prob(ngrams.encode([tail + mark for tail in tails]), REACH)
        assert np.allclose(found.ends[:, column], np.clip(ended, -14, 0))


def test_the_vocabulary_of_a_long_page_is_compared_as_that_of_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("青石县把治水放在首位", "治水是青石县的大事", "路通了，河水清了", "首位是治水")
    units = [Unit(texts[i]) for i in (3, 0, 2, 1)]
    short = Looks(texts, default().ngrams, default().network).products(units, 1, 4)
    monkeypatch.setattr("jianbao.order.looks._MANY", 3)
    assert np.array_equal(Looks(texts, default().ngrams, default().network).products(units, 1, 4), short)
    assert short[0, 2] > short[0, 1]


def test_page_furniture_is_set_aside_with_its_reason() -> None:
    arrangement = arranged(TWO_FLOWS + "\n上一版 下一版\n国内统一刊号：CN00-0000\n")
    assert [(dropped.text, dropped.why) for dropped in arrangement.dropped] == [
        ("上一版 下一版", "navigation"),
        ("国内统一刊号：CN00-0000", "press-code"),
    ]


# --- corrections -----------------------------------------------------------------------------------------------------


def test_an_editor_joins_what_the_program_did_not() -> None:
    order = Correction("join", "叫“幸福", "龙头就能用上自来水")
    arrangement = arranged(TWO_FLOWS, order)
    join = next(join for join in arrangement.joins if join.left.line == 8)
    assert (join.right.line, join.confidence, join.why) == (16, 1.0, "editor")


def test_an_editor_denies_a_join() -> None:
    assert (8, 14) not in {
        (join.left.line, join.right.line) for join in arranged(TWO_FLOWS, Correction("join", "叫“幸福")).joins
    }


def test_an_editor_sets_a_role() -> None:
    blocks = arranged(TWO_FLOWS, Correction("role", "山里的日子一天比一天好", "lead")).blocks
    assert next(block.role for block in blocks if block.runs[0].line == 4) == "lead"


def test_an_editor_places_a_heading() -> None:
    arrangement = arranged(TWO_FLOWS, Correction("heading", "引水上山", "今年以来"))
    lines = [block.runs[0].line for block in arrangement.blocks]
    assert lines.index(10) == lines.index(4) - 1
    assert next(place for place in arrangement.placed if place.heading == "p10").why == "editor"


def test_an_editor_orders_paragraphs() -> None:
    lines = [
        block.runs[0].line for block in arranged(TWO_FLOWS, Correction("order", "今年以来", "水从山那边来")).blocks
    ]
    assert lines.index(4) > lines.index(12)


@pytest.mark.parametrize(
    "correction",
    [
        Correction("join", "没有这句话", "路”，孩子们", line=3),
        Correction("join", "叫“幸福", "没有这句话"),
        Correction("role", "山里", "para"),
        Correction("role", "今年以来", "poem"),
        Correction("sic", "没有这个词", "有"),
        Correction("join", "自来水了。", "今年以来，青石县"),
    ],
)
def test_a_correction_that_no_longer_fits_is_reported(correction: Correction) -> None:
    problems = [problem for problem in arranged(TWO_FLOWS, correction).problems if problem.code == "CORRECTION"]
    assert len(problems) == 1
    assert correction.text in problems[0].message


def test_joins_in_a_circle_are_refused() -> None:
    orders = (Correction("join", "一天比一天好。", "老周家"), Correction("join", "叫“幸福", "今年以来"))
    arrangement = arranged(TWO_FLOWS, *orders)
    assert sum(problem.code == "CORRECTION" for problem in arrangement.problems) == 2
    assert len(arrangement.joins) == 2


# --- parts -----------------------------------------------------------------------------------------------------------


def test_endings_and_balance() -> None:
    assert [ENDINGS[ending(text)] for text in ("好。", "好！”", "好，", "“好”", "好")] == list(ENDINGS)
    assert balance("甲”乙（丙") == (1, 1)


def test_best_chooses_the_highest_sum_not_the_greedy_one() -> None:
    left, right = np.array([0, 0, 1]), np.array([2, 3, 2])
    assert matching.best(left, right, np.array([5.0, 4.0, 4.0]), 4).tolist() == [1, 2]
    assert matching.best(left, right, np.array([-1.0, -2.0, 0.0]), 4).tolist() == []


def test_paragraphs_follow_links_flow_by_flow() -> None:
    links = [Link(0, 2, join=True, confidence=1), Link(2, 3, join=False, confidence=1)]
    got = [(paragraph.units, paragraph.flow) for paragraph in paragraphs(4, links)]
    assert got == [((0, 2), True), ((3,), False), ((1,), True)]


def test_a_page_of_one_fragment_or_none() -> None:
    assert arranged("只有一行。").blocks[0].text == "只有一行。"
    assert arranged("").blocks == ()


# --- nothing lost ----------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_split_shuffle_or_deletion_loses_a_character(rng: random.Random) -> None:
    lines = []
    for line in TWO_FLOWS.split("\n"):
        at = rng.randrange(len(line) + 1)
        lines += [line[:at], line[at:]] if rng.random() < 0.4 else [line]
    rng.shuffle(lines)
    text = "\n".join(line for line in lines if rng.random() < 0.9)
    arrangement, document = whole(text)  # raises when a character is lost, doubled or invented
    printed = sorted(char for char in text if not char.isspace())
    shown = [block.text for block in document.blocks] + [dropped.text for dropped in arrangement.dropped]
    assert len(printed) == sum(not char.isspace() for char in "".join(shown))
    listed = [ident for section in document.sections for ident in section.blocks]
    assert len(set(listed)) == len(listed)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_taken(text: str) -> None:
    whole(text.replace("\r", "\n"))
