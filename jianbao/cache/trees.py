"""The tree of a site: hard links to objects. A tree that nobody needs any more becomes the next one."""

import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jianbao.cache.files import BESIDE, prune
from jianbao.cache.memo import Cache

# What a file system says that has no hard links, none across its borders, or no more of them for one file.
_NO_LINKS = frozenset((errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS))
_UNSURE = ""  # in place of an object: something is there, and nobody knows what

Holds = Mapping[str, str]


@dataclass(frozen=True)
class Older:
    """A tree that was finished once and that nobody reads any more, and what it holds: path -> object."""

    folder: Path
    holds: Holds


def assemble(cache: Cache, tree: Holds, target: Path, older: Older | None = None) -> None:
    """Make a new folder of hard links, path by path, to objects; copy where the file system cannot link.

    It is made beside its place, under a name that says it is unfinished, of the older tree where there is one: then
    only what differs is linked. What a killed build left under that name is looked through and used.

    Args:
        cache: where the objects are.
        tree: path below `target` (forward slashes) -> object.
        target: a folder that is not there yet.
        older: what to make it of; it is no more afterwards.
    """
    beside = target.with_name(f"{BESIDE}build")
    holds: Holds = {}
    if beside.is_dir():
        holds = _found(cache, tree, beside)
    elif older:
        older.folder.rename(beside)
        holds = older.holds
    beside.mkdir(parents=True, exist_ok=True)
    _turn(cache, holds, tree, os.fspath(beside))
    # All of it stands on the disk before the first reader sees it.
    os.sync()
    beside.rename(target)


def _found(cache: Cache, tree: Holds, folder: Path) -> Holds:
    """Look through a tree that was not finished: what is a link to the object wanted there, and what is anything else.

    Links alone are told from copies that were not written to their end. Folders that were left empty are removed.
    """
    found = {}
    start = len(str(folder)) + 1
    places = list(os.walk(folder))
    prune(os.fspath(folder), (place[start:] for place, _, _ in places))
    for place, _, names in places:
        for name in names:
            path = f"{place}/{name}"[start:].replace(os.sep, "/")
            wanted = tree.get(path)
            found[path] = wanted if wanted and _is_link(f"{place}/{name}", Path(cache.place(wanted))) else _UNSURE
    return found


def _is_link(path: str, of: Path) -> bool:
    return of.is_file() and of.samefile(path)


def _turn(cache: Cache, holds: Holds, tree: Holds, folder: str) -> None:
    """Turn a folder that holds one tree into another: what differs is unlinked, then linked anew."""
    # Two hundred thousand paths, of which a few hundred differ: told in C.
    stale = sorted(path for path, _ in holds.items() - tree.items())
    for path in stale:
        Path(f"{folder}/{path}").unlink(missing_ok=True)
    prune(folder, {path.rpartition("/")[0] for path in stale})
    made = {""}
    for path, name in sorted(tree.items() - holds.items()):
        parent = path.rpartition("/")[0]
        if parent not in made:
            Path(folder, parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        _link(cache.place(name), f"{folder}/{path}")


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, target)
