"""The memo, the objects, and writing files whole."""

import contextlib
import errno
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.faults import breaking, fail
from jianbao import cache
from jianbao.cache import Cache
from jianbao.errors import SetupError


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_remembers_across_builds_and_by_kind(kept: Cache) -> None:
    with kept:
        kept.remember("seed", {"a": b"1", "b": b"2"})
        kept.remember("html", {"a": b"3"})
    with kept:
        assert kept.recall("seed", ["a", "b", "c"]) == {"a": b"1", "b": b"2"}
        assert kept.recall("html", ["a"]) == {"a": b"3"}


def test_recalls_more_keys_than_a_query_takes(kept: Cache) -> None:
    values = {str(n): b"%d" % n for n in range(1200)}
    with kept:
        kept.remember("seed", values)
        assert kept.recall("seed", values) == values


@pytest.mark.parametrize("many", [10, 1200])
def test_knows_which_objects_were_made_from_which_keys(kept: Cache, many: int) -> None:
    with kept:
        objects = {f"key {n}": kept.store(b"%d" % n) for n in range(many)}
        kept.make("html", objects)
        kept.make("markdown", {"key 1": objects["key 2"]})
        kept.path(objects["key 3"]).unlink()
    gone = objects.pop("key 3")
    with kept:
        assert kept.made("html", [*objects, "key 3", "never"]) == objects
        assert kept.made("html", ["key 1"]) == {"key 1": objects["key 1"]}
        assert kept.made("markdown", ["key 1", "key 2"]) == {"key 1": objects["key 2"]}
        assert not kept.holds([gone])
        kept.tidy()
    with kept:
        kept.made("markdown", ["key 1"])
        kept.tidy()
    with kept:
        assert kept.made("html", objects) == {}
        assert kept.made("markdown", ["key 1"]) == {"key 1": objects["key 2"]}


def test_a_file_too_large_to_be_held_is_written_and_adopted(kept: Cache) -> None:
    with kept:
        for _ in range(2):
            with kept.scratch() as path:
                path.write_bytes(b"rows")
                name = kept.adopt(path)
        assert name == kept.store(b"rows")
        assert kept.path(name).stat().st_mode & 0o222 == 0
        with contextlib.suppress(ValueError), kept.scratch() as path:
            raise ValueError
    assert [path for path in kept.folder.rglob("*") if path.name.startswith(".new-")] == []


def test_what_ails_a_database_in_the_making_is_one_line(kept: Cache) -> None:
    with kept, pytest.raises(SetupError, match="full; nothing was published"), kept.scratch():
        raise sqlite3.OperationalError("database or disk is full")


