"""The memo and the objects."""

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from jianbao.cache.files import BESIDE, beside, locked, write
from jianbao.errors import SetupError
from jianbao.keys import digest

_MEMO = "memo.sqlite"
_MANY = 1000  # keys: from here on it is cheaper to read all of a kind than to look for each
READ_ONLY = 0o444  # an object: the site holds hard links to it, and a write through one would change every build
_FORMAT = 3  # a memo of another format is begun anew
# The keys have a tree of their own. In one with the values (`without rowid`) a value of megabytes may come to part two
# halves of the tree, and is then read whole at every look-up that passes it: minutes for 180,000 keys.
# The names of objects have none, so that those of a kind lie side by side, and are asked for all at once.
_SCHEMA = f"""
drop table if exists memo;
drop table if exists made;
create table memo (kind text not null, key text not null, value blob not null, primary key (kind, key));
create table made (kind text not null, key text not null, name text not null, primary key (kind, key)) without rowid;
pragma user_version = {_FORMAT};
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
        self._root = os.fspath(folder / "objects")
        self._listed: set[str] | None = None
        self._named: set[str] = set()
        self._used: dict[str, set[str]] = {}
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Take the lock and open the memo. Raises SetupError when another build holds it."""
        (self.folder / "objects").mkdir(parents=True, exist_ok=True)
        self._stack.enter_context(locked(self.folder / "lock"))
        with told(self.folder / _MEMO):
            self._memo = self._stack.enter_context(contextlib.closing(_memo(self.folder / _MEMO)))
        self._listed, self._named, self._used = None, set(), {}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the memo and the lock. What was remembered stays, also after a failure: each value is by itself."""
        self._stack.close()

    def _objects(self) -> set[str]:
        """Give the names of all objects, listed once one is asked for: where the site stands as it is none is."""
        if self._listed is None:
            self._listed = set(_swept(self.folder / "objects"))
        return self._listed

    def recall(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the remembered values of `kind` for those of `keys` that have one."""
        return dict(self.recalling(kind, keys))

    def recalling(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Give those keys and values in any order, a few at a time: together they may be more than memory holds."""
        wanted = list(keys)
        self.use(kind, wanted)
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            query = f"select key, value from memo where kind = ? and key in ({marks})"  # noqa: S608 only marks
            yield from self._memo.execute(query, (kind, *part))

    def remember(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values of `kind` by key."""
        self.use(kind, values)
        rows = ((kind, key, value) for key, value in values.items())
        with told(self.folder / _MEMO), self._memo:
            self._memo.executemany("insert or replace into memo values (?, ?, ?)", rows)

    def made(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        """Give the objects that were made from keys, as far as that is known and they are there."""
        wanted = set(keys)
        self.use(kind, wanted)
        found: dict[str, str] = {}
        if len(wanted) > _MANY:
            rows = self._memo.execute("select key, name from made where kind = ?", (kind,))
            found.update((key, name) for key, name in rows if key in wanted)
        else:
            query = "select key, name from made where kind = ? and key = ?"
            for key in wanted:
                found.update(self._memo.execute(query, (kind, key)))
        there = self.held(found.values())
        return {key: name for key, name in found.items() if name in there}

    def make(self, kind: str, objects: Mapping[str, str]) -> None:
        """Remember which objects were made from which keys."""
        self.use(kind, objects)
        rows = ((kind, key, name) for key, name in objects.items())
        with told(self.folder / _MEMO), self._memo:
            self._memo.executemany("insert or replace into made values (?, ?, ?)", rows)

    def use(self, kind: str, keys: Iterable[str]) -> None:
        """Say that a value is of use still, without asking for it."""
        self._used.setdefault(kind, set()).update(keys)

    def tidy(self) -> None:
        """Drop what was of no use since the cache was opened: values not asked for, objects not named."""
        for table in ("memo", "made"):
            every = self._memo.execute(f"select kind, key from {table}")  # noqa: S608 our own table names
            unused = [(kind, key) for kind, key in every if key not in self._used.get(kind, ())]
            with told(self.folder / _MEMO), self._memo:
                self._memo.executemany(f"delete from {table} where kind = ? and key = ?", unused)  # noqa: S608 the same
        for name in self._objects() - self._named:
            Path(self.place(name)).unlink(missing_ok=True)
        self._objects().intersection_update(self._named)

    def store(self, data: bytes) -> str:
        """Keep bytes as an object and give their SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        self._named.add(name)
        if name not in self._objects():
            write(self.place(name), data, mode=READ_ONLY)
            self._objects().add(name)
        return name

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a new empty file, to be written and adopted: for what is too large to be held. A leftover is removed."""
        self._objects()  # what killed builds left is swept with it, so it comes before a new file
        path = beside(f"{self._root}/00/scratch")
        Path(path).parent.mkdir(exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        try:
            with told(Path(path)):
                yield Path(path)
        finally:
            Path(path).unlink(missing_ok=True)

    def adopt(self, path: Path) -> str:
        """Keep a finished file of `scratch` as an object and give its SHA-256."""
        with path.open("rb") as opened:
            name = hashlib.file_digest(opened, "sha256").hexdigest()
            os.fchmod(opened.fileno(), READ_ONLY)
        self._named.add(name)
        if name not in self._objects():
            place = self.path(name)
            place.parent.mkdir(exist_ok=True)
            path.replace(place)
            self._objects().add(name)
        return name

    def path(self, name: str) -> Path:
        """Give the file of an object."""
        return Path(self.place(name))

    def place(self, name: str) -> str:
        """Give the file of an object as text, which is what many thousands of them are asked for."""
        return f"{self._root}/{name[:2]}/{name[2:]}"

    def load(self, name: str) -> bytes:
        """Give the bytes of an object."""
        return Path(self.place(name)).read_bytes()

    def held(self, names: Iterable[str]) -> set[str]:
        """Give those of the objects that are there."""
        there = self._objects().intersection(names)
        self._named |= there
        return there

    def holds(self, names: Iterable[str]) -> bool:
        """Tell whether every object is there: someone may have emptied the folder between builds."""
        every = set(names)
        self._named |= every
        return self._objects() >= every


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Say what ails a database in one line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        message = f"{path}: {error}; nothing was published"
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
    if memo.execute("pragma user_version").fetchone() != (_FORMAT,):
        memo.executescript(_SCHEMA)
    return memo


def _swept(objects: Path) -> Iterator[str]:
    """Give the names of all objects, and remove what killed builds left beside them."""
    for folder in objects.iterdir():
        for name in os.listdir(folder):  # noqa: PTH208 there are hundreds of thousands
            if name.startswith(BESIDE):
                (folder / name).unlink()
            else:
                yield folder.name + name
