"""Writing files: whole or not at all, one process at a time."""

import contextlib
import fcntl
import itertools
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from jianbao.errors import SetupError

BESIDE = ".new-"
# No two processes write beside a file under the same name, not even where each is process 1 of its container.
_OURS = secrets.token_hex(8)
_COUNT = itertools.count()


def write(path: Path | str, data: bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all, making its folders."""
    # A build of ten thousand articles writes 200,000 files: strings are half as dear as paths.
    new = beside(path)
    handle = _begun(new, mode)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            os.fchmod(handle, mode)  # whatever the umask
        os.replace(new, path)  # noqa: PTH105 see above
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise


def beside(path: Path | str) -> str:
    """Name a file beside `path` that no other process writes, to be renamed to it when it is finished."""
    return f"{os.path.split(path)[0] or os.curdir}/{BESIDE}{_OURS}-{next(_COUNT)}"


def _begun(path: str, mode: int) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, mode)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:  # left by a process that was killed and had our number
        Path(path).unlink()
    return os.open(path, flags, mode)


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


def mirror(files: Iterable[tuple[str, bytes]], gone: Iterable[str], folder: Path) -> None:
    """Write files, each a path and its bytes, below a folder and remove those `gone`, with folders left empty.

    The files are taken one at a time: together they may be more than memory holds.
    """
    for path, data in files:
        write(f"{folder}/{path}", data)
    left = set()
    for path in gone:
        (folder / path).unlink(missing_ok=True)
        left.add(path.rpartition("/")[0])
    prune(os.fspath(folder), left)


def prune(folder: str, emptied: Iterable[str]) -> None:
    """Remove folders below `folder` that nothing is left in, and those above that they leave empty."""
    for below in emptied:
        parent = below
        while parent and (there := Path(folder, parent)).is_dir() and not any(there.iterdir()):
            there.rmdir()
            parent = parent.rpartition("/")[0]


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
