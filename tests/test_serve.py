"""Serving: the site answers, and a changed seed is on it a moment later."""

import queue
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from archive import Archive, line
from watchdog.events import FileModifiedEvent, FileOpenedEvent

from jianbao import serve

PATIENCE = 60  # seconds, on a busy machine


@pytest.fixture
def address(archive: Archive) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--edition=zh-Hans", "--jobs=1", "--allow-removal", "serve", f"--port={port}")
    typed = line(archive.settings, *options)
    with subprocess.Popen(typed, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as it:
        yield f"http://127.0.0.1:{port}/"
        it.terminate()


def test_a_folder_asks_for_its_own_once_it_has_settled(tmp_path: Path) -> None:
    changes, done = serve.Changes(), queue.Queue[str]()
    threading.Thread(target=changes.attend, daemon=True).start()
    one, other = (serve.Folder(changes, partial(done.put, name)) for name in ("one", "other"))
    for _ in range(3):
        one.on_any_event(FileModifiedEvent(str(tmp_path)))
    other.on_any_event(FileOpenedEvent(str(tmp_path)))
    assert done.get(timeout=PATIENCE) == "one"
    other.on_any_event(FileModifiedEvent(str(tmp_path)))
    assert done.get(timeout=PATIENCE) == "other"
    assert done.empty()


def test_a_changed_seed_is_served(archive: Archive, address: str) -> None:
    page = f"{address}zh-Hans/articles/bridge/"
    assert "河东12个村" in _wait_for(page, "青石大桥")
    seed = archive.settings.seeds / "bridge.txt"
    seed.write_text(seed.read_text("utf-8").replace("河东12个村", "河东15个村"), "utf-8")
    assert "河东12个村" not in _wait_for(page, "河东15个村")


def _wait_for(page: str, text: str) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(page) as answer:  # noqa: S310 our own address
                html: str = answer.read().decode("utf-8")
        except (urllib.error.URLError, ConnectionError):
            html = ""
        if text in html:
            return html
        time.sleep(0.1)
    pytest.fail(f"{text} did not appear on {page}")
