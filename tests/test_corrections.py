"""An editor's corrections from end to end: pasted into a sidecar, they do what they say; unfit ones are reported."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from archive import FIXTURES, Archive

from benchmarks.archives import small_archive
from jianbao.model import Block, Dossier, Problem, SeedFile, SidecarFile
from jianbao.pipeline import jobs
from jianbao.render import review
from jianbao.render.both import Tongues
from jianbao.sidecar import correction

ORCHARD = (FIXTURES / "seeds" / "orchard.txt").read_bytes()


def corrected(*items: str, data: bytes = ORCHARD) -> Dossier:
    """Give the dossier of a seed whose sidecar has some corrections, each as YAML."""
    beside = SidecarFile("orchard", "orchard.yml", ("corrections:\n" + "".join(items)).encode()) if items else None
    found = SeedFile("orchard", "orchard.txt", data, "0" * 64, beside)
    return jobs.dossier_of(jobs.SeedJob(found, b"", ""))


def block(dossier: Dossier, words: str) -> Block:
    return next(block for block in dossier.analysis.document.blocks if words in block.text)


def unfit(dossier: Dossier) -> list[Problem]:
    return [problem for problem in dossier.analysis.problems if problem.code == "CORRECTION"]


def test_a_join_is_made_and_another_is_undone() -> None:
    made = corrected("  - join: 培训果农\n    to: 3200人次\n    because: 语意相接\n")
    joined = block(made, "北坡村有村民312户")
    assert "培训果农3200人次。专家们" in joined.text
    (join,) = (one for one in made.analysis.joins if one.left.line == 19)
    assert (join.right.line, join.confidence, join.why) == (23, 1.0, "editor")


def test_a_join_is_denied() -> None:
    assert any(one.left.line == 27 for one in corrected().analysis.joins)
    denied = corrected("  - join: 通过直播把苹果卖到了\n    to: ''\n    because: 并非一段\n")
    assert not any(one.left.line == 27 for one in denied.analysis.joins)
    assert block(denied, "全国28个省份").id == "p31"


def test_a_block_is_moved() -> None:
    moved = corrected("  - order: 九月的嵩县\n    after: 全国28个省份\n    because: 当在文末\n")
    order = list(moved.analysis.document.blocks)
    assert order.index(block(moved, "九月的嵩县")) > order.index(block(moved, "全国28个省份"))


def test_a_role_is_given() -> None:
    given = corrected("  - role: 农技员向群众讲解\n    is: heading\n    because: 是小标题\n")
    assert (block(given, "农技员").role, block(given, "农技员").confidence) == ("heading", 1.0)
    assert "p8" in [section.heading for section in given.analysis.document.sections]


def test_a_heading_is_set_over_a_paragraph() -> None:
    placed = corrected("  - heading: 电商卖果，山货走出大山来\n    over: 去年，村里办起了电商\n    because: 同说电商\n")
    (section,) = (one for one in placed.analysis.document.sections if one.heading == "p21")
    over = block(placed, "去年，村里办起了电商")
    assert (section.blocks[0], section.confidence, section.why) == (over.id, 1.0, "editor")


def test_a_suspect_word_is_settled_and_the_text_stays_as_printed() -> None:
    data = ORCHARD.decode("gb18030").replace("果农们一招一式", "果农果农们一招一式").encode("gb18030")
    assert [p.message for p in corrected(data=data).analysis.problems if p.code == "SUSPECT"]
    settled = corrected("  - sic: 果农果农\n    probably: 果农\n    because: 重出\n", data=data)
    assert not [p.message for p in settled.analysis.problems if p.code == "SUSPECT"]
    assert "果农果农们" in block(settled, "专家们手把手").text


@pytest.mark.parametrize(
    "item",
    [
        "  - join: 此处并无\n    to: 3200人次\n    because: x\n",
        "  - join: 培训果农\n    to: 此处并无\n    because: x\n",
        "  - role: 此处并无\n    is: heading\n    because: x\n",
        "  - role: 村\n    is: heading\n    because: 说得太少，处处都有\n",
        "  - heading: 此处并无\n    over: 去年，村里办起了电商\n    because: x\n",
        "  - order: 此处并无\n    after: 去年，村里办起了电商\n    because: x\n",
        "  - sic: 此处并无\n    probably: 此处有\n    because: x\n",
    ],
)
def test_a_correction_that_no_longer_fits_is_reported_with_its_line(item: str) -> None:
    (problem,) = unfit(corrected("  - sic: 苹果\n    probably: 苹果\n    because: 在\n", item))
    assert problem.message.endswith("no longer fits the text")
    assert (problem.line, problem.beside) == (0, 5)


def test_the_report_of_a_build_names_the_file(tmp_path: Path) -> None:
    settings = small_archive(tmp_path)
    beside = settings.seeds / "a.yml"
    beside.write_text("corrections:\n  - role: 此处并无\n    is: heading\n    because: x\n", "utf-8")
    built = Archive(tmp_path, settings).build()
    (problem,) = built.problems["a.yml"]
    assert (problem.code, problem.line) == ("CORRECTION", 2)
    published = json.loads((settings.site / "data/report.json").read_text("utf-8"))
    assert [row["line"] for row in published["problems"] if row["file"] == "a.yml"] == [2]
    assert published["refused"] == []


@pytest.mark.parametrize("which", [0, -1])
def test_every_answer_of_the_review_does_what_it_says(which: int) -> None:
    """Paste each answer alone: it fits, nothing is lost (or `document` would raise), and its doubt is settled."""
    before = corrected()
    asked = [doubt for doubt in review.doubts(before, Tongues("zh-Hans")) if doubt.answers]
    assert asked
    for doubt in asked:
        said = doubt.answers[which][1]
        after = corrected(correction(said))
        assert not unfit(after), said
        again = [d for d in review.doubts(after, Tongues("zh-Hans")) if (d.code, d.line) == (doubt.code, doubt.line)]
        assert not again, said


@pytest.mark.parametrize("name", ["bridge", "orchard"])
def test_the_answers_of_the_review_fit_together_and_leave_no_doubt_of_their_kind(name: str) -> None:
    data = (FIXTURES / "seeds" / f"{name}.txt").read_bytes()
    given = [doubt.answers[0][1] for doubt in review.doubts(corrected(data=data), Tongues("zh-Hans")) if doubt.answers]
    left = {code for code, _ in review.counts(corrected(*map(correction, given), data=data))}
    assert given
    assert not left & {"JOIN", "HEADING", "ROLE", "CORRECTION"}


def test_a_correction_survives_blank_lines_and_other_marks() -> None:
    """Anchors are words: the line may stand elsewhere, spaced and punctuated otherwise."""
    data = ("\n\n" + ORCHARD.decode("gb18030")).replace(",", "，").encode("gb18030")
    item = "  - role: 电商卖果,山货走出\n    is: note\n    because: x\n"
    assert block(corrected(item), "电商卖果").role == block(corrected(item, data=data), "电商卖果").role == "note"
    assert replace(block(corrected(item), "电商卖果"), id="", runs=()).text == block(corrected(), "电商卖果").text


UNDONE, HEADED, JOINED = (
    f"  - {said}\n    because: 原报如此\n"
    for said in ("join: 培训果农\n    to: ''", "role: 培训果农\n    is: heading", "join: 培训果农\n    to: 3200人次")
)


@pytest.mark.parametrize("items", [(UNDONE, HEADED), (HEADED, UNDONE)])
def test_what_was_glued_on_is_freed_and_made_a_heading_in_either_order(items: tuple[str, ...]) -> None:
    freed = corrected(*items)
    assert block(freed, "培训果农").role == "heading"
    assert not unfit(freed)


def test_what_an_editor_makes_a_heading_cannot_be_joined_too() -> None:
    both = corrected(JOINED, HEADED)
    (problem,) = unfit(both)
    assert "培训果农" in problem.message
    assert block(both, "培训果农").role == "heading"