def test_remembers_what_was_done_before_a_failure(kept: Cache) -> None:
    def fail() -> None:
        with kept:
            kept.remember("seed", {"a": b"1"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with kept:
        assert kept.recall("seed", ["a"]) == {"a": b"1"}


def test_objects_are_kept_once_and_read_only(kept: Cache) -> None:
    with kept:
        name = kept.store("剪报".encode())
        assert kept.store("剪报".encode()) == name
        assert kept.load(name).decode() == "剪报"
        assert kept.path(name).stat().st_mode & 0o222 == 0
        assert kept.holds([name])
        assert not kept.holds([name, "0" * 64])


def test_tidying_leaves_what_was_of_use(kept: Cache) -> None:
    with kept:
        objects = [kept.store(data) for data in (b"stored", b"held", b"unwanted")]
        kept.remember("seed", {"asked": b"1", "used": b"2", "unwanted": b"3"})
        kept.remember("html", {"asked": b"4"})
    beside = kept.path(objects[0]).with_name(".new-left-by-a-killed-build")
    beside.write_bytes(b"half")
    with kept:
        assert kept.store(b"stored") == objects[0]
        assert kept.holds(objects[1:2])
        kept.recall("seed", ["asked"])
        kept.use("seed", ["used"])
        kept.tidy()
        assert [kept.path(name).exists() for name in objects] == [True, True, False]
        assert [kept.holds([name]) for name in objects] == [True, True, False]
        assert not beside.exists()
    with kept:
        assert kept.recall("seed", ["asked", "used", "unwanted"]) == {"asked": b"1", "used": b"2"}
        assert kept.recall("html", ["asked"]) == {}


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_a_damaged_memo_is_begun_anew(kept: Cache, damage: bytes) -> None:
    with kept:
        kept.remember("seed", {"a": b"1"})
    (kept.folder / "memo.sqlite").write_bytes(damage)
    with kept:
        assert kept.recall("seed", ["a"]) == {}
        kept.remember("seed", {"a": b"1"})


def test_a_memo_of_another_format_is_begun_anew(kept: Cache) -> None:
    with kept:
        kept.remember("seed", {"a": b"1"})
    with closing(sqlite3.connect(kept.folder / "memo.sqlite")) as memo:
        memo.execute("pragma user_version = 1")
    with kept:
        assert kept.recall("seed", ["a"]) == {}
        kept.remember("seed", {"a": b"2"})
    with kept:
        assert kept.recall("seed", ["a"]) == {"a": b"2"}


def test_two_builds_do_not_share_a_cache(kept: Cache) -> None:
    script = f"from jianbao.cache import Cache\nfrom pathlib import Path\nwith Cache(Path({str(kept.folder)!r})): pass"
    said = rf"another build \(process {os.getpid()}\) is at work here"
    with kept:
        with pytest.raises(SetupError, match=said):
            Cache(kept.folder).__enter__()
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert other.returncode != 0
        assert re.search(said, other.stderr)
    subprocess.run([sys.executable, "-c", script], check=True)  # and the lock is free again


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    cache.write(path, b"old")

    def full(_from: object, _to: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        cache.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_assembles_links_and_is_never_there_half(kept: Cache, tmp_path: Path) -> None:
    with kept:
        name = kept.store(b"page")
        cache.assemble(kept, {"a/b/index.html": name, "top.txt": name}, tmp_path / "1")
        assert (tmp_path / "1" / "a" / "b" / "index.html").stat().st_ino == kept.path(name).stat().st_ino
        with pytest.raises(OSError, match="No such file"):
            cache.assemble(kept, {"a": name, "b": "0" * 64}, tmp_path / "2")
        assert not (tmp_path / "2").exists()
        cache.assemble(kept, {"b": name}, tmp_path / "2")
    assert _tree(tmp_path / "2") == {"b": b"page"}
    assert {path.name for path in tmp_path.iterdir()} == {"1", "2", "cache"}


def _tree(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder, and every folder."""
    found = folder.rglob("*")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found if p.is_file() or not any(p.iterdir())}


OLDER = {
    "same/index.html": b"same",
    "other/index.html": b"old",
    "gone/for/good.html": b"gone",
    "was/a": b"1",
    "file": b"2",
}
NEWER = {"same/index.html": b"same", "other/index.html": b"new", "come/new.html": b"come", "was": b"1", "file/b": b"2"}


def _objects(kept: Cache, files: dict[str, bytes]) -> dict[str, str]:
    return {path: kept.store(data) for path, data in files.items()}


def test_a_tree_that_nobody_reads_becomes_the_next(kept: Cache, tmp_path: Path) -> None:
    with kept:
        older = _objects(kept, OLDER)
        cache.assemble(kept, older, tmp_path / "1")
        inode = (tmp_path / "1").stat().st_ino
        with _counted("link") as links:
            cache.assemble(kept, _objects(kept, NEWER), tmp_path / "4", cache.Older(tmp_path / "1", older))
    assert _tree(tmp_path / "4") == NEWER
    assert (tmp_path / "4").stat().st_ino == inode
    assert not (tmp_path / "1").exists()
    assert len(links) == len(NEWER) - 1


@pytest.mark.parametrize("number", range(1, 25))
def test_what_a_killed_build_left_is_looked_through(kept: Cache, tmp_path: Path, number: int) -> None:
    with kept:
        older, newer, newest = (
            _objects(kept, files) for files in (OLDER, NEWER, NEWER | {"other/index.html": b"last"})
        )
        cache.assemble(kept, older, tmp_path / "1")
        with contextlib.suppress(OSError), breaking(number, fail):
            cache.assemble(kept, newer, tmp_path / "4", cache.Older(tmp_path / "1", older))
        cache.assemble(
            kept, newest, tmp_path / "5", cache.Older(tmp_path / "4", newer) if (tmp_path / "4").exists() else None
        )
    assert _tree(tmp_path / "5") == NEWER | {"other/index.html": b"last"}


def test_a_copy_cut_short_is_made_again(kept: Cache, tmp_path: Path) -> None:
    (tmp_path / ".new-build").mkdir()
    (tmp_path / ".new-build" / "a").write_bytes(b"pa")
    with kept:
        cache.assemble(kept, {"a": kept.store(b"page")}, tmp_path / "1")
    assert (tmp_path / "1" / "a").read_bytes() == b"page"


@contextlib.contextmanager
def _counted(name: str) -> Iterator[list[str]]:
    """Count the operations of one kind."""
    found: list[str] = []
    with breaking(0, fail) as seen:
        yield found
    found += [one for one in seen if one == name]


def test_copies_where_the_file_system_cannot_link(kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_from: object, _to: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refuse)
    with kept:
        cache.assemble(kept, {"a": kept.store(b"page")}, tmp_path / "1")
    assert (tmp_path / "1" / "a").read_bytes() == b"page"


def test_turns_the_link_and_spares_a_real_folder(tmp_path: Path) -> None:
    for name in ("1", "2"):
        (tmp_path / "builds" / name).mkdir(parents=True)
        cache.point(tmp_path / "site", tmp_path / "builds" / name)
    assert (tmp_path / "site").readlink() == Path("builds/2")
    (tmp_path / "real").mkdir()
    with pytest.raises(SetupError, match="real is a real folder"):
        cache.point(tmp_path / "real", tmp_path / "builds" / "1")


def test_mirror_writes_removes_and_tidies(tmp_path: Path) -> None:
    cache.mirror([("en/articles/a.md", b"a"), ("en/index.md", b"i")], [], tmp_path)
    cache.mirror([], ["en/articles/a.md", "en/never.md"], tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in sorted(tmp_path.rglob("*"))] == ["en", "en/index.md"]


def test_fingerprint_follows_names_and_bytes_alone(tmp_path: Path) -> None:
    (tmp_path / "code" / "__pycache__").mkdir(parents=True)
    (tmp_path / "code" / "a.py").write_bytes(b"1")
    before = cache.fingerprint([tmp_path / "code"], tmp_path)
    (tmp_path / "code" / "__pycache__" / "a.pyc").write_bytes(b"x")
    os.utime(tmp_path / "code" / "a.py", (0, 0))
    assert cache.fingerprint([tmp_path / "code"], tmp_path) == before
    (tmp_path / "code" / "a.py").rename(tmp_path / "code" / "b.py")
    assert cache.fingerprint([tmp_path / "code"], tmp_path) != before
    with pytest.raises(SetupError, match="the checkout is not whole"):
        cache.fingerprint([tmp_path / "gone"], tmp_path)
