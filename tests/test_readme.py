"""The READMEs: the two say the same, and lead to what is there. `test_commands` holds what they say of commands."""

import re
from collections.abc import Sequence

import pytest
from archive import ROOT

ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))


def commands(text: str) -> Sequence[str]:
    """Give the lines of the code blocks, without their comments."""
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line.partition(" #")[0].strip() for block in blocks for line in block.splitlines()]


def links(text: str) -> Sequence[str]:
    """Give where links and pictures lead, but for the link of each text to the other."""
    found = ("".join(link) for link in re.findall(r"\]\(([^)]+)\)|<(http[^>]+)>", text))
    return [link for link in found if link not in ("README.md", "README.zh.md")]


def code(text: str) -> set[str]:
    """Give what stands in code inside a line: commands, options, files, the keys of a sidecar."""
    lines = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {said.partition(": ")[0] for said in re.findall(r"`([^`\n]+)`", lines)}


def test_both_give_the_same_commands_links_and_sections() -> None:
    assert commands(ENGLISH) == commands(CHINESE)
    assert len(commands(ENGLISH)) > 5
    assert links(ENGLISH) == links(CHINESE)
    assert code(ENGLISH) == code(CHINESE)
    assert ENGLISH.count("\n## ") == CHINESE.count("\n## ")


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_link_leads_to_a_file(text: str) -> None:
    there = re.findall(r"\]\((?!http)([^)#]+)", text)
    assert {"images/article.webp", "CONTRIBUTING.md"} <= set(there)
    assert [link for link in there if not (ROOT / link).exists()] == []


def test_the_example_of_a_new_unit_is_one() -> None:
    """A row as the README shows it, of a word that the table does not have and that reads as it promises."""
    (row,) = (line.split(maxsplit=1)[1] for line in commands(ENGLISH) if "units.tsv" in line)
    word, unit, kind, scale = row.split("\t")
    table = (ROOT / "jianbao/data/numerals/units.tsv").read_text("utf-8")
    assert f"\n{word}\t" not in table
    assert re.search(rf"\t{unit}\t{kind}\t{scale}\n", table)
    assert f"12{word}" in ENGLISH
