"""What the pages for editors say of problems: every message that a stage can make has words in each edition."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import whole
from said import is_said

from jianbao import lexicon, read, suspect, translations
from jianbao.errors import SeedError
from jianbao.model import Correction, Entry, Problem, Sidecar, SidecarFile
from jianbao.order import corrections
from jianbao.pipeline import withdrawal
from jianbao.pipeline.doubts import CHOSEN

# Said in other tests: names, and articles without English.
ELSEWHERE = {"UNKNOWN-NAME", "TR-NONE", "TR-PART", "BINARY", "ENCODING", "CHANGED", "FAILED"}
WITHIN = {"ADVICE", "BESIDE", "SORT"}  # parts of messages
LINES = (
    "甲乙\x08丙",  # one character that no page prints
    "甲\x01\x02\x03\x04\x05\x06乙",  # more of them than are shown
    "甲\u202e乙",
    "今天锟斤拷通车",
    "今天\ufffd通车",
    "全县修路三十公里，年底建成通车。".encode().decode("gb18030", "replace"),
    *["丙\x07丁"] * 30,  # more lines than are named
)


def of_the_seed() -> Iterator[Problem]:
    yield from read.read("a.txt", "\n".join(LINES).encode(), Sidecar()).problems


def of_twins(folder: Path) -> Iterator[Problem]:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("县里开会。", "utf-8")
    yield from read.scan(folder).seeds[0].problems


def of_translations() -> Iterator[Problem]:
    blocks = {
        "p1": ("修路3公里。", "A road was built."),
        "p2": ("修路。", "A road of 5 km."),
        "p3": ("修路3公里。", "A road of 5 km."),
        "p4": ("修路。", "A 路."),
        "p5": ("脱贫攻坚。", "Something else."),
    }
    yield from translations.check(Entry(context, source, text, "human") for context, (source, text) in blocks.items())
    yield from translations.check([Entry("p6", "修路。", "A road.", "human", fuzzy=True)])


def of_suspects() -> Iterator[Problem]:
    for text in (
        "今天的学校举行了儿童儿童歌咏比赛，大家都来参加。",
        "全市动员新华区、卫东区、洪河区和各部门共同参与。",
        "扶贫先扶志，扶贫也扶智，扶贫要精准。各部门共同构建大扶格局，成效明显。",
    ):
        yield from suspect.suspects(whole(text)[1])


def of_corrections() -> Iterator[Problem]:
    yield corrections.unfit(Correction("sic", "天终", "天总", "x"))


def of_the_editions() -> Iterator[Problem]:
    yield from (Problem("CONVERSION", 1, f"“天后”: 后 is 後 in Traditional, {why}") for why in CHOSEN.values())


def of_files(folder: Path) -> Iterator[Problem]:
    """Files of the seeds folder that are refused for what they are, besides those of tests/cases."""
    for name in ("A.txt", "a.txt", "b.yaml", "linked.txt", "c.txt", "twice.txt"):
        (folder / name).write_text(f"县里开会，见{name}。", "utf-8")
    (folder / "c.yml").write_bytes(b"city: \xff")
    (folder / "c.yml").chmod(0o600)
    (folder / "d.txt").mkdir()
    (folder / "e.txt").symlink_to("a.txt")
    (folder / "f.txt").hardlink_to(folder / "linked.txt")
    (folder / "g.yml").write_bytes(b"#" * 200_000)
    yield from (one.problem for one in read.scan(folder).refused)


def of_refusals() -> Iterator[Problem]:
    huge = ("县里开会。" * 400_001, "县\n" * 5_001, "县" * 1_000_001, "3县" * 10_001, "")
    for text in huge:
        with pytest.raises(SeedError) as caught:
            read.read("a.txt", text.encode(), Sidecar())
        yield Problem(caught.value.code, 0, caught.value.reason)
    for name, text in {"a.yml": "moved_to: b", "c.yml": "city: x"}.items():
        _, refused = withdrawal.gone((SidecarFile(name[0], name, text.encode()),), ())
        yield from (one.problem for one in refused)
    for data in (b"\xff", b'msgid "a'):
        with pytest.raises(SeedError) as caught:
            translations.read_po(data)
        yield Problem(caught.value.code, 0, caught.value.reason)


def test_every_message_is_said_in_every_edition(tmp_path: Path) -> None:
    (tmp_path / "twins").mkdir()
    (tmp_path / "files").mkdir()
    found = [*of_the_seed(), *of_twins(tmp_path / "twins"), *of_translations()]
    found += [*of_suspects(), *of_corrections(), *of_the_editions(), *of_files(tmp_path / "files"), *of_refusals()]
    forms = {row["code"] for row in lexicon.settings("interface/problems")}
    assert {one.code for one in found} == forms - ELSEWHERE - WITHIN
    assert [one.message for one in found if not is_said(one.code, one.message)] == []


def test_every_advice_of_the_schema_is_said() -> None:
    every = [*_descriptions(lexicon.settings("sidecar/schema"))]
    assert every
    assert [text for text in every if not is_said("ADVICE", text)] == []


def test_every_kind_of_file_is_said() -> None:
    kinds = {row["kind"] for row in lexicon.table("read/kinds")}
    assert [kind for kind in kinds if not is_said("SORT", kind)] == []


def _descriptions(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (text for key, text in node.items() if key == "description" and isinstance(text, str))
        yield from (text for value in node.values() for text in _descriptions(value))
