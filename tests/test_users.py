"""What a build may not read or write is told in a line, by name: built as a user whom the system really refuses.

Root may read and write everything, so a suite that runs as root builds as another user, in a process of its own.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive import ROOT
from outside import missing

from benchmarks.archives import OLD, build, files, restore, small_archive
from benchmarks.faults import in_a_child
from jianbao.pipeline import Settings
from scripts.build_pages import Crew, build_site

NOBODY = 65534
SECOND = "河东县通水\n\n全县的村子都通了水。\n"


def other_users_read(path: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (path, *path.parents))


@pytest.fixture(scope="module")
def saved() -> Iterator[Settings]:
    """A small archive that was built once, where another user can reach it; and a copy of it."""
    if os.geteuid() == 0 and not other_users_read(ROOT):
        missing("the checkout lies where another user cannot read it")
    with tempfile.TemporaryDirectory() as folder:
        settings = small_archive(Path(folder) / "archive")
        build(settings)  # loads, too, what another user may not be let read: Python's own library may be root's alone
        Path(folder).chmod(0o755)
        shutil.copytree(settings.seeds.parent, Path(folder) / "saved", symlinks=True)
        yield settings


@pytest.fixture
def mine(saved: Settings) -> Iterator[Settings]:
    """Give the archive as it was saved."""
    yield saved
    saved.seeds.chmod(0o755)
    restore(saved, saved.seeds.parent.with_name("saved"))


def as_a_user(settings: Settings) -> tuple[int, list[str]]:
    """Build as a user who is not root; give the exit code and what was said of it on standard error."""
    folder = settings.seeds.parent
    said = folder.with_name("said.txt")

    def run() -> None:
        with said.open("w", encoding="utf-8") as err, contextlib.redirect_stderr(err):
            if os.geteuid() == 0:
                for path in (folder, *folder.rglob("*")):
                    os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            code = build_site(settings, Crew(1, ""))
        os._exit(code)

    code = os.waitstatus_to_exitcode(in_a_child(run))
    return code, [line for line in said.read_text("utf-8").splitlines() if not line.endswith(": done")]


def test_what_cannot_be_read_is_refused_and_the_rest_published(mine: Settings) -> None:
    (mine.seeds / "b.txt").write_text(SECOND, "utf-8")
    (mine.seeds / "c.txt").write_text(OLD, "utf-8")
    (mine.seeds / "d.txt").write_text(f"{OLD}又一段。\n", "utf-8")
    (mine.seeds / "d.yml").write_text("city: 河东\n", "utf-8")
    for name in ("c.txt", "d.yml"):
        (mine.seeds / name).chmod(0)
    mine.seeds.chmod(0o555)  # which a build has no need to write in
    code, said = as_a_user(mine)
    assert code == 3
    closed = [line.partition(": NOT-A-FILE")[0] for line in said if "(Permission denied)" in line]
    assert closed == ["seeds/c.txt", "seeds/d.yml"]
    assert {"en/articles/a/index.html", "en/articles/b/index.html"} <= files(mine).keys()


@pytest.mark.parametrize("name", ["seeds", "docs/en/articles", "cache", ".builds"])
def test_a_folder_that_is_closed_leaves_the_old_site(mine: Settings, name: str) -> None:
    before = files(mine)
    (mine.seeds / "b.txt").write_text(SECOND, "utf-8")
    closed = mine.seeds.parent / name
    closed.chmod(0 if name == "seeds" else 0o555)
    code, said = as_a_user(mine)
    closed.chmod(0o755)
    assert code == 1
    (line,) = said
    assert line.startswith("jianbao: ")
    assert str(closed) in line
    assert files(mine) == before
    assert as_a_user(mine)[0] == 0
    assert "en/articles/b/index.html" in files(mine)
