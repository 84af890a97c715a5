"""Serves the site on this machine and builds it again when something it is made from changes."""

import functools
import http.server
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLED = 0.4  # seconds without a change before a build: an editor writes a file in several steps
_HARMLESS = frozenset(("opened", "closed", "closed_no_write"))


def serve(site: Path, watched: Mapping[Path, Callable[[], object]], port: int) -> None:
    """Serve `site` on `port` until interrupted, and after changes below a folder that is `watched` do what it asks.

    Raises OSError when the port is taken.
    """
    handler = functools.partial(_Handler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        changes = Changes()
        observer = Observer()
        for folder, act in watched.items():
            observer.schedule(Folder(changes, act), str(folder), recursive=True)
        observer.start()
        threading.Thread(target=changes.attend, daemon=True).start()
        try:
            server.serve_forever()
        finally:
            observer.stop()
            observer.join()


class Changes:
    """Remembers what changes ask for, and does it once they have settled: one thing after the other, each once."""

    def __init__(self) -> None:
        """Begin with nothing to do."""
        self._seen = threading.Event()
        self._asked: dict[Callable[[], object], None] = {}

    def ask(self, act: Callable[[], object]) -> None:
        """Note what a change asks for."""
        self._asked[act] = None
        self._seen.set()

    def attend(self) -> None:
        """Do what is asked for, without end."""
        while True:
            self._seen.wait()
            while self._seen.is_set():
                self._seen.clear()
                self._seen.wait(SETTLED)
            while self._asked:
                self._asked.popitem()[0]()


class Folder(FileSystemEventHandler):
    """A folder that is watched, and what its changes ask for."""

    def __init__(self, changes: Changes, act: Callable[[], object]) -> None:
        """Tie what is asked for to the changes."""
        self._changes, self._act = changes, act

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ask, unless a file was merely opened or closed."""
        if event.event_type not in _HARMLESS:
            self._changes.ask(self._act)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files through the link, so that a new build is there with the next request, and says nothing of it."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the build has something to say, a request has not."""
