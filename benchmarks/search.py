"""Measures the search beside its peers on one corpus, in one run, and prints one table.

    python -m benchmarks.search CORPUS.jsonl.gz [--articles 10000] [--queries 300] [--engines jianbao,pagefind]
        [--rounds 1] [--report benchmarks/search.md]

The corpus is JSON lines (id, title, date, text) and stays where it is. Engines: `jianbao`, `pagefind`,
`pagefind-1` (one character per word), `material` (Material for MkDocs with jieba, which must be there). Builds and
queries take turns, so that whatever else the machine does falls on all alike. Needs Chromium, Node and npm.
"""

import argparse
import contextlib
import functools
import http.server
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import opencc
from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks import chromium
from benchmarks.corpus import read as read_corpus
from benchmarks.search_engines import ENGINES, Article, Engine
from benchmarks.search_table import Scores, put, table
from jianbao.folding import fold

HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Query:
    """A string that stands in the corpus, as typed in either script, and the articles that have it."""

    hans: str
    hant: str
    truth: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """What every engine is asked: on fresh pages, on a page that has been searched from, and pieces of headlines."""

    cold: Sequence[Query]
    warm: Sequence[Query]
    headlines: Sequence[Query]
    peers: int

    def asks(self, run: int, number: int) -> bool:
        """Tell whether an engine, by its place, is asked a query, by its own. The first is asked every one."""
        return run == 0 or number < self.peers


@dataclass(frozen=True)
class Run:
    """An engine, the folder it works in, and what it did."""

    engine: Engine
    folder: Path
    scores: Scores


