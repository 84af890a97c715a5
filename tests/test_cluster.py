"""The same bytes from a cluster: a real scheduler, workers in processes of their own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import pytest
from archive import ROOT, new_archive
from distributed import Client
from distributed.scheduler import KilledWorker

from jianbao.errors import SetupError
from jianbao.pipeline import runner
from jianbao.pipeline.cluster import Alike, different, made_with, unlike
from jianbao.pipeline.runner import Runner
from jianbao.pipeline.workers import workers
from scripts import build_pages
from scripts.build_pages import build_site


@dataclass(frozen=True)
class Crew:
    """A cluster: the address of its scheduler; `hire` begins a worker that finds packages in some folders first."""

    address: str
    hire: Callable[[Iterable[Path]], None]


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """Give a Dask scheduler with two workers, each of which would run two jobs at once."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    line = [sys.executable, "-P", str(Path(__file__).parent / "dask_crew.py")]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        line, cwd=folder, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, text=True, start_new_session=True
    ) as started:

        def begin(what: str, path: Iterable[Path], *options: str) -> None:
            print(json.dumps([what, [*map(str, path)], options]), file=started.stdin, flush=True)

        try:
            begin("scheduler", [ROOT], "--port=0", f"--scheduler-file={file}")
            address = _address(file)
            hired = Crew(address, lambda path: begin("worker", path, address, "--no-nanny", "--nthreads=2"))
            for _ in range(2):
                hired.hire([ROOT])
            yield hired
        finally:
            os.killpg(started.pid, signal.SIGKILL)


