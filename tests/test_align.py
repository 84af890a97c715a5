"""The tie between text and print."""

import pytest

from jianbao import align
from jianbao.model import Run, Span


def test_a_phrase_with_its_spaces_is_one_run() -> None:
    assert align.align("王 尧 摄", "王 尧 摄", 3, 5) == (Run(0, 3, 5, 5),)


def test_ink_may_not_come_or_go() -> None:
    with pytest.raises(ValueError, match="line 7: 2 characters became 3"):
        align.align("甲乙", "甲乙丙", 7)


def test_sources_of_a_range_across_a_join() -> None:
    runs = align.merge((Run(0, 1, 4, 3), *align.shift((Run(0, 9, 0, 2),), 3)))
    assert align.sources(runs, 1, 5) == (Span(1, 5, 7), Span(9, 0, 2))
    apart = (Run(0, 1, 0, 2), Run(2, 1, 5, 2))  # of one line, and not side by side
    assert align.sources(apart, 0, 4) == (Span(1, 0, 2), Span(1, 5, 7))


def test_runs_that_continue_each_other_are_merged() -> None:
    assert align.merge([Run(0, 1, 0, 2), Run(2, 1, 2, 2), Run(4, 1, 5, 1)]) == (Run(0, 1, 0, 4), Run(4, 1, 5, 1))
