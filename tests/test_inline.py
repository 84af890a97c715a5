"""Marks in a text: every one in its place, none through another, and no anchor lost."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from jianbao.render.inline import Mark, anchor, anchor_mark, entity_mark, figure_mark, inline, parts_of


def test_a_point_inside_a_range_goes_inside_it() -> None:
    marks = [entity_mark(0, 3, "x/"), anchor_mark(2, "p5", anchor("p5"))]
    assert inline("春风行动", marks) == '[春风<span id="p5"></span>行](x/){: .ent }动'


def test_a_point_where_a_range_begins_stands_before_it() -> None:
    marks = [figure_mark(1, 3, "f1-1", "r1-1"), anchor_mark(1, "p5", anchor("p5"))]
    assert inline("共12人", marks) == '共<span id="p5"></span>[12](#r1-1){: #f1-1 .fig }人'


def test_figures_that_touch_may_part_between_them() -> None:
    marks = [figure_mark(0, 2, "f1-0", "r1-0"), figure_mark(2, 4, "f1-2", "r1-2")]
    assert inline("9户8人", marks) == "[9户](#r1-0){: #f1-0 .fig }<wbr>[8人](#r1-2){: #f1-2 .fig }"


def test_a_long_figure_may_part_after_its_year() -> None:
    text = "2018年12月31日"
    marks = [figure_mark(0, len(text), "f1-0", "r1-0"), *parts_of(0, text)]
    assert inline(text, marks) == "[2018年<wbr>12月31日](#r1-0){: #f1-0 .fig }"
    assert not [*parts_of(0, "2018年底前"), *parts_of(0, "约合3700亿元人民币")]


def test_a_mark_that_crosses_another_is_left_out_and_one_within_stays() -> None:
    bold = Mark(0, 4, Markup("**"), Markup("**"))
    assert inline("甲乙丙丁戊", [bold, entity_mark(3, 5, "x/")]) == "**甲乙丙丁**戊"
    assert inline("甲乙丙丁戊", [bold, entity_mark(1, 2, "x/")]) == "**甲[乙](x/){: .ent }丙丁**戊"
    assert inline("甲乙丙丁戊", [bold, entity_mark(3, 4, "x/")]) == "**甲乙丙[丁](x/){: .ent }**戊"


def test_only_what_begins_the_text_begins_a_line() -> None:
    assert inline("# 甲# 乙", [anchor_mark(3, "p5", anchor("p5"))]) == '\\# 甲<span id="p5"></span># 乙'


@given(st.text("甲乙丙丁", min_size=1, max_size=12), st.data())
def test_the_text_stays_whole_and_no_point_is_lost(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    points = data.draw(st.lists(offsets, unique=True))
    ranges = data.draw(st.lists(st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1])))
    marks = [anchor_mark(at, f"p{at}", anchor(f"p{at}")) for at in points]
    marks += [Mark(start, end, Markup("("), Markup(")")) for start, end in ranges]
    out = str(inline(text, marks))
    assert re.sub(r"[()]|<[^>]*>", "", out) == text
    assert out.count("<span") == len(points)
    assert out.count("(") == out.count(")")
    for at in points:
        before = out[: out.index(f'id="p{at}"')]
        assert len(re.sub(r"[()]|<[^>]*>?", "", before)) == at
