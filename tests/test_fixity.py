"""A site against its manifest: every file that is not as it was is named, with both hashes."""

import hashlib
from pathlib import Path

import pytest
from archive import Archive, command

from jianbao.errors import SetupError
from jianbao.pipeline.fixity import MANIFEST, Difference, differences


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three files with its manifest."""
    files = {"index.html": b"home", "data/seeds/a.txt": "剪报".encode(), "data/archive.db": bytes(64)}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    lines = [f"{_sha(data)}  {path}\n" for path, data in sorted(files.items())]
    (tmp_path / MANIFEST).write_text("".join(lines), "ascii")
    return tmp_path


def test_a_whole_site_has_no_difference(site: Path) -> None:
    assert list(differences(site)) == []


def test_every_kind_of_difference_is_named(site: Path) -> None:
    (site / "data/archive.db").write_bytes(bytes(63) + b"\1")
    (site / "index.html").unlink()
    (site / "extra").mkdir()
    (site / "extra/new.html").write_bytes(b"new")
    assert list(differences(site)) == [
        Difference("data/archive.db", "changed", _sha(bytes(64)), _sha(bytes(63) + b"\1")),
        Difference("extra/new.html", "added", "", _sha(b"new")),
        Difference("index.html", "missing", _sha(b"home"), ""),
    ]


def test_a_link_is_no_file_of_the_site(site: Path) -> None:
    (site / "data/seeds/a.txt").unlink()
    (site / "data/seeds/a.txt").symlink_to(site / "index.html")
    (site / "folder").symlink_to("data")
    assert [(one.path, one.what) for one in differences(site)] == [("data/seeds/a.txt", "changed"), ("folder", "added")]


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "a/../../b", ""])
def test_a_line_about_a_file_elsewhere_is_invalid(site: Path, path: str) -> None:
    with (site / MANIFEST).open("a", encoding="ascii") as lines:
        lines.write(f"{'0' * 64}  {path}\n")
    assert [(one.path, one.what) for one in differences(site)] == [(path, "invalid")]


def test_a_folder_without_a_manifest_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="is this a site that was built here"):
        list(differences(tmp_path))


def test_the_command_names_what_differs(built: Archive, site: Path) -> None:
    whole = command(built, "verify")
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "no differences" in whole.stdout
    (site / "index.html").write_bytes(b"other")
    broken = command(built, "verify", str(site))
    assert broken.returncode == 1
    assert broken.stderr == f"{site.name}/index.html: CHANGED expected {_sha(b'home')}, found {_sha(b'other')}\n"