def _address(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return str(json.loads(file.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    pytest.fail("the scheduler did not start")


def test_a_cluster_makes_the_same_site(crew: Crew, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    near, far = (new_archive(tmp_path / name) for name in ("near", "far"))
    for archive, address in ((near, ""), (far, crew.address)):
        assert build_site(replace(archive.settings, editions=("en",)), build_pages.Crew(1, address)) == 0
    assert capsys.readouterr().out.count("4 articles") == 2
    assert far.files() == near.files()


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    """Give where workers find what they run, by what is wrong with it: a package, the code, all of it."""
    folder = tmp_path_factory.mktemp("strangers")
    package, code, nothing = folder / "package", folder / "code", folder / "nothing"
    other = package / "opencc-0.9.dist-info"
    for path in (other, code / "jianbao", nothing):
        path.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: opencc\nVersion: 0.9\n", "utf-8")
    (code / "requirements.lock").symlink_to(ROOT / "requirements.lock")
    for path in (ROOT / "jianbao").iterdir():
        (code / "jianbao" / path.name).symlink_to(path)
    (code / "jianbao" / "later.py").write_text('"""What the client does not have."""\n', "utf-8")
    return {"package": (package, ROOT), "code": (code,), "nothing": (nothing,)}


def test_workers_that_would_make_other_pages_are_refused(crew: Crew, strangers: dict[str, tuple[Path, ...]]) -> None:
    jobs = range(200)
    with workers(2, crew.address) as pool, Client(crew.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        assert list(Runner(pool, _tell).run("x", abs, jobs, len(jobs))) == list(jobs)
        for path in strangers.values():
            crew.hire(path)
        client.wait_for_workers(5, timeout=60)
        assert sorted(unlike(client, made_with()).values()) == [
            "cannot run the program (ModuleNotFoundError)",
            "has other packages: opencc is 0.9, and 1.4.2 is wanted",
            "runs another version of the program",
        ]
        with pytest.raises(SetupError, match="; give scheduler and workers this checkout") as refused:
            workers(2, crew.address).__enter__()
        assert "\n" not in str(refused.value)
        # Those who come while a build is on do none of its jobs either.
        with pytest.raises(SetupError, match=r"a worker (that came later|cannot run the program)"):
            list(Runner(pool, _tell).run("x", abs, jobs, len(jobs)))


def test_a_worker_without_the_program_is_told_in_a_line() -> None:
    def lacking(*_: object) -> None:
        message = "No module named 'jianbao'"
        raise ModuleNotFoundError(message)

    with ThreadPoolExecutor(1) as pool, pytest.raises(SetupError, match="a worker cannot run the program"):
        list(Runner(pool, _tell).run("x", lacking, [9], 1))


class Lonely(contextlib.AbstractContextManager["Lonely"]):
    """A client whose scheduler has no worker, nor the program."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def wait_for_workers(self, *_: object, **__: object) -> None:
        raise TimeoutError

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return {}

    def run_on_scheduler(self, *_: object) -> object:
        raise ModuleNotFoundError


def test_a_cluster_without_workers_or_library_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distributed.Client", Lonely)
    with pytest.raises(SetupError, match="the cluster at tcp:x has no worker"):
        workers(1, "tcp:x").__enter__()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SetupError, match="needs the package distributed"):
        workers(1, "tcp:x").__enter__()


def test_a_scheduler_without_the_program_is_told() -> None:
    assert unlike(Lonely(), made_with()) == {"the scheduler": "cannot run the program (ModuleNotFoundError)"}


def test_a_job_is_done_by_those_alike_alone() -> None:
    ours = made_with()
    with ThreadPoolExecutor(1) as threads:
        assert Alike(threads, ours).submit(pow, 2, 5).result() == 32
        with pytest.raises(SetupError, match="a worker that came later runs another version of the program"):
            Alike(threads, ours._replace(code="other")).submit(pow, 2, 5).result()


def test_another_python_is_told() -> None:
    ours = made_with()
    assert different(ours._replace(python="3.99"), ours) == f"has Python 3.99, and {ours.python} is wanted"


def test_a_cluster_that_is_not_there_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianbao.pipeline.cluster.PATIENCE", 1)
    with pytest.raises(SetupError, match="no Dask scheduler answers at tcp:"):
        workers(1, "tcp://127.0.0.1:9").__enter__()


def _tell(*_: object) -> None:
    """Say nothing."""


def test_a_worker_that_dies_is_told_in_a_line() -> None:
    many = [9] * (runner.FEW + 1)
    with workers(2) as pool, pytest.raises(SetupError, match="a worker died"):
        list(Runner(pool, _tell).run("x", os._exit, many, len(many)))


@pytest.mark.parametrize("number", [runner.FEW, runner.FEW + 1])
def test_processes_begin_only_for_more_than_a_few_jobs(number: int) -> None:
    with workers(2) as pool:
        where = set(Runner(pool, _tell).run("x", os.path.realpath, ["/proc/self"] * number, number))
    assert (f"/proc/{os.getpid()}" in where) == (number <= runner.FEW)


@pytest.mark.parametrize("total", [runner.MANY, runner.MANY + 1])
def test_a_process_takes_many_values_while_this_one_goes_on(total: int) -> None:
    with workers(2) as pool:
        waiting = Runner(pool, _tell).aside(_where, iter("abc"), total)
        said, process = waiting()
    assert (said, process == os.getpid()) == ("abc", total <= runner.MANY)


def test_what_dies_beside_this_process_is_told_in_a_line() -> None:
    with workers(2) as pool:
        waiting = Runner(pool, _tell).aside(_dies, [9], runner.MANY + 1)
        with pytest.raises(SetupError, match="a worker died"):
            waiting()


def _where(values: Iterable[str]) -> tuple[str, int]:
    return "".join(values), os.getpid()


def _dies(values: Iterable[int]) -> None:
    os._exit(*values)


def test_a_worker_that_dies_on_a_cluster_too() -> None:
    def killed(*_: object) -> None:
        raise KilledWorker("task", mock.Mock(), 3)

    with ThreadPoolExecutor(1) as pool, pytest.raises(SetupError, match="a worker died"):
        list(Runner(pool, _tell).run("x", killed, [9], 1))
