"""What is kept between builds, and the only writer of files.

A `Cache` holds two things under one folder, both of which may be deleted at any time without changing a byte of output:

`memo.sqlite`   small values by kind and key: Cards, Analyses, which Markdown and HTML a page's key led to
`objects/`      the bytes of every file of the site and of `docs/`, by their SHA-256, read-only, never rewritten

Everything is written beside its place first and renamed into it, so that a reader sees the old file or the new one.
"""

import contextlib
import errno
import fcntl
import hashlib
import itertools
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from jianbao.errors import SetupError
from jianbao.keys import digest

# No two processes write beside a file under the same name, not even where each is process 1 of its container.
_OURS = secrets.token_hex(8)
_COUNT = itertools.count()
_BESIDE = ".new-"
# What a file system says that has no hard links, none across its borders, or no more of them for one file.
_NO_LINKS = frozenset((errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS))

_SCHEMA = """
create table if not exists memo (kind text not null, key text not null, value blob not null, primary key (kind, key))
    without rowid;
"""


def fingerprint(paths: Iterable[Path], root: Path) -> str:
    """Hash the files at or under `paths`: names below `root`, and bytes. Python's own leftovers are no part of it.

    Raises SetupError naming a path that is not there.
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            message = f"{path} is missing; the checkout is not whole"
            raise SetupError(message)
        files += [p for p in sorted(path.rglob("*")) if p.is_file()] if path.is_dir() else [path]
    kept = [p for p in files if "__pycache__" not in p.parts]
    return digest(*(part for p in kept for part in (p.relative_to(root).as_posix(), p.read_bytes())))


class Cache:
    """The memo and the objects under one folder; one process at a time, held by a lock. A context manager."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is opened before `with`."""
        self.folder = folder
        self._objects: set[str] = set()
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Take the lock and open the memo. Raises SetupError when another build holds it."""
        (self.folder / "objects").mkdir(parents=True, exist_ok=True)
        self._stack.enter_context(locked(self.folder / "lock"))
        self._memo = self._stack.enter_context(contextlib.closing(_memo(self.folder / "memo.sqlite")))
        self._objects = set(_names(self.folder / "objects"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what was remembered, also after a failure: every value stands for itself."""
        self._memo.commit()
        self._stack.close()

    def recall(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the remembered values of `kind` for those of `keys` that have one."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            query = f"select key, value from memo where kind = ? and key in ({marks})"  # noqa: S608 only marks
            found.update(self._memo.execute(query, (kind, *part)))
        return found

    def remember(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values of `kind` by key."""
        rows = ((kind, key, value) for key, value in values.items())
        self._memo.executemany("insert or replace into memo values (?, ?, ?)", rows)
        self._memo.commit()

    def forget(self, kind: str, keep: Iterable[str]) -> None:
        """Drop every value of `kind` whose key is not in `keep`."""
        self._memo.execute("create temp table if not exists keep (key text primary key)")
        self._memo.execute("delete from keep")
        self._memo.executemany("insert or ignore into keep values (?)", ((key,) for key in keep))
        self._memo.execute("delete from memo where kind = ? and key not in (select key from keep)", (kind,))
        self._memo.commit()

    def store(self, data: bytes) -> str:
        """Keep bytes as an object and give their SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        if name not in self._objects:
            # Read-only, since the site holds hard links to it: a write through one would change every build.
            write(self.path(name), data, mode=0o444)
            self._objects.add(name)
        return name

    def path(self, name: str) -> Path:
        """Give the file of an object."""
        return self.folder / "objects" / name[:2] / name[2:]

    def load(self, name: str) -> bytes:
        """Give the bytes of an object."""
        return self.path(name).read_bytes()

    def holds(self, names: Iterable[str]) -> bool:
        """Tell whether every object is there: someone may have emptied the folder between builds."""
        return self._objects.issuperset(names)

    def prune(self, keep: Iterable[str]) -> None:
        """Drop every object that is not in `keep`, and what killed builds left beside objects."""
        for name in self._objects.difference(keep):
            self.path(name).unlink(missing_ok=True)
            self._objects.discard(name)
        for folder in os.scandir(self.folder / "objects"):
            _sweep(Path(folder.path))


def _memo(path: Path) -> sqlite3.Connection:
    """Open the memo, or begin a new one where the file is no such thing."""
    try:
        return _opened(path)
    except sqlite3.DatabaseError:
        path.unlink()
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    memo = sqlite3.connect(path)
    # Whatever a crash of the machine takes from the memo is made again; what it holds is whole all the same.
    memo.execute("pragma journal_mode = wal")
    memo.execute("pragma synchronous = normal")
    memo.executescript(_SCHEMA)
    return memo


def _names(objects: Path) -> Iterator[str]:
    for folder in os.scandir(objects):
        for path in os.scandir(folder.path):
            if not path.name.startswith(_BESIDE):
                yield folder.name + path.name


def _sweep(folder: Path) -> None:
    for path in os.scandir(folder):
        if path.name.startswith(_BESIDE):
            Path(path.path).unlink(missing_ok=True)


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all, making its folders."""
    beside = path.parent / f"{_BESIDE}{_OURS}-{next(_COUNT)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(beside, flags, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, flags, mode)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            os.fchmod(handle, mode)  # whatever the umask
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def assemble(cache: Cache, tree: Mapping[str, str], target: Path) -> None:
    """Make a new folder of hard links, path by path, to objects; copy where the file system cannot link.

    It is made beside its place, under a name that the next build takes again, so that a killed build leaves nothing.

    Args:
        cache: where the objects are.
        tree: path below `target` (forward slashes) -> object.
        target: a folder that is not there yet.
    """
    beside = target.with_name(f"{_BESIDE}build")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        made = {""}
        for path, name in tree.items():
            folder = path.rpartition("/")[0]
            if folder not in made:
                (beside / folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            _link(os.fspath(cache.path(name)), f"{beside}/{path}")
        # All of it stands on the disk before the first reader sees it.
        os.sync()
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def point(link: Path, target: Path) -> None:
    """Make `link` a symlink to `target` in one step; what it pointed at before stays.

    Raises SetupError when something that is not a symlink stands there.
    """
    if link.exists() and not link.is_symlink():
        message = f"{link} is a real folder, not the link this build would replace; move it away and build again"
        raise SetupError(message)
    link.parent.mkdir(parents=True, exist_ok=True)
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    try:
        beside.symlink_to(os.path.relpath(target, link.parent))
        beside.replace(link)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def mirror(files: Mapping[str, bytes], gone: Iterable[str], folder: Path) -> None:
    """Write `files` (path -> bytes) below a folder and remove those that are `gone`, with folders left empty."""
    for path, data in files.items():
        write(folder / path, data)
    for path in gone:
        (folder / path).unlink(missing_ok=True)
        parent = (folder / path).parent
        while parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(source, target)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an advisory lock, which the system lets go of when the process dies, however it dies.

    Raises SetupError when another process holds it.
    """
    with path.open("a+", encoding="ascii") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            message = (
                f"another build (process {handle.read().strip() or 'unknown'}) is at work here; wait for it to end"
            )
            raise SetupError(message) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
