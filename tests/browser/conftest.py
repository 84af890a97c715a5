"""A real browser, and a server for the folder it looks at."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import outside
import pytest
import search_site
from archive import BASE, Archive
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.chromium import FLAGS
from jianbao.search.reader import Reader


class _Server(http.server.SimpleHTTPRequestHandler):
    extra: Mapping[str, str]

    def end_headers(self) -> None:
        for name, value in self.extra.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Give a function that serves a folder, with more headers if told so, and tells its address with a final slash."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path, headers: Mapping[str, str] | None = None) -> str:
        server = type("Server", (_Server,), {"extra": headers or {}})
        handler = functools.partial(server, directory=folder)
        servers.append(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, args=(0.01,), daemon=True).start()  # soon to be told to end
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def mounted(whole: Archive, serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the whole archive, under the path that it was built for."""
    folder, path = tmp_path_factory.mktemp("mounted"), urlsplit(BASE).path.strip("/")
    (folder / path).symlink_to(whole.settings.site.resolve())
    return f"{serve(folder)}{path}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium; without it the test is skipped, but under continuous integration it fails."""
    path = outside.program("chromium", "chromium-browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def searched(serve: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give the folder and the address of a site to search, under a base path as on a project's page."""
    folder = tmp_path_factory.mktemp("searched")
    search_site.build(folder / "base")
    return folder / "base", f"{serve(folder)}base/"


def complaints(page: Page) -> list[str]:
    """Give a list that fills with what the browser says of a page: errors, broken policies, anything on its console."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    return said


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function that opens an empty page in a context of its own, with the options of one.

    Whatever the browser complains of fails the test.
    """
    opened: list[tuple[Page, list[str]]] = []

    def open_one(**options: Any) -> Page:
        page = browser.new_context(**options).new_page()
        opened.append((page, complaints(page)))
        return page

    yield open_one
    for page, _ in opened:
        page.context.close()
    assert [said for _, said in opened if said] == []


@pytest.fixture
def visit(browser: Browser, searched: tuple[Path, str]) -> Iterator[Callable[[str], Page]]:
    """Open a page of that site; nothing may go wrong on it but what a test breaks, and nothing may break the policy."""
    page = browser.new_page()
    wrong = complaints(page)

    def go(address: str) -> Page:
        page.goto(searched[1] + address)
        assert page.evaluate("typeof jianbao.search") == "function"
        return page

    yield go
    expected = ("net::ERR", "Failed to load resource", "Failed to fetch", "search index")
    page.close()
    assert [message for message in wrong if not any(part in message for part in expected)] == []


@pytest.fixture(scope="session")
def reader(searched: tuple[Path, str]) -> Reader:
    """Give the reader in Python of that site's index."""
    return Reader(lambda name: (searched[0] / "search" / name).read_bytes())
