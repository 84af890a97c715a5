"""What is installed against the lock file: the program stops before it touches anything, and names the difference."""

import builtins
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from archive import ROOT

from jianbao import installed

LOCK = """\
# a comment
click==0.0.1 \\
    --hash=sha256:00
    # via jianbao
no-such-package==3.2 ; python_full_version >= '3.11'
nor-this==1.0 ; python_full_version < '3.11'
"""


def test_what_differs_is_named_with_both_versions(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(LOCK, "utf-8")
    click, missing = installed.differences(lock)
    assert click.startswith("click is ")
    assert click.endswith(", and 0.0.1 is wanted")
    assert missing == "no-such-package is missing, and 3.2 is wanted"


def test_what_the_tests_run_with_is_what_the_lock_names() -> None:
    assert list(installed.differences()) == []


def test_what_reads_the_lock_may_be_missing_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name.startswith("packaging"):
            raise ImportError(name)
        return there(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert list(installed.differences()) == ["packaging is missing"]


def test_another_version_stops_the_program_in_one_line(tmp_path: Path) -> None:
    other = tmp_path / "path" / "opencc-0.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: opencc\nVersion: 0.9\n", "utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_pages.py"), f"--cache={tmp_path / 'cache'}"],
        env=os.environ | {"PYTHONPATH": str(other.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert line.startswith("jianbao: opencc is 0.9, and ")
    assert line.endswith(" is wanted; install requirements.lock, as `make site` does; nothing was touched")
    assert (done.returncode, done.stdout) == (1, "")
    assert not (tmp_path / "cache").exists()
