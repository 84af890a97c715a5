"""Suspect words: found, explained, and silent once an editor has seen them."""

import pytest
from pages import whole

from jianbao.model import Correction
from jianbao.suspect import suspects


def messages(text: str, *corrections: Correction) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in suspects(whole(text)[1], corrections)]


def test_a_doubled_word() -> None:
    assert messages("今天的学校举行了儿童儿童歌咏比赛，大家都来参加。") == [(1, "儿童儿童: 儿童 stands twice")]


@pytest.mark.parametrize("text", ["大家研究研究再说。", "一步一步走下去。", "高高兴兴上学去。"])
def test_what_the_language_doubles_is_no_slip(text: str) -> None:
    assert messages(text) == []


def test_a_district_that_does_not_exist_beside_its_neighbours() -> None:
    text = "全市动员新华区、卫东区、洪河区和各部门共同参与。"
    assert messages(text) == [(1, "洪河区: no such district; perhaps 湛河区")]
    assert messages("全市动员新华区、卫东区、湛河区和各部门共同参与。") == []


def test_a_term_spelled_two_ways() -> None:
    text = "扶贫先扶志，扶贫也扶智，扶贫要精准，县里形成了大扶贫格局。\n\n各部门共同构建大扶格局，成效明显。"
    assert messages(text) == [(3, "大扶格局: usually spelled 大扶贫格局")]


def test_a_term_whose_full_form_only_the_corpus_has() -> None:
    text = "扶贫先扶志，扶贫也扶智，扶贫要精准。各部门共同构建大扶格局，成效明显。"
    assert messages(text) == [(1, "大扶格局: usually spelled 大扶贫格局")]
    assert messages("扶贫先扶志，扶贫也扶智，扶贫要精准。各部门共同构建大扶贫格局，成效明显。") == []


@pytest.mark.parametrize(
    "text",
    [
        "县里的消防支队支队长来了。",  # a unit and its head
        "市委组织部组织部长来讲课。",
        "他说着说着就笑了。",
        "县纪委监委监察室公布了结果。",
        "新华区、卫东区、山下的人都来了。",  # one name is no district at all
        "我们坚持群众路线，群众满意，群众高兴，群众路上都笑。",  # no phrase that is common when completed
    ],
)
def test_what_only_looks_like_a_slip(text: str) -> None:
    assert messages(text) == []


def test_slips_are_told_in_the_order_of_the_text() -> None:
    text = "今天的学校举行了儿童儿童歌咏比赛，大家都来参加。\n\n全市动员新华区、卫东区、洪河区和各部门共同参与。"
    text += "\n\n扶贫先扶志，扶贫也扶智，扶贫要精准。各部门共同构建大扶格局，成效明显。"
    assert [line for line, _ in messages(text)] == [1, 3, 5]


def test_a_long_text_takes_time_in_proportion() -> None:
    """A word of the article is looked for once a place, not once a pair of places."""
    text = "扶贫先扶志，扶贫也扶智，扶贫要精准。" * 4000
    found = whole(text + "各部门共同构建大扶格局。")[1]
    assert [problem.message for problem in suspects(found)] == ["大扶格局: usually spelled 大扶贫格局"]


def test_an_editor_who_has_seen_it_hears_no_more() -> None:
    text = "今天的学校举行了儿童儿童歌咏比赛，大家都来参加。"
    assert messages(text, Correction("sic", "儿童儿童", "儿童")) == []
