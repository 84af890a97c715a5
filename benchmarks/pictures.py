"""Retakes the pictures of the READMEs from a build of `seeds/`, as `images/*.webp`. Needs Chromium.

python -m benchmarks.pictures
"""

import base64
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks import chromium
from benchmarks.hosting import hosted
from jianbao.addresses import EDITIONS

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "004_1ec53476d04604fe"  # the seed that the pictures show: columns that interleave, photos, a translation
HEIGHT, WIDTH, PHONE, GAP = 760, 1280, 390, 40  # pixels
SETTLED = 600  # milliseconds for scripts that draw
QUALITY = 85


@dataclass(frozen=True)
class Shot:
    """A page as it is photographed: its address, in a window of what width, in which light."""

    address: str
    width: int = WIDTH
    dark: bool = False


PICTURES = {
    "article": Shot(f"zh-Hans/articles/{ARTICLE}/"),
    "evidence": Shot(f"evidence/{ARTICLE}/#chart"),
    "figures": Shot("zh-Hans/figures/?kind=count&unit=household&place=lushi-xian&beside=lushan-xian-410423&plot=1"),
}
PHONES = [Shot(f"{edition}/articles/{ARTICLE}/", PHONE, dark=edition == "zh-Hant") for edition in EDITIONS]


def taken(browser: Browser, base: str, shot: Shot) -> bytes:
    """Photograph a page, as WebP, a quarter of a PNG."""
    size = ViewportSize(width=shot.width, height=HEIGHT)
    page = browser.new_page(viewport=size, color_scheme="dark" if shot.dark else "light", reduced_motion="reduce")
    page.goto(base + shot.address)
    page.wait_for_timeout(SETTLED)
    return _closed(page)


def beside(browser: Browser, pictures: Sequence[bytes]) -> bytes:
    """Put pictures of phones side by side, on white."""
    width = len(pictures) * (PHONE + GAP) - GAP
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    images = (f'<img src="data:image/webp;base64,{base64.b64encode(one).decode()}">' for one in pictures)
    page.set_content(f'<body style="margin: 0; display: flex; gap: {GAP}px">{"".join(images)}')
    return _closed(page)


def _closed(page: Page) -> bytes:
    """Take the picture of a page as it stands, and close it. Playwright itself knows no WebP."""
    said = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    page.close()
    return base64.b64decode(said["data"])


def main() -> None:
    """Build the archive, photograph its pages, write the pictures."""
    program = chromium.program()
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "scripts/build_pages.py", f"--site={folder}/site", f"--docs={folder}/docs"]
        subprocess.run([*build, f"--cache={folder}/cache"], cwd=ROOT, check=True, capture_output=True)
        with hosted((Path(folder) / "site").resolve()) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=chromium.FLAGS)
            made = {name: taken(browser, base, shot) for name, shot in PICTURES.items()}
            made["editions"] = beside(browser, [taken(browser, base, shot) for shot in PHONES])
            browser.close()
    for name, picture in made.items():
        (ROOT / "images" / f"{name}.webp").write_bytes(picture)
        print(f"images/{name}.webp: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
