"""Names that look the same and are not: never one to the archive, and named to the editor."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from benchmarks.archives import files, small_archive
from jianbao import lookalikes, pipeline
from jianbao.model import Byline, Card, Entity, NamedIn
from jianbao.pipeline import Settings


def card(ident: str, *bylines: str, named: tuple[str, ...] = ()) -> Card:
    entities = tuple(NamedIn(Entity(slug=f"slug-{name}", kind="person", name=name), (("p1", name),)) for name in named)
    return Card(ident, "", f"{ident}.txt", "", bylines=(Byline("reporter", bylines),), names=entities)


@pytest.mark.parametrize(
    ("name", "like"),
    [
        ("王小⽟", "王小玉"),  # a radical
        ("王小\u200b玉", "王小玉"),
        ("王小玉\ufe00", "王小玉"),
        ("王\u202e小玉", "王小玉"),
        ("Аnna Вrоwn", "Anna Brown"),  # Cyrillic
        ("Ａｎｎａ", "Anna"),
        ("约翰・李", "约翰·李"),
        ("二ニ〇公司", "二二〇公司"),  # a kana
        ("黒河村", "黑河村"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(name: str, like: str) -> None:
    assert name != like
    assert lookalikes.skeleton(name) == lookalikes.skeleton(like)
    found = lookalikes.across([card("a", like), card("b", name)])
    assert [(ident, one.name, one.like, one.file) for ident, some in found.items() for one in some] == [
        ("b", name, like, "a.txt")
    ]
    problem = lookalikes.problem(found["b"][0])
    assert (problem.code, "of a.txt" in problem.message, "\u200b" in problem.message) == ("LOOKALIKE", True, False)


@pytest.mark.parametrize(("name", "other"), [("王小玉", "王小王"), ("李未", "李末"), ("王學", "王学"), ("Lee", "LEE")])
def test_names_that_one_can_tell_apart_are_not_named(name: str, other: str) -> None:
    assert lookalikes.across([card("a", name), card("b", other), card("c", name)]) == {}


def test_the_form_of_fewer_articles_is_named_with_what_differs() -> None:
    cards: list[Any] = [
        card("a", "王小⽟"),
        card("b", named=("王小玉",)),
        card("c", "王小玉", "李安"),
        card("d", "李安"),
    ]
    (one,) = lookalikes.across(reversed(cards))["a"]
    said = "“王小⽟” looks like “王小玉” of b.txt, with U+2F5F in place of U+7389; "
    assert lookalikes.problem(one).message.startswith(said)
    (longer,) = lookalikes.across([card("a", "王玉"), card("b", "王玉"), card("c", "王\u200b玉")])["c"]
    said = "“王[U+200B]玉” looks like “王玉” of a.txt, with U+200B in place of nothing; "
    assert lookalikes.problem(longer).message.startswith(said)


def test_a_build_takes_none_for_the_other_and_says_so(tmp_path: Path) -> None:
    """`王小⽟` has a radical for its last character; in `c` a zero-width space is taken out, which is said, too."""
    settings = small_archive(tmp_path)
    for ident, name in {"a": "王小玉", "b": "王小⽟", "c": "王小\u200b玉"}.items():
        text = f"河东县通水第{ident}次\n\n本报记者 {name}\n\n全县的村子都通了水。\n"
        (settings.seeds / f"{ident}.txt").write_text(text, "utf-8")
    problems, page = built(settings)
    assert problems == {"b.txt": ["LOOKALIKE"], "c.txt": ["BIDI"]}
    # The page for its editor shows the line, what differs, and what to write in the sidecar.
    assert 'href="../../evidence/b/#L3">3</a>' in page
    assert '<q lang="zh-Hans">王小⽟</q> looks like “王小玉” of a.txt, with U+2F5F in place of U+7389' in page
    (answer,) = re.findall("<pre>(  - sic: .*?)</pre>", page, re.DOTALL)
    assert "1 name that looks like another one" in files(settings)["review/index.html"].decode("utf-8")
    (settings.seeds / "b.yml").write_text(f"corrections:\n{unescape(answer)}", "utf-8")
    problems, page = built(settings)
    assert problems == {"c.txt": ["BIDI"]}
    assert 'id="lookalike"' not in page


def built(settings: Settings) -> tuple[dict[str, list[str]], str]:
    """Build; give the codes of the problems by file, and the page for the editor of `b`, empty when there is none."""
    made = pipeline.build(settings, None, lambda *_: None)
    page = files(settings).get("review/b/index.html", b"").decode("utf-8")
    return {file: [problem.code for problem in some] for file, some in made.problems.items()}, page
