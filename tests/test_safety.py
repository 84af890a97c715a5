"""Whatever breaks, readers see the old site or the new one, and the next build needs nobody to clean up for it.

`benchmarks/faults.py` goes through every operation of a build; here are some of each kind, spread over it.
"""

import contextlib
import errno
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
from archive import Archive, line

from benchmarks.archives import NEW, build, draft, files, restore, small_archive, well_used
from benchmarks.faults import breaking, die, fail, in_a_child
from jianbao.cache import Cache, held
from jianbao.errors import SetupError
from jianbao.model import RefusedFile, SeedFile
from jianbao.pipeline import Settings, jobs
from jianbao.pipeline.jobs import SeedJob
from scripts.build_pages import Crew, build_site

NO_NETWORK = """\
import socket

connect = socket.socket.connect

def refuse(self, address):
    if self.family != socket.AF_UNIX:
        raise SystemExit(f"asked for {address}")
    connect(self, address)

socket.socket.connect = refuse
"""
SPREAD = (2, 3, 5, 9, 20, 60, 140, 200)  # of some 250 to 370 operations


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the site that a clean build makes of the changed seed."""
    return files(_changed(small_archive(tmp_path_factory.mktemp("new"))))


def _changed(settings: Settings) -> Settings:
    (settings.seeds / "a.txt").write_text(NEW, "utf-8")
    build(settings)
    return settings


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small archive that was built a few times, and whose seed was changed since; and a copy of it."""
    settings = small_archive(tmp_path_factory.mktemp("old") / "archive")
    well_used(settings)
    (settings.seeds / "a.txt").write_text(NEW, "utf-8")
    shutil.copytree(settings.seeds.parent, _copy(settings), symlinks=True)
    return settings


def _copy(settings: Settings) -> Path:
    return settings.seeds.parent.with_name("saved")


@pytest.fixture
def old(saved: Settings) -> Settings:
    """Give the archive as it was saved."""
    restore(saved, _copy(saved))
    return saved


def _goes_on(settings: Settings, new_site: dict[str, bytes]) -> None:
    """Assert that the next build is as if nothing had been."""
    (settings.seeds / "a.txt").write_text(NEW, "utf-8")
    build(settings)
    assert files(settings) == new_site
    assert not [path for path in settings.seeds.parent.rglob("*") if ".new" in path.name]
    assert len(list((settings.site.parent / ".builds").iterdir())) <= 3


