"""What a first visit sends over the line, by the browser's own count, from a host that compresses."""

from collections.abc import Iterator

import kinds
import pytest
from archive import BASE, Archive
from playwright.sync_api import Browser

from benchmarks.hosting import hosted

PROMISED = 150_000  # bytes of an article, everything with it
FRAME = 48_000  # bytes of everything but the page itself: style sheets, scripts, the mark of the site


@pytest.fixture(scope="module")
def base(whole: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, path = tmp_path_factory.mktemp("hosted"), BASE.rstrip("/").rpartition("/")[2]
    (folder / path).symlink_to(whole.settings.site.resolve())
    with hosted(folder) as address:
        yield f"{address}{path}/"


def sent(browser: Browser, address: str) -> dict[str, int]:
    """Visit a page for the first time, and give the bytes of each answer by its address."""
    context = browser.new_context()
    page = context.new_page()
    client = context.new_cdp_session(page)
    asked: dict[str, str] = {}
    answered: dict[str, float] = {}
    client.on("Network.requestWillBeSent", lambda said: asked.update({said["requestId"]: said["request"]["url"]}))
    client.on("Network.loadingFinished", lambda said: answered.update({said["requestId"]: said["encodedDataLength"]}))
    client.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    return {asked[request]: int(size) for request, size in answered.items()}


@pytest.mark.parametrize("kind", ["home", "article, untranslated", "search"])
def test_a_first_visit_is_light_and_leaves_the_index_alone(
    browser: Browser, base: str, whole: Archive, kind: str
) -> None:
    address = base + kinds.address(whole.settings.site.resolve(), kind)
    files = sent(browser, address)
    assert {url for url in files if url.endswith((".css", ".js"))}
    assert not [url for url in files if url.startswith(f"{base}search/")]
    assert sum(files.values()) - files[address] <= FRAME
    assert sum(files.values()) <= PROMISED
