"""From the seeds folder to its files: what is read, what is ignored, what is refused."""

import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jianbao import read
from jianbao.errors import CODES, SetupError
from jianbao.read import tables


def names(files: Any) -> list[str]:
    return [file.name for file in files]


def reasons(found: Any) -> dict[str, str]:
    return {file.name: f"{file.problem.code} {file.problem.message}" for file in found.refused}


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"b")
    (tmp_path / "a.TXT").write_bytes(b"a")
    (tmp_path / "b.yml").write_bytes(b"city: x")
    (tmp_path / "gone.yml").write_bytes(b"withdrawn: x")
    found = read.scan(tmp_path)
    assert names(found.seeds) == ["a.TXT", "b.txt"]
    assert found.seeds[0].id == "a"
    assert found.seeds[0].sidecar is None
    assert found.seeds[1].data == b"b"
    assert found.seeds[1].sha256 == hashlib.sha256(b"b").hexdigest()
    assert found.seeds[1].sidecar is not None
    assert found.seeds[1].sidecar.data == b"city: x"
    assert names(found.lone) == ["gone.yml"]
    assert found.lone[0].id == "gone"
    assert (found.refused, found.ignored) == ((), ())


def test_what_is_no_seed_is_ignored_by_a_rule(tmp_path: Path) -> None:
    for name in (
        ".a.txt",
        ".a.txt.swp",
        "a.txt~",
        "a.txt.part",
        "~$a.txt",
        ".DS_Store",
        "README.md",
        "a.txt.crdownload",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.txt").write_bytes(b"b")
    found = read.scan(tmp_path)
    assert (found.seeds, found.refused) == ((), ())
    why = {file.name: file.why for file in found.ignored}
    assert len(why) == 9
    assert why["more"] == "a folder"
    assert why["README.md"] == "of another kind"
    assert why[".a.txt"] == "hidden"
    assert why["a.txt.part"] == "partial"


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a folder where every file is no ordinary one."""
    seeds, target = tmp_path / "seeds", tmp_path / "outside"
    seeds.mkdir()
    target.write_bytes(b"secret")
    links = {"link": str(target), "dangling": "nowhere", "loop": "loop.txt", "root": "/", "device": "/dev/zero"}
    for name, to in links.items():
        (seeds / f"{name}.txt").symlink_to(to)
    (seeds / "hard.txt").hardlink_to(target)
    (seeds / "folder.txt").mkdir()
    os.mkfifo(seeds / "fifo.txt")
    monkeypatch.chdir(seeds)  # the name of a socket has to be short
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("socket.txt")
        yield seeds


def test_nothing_but_ordinary_files_is_opened(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    found = read.scan(odd)
    assert found.seeds == ()
    why = {name: said.partition(";")[0].removeprefix("NOT-A-FILE is ") for name, said in reasons(found).items()}
    assert why == {
        **{f"{name}.txt": "a symbolic link" for name in ("link", "dangling", "loop", "root", "device")},
        "hard.txt": "a hard link to a file that has another name",
        "folder.txt": "a folder",
        "fifo.txt": "a FIFO",
        "socket.txt": "a socket",
    }


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    lstat = os.lstat

    def swap(path: Path) -> os.stat_result:
        before = lstat(path)
        path.unlink()
        path.symlink_to("/etc/hostname")
        return before

    monkeypatch.setattr(os, "lstat", swap)
    assert reasons(read.scan(tmp_path))["a.txt"].startswith("NOT-A-FILE cannot be read")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("grows.txt", "touched.txt", "still.txt"):
        (tmp_path / name).write_bytes(name.encode())
    opener = os.open

    def late(path: Path, flags: int) -> int:
        if path.name == "grows.txt":
            path.write_bytes(b"grows and grows")
        if path.name == "touched.txt":
            os.utime(path, ns=(1, 1))
        return opener(path, flags)

    monkeypatch.setattr(os, "open", late)
    found = read.scan(tmp_path)
    assert names(found.seeds) == ["still.txt"]
    assert {name: why.split()[0] for name, why in reasons(found).items()} == {
        "grows.txt": "CHANGED",
        "touched.txt": "CHANGED",
    }


def test_a_file_that_goes_while_the_folder_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gone.txt", "still.txt"):
        (tmp_path / name).write_bytes(name.encode())
    lstat = os.lstat

    def late(path: Path) -> os.stat_result:
        if path.name == "gone.txt":
            path.unlink()
        return lstat(path)

    monkeypatch.setattr(os, "lstat", late)
    found = read.scan(tmp_path)
    assert names(found.seeds) == ["still.txt"]
    assert reasons(found)["gone.txt"].startswith("NOT-A-FILE cannot be read (No such file")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(10_000_000_000)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    assert reasons(read.scan(tmp_path))["sparse.txt"].startswith("TOO-LARGE has 10,000,000,000 bytes")


def test_a_file_as_large_as_may_be_is_read_whole(tmp_path: Path) -> None:
    most = tables.default().limits.seed_bytes
    (tmp_path / "large.txt").write_bytes(b"a" * most)
    (tmp_path / "larger.txt").write_bytes(b"a" * (most + 1))
    found = read.scan(tmp_path)
    assert [len(file.data) for file in found.seeds] == [most]
    assert reasons(found)["larger.txt"].startswith(f"TOO-LARGE has {most + 1:,} bytes, more than {most:,}")


def test_an_unreadable_file_is_refused_with_the_reason_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")

    def closed(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    assert "(Permission denied)" in reasons(read.scan(tmp_path))["a.txt"]


def test_of_two_files_with_one_id_the_one_named_so_is_kept(tmp_path: Path) -> None:
    for name in ("A.txt", "a.txt", "B.TXT", "B.txt", "剪报.txt"):
        (tmp_path / name).write_bytes(name.encode())
    found = read.scan(tmp_path)
    assert names(found.seeds) == ["B.TXT", "a.txt", "剪报.txt"]
    assert reasons(found) == {
        "A.txt": "CONFLICT claims the address of a.txt, “a”; rename one of them",
        "B.txt": "CONFLICT claims the address of B.TXT, “b”; rename one of them",
    }


def test_composed_and_decomposed_names_are_one(tmp_path: Path) -> None:
    for name in ("é.txt", "e\u0301.txt"):
        (tmp_path / name).write_bytes(name.encode())
    found = read.scan(tmp_path)
    assert len(found.seeds) == 1
    assert [file.problem.code for file in found.refused] == ["CONFLICT"]


def test_odd_names_become_safe_ids(tmp_path: Path) -> None:
    odd = [
        "CON.txt",
        "a b.txt",
        "-rf.txt",
        "$(x).txt",
        "a\nb.txt",
        "%2e%2e.txt",
        "..x.txt2",
        "\\..\\x.txt",
        "字" * 80 + ".txt",
    ]
    for name in odd:
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "bad\udcff.txt").write_bytes(b"bad")
    found = read.scan(tmp_path)
    assert len(found.seeds) == 9
    assert all(one.id.isascii() and one.id.isalnum() for one in found.seeds)
    assert len({one.id for one in found.seeds}) == 9


def test_the_same_bytes_twice_are_one_article_that_names_both(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(b"the same")
    (tmp_path / "d.txt").write_bytes(b"another")
    found = read.scan(tmp_path)
    assert names(found.seeds) == ["a.txt", "d.txt"]
    assert [problem.code for problem in found.seeds[0].problems] == ["DUPLICATE", "DUPLICATE"]
    assert "b.txt" in found.seeds[0].problems[0].message
    assert found.seeds[1].problems == ()
    (tmp_path / "b.yml").write_bytes(b"page: 1")  # an editor has worked on that one
    assert names(read.scan(tmp_path).seeds) == ["b.txt", "d.txt"]


def test_a_seed_waits_for_its_sidecar(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "a.yml").symlink_to("/etc/hostname")
    (tmp_path / "b.yaml").write_bytes(b"city: x")
    found = read.scan(tmp_path)
    assert names(found.seeds) == ["c.txt"]
    assert reasons(found)["a.txt"] == "SIDECAR is not published while its sidecar a.yml is refused; mend that"
    assert reasons(found)["b.yaml"] == "SIDECAR is not read; end its name in .yml"
    assert {file.problem.code for file in found.refused} <= set(CODES)


def test_a_missing_folder_is_a_wrong_set_up(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be listed"):
        read.scan(tmp_path / "none")