def test_an_operation_that_fails_leaves_the_old_site(
    old: Settings, new_site: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    said = 0
    for number, error in zip(SPREAD, cycle((errno.ENOSPC, errno.EIO, errno.EMFILE, errno.EDQUOT)), strict=False):
        before = files(old)
        (old.seeds / "a.txt").write_text(draft(number), "utf-8")
        with breaking(number, partial(fail, error)):
            code = build_site(old, Crew(1, ""))
        lines = capsys.readouterr().err.splitlines()
        told = [line for line in lines if line.startswith("jianbao: ")]
        assert (code, len(told)) == (1, 1) or (code, told) == (0, [])
        assert (files(old) == before) == (code == 1)
        said += len(told)
    assert said >= len(SPREAD) // 2
    _goes_on(old, new_site)


def test_a_build_that_is_killed_leaves_the_old_site(old: Settings, new_site: dict[str, bytes]) -> None:
    killed = 0

    def attempt(number: int) -> Callable[[], object]:
        def run() -> None:
            with breaking(number, die):
                build(old)

        return run

    for number in SPREAD:
        before = files(old)
        (old.seeds / "a.txt").write_text(draft(number), "utf-8")
        status = in_a_child(attempt(number))
        killed += os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert status == 0 or files(old) == before
    assert killed >= len(SPREAD) // 2
    _goes_on(old, new_site)


def _limited(what: int, most: Callable[[], int], settings: Settings, out: Path) -> int:
    """Build in a process of its own under a limit, and give its exit code."""

    def run() -> None:
        with out.open("w", encoding="utf-8") as err, contextlib.redirect_stderr(err):
            resource.setrlimit(what, (most(), resource.RLIM_INFINITY))
            code = build_site(settings, Crew(1, ""))
        os._exit(code)

    return os.waitstatus_to_exitcode(in_a_child(run))


def test_a_file_that_cannot_be_written_whole_is_told_in_a_line(old: Settings, new_site: dict[str, bytes]) -> None:
    before, out = files(old), old.seeds.parent / "said.txt"
    assert _limited(resource.RLIMIT_FSIZE, lambda: 4096, old, out) == 1
    assert files(old) == before
    assert "Traceback" not in out.read_text("utf-8")
    assert [line for line in out.read_text("utf-8").splitlines() if line.startswith("jianbao: ")]
    _goes_on(old, new_site)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize() + (2 << 20)


def test_a_build_without_memory_ends_and_leaves_the_old_site(old: Settings, new_site: dict[str, bytes]) -> None:
    before, out = files(old), old.seeds.parent / "said.txt"
    assert _limited(resource.RLIMIT_AS, _address_space, old, out) != 3
    assert files(old) in (before, new_site)
    assert "Traceback" not in out.read_text("utf-8")
    _goes_on(old, new_site)


def test_a_seed_is_not_refused_for_want_of_memory(monkeypatch: pytest.MonkeyPatch, archive: Archive) -> None:
    def without(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(jobs.seeds, "dossier_of", without)
    with pytest.raises(MemoryError):
        archive.build()
    monkeypatch.setattr(jobs.seeds, "dossier_of", lambda _: 1 / 0)
    file = SeedFile("a", "a.txt", b"x", "0")
    (refused,) = jobs.analyse_batch((SeedJob(file, b"", "key"),))
    assert isinstance(refused, RefusedFile)
    assert "ZeroDivisionError" in refused.problem.message


@pytest.mark.parametrize("name", ["cache", "docs", "site"])
def test_what_cannot_be_written_is_told_in_a_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = small_archive(tmp_path)
    getattr(settings, name).write_bytes(b"a file")
    assert build_site(settings, Crew(1, "")) == 1
    assert [line for line in capsys.readouterr().err.splitlines() if line.startswith("jianbao: ") and name in line]
    assert getattr(settings, name).read_bytes() == b"a file"


@pytest.mark.parametrize("left", [[], ["a.yml"]])
def test_an_empty_folder_takes_no_site_down(left: list[str], old: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(old)
    (old.seeds / "a.txt").unlink()
    for name in left:
        (old.seeds / name).write_text("withdrawn: 试验\n", "utf-8")
    assert build_site(old, Crew(1, "")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "no seed could be published; the site stays as it is" in line
    assert files(old) == before


def test_two_builds_at_once_do_not_meet(old: Settings, new_site: dict[str, bytes]) -> None:
    before = files(old)
    with Cache(old.cache), pytest.raises(SetupError, match="another build"):
        build(old)
    with held(old.site.parent / ".builds"), pytest.raises(SetupError, match="another build"):
        build(old)
    assert files(old) == before
    _goes_on(old, new_site)


def test_a_build_that_is_asked_to_stop_says_so_in_a_line(old: Settings, new_site: dict[str, bytes]) -> None:
    before = files(old)
    typed = line(old, "--jobs=2", "--allow-removal")
    with subprocess.Popen(typed, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stderr
        assert running.stderr.readline().startswith("seeds: ")  # the pages are yet to be made
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does, which sends Ctrl-C to all processes
        said = running.communicate(timeout=60)[1].splitlines()
    assert (running.returncode, said[-1].partition(";")[0]) == (1, "jianbao: stopped")
    assert not [told for told in said if told.startswith((" ", "Traceback"))]
    assert files(old) == before
    _goes_on(old, new_site)


def test_surroundings_change_no_byte(built: Archive, archive: Archive, tmp_path: Path) -> None:
    # Neither a home nor a network: what tries to reach one fails.
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    around = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4", "SOURCE_DATE_EPOCH": "1"}
    around |= {"HOME": str(tmp_path / "nowhere"), "PYTHONPATH": str(tmp_path)}
    script = 'umask 027 && exec "$@" >&-'  # nobody listens either
    subprocess.run(
        ["/bin/sh", "-c", script, "sh", *line(archive.settings, "--jobs=2")],
        env=os.environ | around,
        cwd=tmp_path.parent,
        check=True,
        capture_output=True,
    )
    assert archive.files() == built.files()
    assert {path.stat().st_mode & 0o444 for path in archive.settings.site.resolve().rglob("*.html")} == {0o444}
