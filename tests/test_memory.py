"""Garbage collection is held back for a while, never for good."""

import contextlib
import gc
import weakref

import pytest

from jianbao.pipeline.memory import thawing, uncollected


class Node:
    """A value in a cycle, which only the collector frees."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def thawed() -> None:
    gc.unfreeze()


def test_nothing_is_collected_inside_and_everything_in_the_end() -> None:
    with thawing():
        with uncollected():
            assert not gc.isenabled()
            node = Node()
            gone = weakref.ref(node)
            del node
        assert gc.isenabled()
        gc.collect()
        assert gone() is not None
    gc.collect()
    assert gone() is None
    assert gc.get_freeze_count() == 0


def test_a_failure_leaves_the_collector_as_it_was() -> None:
    with contextlib.suppress(ValueError), uncollected():
        raise ValueError
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
