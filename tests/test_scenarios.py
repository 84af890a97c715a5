"""Scenarios of hostile text and files, each by its number; `cases/hostile/scenarios.yaml` says which test holds which.

One build holds what looks like an order to a program, what breaks out of what holds it, and every file that is no seed.
"""

import ast
import contextlib
import io
import json
import os
import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import crawl
import pytest
import yaml
from archive import ROOT, Archive

from benchmarks.archives import laid_out
from jianbao import ids
from scripts.build_pages import Crew, build_site

FOLDER = Path(__file__).parent / "cases" / "hostile"
SCENARIOS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "scenarios.yaml").read_text("utf-8"))
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "texts.yaml").read_text("utf-8"))
BREAKOUTS: list[str] = yaml.safe_load((FOLDER / "breakouts.yaml").read_text("utf-8"))
LINE = re.compile(r"seeds/[^\n\x00-\x1f\x7f]+?(:\d+)?: [A-Z-]+ [^\n\x00-\x1f\x7f]+")
GOOD = "我们的公路修好了，村里人都高兴。\n"
# Names that are odd, or those of files and folders that the site has of its own; each gets a page somewhere safe.
NAMES = (
    *(
        "%2e%2e%2fetc",
        "$(touch pwned)",
        "a\nb",
        "-rf",
        "esc\x1b[31m",
        "CON",
        "a:b",
        "dot.",
        "~",
        "\\..\\x",
        "前\u202e后",
    ),
    *(
        "index",
        "404",
        "search",
        "assets",
        "sitemap.xml",
        "letter",
        "in",
        "parallel",
        "names",
        "data",
        "e\u0301",
        "长" * 80,
    ),
    "bad\udcff",
)
# Files that are refused, each with its code. What the system must not let us read cannot be made by every user.
REFUSED: dict[str, tuple[str, bytes]] = {
    "surrogate": ("ENCODING", "路通了，村里人都高兴。".encode() + b"\xed\xa0\x80"),
    "overlong": ("ENCODING", "路通了，村里人都高兴。".encode() + b"\xc0\xaf"),
    "mixed": ("ENCODING", "我们的公路修好了。\n".encode() + "我们的公路修好了。\n".encode("gbk")),
    "cut": ("ENCODING", "我们的公路修好了。".encode()[:-1]),
    "odd16": ("ENCODING", "我们的公路修好了。".encode("utf-16") + b"x"),
    "picture": ("BINARY", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "program": ("BINARY", b"\x7fELF" + bytes(64)),
    "nuls": ("BINARY", b"a\0" * 20 + b"b"),
    "empty": ("EMPTY", b""),
    "mark": ("EMPTY", b"\xef\xbb\xbf"),
    "blank": ("EMPTY", b" \n\t\n"),
    "lines": ("TOO-LARGE", b"a\n" * 1_000_000),
    "long": ("TOO-LARGE", b"a" * 20_000_000),
    "figures": ("TOO-LARGE", "3.5亿元，".encode() * 20_000),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, int, list[str]]:
    """An archive of all cases, built as a person does; the exit code, and what was said."""
    folder = tmp_path_factory.mktemp("scenarios")
    one = Archive(folder, laid_out(folder))
    for path in (one.settings.seeds, one.settings.translations):
        path.mkdir()
    for name, data in _seeds().items():
        (one.settings.seeds / f"{name}.txt").write_bytes(data)
    with (one.settings.seeds / "sparse.txt").open("wb") as sparse:
        sparse.truncate(10_000_000_000)
    (one.settings.seeds / "linked.txt").symlink_to("/etc/hostname")
    (one.settings.seeds / "good.txt~").write_text(GOOD, "utf-8")
    os.mkfifo(one.settings.seeds / "waits.txt")
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = build_site(one.settings, Crew(1, ""))
    return one, code, said.getvalue().splitlines()


def _seeds() -> dict[str, bytes]:
    texts = {f"case{number}": case["seed"] for number, case in enumerate(CASES)}
    texts |= {f"out{number}": f"路通了{text}\n\n{GOOD}" for number, text in enumerate(BREAKOUTS)}
    texts |= {name: f"第{number}个名字\n\n{GOOD}" for number, name in enumerate(NAMES)}
    return {name: text.encode() for name, text in texts.items()} | {name: data for name, (_, data) in REFUSED.items()}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["scenario"] for case in CASES])
def test_what_looks_like_an_order_is_text(hostile: tuple[Archive, int, list[str]], number: int) -> None:
    case, files = CASES[number], hostile[0].files()
    for path in (f"zh-Hans/articles/case{number}/index.html", f"evidence/case{number}/index.html"):
        page = crawl.pages({path: files[path]})[path]
        text = "".join(page.text)
        assert [shown for shown in case["shown"] if shown not in text] == []
        html = files[path].decode("utf-8")
        assert [hidden for hidden in case["hidden"] if hidden in html] == []
        ids = Counter(re.findall(r'\sid="([^"]*)"', html))
        assert [one for one, times in ids.items() if times > 1] == []
    assert files[f"data/seeds/case{number}.txt"].decode("utf-8") == case["seed"]


