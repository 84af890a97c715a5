"""Garbage collection, held back while nothing becomes garbage."""

import contextlib
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


@contextlib.contextmanager
def thawing() -> Iterator[None]:
    """Give back to the collector, in the end, what `uncollected` took from it: a server builds again and again."""
    try:
        yield
    finally:
        gc.unfreeze()
