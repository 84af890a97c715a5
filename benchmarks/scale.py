"""Measures whole builds beside stock MkDocs, at several sizes of the archive; prints one table.

    python -m benchmarks.scale CORPUS.jsonl.gz --articles 100 1000
    python -m benchmarks.scale --synthetic --articles 100 1000

The corpus is JSON lines with `id`, `title`, `date`, `text`. Stock is `mkdocs build` with Material and its own search
(with jieba, where installed) on the same texts, once for each edition, two at a time; it runs between our builds, so
that both see the same machine. Times count every process; the memory is that of the largest. `html` builds the site
anew from the Markdown that is there: MkDocs, search and assembly.
"""

import argparse
import contextlib
import ctypes
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks import corpus
from benchmarks.synthetic import articles as invented
from jianbao.addresses import EDITIONS

ROOT = Path(__file__).parent.parent
BUILD = (sys.executable, str(ROOT / "scripts" / "build_pages.py"))
MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!<>&|~^=:])")
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
COLUMNS = "articles", "what", "wall", "processor", "× stock", "largest process", "size", "files"


@dataclass(frozen=True)
class Spent:
    """What a run took: seconds of wall and of all processors, megabytes of its largest process."""

    wall: float
    processor: float
    memory: float


def main() -> None:
    """Measure every size that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--synthetic", action="store_true", help="invent the articles")
    parser.add_argument("--articles", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--no-stock", action="store_true", help="leave out the peers")
    parser.add_argument("--folder", type=Path, help="where to work; kept afterwards")
    arguments = parser.parse_args()
    if not arguments.synthetic and not arguments.corpus:
        parser.error("name a corpus, or say --synthetic")
    # Workers whose parent has ended come to us, so that their time is counted.
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for number in arguments.articles:
        rows = list(islice(invented(number + 1), number + 1)) if arguments.synthetic else spread(arguments, number + 1)
        with tempfile.TemporaryDirectory() as scratch:
            folder = (arguments.folder or Path(scratch)) / str(number)
            shutil.rmtree(folder, ignore_errors=True)
            measure(rows, folder, arguments.jobs, stock=not arguments.no_stock)


def spread(arguments: argparse.Namespace, number: int) -> list[dict[str, str]]:
    """Take so many articles from all over the corpus."""
    every = [*corpus.read(arguments.corpus)]
    return [every[at * len(every) // number] for at in range(min(number, len(every)))]


def measure(rows: Sequence[dict[str, str]], folder: Path, jobs: int, *, stock: bool) -> None:
    """Measure one size; the last article is the one that is added, edited and withdrawn."""
    *first, last = rows
    lay_seeds(first, folder / "seeds")
    (folder / "translations").mkdir()
    peers = list(peer_runs(first, folder / "stock")) if stock else []
    base = peers[0][1].processor if peers else 0.0
    for name, spent, site in peers:
        row(len(first), name, spent, base, site)
    for what in ("clean", "nothing", "html", "added", "edited", "withdrawn"):
        change(what, last, folder)
        row(len(first), what, build(folder, jobs, edited=what == "edited"), base, folder / "site")


def change(what: str, article: dict[str, str], folder: Path) -> None:
    """Do to the seeds what the next build is to follow."""
    seed = folder / "seeds" / f"{article['id']}.txt"
    if what == "added":
        lay_seeds([article], seed.parent)
    elif what == "html":
        with contextlib.closing(sqlite3.connect(folder / "cache" / "memo.sqlite")) as memo, memo:
            for table in ("memo", "made"):
                memo.execute(f"delete from {table} where kind in ('html', 'assets', 'index', 'built')")  # noqa: S608 ours
    elif what == "edited":
        seed.write_text(seed.read_text("utf-8").replace("。", "！", 1), "utf-8")
    elif what == "withdrawn":
        seed.unlink()
        seed.with_suffix(".yml").write_text("withdrawn: 试验\n", "utf-8")


def build(folder: Path, jobs: int, *, edited: bool) -> Spent:
    """Build the site of a folder as a person does."""
    names = "seeds", "docs", "site", "cache", "translations"
    options = [f"--{name}={folder / name}" for name in names] + ["--allow-removal"] * edited
    return run([[*BUILD, *options, f"--jobs={jobs}"]], folder / "log.txt")


def lay_seeds(rows: Iterable[dict[str, str]], folder: Path) -> None:
    """Write each article as a seed: title, date, text."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in rows:
        digits = one["date"].replace("-", "")
        day = f"{int(digits[:4])}年{int(digits[4:6])}月{int(digits[6:8])}日\n" if len(digits) == len("20200228") else ""
        (folder / f"{one['id']}.txt").write_text(f"{one['title']}\n{day}\n{one['text']}\n", "utf-8")


