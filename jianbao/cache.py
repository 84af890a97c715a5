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
        self._named: set[str] = set()
        self._used: dict[str, set[str]] = {}
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Take the lock and open the memo. Raises SetupError when another build holds it."""
        (self.folder / "objects").mkdir(parents=True, exist_ok=True)
        self._stack.enter_context(locked(self.folder / "lock"))
        with _told(self.folder):
            self._memo = self._stack.enter_context(contextlib.closing(_memo(self.folder / "memo.sqlite")))
        self._objects, self._named, self._used = set(_swept(self.folder / "objects")), set(), {}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the memo and the lock. What was remembered stays, also after a failure: each value is by itself."""
        self._stack.close()

    def recall(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the remembered values of `kind` for those of `keys` that have one."""
        wanted = list(keys)
        self.use(kind, wanted)
        found: dict[str, bytes] = {}
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            query = f"select key, value from memo where kind = ? and key in ({marks})"  # noqa: S608 only marks
            found.update(self._memo.execute(query, (kind, *part)))
        return found

    def remember(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values of `kind` by key."""
        self.use(kind, values)
        rows = ((kind, key, value) for key, value in values.items())
        with _told(self.folder), self._memo:
            self._memo.executemany("insert or replace into memo values (?, ?, ?)", rows)

    def use(self, kind: str, keys: Iterable[str]) -> None:
        """Say that a value is of use still, without asking for it."""
        self._used.setdefault(kind, set()).update(keys)

    def tidy(self) -> None:
        """Drop what was of no use since the cache was opened: values not asked for, objects not named."""
        every = self._memo.execute("select kind, key from memo").fetchall()
        with _told(self.folder), self._memo:
            unused = [(kind, key) for kind, key in every if key not in self._used.get(kind, ())]
            self._memo.executemany("delete from memo where kind = ? and key = ?", unused)
        for name in self._objects - self._named:
            self.path(name).unlink(missing_ok=True)
        self._objects &= self._named

    def store(self, data: bytes) -> str:
        """Keep bytes as an object and give their SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        self._named.add(name)
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
        every = set(names)
        self._named |= every
        return self._objects >= every


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what ails the memo in one line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        message = f"{folder / 'memo.sqlite'}: {error}; nothing was published"
        raise SetupError(message) from error


def _memo(path: Path) -> sqlite3.Connection:
    """Open the memo, or begin a new one where the file is no such thing."""
    try:
        return _opened(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    memo = sqlite3.connect(path)
    # Whatever a crash of the machine takes from the memo is made again; what it holds is whole all the same.
    memo.execute("pragma journal_mode = wal")
    memo.execute("pragma synchronous = normal")
    memo.executescript(_SCHEMA)
    return memo


def _swept(objects: Path) -> Iterator[str]:
    """Give the names of all objects, and remove what killed builds left beside them."""
    for folder in os.scandir(objects):
        for path in os.scandir(folder.path):
            if path.name.startswith(_BESIDE):
                Path(path.path).unlink()
            else:
                yield folder.name + path.name


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all, making its folders."""
    beside = path.parent / f"{_BESIDE}{_OURS}-{next(_COUNT)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(beside, flags, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, flags, mode)
    except FileExistsError:  # left by a process that was killed and had our number
        beside.unlink()
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
def held(folder: Path) -> Iterator[None]:
    """Hold a folder as `locked` holds a file: two builds with caches of their own may write into it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        message = f"another build is writing into {folder}; wait for it to end"
        raise SetupError(message) from error
    finally:
        os.close(handle)


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
