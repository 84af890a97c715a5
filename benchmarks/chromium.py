"""Chromium as benchmarks and tests start it: as any user, without a screen, looking for nothing but its page."""

import shutil
import sys

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def program() -> str:
    """Give the path of Chromium. Exits where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found or sys.exit("Chromium is not installed")
