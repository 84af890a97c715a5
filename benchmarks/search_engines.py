"""The engines that `benchmarks/search.py` compares: how each is given the articles, builds its index and is asked.

Run as a program it builds Jianbao's index of a prepared file, so that time and memory are those of the index alone.
"""

import functools
import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

from jianbao.model import SearchArticle, SearchBlock, SearchPart, Trio
from jianbao.search import index, part, passages

ROOT = Path(__file__).resolve().parent.parent
PAGEFIND = "1.5.2"
BATCH = 100  # articles prepared at a time
ASSETS = ROOT / "templates" / "theme" / "assets" / "search"


@dataclass(frozen=True)
class Article:
    """An article of the corpus: its paragraphs, the title first, in both scripts."""

    id: str
    date: str
    hans: tuple[str, ...]
    hant: tuple[str, ...]


@dataclass(frozen=True)
class Engine:
    """How to lay out pages, the command that indexes them, where to search, and how to ask in the page.

    `ask` gives the milliseconds to the first ten results and the articles that it knows of by then; where those are not
    all, `all` gives them likewise. `without` is the command that does all but the index, `prepare` a script that runs
    before the page's own, `cold` how many fresh pages are worth the wait.
    """

    name: str
    label: str
    lay: Callable[[Path, Sequence[Article]], None]
    command: Callable[[Path], list[str]]
    index: str
    page: str
    ask: str
    all: str = ""
    typed: Callable[[str], str] = str
    ids: Callable[[Path, list[str]], list[str]] = lambda _, found: found
    without: Callable[[Path], list[str]] | None = None
    prepare: str = ""
    cold: int = 1000


# Jianbao


def _lay_jianbao(folder: Path, articles: Sequence[Article]) -> None:
    rows = [json.dumps([one.id, one.date, one.hans, one.hant], ensure_ascii=False) for one in articles]
    for start in range(0, len(rows), BATCH):
        _write(folder / "articles" / f"{start:06}.jsonl", "\n".join(rows[start : start + BATCH]).encode())
    shutil.copytree(ASSETS, folder / "assets" / "search")
    page = '<!doctype html><script type="module" src="../assets/search/jianbao-search.js"></script>'
    _write(folder / "zh-Hans" / "index.html", page.encode())


def _build_jianbao(folder: Path) -> None:
    """Index articles that are ready in both scripts, as the build does: one by one, then together."""
    with ProcessPoolExecutor() as workers:
        batches = workers.map(_prepared, sorted((folder / "articles").iterdir()))
        for output in index(made for batch in batches for made in batch):
            _write(folder / output.path, output.data)


def _prepared(batch: Path) -> list[SearchPart]:
    """Make the parts of a file of articles, and write their texts."""
    articles = [search_article(*json.loads(line)) for line in batch.read_text("utf-8").split("\n")]
    for text in map(passages, articles):
        _write(batch.parent.parent / text.path, text.data)
    return list(map(part, articles))


def search_article(ident: str, date: str, hans: list[str], hant: list[str]) -> SearchArticle:
    """Give an article of the corpus as the search takes it: its title is the headline, a paragraph a block."""
    texts = [Trio(*pair) for pair in zip(hans, hant, strict=True)]
    blocks = [SearchBlock(f"p{line}", "body" if line > 1 else "headline", text) for line, text in enumerate(texts, 1)]
    return SearchArticle(ident, texts[0], tuple(blocks), Trio(date), date)


def _write(path: Path, data: bytes) -> None:
    _make(path.parent)
    path.write_bytes(data)


@functools.cache
def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


# Pagefind


def _lay_pagefind(folder: Path, articles: Sequence[Article], between: str = "") -> None:
    _install_pagefind(folder)
    for article in articles:
        title, *paragraphs = (escape(between.join(text) if between else text) for text in article.hans)
        body = f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)
        page = f'<!doctype html><html lang="zh"><title>{title}</title><body data-pagefind-body>{body}</body></html>'
        _write(folder / "site" / article.id / "index.html", page.encode())
    _write(folder / "site" / "index.html", b'<!doctype html><html lang="zh"><title>search</title>')


def _install_pagefind(folder: Path) -> None:
    subprocess.run(["npm", "install", "--silent", "--prefix", folder, f"pagefind@{PAGEFIND}"], check=True)


