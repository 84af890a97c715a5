"""Breaks builds at every file operation, one after the other, and looks at what readers then see.

    python -m benchmarks.faults             every operation fails in turn, then every operation is the last one
    python -m benchmarks.faults --every 7   only every seventh, which is quicker; --first 2 begins at the second
    python -m benchmarks.faults --way die   only one of the two

An operation is what changes files: opening one to write, renaming, linking, making a folder, syncing. After each
failure the old site must be there, byte for byte; the next build, which nobody cleaned up for, must make the new one.
"""

import argparse
import contextlib
import errno
import itertools
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest import mock

from benchmarks.archives import NEW, build, files, restore, small_archive, well_used
from jianbao.errors import SetupError
from jianbao.pipeline import Settings

OPERATIONS = ("open", "replace", "rename", "link", "symlink", "mkdir", "sync", "unlink", "fchmod")

Act = Callable[[], None]


def fail(number: int = errno.ENOSPC) -> None:
    """Fail as on a full disk, or with another error of the system."""
    raise OSError(number, os.strerror(number), "a file")


def die() -> None:
    """End this process as an impatient system would."""
    os.kill(os.getpid(), signal.SIGKILL)


WAYS: Mapping[str, Act] = MappingProxyType({"fail": fail, "die": die})


@contextlib.contextmanager
def breaking(number: int, act: Act) -> Iterator[list[str]]:
    """Do `act` instead of the operation of that number, counted from 1; give the names of the operations so far."""
    seen: list[str] = []

    def counting(name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            reads = name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR)
            if not reads:
                seen.append(name)
                if len(seen) == number:
                    act()
            return do(*args, **options)

        return counted

    with contextlib.ExitStack() as stack:
        for name in OPERATIONS:
            stack.enter_context(mock.patch.object(os, name, counting(name, getattr(os, name))))
        yield seen


def in_a_child(work: Callable[[], object]) -> int:
    """Do something in a process of its own and give its wait status. It takes no other way out than its end."""
    child = os.fork()
    if not child:
        code = 1
        with contextlib.suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return os.waitpid(child, 0)[1]


def main() -> None:
    """Go through every operation, for both ways to break."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--way", choices=WAYS, nargs="+", default=list(WAYS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        before = small_archive(Path(scratch) / "archive")
        well_used(before)
        old = files(before)
        (before.seeds / "a.txt").write_text(NEW, "utf-8")
        shutil.copytree(before.seeds.parent, Path(scratch) / "saved", symlinks=True)
        clean = small_archive(Path(scratch) / "clean")
        (clean.seeds / "a.txt").write_text(NEW, "utf-8")
        build(clean)
        new = files(clean)
        for way in arguments.way:
            for done, number in enumerate(itertools.count(arguments.first, arguments.every)):
                if not _broken(before, Path(scratch) / "saved", number, WAYS[way], (old, new)):
                    print(f"{way}: {done:,} of {number - 1:,} operations broken in turn: old site or new, never half")
                    break


def _broken(run: Settings, saved: Path, number: int, act: Act, wanted: tuple[dict[str, bytes], ...]) -> bool:
    """Break one operation of a build that starts from `saved`; tell whether there was one of that number."""
    restore(run, saved)
    old, new = wanted

    def attempt() -> None:
        with breaking(number, act) as seen, contextlib.suppress(SetupError, OSError):
            build(run)
        os._exit(0 if len(seen) < number else 1)

    finished = in_a_child(attempt) == 0
    if files(run) not in (old, new):
        sys.exit(f"operation {number} ({act.__name__}): the site is neither the old one nor the new one")
    build(run)
    left = [path for path in run.seeds.parent.rglob("*") if ".new" in path.name]
    if files(run) != new or left:
        sys.exit(f"operation {number} ({act.__name__}): the next build did not mend it: {left}")
    return not finished


if __name__ == "__main__":
    main()
