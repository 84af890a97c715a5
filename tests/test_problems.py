"""What the pages for editors say of problems: every message that a stage can make has words in each edition."""

from collections.abc import Iterator
from pathlib import Path

from pages import whole

from jianbao import lexicon, read, suspect, translations
from jianbao.model import Correction, Entry, Problem, Sidecar
from jianbao.order import corrections
from jianbao.pipeline.doubts import CHOSEN
from jianbao.render.both import Tongues
from jianbao.render.problems import said

# Said in other tests: names, and articles without English.
ELSEWHERE = {"UNKNOWN-NAME", "TR-NONE", "TR-PART"}
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


def test_every_message_is_said_in_every_edition(tmp_path: Path) -> None:
    found = [*of_the_seed(), *of_twins(tmp_path), *of_translations()]
    found += [*of_suspects(), *of_corrections(), *of_the_editions()]
    assert {one.code for one in found} == {row["code"] for row in lexicon.settings("interface/problems")} - ELSEWHERE
    for one in found:
        here = said(one.code, one.message, Tongues("zh-Hant"))
        assert here.english, one.message
        assert here.text != here.english
        assert said(one.code, one.message, Tongues("en")).text == here.english
