"""The date that an article without one of its own sorts by."""

from pathlib import Path

import pytest

from jianbao.cards import dated
from jianbao.figures import figures
from jianbao.model import Analysis, Block, Dating, Document, Meta, Run, Section, Source

CASES = (Path(__file__).parent / "cases" / "cards" / "dates.tsv").read_text("utf-8").splitlines()[1:]


def analysis(text: str, issued: Dating) -> Analysis:
    block = Block("p1", "para", text, (Run(0, 1, 0, len(text)),))
    document = Document("a", Meta("题", issued=issued), (block,), (Section("s0", "", ("p1",)),))
    return Analysis(Source("a.txt", "0" * 64, "utf-8", 1, len(text)), document, figures=figures(document))


@pytest.mark.parametrize("case", CASES)
def test_an_undated_article_sorts_by_the_latest_date_that_its_text_tells_of_as_past(case: str) -> None:
    year, _, text = case.partition("\t")
    assert dated(analysis(text, Dating())) == year


def test_what_the_print_or_its_editor_says_counts_before_what_the_text_names() -> None:
    text = "2021年11月8日，渡口开了新船。"
    assert dated(analysis(text, Dating(date="2020-05-01"))) == "2020-05-01"
    assert dated(analysis(text, Dating(after="2020-02"))) == "2020-02"
    assert dated(analysis(text, Dating(before="2022"))) == "2022"
