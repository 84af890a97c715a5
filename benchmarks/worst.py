"""Measures what the worst files of a size cost: each text builds an archive of its own, in one edition, in one process.

    python -m benchmarks.worst [--bytes 1000000] [NAME...]

A file may also be refused, which is told; then the time is what that took.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.archives import build, small_archive
from benchmarks.synthetic import articles
from jianbao.errors import SetupError
from jianbao.pipeline import NotPublishedError, Settings
from jianbao.read import tables

TEXTS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "prose": lambda: "\n".join(one["text"] for one in articles(200)),
        "columns": lambda: _lines(_cut("".join(one["text"] for one in articles(100)), 18)),
        "one line": lambda: "没有句号的长行" * 50_000,
        "short lines": lambda: _lines("字\n" * 250_000),
        "too many lines": lambda: "字\n" * 250_000,
        "blank lines": lambda: "\n" * 1_000_000 + "字",
        "headings": lambda: _lines("同一个标题\n\n" * 60_000),
        "brackets": lambda: "[a" * 500_000,
        "tags": lambda: "<![ " * 250_000,
        "stars": lambda: "*a **a " * 150_000,
        "digits": lambda: "1" * 1_000_000,
        "amounts": lambda: "3.5亿元，" * tables.default().limits.numerals,
        "too many amounts": lambda: "3.5亿元，" * 80_000,
        "quotes": lambda: "“" * 330_000,
        "names": lambda: "记者王明、李红、" * 50_000,
        "spaces": lambda: "字" + " " * 999_000 + "字",
        "English": lambda: "the quick brown fox " * 50_000,
    }
)


def main() -> None:
    """Print a row for each text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(TEXTS), metavar="NAME")
    parser.add_argument("--bytes", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print("| text | wall | processor | memory beyond the program | |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        plain = small_archive(Path(scratch) / "plain")
        build(plain)  # loads what makes a site, so that no text pays for it
        base = _measured(plain)[2]
        for name in arguments.names:
            settings = small_archive(Path(scratch) / name)
            text = TEXTS[name]().encode("utf-8")[: arguments.bytes].decode("utf-8", "ignore")
            (settings.seeds / "a.txt").write_text(text, "utf-8")
            wall, processor, memory, outcome = _measured(settings)
            print(f"| {name} | {wall:.1f} s | {processor:.1f} s | {memory - base:,.0f} MB | {outcome} |", flush=True)


def _lines(text: str) -> str:
    """Cut a text at the most lines that a seed may have."""
    return "\n".join(text.split("\n")[: tables.default().limits.lines])


def _cut(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def _measured(settings: Settings) -> tuple[float, float, float, str]:
    """Build in a process of its own; give wall and processor seconds, megabytes, and what came of it."""
    said = settings.seeds.parent / "said.txt"

    def run() -> None:
        try:
            build(settings)
        except NotPublishedError as error:
            said.write_text(f"refused: {error.refused[0].problem.code}", "utf-8")
        except SetupError as error:
            said.write_text(str(error), "utf-8")

    start = time.monotonic()
    child = os.fork()
    if not child:
        run()
        os._exit(0)
    used = os.wait4(child, 0)[2]
    outcome = said.read_text("utf-8") if said.exists() else "published"
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, outcome


if __name__ == "__main__":
    main()
