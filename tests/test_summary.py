"""The summary of a build: what was added, changed, withdrawn, uncertain and refused, and that no text acts in it."""

import html
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archive import ROOT, Archive
from hypothesis import given
from hypothesis import strategies as st

from jianbao import addresses, escape, routes
from jianbao.summary import FILES, ROWS, Published, changes, published, summary


def site(*idents: str, differing: Mapping[str, str] | None = None, **said: Any) -> Published:
    """Make what a site says of itself: articles with two joins each, hashes all alike but for those `differing`."""
    paths = [path for ident in idents for path in paths_of(ident).values()]
    uncertain = said.get("uncertain", {})
    rows = {
        ident: {"id": ident, "headline": f"标题{ident}", "joins": 2, "uncertain_joins": uncertain.get(ident, 0)}
        for ident in idents
    }
    hashes = dict.fromkeys(paths, "same") | dict(differing or {})
    return Published(rows, hashes, tuple(said.get("problems", ())), frozenset(said.get("refused", ())))


def paths_of(ident: str) -> dict[str, str]:
    return {
        "seed": addresses.seed_file(ident),
        "record": addresses.record(ident),
        "zh-Hans": routes.html_path(addresses.article("zh-Hans", ident)),
        "en": routes.html_path(addresses.article("en", ident)),
    }


def problem(file: str, code: str, message: str = "说明", line: int = 3) -> dict[str, Any]:
    return {"file": file, "line": line, "code": code, "message": message}


def sections(text: str) -> dict[str, list[list[str]]]:
    """Read the tables of a summary: the rows below each heading, each a list of cells."""
    out: dict[str, list[list[str]]] = {}
    for part in text.split("\n### ")[1:]:
        heading, *lines = part.splitlines()
        rows = [[html.unescape(cell.strip()) for cell in line[1:-1].split("|")] for line in lines if line[:1] == "|"]
        assert set(map(len, rows)) == {len(rows[0])}
        assert rows[1] == ["---"] * len(rows[0])
        out[heading.split()[1]] = rows[2:]
    return out


def test_an_article_that_was_not_there_is_added() -> None:
    now = site("a", "b", uncertain={"b": 1})
    assert sections(summary(now, site("a"))) == {
        "Added": [["b", "标题b", "2", "1"]],
        "Uncertain": [["b", "标题b", "2", "1"]],
    }


@pytest.mark.parametrize(
    ("paths", "what"),
    [
        (["seed"], ["seed"]),
        (["record", "zh-Hans", "en"], ["record"]),
        (["seed", "record"], ["seed", "record"]),
        (["en"], ["english"]),
        (["zh-Hans", "en"], []),  # the theme, or a related article
        ([], []),
    ],
)
def test_a_change_is_named_by_what_differs(paths: list[str], what: list[str]) -> None:
    now = site("a", "b", differing={paths_of("a")[path]: "other" for path in paths})
    assert changes(now, site("a", "b")).changed == ({"a": tuple(what)} if what else {})
    assert ("Changed" in sections(summary(now, site("a", "b")))) == bool(what)


def test_a_changed_article_is_shown_with_what_differs() -> None:
    now = site("a", differing={paths_of("a")["record"]: "other"})
    assert sections(summary(now, site("a")))["Changed"] == [["a", "标题a", "整理结果 repair", "2", "0"]]


def test_an_article_that_is_gone_is_withdrawn() -> None:
    assert sections(summary(site("a"), site("a", "b"))) == {"Withdrawn": [["b", "标题b"]]}


def test_a_refused_file_is_named_with_its_reason() -> None:
    rows = (problem("c.txt", "BINARY", "is a PNG picture", 0), problem("a.txt", "JOIN"))
    found = sections(summary(site("a", problems=rows, refused=["c.txt"]), site("a")))
    assert found == {"Refused": [["c.txt", "", "BINARY", "is a PNG picture"]]}


def test_words_for_the_editor_are_those_on_what_is_new() -> None:
    rows = (problem("a.txt", "JOIN"), problem("B.txt", "SUSPECT"), problem("c.txt", "BIDI"), problem("d.txt", "EMPTY"))
    now = site("a", "b", "c", problems=rows, refused=["d.txt"], differing={paths_of("c")["seed"]: "other"})
    found = sections(summary(now, site("a", "c")))
    assert found["Words"] == [["B.txt", "3", "SUSPECT", "说明"], ["c.txt", "3", "BIDI", "说明"]]


