"""The draft of an editor's file: what is guessed and why, and that it reads back once the marks are off."""

import dataclasses
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from casefiles import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao import lexicon, sidecar
from jianbao.draft import draft, guess
from jianbao.model import (
    Analysis,
    Block,
    Byline,
    Dating,
    Document,
    Fact,
    Figure,
    Join,
    Mention,
    Meta,
    Problem,
    Quantity,
    Row,
    Run,
    SeedFile,
    Series,
    Sidecar,
    Source,
    Span,
)
from jianbao.model.text import UNKNOWN
from jianbao.pipeline.jobs import analysis_of

CASES = cases("draft/facts.yaml", "name")
FIXTURES = sorted((Path(__file__).parent / "fixtures" / "seeds").glob("*.txt"))


def analysis(case: dict[str, Any], file: str = "bridge.txt", joins: tuple[Join, ...] = ()) -> Analysis:
    """Make an analysis of a case, each block on a line of its own."""
    blocks = tuple(
        Block(f"p{line}", role, text, (Run(0, line, 0, len(text)),), confidence=0.75)
        for line, (role, text) in enumerate(case["blocks"], 1)
    )
    named = Series(case["series"][0], int(case["series"][1])) if "series" in case else None
    bylines = tuple(Byline(role, tuple(names)) for role, names in case.get("bylines", {}).items())
    return Analysis(
        source=Source(case.get("file", file), "", "utf-8", len(blocks), 0),
        document=Document("bridge", Meta("", bylines=bylines, series=named, **printed(case)), blocks, ()),
        joins=joins,
        mentions=(*mentions("place", case.get("places", {})), *mentions("organisation", case.get("organisations", {}))),
        figures=(
            *figures("date", case.get("dates", {}), blocks),
            *figures("duration", case.get("durations", {}), blocks),
        ),
    )


def printed(case: dict[str, Any]) -> dict[str, Any]:
    """Make the facts that a masthead in line 90 gives."""
    where = Span(90, 0, 9)
    said = case.get("printed", {})
    facts: dict[str, Any] = {key: Fact(said[key], printed=where) for key in ("paper", "page") if key in said}
    return facts | ({"issued": Dating(said["issued"], printed=where)} if "issued" in said else {})


def mentions(kind: Any, names: dict[str, str]) -> list[Mention]:
    return [Mention(name, name, kind, name, "p1", 0, 1, ()) for name, times in names.items() for _ in range(int(times))]


def figures(kind: str, values: dict[str, str], blocks: tuple[Block, ...]) -> list[Figure]:
    out = []
    for surface, value in values.items():
        block = next(block for block in blocks if surface in block.text)
        start = block.text.index(surface)
        sentence = (block.text.rfind("。", 0, start) + 1, (block.text + "。").index("。", start))
        where = (start, start + len(surface), surface, ())
        out.append(Figure("f", block.id, *where, quantity=Quantity(value, kind=kind), sentence=sentence))
    return out


def uncommented(text: str) -> str:
    return re.sub(r"(?m)^# ", "", text)


def read_back(text: str) -> Sidecar:
    said = sidecar.parse("bridge.yml", text.encode())
    return dataclasses.replace(said, corrections=tuple(dataclasses.replace(each, line=0) for each in said.corrections))


@pytest.mark.parametrize("case", CASES)
def test_facts_are_guessed(case: dict[str, Any]) -> None:
    said = guess(analysis(case))
    facts = {"paper": said.paper.value, "city": said.city.value}
    facts |= {"date": said.issued.date, "after": said.issued.after, "series": said.series.name if said.series else ""}
    assert {key: value for key, value in facts.items() if value} == case["guess"]
    grounds = " ".join(each.because for each in (said.paper, said.city, said.issued, said.series) if each)
    assert [words for words in case.get("because", []) if words not in grounds] == []


@pytest.mark.parametrize("case", [case for case in CASES if not case.marks])
def test_a_draft_says_nothing_until_its_marks_are_off(case: dict[str, Any]) -> None:
    made = analysis(case)
    text = draft(made, ())
    assert sidecar.parse("bridge.yml", text.encode()) == Sidecar()
    assert read_back(uncommented(text)) == guess(made)


def test_the_head_is_shown_and_can_be_mended() -> None:
    case = {
        "blocks": [["kicker", "三年修路"], ["headline", "石门通车"], ["byline", "记者 白露"], ["para", "石门通车了。"]],
        "bylines": {"reporter": ["白露", "江平"]},
    }
    text = draft(analysis(case), ())
    for line in ("## 引题 kicker：三年修路", "## 标题 headline：石门通车", "## 其中 of whom：reporter 白露、江平"):
        assert line in text.splitlines()
    said = read_back(uncommented(text)).corrections
    assert [(each.kind, each.text, each.value) for each in said] == [
        ("role", "三年修路", "kicker"),
        ("role", "石门通车", "headline"),
        ("role", "记者 白露", "byline"),
    ]
    assert said[0].because == "程序判为引题，把握0.75"


def test_what_the_masthead_says_is_shown_and_not_asked_for() -> None:
    case = {
        "blocks": [["para", "石门通车了。"]],
        "printed": {"paper": "青石日报", "issued": "2020-03-06", "page": "A03"},
    }
    lines = draft(analysis(case), ()).splitlines()
    assert "## 报名 paper：青石日报（印在第90行 / printed in line 90）" in lines
    assert "## 见报日期 issued：2020-03-06（印在第90行 / printed in line 90）" in lines
    assert "## 版次 page：A03（印在第90行 / printed in line 90）" in lines


