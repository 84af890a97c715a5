"""Resume: a stretch without a beginning continues a flow that paused at a full stop, or opens the article."""

import numpy as np

from jianbao import continuation, ngrams
from jianbao.order import resume
from jianbao.order.arrange import default
from jianbao.order.edges import Unit
from jianbao.order.looks import Looks
from jianbao.order.matching import Link
from jianbao.order.reading import paragraphs

SCHOOL = (
    "县里的新学堂今年春天动工，新学堂用了半年建成，孩子们搬进了新学堂的教室。",
    "新学堂的教室里有黑板和课桌，老师说孩子们喜欢新学堂，新学堂还要建图书角。",
)
ORCHARD = (
    "果园今年丰收，果农在果园里摘苹果，果园的苹果卖到了省城的超市和",
    "集市，果农说果园明年还要再种苹果树，果园的收入年年增加。",
)
HEADING = "果园丰收苹果甜"


def link(left: int, right: int, *, join: bool = False) -> Link:
    return Link(left, right, join, 0.9)


def looks(units: list[Unit]) -> Looks:
    return Looks([unit.text for unit in units], ngrams.load(), continuation.load())


def weights(**named: float) -> np.ndarray:
    return np.array([named.get(name.replace(" ", "_").replace(",", ""), 0.0) for name in resume.NAMES])


UNITS = [Unit(SCHOOL[0]), Unit(ORCHARD[0], (HEADING,)), Unit(SCHOOL[1]), Unit(ORCHARD[1])]
# As the links have it: the orchard follows the school, for the second part of the school says of nothing it continues.
LINKS = [link(0, 1), link(1, 3, join=True)]


def test_a_flow_that_paused_before_a_heading_goes_on() -> None:
    known = weights(begins=1, resumed_before_a_heading=1, likeness_gained=2)
    found, opening = resume.resumed(UNITS, LINKS, known, looks(UNITS))
    assert [(one.left, one.right) for one in found] == [(0, 2), (1, 3)]
    assert opening == 0
    assert [unit for one in paragraphs(4, found, opening) for unit in one.units] == [0, 2, 1, 3]


def test_a_stretch_under_its_own_heading_begins_a_flow() -> None:
    units = [UNITS[0], UNITS[1], Unit(SCHOOL[1], ("新学堂里读书声",)), UNITS[3]]
    found, _ = resume.resumed(units, LINKS, weights(begins_under_a_heading=2, resumed_before_a_heading=1), looks(units))
    assert found == LINKS


def test_a_page_that_opens_under_a_heading_may_open_with_another_flow() -> None:
    units = [Unit(ORCHARD[0], (HEADING,)), Unit(SCHOOL[0]), Unit(ORCHARD[1]), Unit(SCHOOL[1])]
    links = [link(0, 2, join=True), link(1, 3)]
    _, opening = resume.resumed(units, links, default().resume, looks(units))
    assert opening == 1
    assert [unit for one in paragraphs(4, links, opening) for unit in one.units] == [1, 3, 0, 2]


def test_only_a_line_that_ended_a_paragraph_may_have_paused() -> None:
    (choice,) = resume.choices(UNITS, LINKS, looks(UNITS))
    assert choice.start == 2
    assert choice.options == (resume.BEGIN, resume.FRONT, 0)
    assert choice.rows.shape == (3, len(resume.NAMES))


def test_one_pause_is_resumed_once() -> None:
    units = [*UNITS, Unit("图书角摆上了书架。")]
    links = LINKS  # the last fragment has nothing before it either
    found, _ = resume.resumed(units, links, weights(resumed_before_a_heading=9), looks(units))
    assert [(one.left, one.right) for one in found] == [(0, 2), (1, 3)]


def test_long_pages_are_left_alone() -> None:
    units = [Unit("一行。")] * (resume.MANY + 1)
    assert resume.choices(units, [], looks(units)) == []
