"""Serves a built site on this machine as a static host does: compressed, with the headers of caching."""

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

COMPRESSED = frozenset((".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md", ".csv"))
FRESH = 600  # seconds that a page is taken for fresh, as on GitHub Pages


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.partition("?")[0].endswith("/") else file
        if file.suffix not in COMPRESSED or not file.is_file():
            return super().send_head()
        body = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(file)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", f"max-age={FRESH}")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@functools.cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes())


@contextmanager
def hosted(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve a folder, and give its address with a final slash; port 0 takes any that is free."""
    handler = functools.partial(_Handler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
