"""English in PO files: what is read and written, what follows a text that changed, and what is checked."""

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from casefiles import cases

from jianbao import lexicon
from jianbao.errors import SeedError
from jianbao.model import Block, Coverage, Document, Entry, Figure, Mention, Meta, Quantity
from jianbao.translations import check, coverage, labels, read_po, sync, write_po
from jianbao.translations.checks import compile_terms
from jianbao.translations.numbers import disagreements

EVERY_FIELD = (
    Entry(
        "p3",
        "第一行\n第二行“引号”\\n",
        'One\n"two" \\n',
        "para",
        "machine",
        "model-1",
        ("a remark " * 30).strip(),
        fuzzy=True,
        previous="旧文",
    ),
    Entry("p4", "没有译文", role="heading"),
    Entry("label", "公路里程", "length of roads", "label", "human"),
    Entry("p5", "不再有了", "Gone", "para", "human", note="[sic] kept", obsolete=True),
    Entry("p6", "也没有了", "Gone too", "para", "machine", "m", fuzzy=True, obsolete=True),
)


def document(*blocks: Sequence[str]) -> Document:
    return Document("a", Meta("题"), tuple(Block(ident, "para", text, ()) for ident, text in blocks), ())


# --- the file


def test_a_file_gives_back_what_was_written() -> None:
    data = write_po(EVERY_FIELD)
    assert read_po(data) == EVERY_FIELD
    assert write_po(read_po(data)) == data


def test_a_file_holds_no_date() -> None:
    assert b"Date" not in write_po(EVERY_FIELD)


def test_a_translator_s_change_makes_the_text_a_person_s() -> None:
    data = write_po((Entry("p1", "山村", "Vilage", origin="machine", engine="m"),))
    (entry,) = read_po(data.replace(b"Vilage", b"Village"))
    assert (entry.text, entry.origin, entry.engine) == ("Village", "human", "")


def test_a_text_without_a_word_on_its_origin_is_a_person_s() -> None:
    (entry,) = read_po('msgctxt "p1"\nmsgid "山村"\nmsgstr "Village"\n'.encode())
    assert entry.origin == "human"


