"""Cleaning: the rules by cases, the tie to print, and that no ink is ever lost."""

import pytest
from casefiles import cases
from hypothesis import given
from hypothesis import strategies as st

from jianbao.align import is_ink
from jianbao.clean import RULES, clean
from jianbao.model import Seed, Sidecar, Source


def seed(*lines: str) -> Seed:
    return Seed("a", Source("a.txt", "", "utf-8", len(lines), 0), lines, Sidecar())


@pytest.mark.parametrize("case", cases("clean/rules.json", "printed"))
def test_rules_write_text_as_print_should_have(case: dict[str, str]) -> None:
    lines, _ = clean(seed(case["printed"]))
    assert lines[0].text == case["clean"]


def test_what_fired_is_recorded_with_its_place() -> None:
    _, fixes = clean(seed("", "共有3,000人,其中１人"))
    places = {fix.rule: [(place.line, place.start, place.end) for place in fix.places] for fix in fixes}
    assert places == {"fix_letters": [(2, 11, 12)], "fix_commas": [(2, 8, 9)]}


def test_white_space_changed_is_a_gap_in_print() -> None:
    _, fixes = clean(seed("王尧\u3000摄"))
    assert [(fix.rule, fix.places[0].start, fix.places[0].end) for fix in fixes] == [("fix_spaces", 2, 3)]


def test_blank_lines_are_left_out_and_numbers_kept() -> None:
    lines, fixes = clean(seed("", " \u200b", "  第三行  "))
    assert [(line.number, line.text, line.runs[0].start) for line in lines] == [(3, "第三行", 2)]
    assert fixes == ()


@given(st.text(st.sampled_from('中文，。,.;:?!()（）"“” \u3000\u200b\t０Ａ5a-—《'), max_size=60))
def test_every_ink_character_stays_in_its_place(text: str) -> None:
    lines, _ = clean(seed(text))
    printed = [at for at, char in enumerate(text) if is_ink(char)]
    tied = [run.start + i for line in lines for run in line.runs for i in range(run.size)]
    assert [at for at in tied if is_ink(text[at])] == printed
    assert sum(map(is_ink, "".join(line.text for line in lines))) == len(printed)


def test_cleaning_twice_changes_nothing() -> None:
    text = 'A县(市)区"百村行"活动,共5,000人--时间:8:30;完成.'
    once = clean(seed(text))[0][0].text
    assert all(rule(once) == once for rule in RULES)