def peer_runs(rows: Iterable[dict[str, str]], folder: Path) -> Iterator[tuple[str, Spent, Path]]:
    """Build the same texts with stock MkDocs, and with Zensical where it is installed."""
    for one in rows:
        for edition in EDITIONS:
            path = folder / edition / "docs" / f"{one['id']}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = "\n\n".join(MARKUP.sub(r"\\\1", line) for line in one["text"].splitlines() if line.strip())
            title = MARKUP.sub(r"\\\1", one["title"])
            path.write_text(f"# {title}\n\n{text}\n", "utf-8")
    for edition in EDITIONS:
        (folder / edition / "docs" / "index.md").write_text("# Archive\n", "utf-8")
        (folder / edition / "mkdocs.yml").write_text(json.dumps(STOCK), "utf-8")
    for name, module in (("stock MkDocs", "mkdocs"), ("Zensical", "zensical")):
        if shutil.which(module, path=str(Path(sys.executable).parent)):
            program = str(Path(sys.executable).parent / module)
            commands = [[program, "build", "--config-file", str(folder / e / "mkdocs.yml")] for e in EDITIONS]
            yield name, run(commands, folder / "log.txt"), folder


STOCK = {
    "site_name": "archive",
    "site_url": "https://example.org/",
    "nav": [{"archive": "index.md"}],
    "theme": {"name": "material", "language": "zh", "font": False},
    "plugins": [{"search": {"lang": ["zh", "en"]}}],
    "validation": {"nav": {"omitted_files": "ignore"}},
}


def run(commands: Sequence[Sequence[str]], log: Path, at_once: int = 2) -> Spent:
    """Run commands, so many at a time, and wait for every process that they left behind."""
    start, waiting, running = time.monotonic(), list(commands), set[int]()
    processor = memory = 0.0
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with log.open("ab") as out:
        while waiting or running:
            while waiting and len(running) < at_once:
                command = waiting.pop(0)
                running.add(subprocess.Popen(command, stdout=out, stderr=out, env=environment).pid)
            pid, status, used = os.wait4(-1, 0)
            if pid in running and os.waitstatus_to_exitcode(status) not in (0, 3):
                sys.exit(f"a build failed; see {log}")
            running.discard(pid)
            processor += used.ru_utime + used.ru_stime
            memory = max(memory, used.ru_maxrss / 1000)
    wall = time.monotonic() - start
    with_orphans = _reaped()
    return Spent(wall, processor + with_orphans.processor, max(memory, with_orphans.memory))


def _reaped() -> Spent:
    """Wait for the workers that outlive the builds they worked for."""
    processor = memory = 0.0
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            return Spent(0.0, processor, memory)
        processor += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss / 1000)


def row(number: int, what: str, spent: Spent, stock: float, site: Path) -> None:
    """Print a row."""
    files = [p.lstat() for p in site.resolve().rglob("*") if p.is_file() and "docs" not in p.parts[-3:]]
    size = sum(each.st_size for each in files) / 1e6
    ratio = f"{spent.processor / stock:.2f}" if stock else ""
    print(
        f"| {number:,} | {what} | {spent.wall:.1f} s | {spent.processor:.1f} s | {ratio} | {spent.memory:,.0f} MB"
        f" | {size:,.0f} MB | {len(files):,} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
