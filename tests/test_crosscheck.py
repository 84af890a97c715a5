"""Figures that contradict one another."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from jianbao import align
from jianbao.crosscheck import DIFFERENT, ROUNDED, across, contradictions
from jianbao.figures import figures
from jianbao.model import Block, Card, Document, FigureRow, Meta

CASES = yaml.safe_load((Path(__file__).parent / "cases/crosscheck/crosscheck.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["texts"][-1][:16])
def test_contradictions(case: Mapping[str, Any]) -> None:
    blocks = [Block(f"p{n}", "para", text, align.align(text, text, n)) for n, text in enumerate(case["texts"], 1)]
    document = Document("a", Meta("题"), tuple(blocks), ())
    found = contradictions(document, figures(document))
    wanted = case.get("problems", [])
    assert len(found) == len(wanted)
    for problem, begins in zip(found, wanted, strict=True):
        assert problem.message.startswith(begins)
        assert problem.code == "FIGURE"
        assert "\n" not in problem.message


def test_a_problem_stands_on_the_line_of_its_first_figure() -> None:
    texts = ["县里修路。", "97个帮扶项目已建成99个。"]
    blocks = [Block(f"p{n}", "para", text, align.align(text, text, n)) for n, text in enumerate(texts, 1)]
    document = Document("a", Meta("题"), tuple(blocks), ())
    (problem,) = contradictions(document, figures(document))
    assert problem.line == 2


def card(name: str, text: str) -> Card:
    document = Document(name, Meta("题"), (Block("p1", "para", text, align.align(text, text, 1)),), ())
    found = figures(document)
    rows = tuple(FigureRow(figure, text[slice(*figure.sentence)]) for figure in found if figure.quantity.kind != "date")
    return Card(name, "", "", "题", figures=rows)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("2019年，郑州市投入帮扶资金3亿多元。", "2019年，郑州市投入帮扶资金3.37亿元。", ROUNDED),
        ("2019年，郑州市建成扶贫车间46个。", "2019年，郑州市建成扶贫车间64个。", DIFFERENT),
        ("2019年，郑州市建成扶贫车间46个。", "2019年，郑州市建成扶贫车间46个。", ""),
        ("2018年，郑州市建成扶贫车间46个。", "2019年，郑州市建成扶贫车间64个。", ""),
        ("2019年，郑州市建成扶贫车间46个。", "2019年，洛阳市建成扶贫车间64个。", ""),
        ("2019年，郑州市建成扶贫车间46个。", "2019年，郑州市建成扶贫车间640个。", ""),
        ("郑州市建成扶贫车间46个。", "郑州市建成扶贫车间64个。", ""),
    ],
)
def test_figures_of_two_articles_are_compared(one: str, other: str, why: str) -> None:
    found = across([card("a", one), card("b", other)])
    assert [conflict.why for conflict in found] == ([why] if why else [])
    for conflict in found:
        assert {conflict.first[0], conflict.second[0]} == {"a", "b"}
        assert conflict.first[1].sentence != conflict.second[1].sentence


def test_figures_of_one_article_are_not_compared_across() -> None:
    assert across([card("a", "2019年，郑州市建成扶贫车间46个。2019年，郑州市建成扶贫车间64个。")]) == ()
