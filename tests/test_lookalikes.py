"""Names that look the same and are not: never one to the archive, and named to the editor."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.faults import small_archive
from jianbao import lookalikes, pipeline
from jianbao.model import Byline, Card, Entity, NamedIn


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
    assert [(ident, problem.code) for ident, some in found.items() for problem in some] == [("b", "LOOKALIKE")]
    assert "of a.txt" in found["b"][0].message
    assert "\u200b" not in found["b"][0].message


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
    (problem,) = lookalikes.across(reversed(cards))["a"]
    assert problem.message.startswith("“王小⽟” looks like “王小玉” of b.txt, with U+2F5F in place of U+7389; ")
    (longer,) = lookalikes.across([card("a", "王玉"), card("b", "王玉"), card("c", "王\u200b玉")])["c"]
    assert longer.message.startswith("“王[U+200B]玉” looks like “王玉” of a.txt, with U+200B in place of nothing; ")


def test_a_build_takes_none_for_the_other_and_says_so(tmp_path: Path) -> None:
    """`王小⽟` has a radical for its last character; in `c` a zero-width space is taken out, which is said, too."""
    settings = small_archive(tmp_path)
    for ident, name in {"a": "王小玉", "b": "王小⽟", "c": "王小\u200b玉"}.items():
        text = f"河东县通水第{ident}次\n\n本报记者 {name}\n\n全县的村子都通了水。\n"
        (settings.seeds / f"{ident}.txt").write_text(text, "utf-8")
    built = pipeline.build(settings, None, lambda *_: None)
    problems = {file: [problem.code for problem in some] for file, some in built.problems.items()}
    assert problems == {"b.txt": ["LOOKALIKE"], "c.txt": ["BIDI"]}
