"""Measures the search beside its peers on one corpus, and prints one table.

    python benchmarks/search.py CORPUS.jsonl.gz [--articles 10000] [--queries 300] [--engines jianbao,pagefind]

The corpus is JSON lines (id, title, date, text) and stays where it is. Engines: `jianbao`, `pagefind`
(npm), `pagefind-1` (the same with one character per word), `material` (Material for MkDocs with jieba, which must be
installed). Needs Chromium, Node and npm.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import json
import os
import random
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import opencc
from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.search_engines import ENGINES, Article, Engine
from jianbao.folding import fold

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
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


@dataclass
class Scores:
    """What one engine did."""

    build: float = 0
    processor: float = 0
    memory: float = 0
    disk: int = 0
    files: int = 0
    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    first: float = 0
    cold: list[float] = field(default_factory=list)
    fetched: list[int] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


def main() -> None:
    """Run the engines that were asked for, one after another."""
    arguments = _arguments()
    articles = read(Path(arguments.corpus), arguments.articles)
    queries = _queries(articles, arguments.queries)
    asked = Asked(queries[: arguments.cold], queries, _headlines(articles, arguments.queries // 3))
    print(
        f"{len(articles)} articles, {len(queries)} strings in two scripts, {len(asked.headlines)} pieces of headlines"
    )
    for name in arguments.engines.split(","):
        with tempfile.TemporaryDirectory() as folder:
            _report(name, _measured(ENGINES[name], Path(folder), articles, asked))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--cold", type=int, default=24, help="queries asked on a fresh page with an empty cache")
    parser.add_argument("--engines", default="jianbao,pagefind,pagefind-1,material")
    return parser.parse_args()


def read(corpus: Path, limit: int) -> list[Article]:
    """Read the articles of the corpus and convert them, in its order."""
    convert = opencc.OpenCC("s2tw").convert
    articles = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(limit), strict=False):
            row = json.loads(line)
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


def _measured(engine: Engine, folder: Path, articles: Sequence[Article], asked: Asked) -> Scores:
    scores = Scores()
    engine.lay(folder, articles)
    before = time.monotonic()
    process = subprocess.Popen(engine.command(folder), cwd=folder, stdout=subprocess.DEVNULL)
    watch = threading.Thread(target=_watched, args=(process.pid, scores))
    watch.start()
    usage = os.wait4(process.pid, 0)[2]
    scores.build = time.monotonic() - before
    watch.join()
    scores.processor = usage.ru_utime + usage.ru_stime
    sizes = [path.stat().st_size for path in (folder / engine.index).rglob("*") if path.is_file()]
    scores.disk, scores.files = sum(sizes), len(sizes)
    with _served(folder) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for query in asked.cold:
            _cold(engine, address, browser.new_context(), query, scores)
        page = browser.new_context().new_page()
        page.goto(address + engine.page)
        for query in asked.warm:
            _warm(engine, page, query, folder, scores)
        first = [
            engine.ids(folder, page.evaluate(engine.all, engine.typed(query.hans)))[:1] for query in asked.headlines
        ]
        right = sum(ids == list(query.truth) for ids, query in zip(first, asked.headlines, strict=True))
        scores.first = right / len(asked.headlines)
        browser.close()
    return scores


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


def _cold(engine: Engine, address: str, context: BrowserContext, query: Query, scores: Scores) -> None:
    """Ask on a fresh page with an empty cache: the time and the bytes to the first ten results."""
    page = context.new_page()
    requests: list[Any] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 (it must be a function)
    page.goto(address + engine.page)
    scores.cold.append(page.evaluate(engine.ask, engine.typed(query.hans)))
    sizes = [request.sizes() for request in requests]
    scores.fetched.append(sum(size["responseBodySize"] for size in sizes))
    context.close()


def _warm(engine: Engine, page: Page, query: Query, folder: Path, scores: Scores) -> None:
    for typed in (query.hans, query.hant):
        scores.warm.append(page.evaluate(engine.ask, engine.typed(typed)))
        found = set(engine.ids(folder, page.evaluate(engine.all, engine.typed(typed))))
        right = len(found & query.truth)
        scores.recall.append(right / len(query.truth))
        scores.precision.append(right / len(found) if found else 1)


def _report(name: str, scores: Scores) -> None:
    def middle(values: Sequence[float]) -> float:
        return statistics.median(values)

    def late(values: Sequence[float]) -> float:
        return sorted(values)[int(len(values) * 0.95)]

    def mean(values: Sequence[float]) -> str:
        return f"{statistics.fmean(values):.3f}"

    rows = {
        "build, of which processor": f"{scores.build:.1f} / {scores.processor:.1f} s",
        "peak memory": f"{scores.memory:,.0f} MB",
        "on disk": f"{scores.disk / 1e6:.1f} MB in {scores.files:,} files",
        "recall, typed in Simplified / Traditional": f"{mean(scores.recall[::2])} / {mean(scores.recall[1::2])}",
        "precision, the same": f"{mean(scores.precision[::2])} / {mean(scores.precision[1::2])}",
        "right article first for a piece of its headline": f"{scores.first:.1%}",
        "fetched to ten results, fresh page": f"{middle(scores.fetched) / 1000:,.0f} KB",
        "cold query, median / 95th": f"{middle(scores.cold):.0f} / {late(scores.cold):.0f} ms",
        "warm query, median / 95th": f"{middle(scores.warm):.0f} / {late(scores.warm):.0f} ms",
    }
    print(f"\n| | {name} |\n|---|---|")
    for label, value in rows.items():
        print(f"| {label} | {value} |", flush=True)


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
