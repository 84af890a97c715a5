"""Folding: what readers type alike is alike, whatever the script, width, accents and marks."""

from collections.abc import Mapping

import opencc
import pytest
from casefiles import cases

from jianbao.folding import exchanged, fold
from jianbao.lexicon import table


@pytest.mark.parametrize("case", cases("search/folding.tsv", "why"))
def test_folding_makes_alike_what_readers_type_alike(case: Mapping[str, str]) -> None:
    assert (fold(case["left"]) == fold(case["right"])) is (case["alike"] == "yes")


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk", "t2s", "tw2s", "hk2s", "t2tw", "t2hk"])
def test_every_character_folds_like_its_conversion(config: str) -> None:
    convert = opencc.OpenCC(config).convert
    chars = [chr(code) for code in (*range(0x20, 0xD800), *range(0xF900, 0xFFFE), *range(0x20000, 0x2FA20))]
    converted = convert("\n".join(chars)).split("\n")  # no phrase goes on across lines
    changed = [(char, to) for char, to in zip(chars, converted, strict=True) if char != to]
    assert len(changed) > 10
    assert [pair for pair in changed if fold(pair[0]) != fold(pair[1])] == []


def test_the_table_is_sound() -> None:
    listed = [char for row in table("search/variants") for char in row["to"] + row["from"]]
    assert len(listed) == len(set(listed))
    changed = exchanged()
    assert [char for char, to in changed.items() if to in changed] == []
    assert [char for char, to in changed.items() if ord(char) < 0x10000 <= ord(to)] == []
    assert fold("") == ""
    assert fold("\0\ud800") == "\0\ud800"