LEFT, RIGHT = "村里修了一条新路，通到了山外的", "集镇，又修了一座新桥，通到了河那边。"


def joined(confidence: float, why: str = "comma") -> Analysis:
    """Make an article whose second block was put together out of lines 5 and 9."""
    block = Block("p5", "para", LEFT + RIGHT, (Run(0, 5, 2, len(LEFT)), Run(len(LEFT), 9, 0, len(RIGHT))))
    join = Join(Span(5, 2, 2 + len(LEFT)), Span(9, 0, len(RIGHT)), confidence, why)
    made = analysis({"blocks": [["para", "头一段讲的是山外的故事。"]]}, joins=(join,))
    document = dataclasses.replace(made.document, blocks=(*made.document.blocks, block))
    return dataclasses.replace(made, document=document)


def test_an_uncertain_join_can_be_confirmed_or_mended() -> None:
    said = guess(joined(0.41)).corrections
    assert [(each.kind, each.text, each.value) for each in said] == [("join", LEFT[-8:], RIGHT[:8])]
    assert "0.41" in said[0].because
    assert "逗号" in said[0].because  # the reason in words, not its code
    text = draft(joined(0.41), ())
    assert read_back(uncommented(text)).corrections == said
    assert "write in `to`" in text


def test_a_sure_join_is_not_mentioned() -> None:
    assert guess(joined(0.97)).corrections == ()
    assert "write in `to`" not in draft(joined(0.97), ())


def test_the_least_sure_joins_come_first() -> None:
    made = joined(0.6)
    again = dataclasses.replace(made.joins[0], confidence=0.2, why="of a later version")
    said = guess(dataclasses.replace(made, joins=(*made.joins, again))).corrections
    assert ["0.20" in said[0].because, "0.60" in said[1].because] == [True, True]
    assert "of a later version" in said[0].because


def test_a_join_that_no_block_holds_is_left_out() -> None:
    made = joined(0.2)
    lost = Join(Span(70, 0, 5), Span(71, 0, 5), 0.2, "only")
    assert guess(dataclasses.replace(made, joins=(lost,))).corrections == ()


def test_an_anchor_grows_until_it_stands_once() -> None:
    texts = ["一二三四五六七八九十，甲。", "一二三四五六七八九十，乙。"]
    said = guess(analysis({"blocks": [["headline", texts[0]], ["para", texts[1]]]})).corrections
    assert said[0].text == "一二三四五六七八九十，甲"


def test_an_anchor_of_words_that_stand_twice_ends_somewhere() -> None:
    same = "字" * 60
    said = guess(analysis({"blocks": [["headline", same], ["para", same]]})).corrections
    assert said[0].text == "字" * 30


def test_unknown_names_are_listed_with_their_lines() -> None:
    case = {"blocks": [["para", "石门通车了。"]]}
    problems = (
        Problem("UNKNOWN-NAME", 7, "石门车友会", remedy=Row("a.tsv", "shi-men\t石门", ("slug", "name"))),
        Problem("UNKNOWN-NAME", 9, "甲\n乙: 丙"),
    )
    lines = draft(analysis(case), problems).splitlines()
    assert (
        lines[lines.index("## 第7行：石门车友会") + 1]
        == "## 可补入 a.tsv 的一行（各栏依次是 slug · name）/ a row for it：shi-men\t石门"
    )
    assert "## 第9行：甲[U+000A]乙: 丙" in lines
    assert "## 第7行" not in draft(analysis(case), ())


def test_every_field_of_the_schema_is_explained_once_with_an_example_that_holds() -> None:
    rows = lexicon.table("draft/fields")
    assert {row["field"] for row in rows} == set(lexicon.settings("sidecar/schema")["properties"])
    for row in rows:
        said = sidecar.parse("bridge.yml", row["example"].encode())
        assert getattr(said, row["field"]) not in ("", (), None, UNKNOWN, Sidecar().issued), row["field"]
    text = draft(analysis({"blocks": [["para", "石门通车了。"]]}), ())
    for row in rows:
        assert text.count(f"## {row['field']}：{row['zh']} / {row['en']}\n") == 1
        assert f"## 例 / e.g. {row['example']}\n" in text


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_draft_of_a_real_seed_reads_back(path: Path) -> None:
    data = path.read_bytes()
    made = analysis_of(SeedFile(path.stem, path.name, data, hashlib.sha256(data).hexdigest()))
    text = draft(made, ())
    assert sidecar.parse("bridge.yml", text.encode()) == Sidecar()
    assert read_back(uncommented(text)) == guess(made)
    assert made.document.meta.headline.split()[0] in text


@given(
    st.lists(
        st.tuples(st.sampled_from(["kicker", "headline", "subhead", "byline", "para", "note"]), st.text(min_size=1)),
        min_size=1,
        max_size=4,
    ),
    st.text(),
)
@settings(max_examples=60, deadline=None)
def test_no_text_escapes_its_line(blocks: list[tuple[str, str]], file: str) -> None:
    blocks = [(role, text) for role, text in blocks if text.strip()]
    made = analysis({"blocks": blocks, "series": [file or "甲", "2"], "dropped": [["folio", file]]}, file)
    text = draft(made, (Problem("UNKNOWN-NAME", 1, file, remedy=Row(file, file)),))
    assert all(line == "" or line.startswith(("# ", "## ")) for line in text.split("\n"))
    assert sidecar.parse("bridge.yml", text.encode("utf-8")) == Sidecar()
    assert read_back(uncommented(text)) == guess(made)
