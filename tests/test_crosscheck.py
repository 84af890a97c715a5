"""Figures that contradict one another."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from casefiles import cases
from documents import document
from hypothesis import given
from hypothesis import strategies as st

from jianbao import lexicon
from jianbao.crosscheck import across, contradictions, problems
from jianbao.crosscheck.candidates import named_alike, pairs
from jianbao.crosscheck.told import Told, in_prose, told
from jianbao.figures import figures
from jianbao.model import Card, Dating, Figure, FigureRow, Meta, Quantity

RULES = lexicon.settings("crosscheck/rules")


def last(case: Mapping[str, Any]) -> str:
    return str(case["texts"][-1])


@pytest.mark.parametrize("case", cases("crosscheck/crosscheck.yaml", last))
def test_contradictions(case: Mapping[str, Any]) -> None:
    found = contradictions(one := document(*case["texts"]), figures(one))
    said = [[one.why, *(figure.surface for figure in one.figures)] for one in found]
    assert said == case.get("found", [])


def test_a_problem_quotes_both_sentences_and_stands_on_the_line_of_its_first_figure() -> None:
    one = document("县里修路。", "投入帮扶资金3亿多元。", "投入结对帮扶资金3.37亿元。")
    (problem,) = problems(one, contradictions(one, figures(one)))
    assert (problem.code, problem.line) == ("FIGURE", 2)
    assert problem.message == (
        "one rounds the other (投入帮扶资金): 3亿多元, 3.37亿元; "
        "“投入帮扶资金3亿多元。” / “投入结对帮扶资金3.37亿元。”; check them against the page"
    )


def card(name: str, text: str, issued: str = "") -> Card:
    one = document(text, ident=name, meta=Meta("题", issued=Dating(issued)))
    rows = tuple(FigureRow(figure, text[slice(*figure.sentence)]) for figure in figures(one))
    return Card(name, "", "", "题", issued=Dating(issued), figures=rows)


@pytest.mark.parametrize("case", cases("crosscheck/across.yaml", last))
def test_figures_of_two_articles_are_compared(case: Mapping[str, Any]) -> None:
    one, other = case["texts"]
    found = across([card("a", one, case.get("issued", "")), card("b", other, case.get("issued", ""))])
    said = [[one.why, one.first.row.figure.surface, one.second.row.figure.surface] for one in found]
    assert said == case.get("found", [])
    for conflict in found:
        assert (conflict.first.card.id, conflict.second.card.id) == ("a", "b")
        assert conflict.first.card.figures == ()


def test_figures_of_one_article_are_not_compared_across() -> None:
    assert across([card("a", "2019年，郑州市建成扶贫车间46个。2019年，郑州市建成扶贫车间64个。")]) == ()


@pytest.mark.parametrize(
    "texts",
    [
        ("2019年，郑州市投入帮扶资金3亿多元。", "2019年，郑州市投入帮扶资金3.37亿元。"),
        ("2019年，郑州市建成扶贫车间46个。", "2019年，郑州市建成扶贫车间64个。"),
    ],
)
def test_two_values_that_many_articles_tell_are_one_conflict(texts: tuple[str, str]) -> None:
    (found,) = across([card(f"{name}{n}", text) for name, text in zip("ab", texts, strict=True) for n in range(3)])
    assert (found.first.card.id, found.second.card.id) == ("a0", "b0")


def test_what_contradicts_stands_before_what_is_rounded() -> None:
    rounded = ("2019年，郑州市投入帮扶资金3亿多元。", "2019年，郑州市投入帮扶资金3.37亿元。")
    apart = ("2019年，郑州市建成扶贫车间46个。", "2019年，郑州市建成扶贫车间64个。")
    found = across([card(name, text) for name, text in zip("abcd", (*rounded, *apart), strict=True)])
    assert [one.why for one in found] == ["values", "rounds"]


@pytest.mark.parametrize(("listed", "compared"), [(20, 21), (60, 0)])
def test_a_table_without_lines_is_compared_with_nothing(listed: int, compared: int) -> None:
    quantity = Quantity(Decimal(1), "person")
    figures = [Figure(f"f1-{n}", "p1", n, n + 1, "1人", (), quantity, (0, 80)) for n in range(listed + 1)]
    assert len(in_prose([FigureRow(figure, "") for figure in figures], 60)) == compared


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (("2018年，全县修路。建成扶贫车间46个。",), {"2018"}),  # goes on to the next sentence
        (("建成扶贫车间46个。2018年，全县修路。",), set()),  # and not back
        (("2018年，全县修路。", "建成扶贫车间46个。"), set()),  # nor into the next paragraph
        (("2018年，全县修路。到2019年建成扶贫车间46个。",), {"2019"}),
        (("建成扶贫车间46个，于2018年完工。",), {"2018"}),  # of its own sentence, wherever it stands there
    ],
)
def test_a_figure_is_told_with_its_dates(texts: tuple[str, ...], dates: set[str]) -> None:
    one = document(*texts)
    words = {block.id: block.text for block in one.blocks}
    rows = [FigureRow(figure, words[figure.block][slice(*figure.sentence)]) for figure in figures(one)]
    (found,) = told(rows)
    assert found.dates == dates


def test_a_figure_is_told_with_what_stands_before_and_beside_it() -> None:
    one = document("县里开会。全县共有乡镇12个，其中贫困乡镇8个。")
    rows = [FigureRow(figure, one.blocks[0].text[slice(*figure.sentence)]) for figure in figures(one)]
    _, found = told(rows)
    assert (found.before, found.clause) == ("全县共有乡镇12个，其中贫困乡镇", "其中贫困乡镇")
    assert [figure.surface for figure in found.beside] == ["12个"]


def told_of(*said: tuple[str, int]) -> list[Told]:
    """Give a sentence of its own to each name and value."""
    rows = (
        FigureRow(Figure(f"f{n}-0", f"p{n}", 0, 1, "", (), Quantity(Decimal(value), "CNY"), (0, 1), measure=name), "")
        for n, (name, value) in enumerate(said)
    )
    return [Told(row, row.figure.block, (), frozenset(), frozenset()) for row in rows]


@given(st.lists(st.text("投入资金", max_size=7), max_size=9))
def test_the_pairs_are_those_of_names_that_are_alike(names: list[str]) -> None:
    group = told_of(*((name, value) for value, name in enumerate(names)))
    limits = RULES["rounded_name"]
    wanted = [(a, b) for a, b in combinations(group, 2) if named_alike(a.figure.measure, b.figure.measure, limits)]
    assert list(pairs(group, RULES)) == wanted


def test_what_many_figures_cost_is_bounded() -> None:
    column = told_of(*(("补助资金", value) for value in range(1000)))
    assert list(pairs(column, RULES)) == []
    often = told_of(*(("补助资金", value % 3) for value in range(1000)), ("补助资金", 7))
    asked = list(pairs(often, RULES))
    assert len(asked) == len(list(combinations(range(3 * RULES["asked"] + 1), 2)))
    assert (often[0], often[-1]) in asked