def main() -> None:
    """Build with every engine in turn, ask every engine every query in turn, and print the table."""
    start, arguments = time.monotonic(), _arguments()
    if arguments.report and not arguments.report.is_file():  # said before the work, not after it
        sys.exit(f"{arguments.report}: no such report to put the table into")
    articles = read(Path(arguments.corpus), arguments.articles)
    queries = _queries(articles, arguments.queries)
    asked = Asked(queries[: arguments.cold], queries, _headlines(articles, arguments.queries // 3), arguments.peers)
    print(
        f"{len(articles)} articles, {len(queries)} strings in two scripts, {len(asked.headlines)} headlines", flush=True
    )
    with contextlib.ExitStack() as stack:
        folder = arguments.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        runs = [Run(ENGINES[name], folder / name, _before(folder / name)) for name in arguments.engines.split(",")]
        _build_all([run for run in runs if run.scores.memory == 0], articles, arguments.rounds)
        for run in runs:
            sizes = [path.stat().st_size for path in (run.folder / run.engine.index).rglob("*") if path.is_file()]
            run.scores.disk, run.scores.files = sum(sizes), len(sizes)
        _ask_all(runs, asked)
    made = table([(run.engine.label, run.scores) for run in runs])
    print(f"\n{made}\n{time.monotonic() - start:.0f} s in all", flush=True)
    if arguments.report:
        put(made, arguments.report)


def _before(folder: Path) -> Scores:
    """Give what was measured of a build that is still there."""
    noted = folder / "built.json"
    return Scores(**json.loads(noted.read_text("ascii"))) if noted.exists() else Scores()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--cold", type=int, default=24, help="queries asked on a fresh page with an empty cache")
    parser.add_argument("--rounds", type=int, default=2, help="builds, of which the quickest counts")
    parser.add_argument("--engines", default="jianbao,pagefind,pagefind-1,material")
    parser.add_argument("--peers", type=int, default=1000, help="how many of the queries the others are asked")
    parser.add_argument("--report", type=Path, help="put the table in the place of the first one in this file")
    parser.add_argument("--folder", type=Path, help="keep the builds here, and take those that are here already")
    return parser.parse_args()


def read(corpus: Path, limit: int) -> list[Article]:
    """Read the articles of the corpus and convert them, in its order."""
    convert = opencc.OpenCC("s2tw").convert
    articles = []
    for row in islice(read_corpus(corpus), limit):
        hans = tuple(text.strip() for text in (row["title"], *row["text"].split("\n")) if text.strip())
        articles.append(Article(row["id"], row["date"], hans, tuple(map(convert, hans))))
    return articles


def _queries(articles: Sequence[Article], count: int) -> list[Query]:
    """Choose strings of 2, 3, 4 and 6 Chinese characters at random within paragraphs."""
    chance = random.Random(1911)  # noqa: S311 (the same strings every time)
    chosen: list[tuple[str, str]] = []
    while len(chosen) < count:
        article = chance.choice(articles)
        number, size = chance.randrange(len(article.hans)), (2, 3, 4, 6)[len(chosen) % 4]
        start = chance.randrange(max(1, len(article.hans[number]) - size))
        piece = article.hans[number][start : start + size]
        if HAN.fullmatch(piece) and len(piece) == size:
            chosen.append((piece, article.hant[number][start : start + size]))
    return _with_truth(articles, chosen)


def _headlines(articles: Sequence[Article], count: int) -> list[Query]:
    """Choose six characters of headlines that stand in no other headline."""
    chance = random.Random(1912)  # noqa: S311 (the same strings every time)
    chosen: list[Query] = []
    titles = "\n".join(article.hans[0] for article in articles)
    while len(chosen) < count:
        article = chance.choice(articles)
        start = chance.randrange(max(1, len(article.hans[0]) - 6))
        piece = article.hans[0][start : start + 6]
        if HAN.fullmatch(piece) and len(piece) == 6 and titles.count(piece) == 1:  # noqa: PLR2004
            chosen.append(Query(piece, article.hant[0][start : start + 6], frozenset([article.id])))
    return chosen


def _with_truth(articles: Sequence[Article], pieces: Sequence[tuple[str, str]]) -> list[Query]:
    texts = [(article.id, "\n".join(map(fold, article.hans))) for article in articles]
    return [Query(hans, hant, frozenset(ident for ident, text in texts if fold(hans) in text)) for hans, hant in pieces]


def _build_all(runs: Sequence[Run], articles: Sequence[Article], rounds: int) -> None:
    """Lay out the articles for each engine, and let them build in turn."""
    for run in runs:
        run.folder.mkdir(parents=True)
        run.engine.lay(run.folder, articles)
    for _ in range(rounds):
        for run in runs:
            _build(run)


def _build(run: Run) -> None:
    """Build once; keep the least time. A build without the index is taken off where there is one."""
    engine, scores = run.engine, run.scores
    with_it = _timed(engine.command(run.folder), run.folder, scores)
    without = _timed(engine.without(run.folder), run.folder, Scores()) if engine.without else (0.0, 0.0)
    wall, processor = (after - before for after, before in zip(with_it, without, strict=True))
    scores.build, scores.processor = min(scores.build, wall), min(scores.processor, processor)
    noted = {"build": scores.build, "processor": scores.processor, "memory": scores.memory}
    (run.folder / "built.json").write_text(json.dumps(noted), "ascii")
    print(f"built {engine.name}: {wall:.1f} s, processor {processor:.1f} s", flush=True)


def _timed(command: list[str], folder: Path, scores: Scores) -> tuple[float, float]:
    """Run a command and follow its memory; give the time it took and the time its processors worked, in seconds."""
    before = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = threading.Thread(target=_watched, args=(process.pid, scores))
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - before
    watch.join()
    if status:
        message = f"{' '.join(command)} failed"
        raise SystemExit(message)
    return wall, usage.ru_utime + usage.ru_stime


def _watched(process: int, scores: Scores) -> None:
    """Follow the memory of a process and all its children, in MB, until it ends; pages they share count for each."""
    while memory := _memory(process):
        scores.memory = max(scores.memory, memory)
        time.sleep(0.05)


def _memory(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE") / 1e6 + sum(_memory(int(child)) for child in children)


def _ask_all(runs: Sequence[Run], asked: Asked) -> None:
    with contextlib.ExitStack() as stack:
        driver = stack.enter_context(sync_playwright())
        addresses = [stack.enter_context(_served(run.folder)) for run in runs]
        browsers = [driver.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS) for _ in runs]
        everything = list(zip(runs, browsers, addresses, strict=True))
        for number, query in enumerate(asked.cold):
            for run, browser, address in everything:
                if number < run.engine.cold:
                    _cold(run, browser.new_context(), address, query)
        print("cold queries done", flush=True)
        pages = [(run, _opened(run, browser.new_context(), address)) for run, browser, address in everything]
        for number, query in enumerate(asked.warm):
            for run, page in (pair for place, pair in enumerate(pages) if asked.asks(place, number)):
                _warm(run, page, query)
            if number % 50 == 0:
                print(f"{number} warm queries done", flush=True)
        for number, query in enumerate(asked.headlines):
            for run, page in (pair for place, pair in enumerate(pages) if asked.asks(place, number)):
                _, found = _asked(run, page, run.engine.ask, query.hans)
                run.scores.first.append(found[:1] == list(query.truth))


def _opened(run: Run, context: BrowserContext, address: str) -> Page:
    context.add_init_script(run.engine.prepare)
    page = context.new_page()
    page.set_default_timeout(0)
    page.goto(address + run.engine.page)
    return page


def _cold(run: Run, context: BrowserContext, address: str, query: Query) -> None:
    """Ask on a fresh page with an empty cache: the time and the bytes to the first ten results."""
    requests: list[Any] = []
    context.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 (it must be a function)
    page = _opened(run, context, address)
    taken, _ = _asked(run, page, run.engine.ask, query.hans)
    run.scores.cold.append(taken)
    run.scores.fetched.append(sum(request.sizes()["responseBodySize"] for request in requests))
    context.close()


def _asked(run: Run, page: Page, script: str, typed: str) -> tuple[float, list[str]]:
    """Ask one query: the milliseconds it took, and the articles found, each once."""
    taken, found = page.evaluate(script, run.engine.typed(typed))
    return taken, run.engine.ids(run.folder, found)


def _warm(run: Run, page: Page, query: Query) -> None:
    for typed in (query.hans, query.hant):
        taken, found = _asked(run, page, run.engine.ask, typed)
        run.scores.warm.append(taken)
        if run.engine.all:
            _, found = _asked(run, page, run.engine.all, typed)
        right = len(query.truth.intersection(found))
        run.scores.recall.append(right / len(query.truth))
        run.scores.precision.append(right / len(found) if found else 1)


# The server


class _Handler(http.server.SimpleHTTPRequestHandler):
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name of the base class)
        pass


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    main()
