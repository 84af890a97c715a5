"""Memory: garbage collection is held back while nothing becomes garbage, and what was freed is given back."""

import contextlib
import ctypes
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Make many values that all stay without having them looked through for garbage, now or later.

    The collector would go through the Cards of an archive again and again while they are read, which takes three times
    as long as reading them. They hold no cycles, so they are freed all the same once nobody needs them; what else was
    garbage by then waits for `thawing`.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
        give_back()


@contextlib.contextmanager
def thawing() -> Iterator[None]:
    """Give back to the collector, in the end, what `uncollected` took from it: a server builds again and again."""
    try:
        yield
    finally:
        gc.unfreeze()


def give_back() -> None:
    """Give the system what was freed and lies between what is still held; the C library would keep it for later.

    Later is another stage, which wants it in other pieces: at ten thousand articles a quarter of the memory.
    """
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # of glibc; others give back by themselves
        trim(0)
