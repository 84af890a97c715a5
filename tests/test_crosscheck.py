"""Figures that contradict one another."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from jianbao import align
from jianbao.crosscheck import contradictions
from jianbao.figures import figures
from jianbao.model import Block, Document, Meta

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
