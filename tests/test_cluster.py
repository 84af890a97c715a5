"""The same bytes from a cluster: a real scheduler, workers in processes of their own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest
from archive import ROOT, Archive, command
from distributed.scheduler import KilledWorker

from jianbao.errors import SetupError
from jianbao.pipeline import runner, sources
from jianbao.pipeline.runner import Runner
from jianbao.pipeline.workers import workers


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a Dask scheduler with two workers, each of which would run two jobs at once."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    common = ["--scheduler-file", str(file), "--no-dashboard"]
    lines = [
        ["distributed.cli.dask_scheduler", "--port=0", *common],
        *[["distributed.cli.dask_worker", "--no-nanny", "--nthreads=2", *common]] * 2,
    ]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", *line],
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for line in lines
    ]
    try:
        yield _address(file)
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(20)


def _address(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return str(json.loads(file.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    pytest.fail("the scheduler did not start")


def test_a_cluster_makes_the_same_site(cluster: str, archive: Archive, built: Archive) -> None:
    done = command(archive, f"--cluster={cluster}")
    assert (done.returncode, done.stdout.count("4 articles")) == (0, 1), done.stderr
    assert archive.files() == built.files()


def test_workers_of_another_version_are_not_used(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "code", lambda: str(os.getpid()))
    with pytest.raises(SetupError, match="runs another version of the program"), workers(2, cluster):
        pass


def test_a_cluster_that_is_not_there_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jianbao.pipeline.workers.PATIENCE", 1)
    with pytest.raises(SetupError, match="no Dask scheduler answers at tcp:"):
        workers(1, "tcp://127.0.0.1:9").__enter__()


def _die(code: int) -> None:
    os._exit(code)


def _tell(*_: object) -> None:
    """Say nothing."""


def test_a_worker_that_dies_is_told_in_a_line() -> None:
    many = [9] * (runner.FEW + 1)
    with workers(2) as pool, pytest.raises(SetupError, match="a worker died"):
        list(Runner(pool, _tell).run("x", _die, many, len(many)))


def _process(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("number", [runner.FEW, runner.FEW + 1])
def test_processes_begin_only_for_more_than_a_few_jobs(number: int) -> None:
    with workers(2) as pool:
        where = set(Runner(pool, _tell).run("x", _process, range(number), number))
    assert (os.getpid() in where) == (number <= runner.FEW)


def test_a_worker_that_dies_on_a_cluster_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KilledWorker("task", mock.Mock(), 3)

    monkeypatch.setattr(runner, "_alone", killed)
    with ThreadPoolExecutor(1) as pool, pytest.raises(SetupError, match="a worker died"):
        list(Runner(pool, _tell).run("x", _die, [9], 1))
