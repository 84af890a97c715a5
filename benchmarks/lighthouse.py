"""Measures the site as Lighthouse does: an emulated phone, a slow line, the site compressed as a static host sends it.

Builds the archive of `seeds/` for the address that it is then served at. Needs Chromium, and `npm ci` in this folder.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import chromium
from benchmarks.hosting import hosted
from jianbao.addresses import EDITIONS

HERE = Path(__file__).resolve().parent
LIGHTHOUSE = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
PORT = 8643  # known beforehand, since the pages name their address
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"first-contentful-paint": "s", "largest-contentful-paint": "s", "total-blocking-time": "ms"}
ENOUGH = 95  # what each category should reach, of 100


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page: points by category, times in milliseconds, bytes sent, what it finds at fault."""

    points: dict[str, int]
    times: dict[str, float]
    shift: float
    sent: int
    faults: tuple[str, ...]


def report(said: dict[str, Any]) -> Report:
    """Read the JSON of Lighthouse."""
    audits, categories = said["audits"], said["categories"]
    weighty = [ref["id"] for name in CATEGORIES[1:] for ref in categories[name]["auditRefs"] if ref["weight"]]
    return Report(
        points={name: round(100 * categories[name]["score"]) for name in CATEGORIES},
        times={name: audits[name]["numericValue"] for name in TIMES},
        shift=audits["cumulative-layout-shift"]["numericValue"],
        sent=sum(one["transferSize"] for one in audits["network-requests"]["details"]["items"]),
        faults=tuple(name for name in weighty if audits[name]["score"] not in (None, 1)),
    )


def measured(url: str) -> Report:
    """Run Lighthouse on a page."""
    line = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={' '.join(chromium.FLAGS)}"]
    line += [f"--only-categories={','.join(CATEGORIES)}"]
    env = os.environ | {"CHROME_PATH": chromium.program()}
    return report(json.loads(subprocess.run(line, env=env, capture_output=True, check=True).stdout))


def middle(reports: Sequence[Report]) -> Report:
    """Give the report whose points for performance are in the middle: they differ from run to run."""
    wanted = statistics.median_low([one.points["performance"] for one in reports])
    return next(one for one in reports if one.points["performance"] == wanted)


def row(page: str, one: Report) -> str:
    """Print a report as a row of the table."""
    points = " | ".join(str(one.points[name]) for name in CATEGORIES)
    first, largest, blocking = one.times.values()
    times = f"{first / 1000:.1f} s | {largest / 1000:.1f} s | {blocking:.0f} ms | {one.shift:.3f}"
    return f"| {page} | {points} | {times} | {one.sent / 1000:.0f} KB |"


def pages(site: Path, editions: Iterable[str]) -> list[str]:
    """List what is measured: of each edition home, the article with the longest page, and a search with its results."""
    longest = max((site / "zh-Hans" / "articles").glob("*/index.html"), key=lambda page: page.stat().st_size)
    article = f"articles/{longest.parent.name}/"
    return [f"{edition}/{page}" for edition in editions for page in ("", article, "search/?q=扶贫")]


def main() -> int:
    """Build, serve, measure, print. The exit code is 1 where a category has too few points."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--editions", nargs="+", default=list(EDITIONS))
    parser.add_argument("--runs", type=int, default=1, help="of each page; the one in the middle is shown")
    asked = parser.parse_args()
    chromium.program()  # which says before the build that there is none
    if not LIGHTHOUSE.is_file():
        sys.exit("Lighthouse is missing: npm ci --prefix benchmarks")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build = [sys.executable, "scripts/build_pages.py", f"--site={site}", f"--docs={folder}/docs"]
        build += [f"--cache={folder}/cache", f"--base-url=http://127.0.0.1:{PORT}/"]
        subprocess.run(build, cwd=HERE.parent, check=True, stderr=subprocess.DEVNULL)
        print(f"\n| page | {' | '.join(CATEGORIES)} | first paint | largest | blocked | shift | sent |")
        print("|---" * (len(CATEGORIES) + 6) + "|")
        enough = True
        with hosted(site.resolve(), PORT) as base:
            for page in pages(site, asked.editions):
                one = middle([measured(base + page) for _ in range(asked.runs)])
                print(row(page, one), *one.faults, flush=True)
                enough &= min(one.points.values()) >= ENOUGH
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