def test_uncertain_joins_are_those_of_what_is_new() -> None:
    now = site("a", "b", "c", uncertain={"a": 1, "c": 2}, differing={paths_of("c")["record"]: "other"})
    assert sections(summary(now, site("a", "b")))["Uncertain"] == [["c", "标题c", "2", "2"]]


def test_no_change_is_said() -> None:
    text = summary(site("a"), site("a"))
    assert "Nothing changed" in text
    assert "1 articles" in text
    assert sections(text) == {}


def test_without_a_build_before_every_article_is_added() -> None:
    text = summary(site("a", "b"), None)
    assert [row[0] for row in sections(text)["Added"]] == ["a", "b"]
    assert "No earlier build" in text
    assert "No earlier build" not in summary(site("a"), site())


def test_a_long_table_is_cut_and_says_so() -> None:
    idents = [f"n{number}" for number in range(ROWS + 7)]
    text = summary(site(*idents), site())
    assert len(sections(text)["Added"]) == ROWS
    assert f"({ROWS + 7})" in text
    assert re.search(r"\b7 more rows", text)


@given(st.text(), st.text())
def test_no_text_acts_in_a_table(headline: str, message: str) -> None:
    plain = site("a", problems=[problem("a.txt", "JOIN", message)])
    now = replace(plain, articles={"a": {**plain.articles["a"], "headline": headline}})
    found = sections(summary(now, site()))
    assert found["Added"][0][1] == shown(headline)
    assert found["Words"][0][3] == shown(message)
    cell = escape.github(headline)
    assert re.fullmatch(r"(?:&#\d+;|[^!-/:-@\[-`{-~\n])*", cell)


def shown(text: str) -> str:
    return escape.visible(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]").strip()


def test_lines_are_ended_by_line_feeds_alone() -> None:
    row = {"id": "a", "headline": "甲\u2028乙\x85丙", "joins": 0, "uncertain_joins": 0}
    articles = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    read = published(articles, b'{"problems": [], "refused": []}', b"00  zh-Hans/index.html\n11  data/a  b.txt\n")
    assert read.articles == {"a": row}
    assert read.hashes == {"zh-Hans/index.html": "00", "data/a  b.txt": "11"}


# --- the script on real builds ---------------------------------------------------------------------------------------


def script(*words: object) -> subprocess.CompletedProcess[str]:
    path = ROOT / "scripts" / "ci_summary.py"
    return subprocess.run([sys.executable, str(path), *map(str, words)], capture_output=True, text=True, check=False)


def test_a_real_build_is_compared_with_the_one_before(built: Archive, tmp_path: Path) -> None:
    data = built.settings.site / "data"
    first = script(data)
    assert first.returncode == 0, first.stderr
    assert {row[0] for row in sections(first.stdout)["Added"]} == {"bridge", "harbour", "markup", "orchard"}
    for name in FILES:
        (tmp_path / name).write_bytes((data / name).read_bytes())
    assert "Nothing changed" in script(data, "--before", tmp_path).stdout
    rows = (tmp_path / "articles.jsonl").read_text("utf-8").replace('"id": "harbour"', '"id": "gone"')
    (tmp_path / "articles.jsonl").write_text(rows, "utf-8")
    hashes = (tmp_path / "manifest-sha256.txt").read_text("utf-8")
    (tmp_path / "manifest-sha256.txt").write_text(re.sub(r"\w+(?=  data/seeds/orchard)", "0", hashes), "utf-8")
    found = sections(script(data, "--before", tmp_path).stdout)
    assert [row[0] for row in found["Added"]] == ["harbour"]
    assert [row[0] for row in found["Changed"]] == ["orchard"]
    assert [row[0] for row in found["Withdrawn"]] == ["gone"]


def test_what_cannot_be_compared_counts_as_nothing(built: Archive, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("{}")
    for before in (tmp_path, tmp_path / "missing"):
        assert "No earlier build" in script(built.settings.site / "data", "--before", before).stdout


def test_no_data_is_said(tmp_path: Path) -> None:
    done = script(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "articles.jsonl: No such file or directory; build the site first" in done.stderr
