"""Garbage collection is held back for a while, never for good."""

import contextlib
import ctypes
import gc
import resource
import weakref
from pathlib import Path

import pytest

from jianbao.pipeline.memory import give_back, thawing, uncollected


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


def _resident() -> int:
    """Give the bytes of memory that this process has of the system."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()


def test_what_lies_free_between_what_is_held_is_given_back() -> None:
    if not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("the C library gives back by itself")
    blocks = [bytes(1000) for _ in range(60_000)]
    held, blocks = blocks[::50], []
    before = _resident()
    give_back()
    assert len(held) == 1200
    assert before - _resident() > 30_000_000


def test_a_c_library_that_gives_back_by_itself_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    give_back()
