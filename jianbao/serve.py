"""Serves the site on this machine and builds it again when something it is made from changes."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLED = 0.4  # seconds without a change before a build: an editor writes a file in several steps
_HARMLESS = frozenset(("opened", "closed", "closed_no_write"))


def serve(site: Path, watched: Iterable[Path], rebuild: Callable[[], object], port: int) -> None:
    """Serve `site` on `port` until interrupted, and call `rebuild` after changes below the `watched` folders.

    Raises OSError when the port is taken.
    """
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        changes = _Changes()
        observer = Observer()
        for folder in watched:
            observer.schedule(changes, str(folder), recursive=True)
        observer.start()
        threading.Thread(target=_rebuild_after, args=(changes, rebuild), daemon=True).start()
        try:
            server.serve_forever()
        finally:
            observer.stop()
            observer.join()


class _Changes(FileSystemEventHandler):
    """Remembers that something changed, until asked."""

    def __init__(self) -> None:
        self.seen = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _HARMLESS:
            self.seen.set()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files through the link, so that a new build is there with the next request, and says nothing of it."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the build has something to say, a request has not."""


def _rebuild_after(changes: _Changes, rebuild: Callable[[], object]) -> None:
    while True:
        changes.seen.wait()
        while changes.seen.is_set():
            changes.seen.clear()
            changes.seen.wait(SETTLED)
        rebuild()