def test_a_text_keeps_its_origin_through_odd_line_ends() -> None:
    (entry,) = read_po(write_po((Entry("p1", "甲\u2028乙", "A\u2028B\x85C", origin="machine"),)))
    assert (entry.source, entry.text, entry.origin) == ("甲 乙", "A B C", "machine")


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
def test_what_cannot_be_written_is_replaced(bad: str) -> None:
    (entry,) = read_po(write_po((Entry("p1", f"甲{bad}", "A"),)))
    assert entry.source == "甲\ufffd"


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b'msgid "a"\nmsgstr b\n', 2, "PO syntax"),
        (b'msgid "a"\nmsgstr "b\n', 2, "PO syntax"),
        (b'msgid "a"\nmsgstr ""\n"b"c"\n', 3, "PO syntax"),
        (b'msgid "a"\nmsgstr "b"\n#~ msgid c\n', 3, "PO syntax"),
        (b'#| msgid "b"\nmsgstr "b"\nmsgstr "c"\n', 2, "PO syntax"),
        (b'msgid "a"\n\xff\xfe\n', 2, "UTF-8"),
        (b"nonsense\n", 1, "PO syntax"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(SeedError, match=reason) as caught:
        read_po(data)
    assert (caught.value.code, caught.value.line) == ("TRANSLATION", line)


# --- upkeep


@pytest.mark.parametrize("case", cases("translations/upkeep.yaml", "name"))
def test_a_translation_follows_its_text(case: dict[str, Any]) -> None:
    got = sync(document(*case["now"]), [Entry(**old) for old in case["before"]], map(tuple, case.get("labels", ())))
    assert [dataclasses.replace(entry, role="") for entry in got] == [Entry(**new) for new in case["after"]]


def test_labels_are_what_tables_say_in_chinese() -> None:
    road = Figure("f1-3", "p1", 0, 3, "30里", (), Quantity(Decimal(30)), (0, 3), "新修公路", "红岭县", "2019")
    bridge = dataclasses.replace(road, id="f1-9", measure="", time="两年来")
    person = Mention("a", "余建明", "person", "余建明", "p1", 0, 3, ())
    others = [dataclasses.replace(person, name=name) for name in ("余建明", "丁一山")]
    assert labels([road, bridge], [person, *others]) == (
        ("f1-3", "新修公路"),
        ("label", "红岭县"),
        ("label", "两年来"),
        ("label", "丁一山"),
        ("label", "余建明"),
    )


def test_upkeep_tells_the_translator_the_role() -> None:
    assert sync(document(("p1", "甲")), [])[0].role == "para"


def test_upkeep_loses_no_text_and_settles() -> None:
    old = [Entry(f"p{n}", f"第{n}段说的是第{n}件事情" * 3, f"Paragraph {n}", origin="human") for n in range(20)]
    now = document(*((f"p{n + 7}", f"第{n}段写的是第{n}件事" * (n % 4)) for n in range(0, 30, 2) if n % 4))
    once = sync(now, old)
    assert {entry.text for entry in old} <= {entry.text for entry in once}
    assert sync(now, once) == once


# --- checks


@pytest.mark.parametrize("case", cases("translations/numbers.yaml", lambda case: f"{case[0]} / {case[1]}"))
def test_numbers_that_one_of_the_two_lacks_are_told(case: tuple[str, str, list[str], list[str]]) -> None:
    chinese, english, missing, extra = case
    assert disagreements(chinese, english) == (tuple(missing), tuple(extra))


GLOSSARY = compile_terms({"公路": ("road", "highway"), "公路局": ("Highway Bureau",), "厂": ("works | mill",)})


@pytest.mark.parametrize(
    ("source", "text", "codes"),
    [
        ("山区公路", "mountain Roads", []),
        ("山区公路", "a high-way", ["TR-TERM"]),
        ("山区公路", "a railroad", ["TR-TERM"]),
        ("公路局", "the roads office", ["TR-TERM"]),
        ("公路局", "the Highway\u2010Bureau", []),
        ("共30人", "40 people", ["TR-NUMBER"]),
        ("共30人", "the people", ["TR-NUMBER"]),
        ("山村", "a village of 40", ["TR-NUMBER"]),
        ("山村", "the 山村", ["TR-CHINESE"]),
        ("山村", "the village，at last", ["TR-CHINESE"]),
        ("山村", "the “village” – at last…", []),
        ("山村", "", []),
    ],
)
def test_a_translation_is_checked(source: str, text: str, codes: list[str]) -> None:
    assert [problem.code for problem in check([Entry("p7", source, text)], GLOSSARY)] == codes


def test_a_problem_says_where_and_what() -> None:
    (problem,) = check([Entry("p12-3", "共30人，公里", "50 people")], GLOSSARY)
    assert (problem.line, problem.message) == (12, "p12-3: the English lacks 30; the Chinese has no 50")
    assert check([Entry("label", "三十人", "共")], GLOSSARY)[0].line == 0


def test_stale_text_is_a_problem_and_obsolete_text_none() -> None:
    assert check([Entry("p1", "山村", "x", fuzzy=True)], GLOSSARY)[0].code == "TR-STALE"
    assert check([Entry("p1", "公路", "x", obsolete=True)], GLOSSARY) == ()


def test_of_a_label_only_the_language_is_checked() -> None:
    label = Entry("f7-3", "公路30里", "length", "label", fuzzy=True)
    assert check([label], GLOSSARY) == ()
    assert [(p.code, p.line) for p in check([dataclasses.replace(label, text="里")], GLOSSARY)] == [("TR-CHINESE", 7)]


def test_coverage_counts_blocks_in_use() -> None:
    assert coverage(EVERY_FIELD) == Coverage(human=0, machine=0, stale=1, none=1)
    entries = (Entry("p1", "甲", "A", origin="human"), Entry("p2", "乙", "B", origin="machine"))
    assert coverage(entries) == Coverage(human=1, machine=1)


def test_the_glossary_of_the_archive() -> None:
    rows = lexicon.table("editions/glossary")
    assert len({row["term"] for row in rows}) == len(rows)
    assert all(way.isascii() and way == way.strip() != "" for row in rows for way in row["english"].split(" | "))
    assert [p.code for p in check([Entry("p1", "结对帮扶", "pairing-up help")])] == ["TR-TERM"]
    assert check([Entry("p1", "结对帮扶", "paired assistance")]) == ()


def test_an_empty_glossary_finds_nothing() -> None:
    assert check([Entry("p1", "公路", "x")], compile_terms({})) == ()
