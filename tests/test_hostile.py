"""Hostile strings as body, headline and file name of seeds: shown as text, and nothing of them alive anywhere."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.archives import build, files
from benchmarks.hostile import faults, page_faults, planted
from jianbao.pipeline import Settings

STRINGS: list[str] = json.loads((Path(__file__).parent / "cases" / "escape" / "hostile.json").read_text("utf-8"))
EACH = (
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'--",
    "=cmd|' /C calc'!A0 前\u202e后\u0007",
    "---\ntemplate: x\n---\n{{ 7*7 }} {% include 'a' %}",
    "../../../etc/passwd",
    "aux.",
    "javascript:alert(1) onclick=x style=y",
    # Fragments of one line in several blocks: its anchor can stand but once.
    "本报讯: 第一行\nhttp: //x\n\n正文在这里",
    "<![CDATA[字]]>&lt;b&gt;&#x41;",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A built archive of hostile seeds."""
    settings = planted(["\n".join(STRINGS), *EACH], tmp_path_factory.mktemp("hostile"))
    build(settings)
    return settings


def test_nothing_is_alive_broken_or_lost(hostile: Settings) -> None:
    assert sorted(set(faults(hostile))) == []


def test_every_seed_has_its_page(hostile: Settings) -> None:
    articles = [p for p in files(hostile) if re.fullmatch(r"zh-Hans/articles/[^/]+/index\.html", p)]
    assert len(articles) == len(EACH) + 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<script>alert(1)</script>", "a script in the page"),
        ("<p onclick='x'>a</p>", "<p onclick>"),
        ("<a href=' javascript:x'>a</a>", "<a href= javascript:x>"),
        ("<img src='//example.org/x.png'>", "<img src=//example.org/x.png>"),
        ("<iframe src='a'></iframe>", "<iframe>"),
        ("<meta http-equiv=refresh content=0>", "a refresh"),
        ("前\u202e后", "holds U+202E as it is"),
    ],
)
def test_what_is_alive_is_found(body: str, said: str) -> None:
    page = f"<!doctype html><meta http-equiv='Content-Security-Policy' content='x'><title>a</title>{body}"
    assert list(page_faults("a.html", page)) == [f"a.html: {said}"]