def test_what_breaks_out_comes_back_whole_from_every_file(hostile: tuple[Archive, int, list[str]]) -> None:
    files = hostile[0].files()
    rows = {row["id"]: row for row in map(json.loads, files["data/articles.jsonl"].decode("utf-8").splitlines())}
    with contextlib.closing(sqlite3.connect(hostile[0].settings.site / "data" / "archive.db")) as database:
        headlines = dict(database.execute("select id, headline from articles"))
    titles = {one.text for one in ET.fromstring(files["zh-Hans/feed.xml"]).iter("{http://www.w3.org/2005/Atom}title")}  # noqa: S314 our own
    for number, text in enumerate(BREAKOUTS):
        row, record = rows[f"out{number}"], json.loads(files[f"data/articles/out{number}.json"])
        text_of = "".join(block["text"] for block in record["blocks"])
        assert "".join(f"路通了{text}".split()) in "".join(text_of.split())
        assert row["headline"] == record["meta"]["headline"] == headlines[row["id"]]
        cited = json.loads(files[f"data/articles/out{number}.csl.json"])[0]["title"]
        assert cited.startswith(row["headline"] or "路通了")
        assert not row["headline"] or row["headline"] in titles
    assert sum(bool(rows[f"out{number}"]["headline"]) for number in range(len(BREAKOUTS))) > len(BREAKOUTS) / 2


def test_days_that_no_calendar_has_date_nothing(hostile: tuple[Archive, int, list[str]]) -> None:
    (number,) = (n for n, case in enumerate(CASES) if case["scenario"].startswith("32 "))
    files = hostile[0].files()
    years = {path.split("/")[2] for path in files if path.startswith("en/timeline/") and path.count("/") == 3}
    assert years <= {"2026", "2099", "undated", "index.html"}
    assert f"case{number}" in files["zh-Hans/timeline/2099/index.html"].decode("utf-8")


def test_every_file_that_is_no_seed_is_refused_in_a_line(hostile: tuple[Archive, int, list[str]]) -> None:
    archive, code, said = hostile
    told = [line for line in said if line.startswith("seeds/")]
    assert code == 3
    assert [line for line in told if not LINE.fullmatch(line)] == []
    wanted = {name: code for name, (code, _) in REFUSED.items()}
    wanted |= {"sparse": "TOO-LARGE", "linked": "NOT-A-FILE", "waits": "NOT-A-FILE"}
    refused = {name: line for name in wanted for line in told if re.match(rf"seeds/{name}\.txt(:\d+)?: ", line)}
    assert {name: line.split(": ")[1].split()[0] for name, line in refused.items()} == wanted
    assert [line for line in refused.values() if "; " not in line] == []  # each says what to do
    report = json.loads(archive.files()["data/report.json"])
    assert set(report["refused"]) == {f"{name}.txt" for name in wanted}
    assert report["ignored"] == {"an editor's own": 1}
    for name in ("cut", "surrogate", "overlong", "odd16"):
        assert "byte" in refused[name]


def test_odd_names_get_safe_pages_and_take_the_place_of_none(
    hostile: tuple[Archive, int, list[str]], built: Archive
) -> None:
    archive, files = hostile[0], hostile[0].files()
    given = [ids.article_id(name) for name in NAMES]
    assert len(set(given)) == len(NAMES)
    for ident, number in zip(given, range(len(NAMES)), strict=True):
        assert f"第{number}个名字" in files[f"zh-Hans/articles/{ident}/index.html"].decode("utf-8")
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", path) for path in files)
    assert "[U+001B][31m" in files[f"evidence/{ids.article_id(NAMES[4])}/index.html"].decode("utf-8")
    assert not [path for path in archive.folder.rglob("*pwned*") if path.parent != archive.settings.seeds]
    ours = {path for path in built.files() if path.startswith("assets/") or path in ("404.html", "index.html")}
    assert {path: files[path] for path in ours} == {path: built.files()[path] for path in ours}


def test_the_seeds_are_as_they_were_and_every_link_leads_somewhere(hostile: tuple[Archive, int, list[str]]) -> None:
    folder = hostile[0].settings.seeds
    assert {path.name for path in folder.iterdir()} >= {f"{name}.txt" for name in _seeds()}
    assert all((folder / f"{name}.txt").read_bytes() == data for name, data in _seeds().items())
    assert list(crawl.broken(hostile[0].files())) == []


def test_every_scenario_names_the_tests_that_hold_it() -> None:
    assert [one["number"] for one in SCENARIOS] == list(range(1, 48))
    for one in SCENARIOS:
        assert one["tests"], one["number"]
        for name in one["tests"]:
            path, _, test = name.partition("::")
            made = ast.walk(ast.parse((ROOT / path).read_text("utf-8"))) if test else ()
            names = {node.name for node in made if isinstance(node, ast.FunctionDef | ast.ClassDef)}
            assert (test in names) if test else (ROOT / path).is_file(), name