def _pagefind_ids(folder: Path, found: list[str]) -> list[str]:
    names = _fragments(folder / "site" / "pagefind" / "fragment")
    return [names[ident] for ident in found]


@functools.cache
def _fragments(folder: Path) -> dict[str, str]:
    names = {}
    for path in folder.iterdir():
        text = gzip.decompress(path.read_bytes()).decode().removeprefix("pagefind_dcd")
        names[path.stem] = json.loads(text)["url"].strip("/").split("/")[-1]
    return names


PAGEFIND_ASK = """async (query) => {
    const pagefind = (window.engine ??= await import("/site/pagefind/pagefind.js"));
    const start = performance.now();
    const { results } = await pagefind.search(query);
    await Promise.all(results.slice(0, 10).map((one) => one.data()));
    return [performance.now() - start, results.map(({ id }) => id)];
}"""


# Material


def _lay_material(folder: Path, articles: Sequence[Article]) -> None:
    for article in articles:
        title, *paragraphs = (re.sub(r"([\\`*_{}\[\]()#+\-.!<>&|~^=:])", r"\\\1", text) for text in article.hans)
        _write(folder / "docs" / f"{article.id}.md", "\n\n".join([f"# {title}", *paragraphs]).encode())
    _write(folder / "docs" / "index.md", b"# Search\n")
    settings = {
        "site_name": "search",
        "site_url": "http://127.0.0.1/site/",
        "nav": [{"search": "index.md"}],
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [{"search": {"lang": ["zh", "en"]}}],
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    _write(folder / "mkdocs.yml", json.dumps(settings).encode())
    _write(folder / "plain.yml", json.dumps({**settings, "plugins": [], "site_dir": "plain"}).encode())


# The worker's answers are taken as they come: what the page draws of them is less, and later.
MATERIAL_PREPARE = """window.Worker = class extends Worker {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => data.type === 3 && window.answered?.(data.data));
    }
};"""
MATERIAL_ASK = """async (query) => {
    const field = document.querySelector("[data-md-component=search-query]");
    document.querySelector("#__search").checked = true;
    const ask = (text) => new Promise((go) => {
        window.answered = go;
        field.focus();
        field.value = text;
        field.dispatchEvent(new Event("keyup", { bubbles: true }));
    });
    const start = performance.now();
    const { items } = field.value === query ? window.last : await ask(query);
    window.last = { items };
    const taken = performance.now() - start;
    const found = items.flat().map(({ location }) => new URL(location, document.baseURI).pathname);
    return [taken, [...new Set(found.map((path) => path.split("/").at(-2)))]];
}"""


def _one_by_one(query: str) -> str:
    return f'"{" ".join(query)}"'


def _pagefind(name: str, label: str, between: str = "", typed: Callable[[str], str] = str) -> Engine:
    return Engine(
        name,
        label,
        functools.partial(_lay_pagefind, between=between),
        lambda folder: [str(folder / "node_modules" / ".bin" / "pagefind"), "--site", "site"],
        "site/pagefind",
        "site/",
        PAGEFIND_ASK,
        typed=typed,
        ids=_pagefind_ids,
    )


ENGINES = {
    "jianbao": Engine(
        "jianbao",
        "Jianbao",
        _lay_jianbao,
        lambda folder: [
            *("env", f"PYTHONPATH={ROOT}", sys.executable, "-m", "benchmarks.search_engines"),
            str(folder),
        ],
        "search",
        "zh-Hans/",
        """async (query) => {
            const start = performance.now();
            const { results } = await jianbao.search(query);
            await Promise.all(results.map((one) => one.load()));
            return [performance.now() - start, results.map(({ id }) => id)];
        }""",
        """async (query) => {
            const { results } = await jianbao.search(query, { limit: Infinity, exact: true });
            return [0, results.map(({ id }) => id)];
        }""",
    ),
    "pagefind": _pagefind("pagefind", f"Pagefind {PAGEFIND}"),
    "pagefind-1": _pagefind("pagefind-1", "one character per word", " ", _one_by_one),
    "material": Engine(
        "material",
        f"Material {version('mkdocs-material')}, jieba",
        _lay_material,
        lambda _: [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        "site/search",
        "site/",
        MATERIAL_ASK,
        without=lambda _: [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "plain.yml"],
        prepare=MATERIAL_PREPARE,
        cold=1,
    ),
}

if __name__ == "__main__":
    _build_jianbao(Path(sys.argv[1]))
