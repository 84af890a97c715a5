"""From bytes to a Seed: encodings told apart, what is no text refused, doubtful characters named, limits kept."""

import hashlib
import re
import unicodedata
from typing import Any

import pytest
from casefiles import cases, param
from casefiles import read as case_file
from hypothesis import given
from hypothesis import strategies as st
from said import is_said

from jianbao import clean, lexicon, read
from jianbao.errors import CODES, DataError, SeedError
from jianbao.model import Seed, Sidecar
from jianbao.read import tables

CASES = case_file("read/decoding.yaml")
SENTENCE: str = CASES["sentences"]["s"]


def seed(data: bytes | str, name: str = "a.txt") -> Seed:
    return read.read(name, data.encode() if isinstance(data, str) else data, Sidecar())


def encoded(parts: list[list[Any]]) -> bytes:
    out = b""
    for text, encoding, *times in parts:
        written = CASES["sentences"].get(text, text)
        out += (bytes.fromhex(text) if encoding == "hex" else written.encode(encoding)) * (times or [1])[0]
    return out


@pytest.mark.parametrize("case", [param(case, "name") for case in CASES["reads"]])
def test_text_is_read_rightly(case: dict[str, Any]) -> None:
    data = encoded(case["parts"])
    found = seed(data)
    assert found.source.encoding == case["reads"]
    text = "\n".join(found.lines)
    assert text.endswith(case.get("ends", ""))
    assert text.startswith(CASES["sentences"].get(case["parts"][0][0], ""))
    assert data in (
        text.encode(case["reads"]),
        b"\x84\x31\x95\x33" + text.encode("gb18030"),
        b"\xfe\xff" + text.encode("utf-16-be"),
    )


@pytest.mark.parametrize("case", [param(case, "name") for case in CASES["refused"]])
def test_what_is_not_text_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(SeedError) as caught:
        seed(encoded(case["parts"]))
    assert caught.value.code == case["refused"]
    assert case.get("says", "") in caught.value.reason
    assert caught.value.line == case.get("line", caught.value.line)
    if "at" in case:
        assert re.search(rf"\bbyte {len(encoded(case['parts'][: case['at']]))}\b", caught.value.reason)
    assert "; " in caught.value.reason, "it says what to do"
    assert is_said(caught.value.code, caught.value.reason)


@pytest.mark.xfail(
    reason="a few Chinese words in a page of Latin letters are too little to tell GBK",
    raises=SeedError,
    strict=True,
)
def test_an_english_page_with_a_chinese_name_in_gbk_is_read() -> None:
    assert seed(("The road was opened in autumn. " * 20 + "公路").encode("gbk")).lines[0].endswith("公路")


def test_a_text_that_is_two_encodings_at_once_is_refused() -> None:
    common = tables.default().common
    both = next(
        pair for a in sorted(common) for b in sorted(common) if (pair := a + b).isalpha() and _in_big5(pair, common)
    )
    with pytest.raises(SeedError, match="too little text to tell"):
        seed(both.encode("gbk"))


def _in_big5(pair: str, common: frozenset[str]) -> bool:
    try:
        return set(pair.encode("gbk").decode("cp950")) <= common
    except UnicodeError:
        return False


def test_source_counts_lines_and_characters_of_the_decoded_text() -> None:
    data = b"\xef\xbb\xbf" + "甲\r\n乙\r丙\n丁".encode()
    found = seed(data, "Seed_4.TXT")
    assert found.lines == ("甲", "乙", "丙", "丁")
    assert found.id == "seed_4"
    assert found.source.lines == 4
    assert found.source.characters == 8
    assert found.source.sha256 == hashlib.sha256(data).hexdigest()
    assert found.source.file == "Seed_4.TXT"
    assert seed("甲\n").lines == ("甲", "")


def test_only_line_feeds_end_lines() -> None:
    assert seed("甲\x85乙\u2028丙\u2029丁\x0b\x0c\x1a戊").source.lines == 1


def test_a_name_is_shown_as_it_can_be_shown() -> None:
    assert seed("甲", "\udcff\u202e.txt").source.file == "[U+DCFF][U+202E].txt"
    assert seed("甲", "\udcff.txt").id.startswith("x")


def test_limits_are_stated_and_kept() -> None:
    limits = tables.default().limits
    seed("字\n" * (limits.lines - 1))
    for data in (
        "字\n" * limits.lines,
        "\n" + "a" * (limits.line_characters + 1),
        "字" * (limits.seed_bytes // 3 + 1),
        "3.5亿元，２万元，三十人，" * (limits.numerals // 3 + 1),
    ):
        with pytest.raises(SeedError) as caught:
            seed(data)
        assert caught.value.code == "TOO-LARGE"
    with pytest.raises(SeedError) as caught:
        seed("\n" + "a" * (limits.line_characters + 1))
    assert caught.value.line == 2


@pytest.mark.parametrize("case", cases("read/warned.yaml", "name"))
def test_doubtful_text_is_read_and_named(case: dict[str, Any]) -> None:
    text = case["text"]
    if "read_as" in case:
        text = CASES["sentences"][text].encode(case["really"]).decode(case["read_as"], "ignore")
    problems = seed(text).problems
    assert [(problem.code, problem.line) for problem in problems] == [tuple(one) for one in case["problems"]]
    assert case.get("says", "") in " ".join(problem.message for problem in problems)


def test_warnings_beyond_a_number_are_counted() -> None:
    limits = tables.default().limits
    problems = seed("甲\x07\n" * (limits.warned_lines + 5)).problems
    assert len(problems) == limits.warned_lines + 1
    assert problems[-1].line == 0
    assert "5 more lines" in problems[-1].message


def test_tables_refuse_a_name_they_do_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = lexicon.settings
    monkeypatch.setattr(lexicon, "settings", lambda name: {**settings(name), "more": 1})
    with pytest.raises(DataError, match="limits"):
        tables.default.__wrapped__()


BYTES = st.binary(max_size=400) | st.text(max_size=120).flatmap(
    lambda text: st.sampled_from(["utf-8", "gb18030", "big5", "utf-16"]).map(lambda name: text.encode(name, "ignore"))
)


def read_or_refused(data: bytes) -> Seed | SeedError:
    try:
        return seed(data)
    except SeedError as error:
        return error


@given(BYTES)
def test_whatever_the_bytes_a_seed_is_read_or_refused_by_name(data: bytes) -> None:
    found = read_or_refused(data)
    if isinstance(found, SeedError):
        assert found.code in CODES
        assert "\n" not in found.reason
        return
    assert found.source.sha256 == hashlib.sha256(data).hexdigest()
    lines, _ = clean.clean(found)
    kept = {line.number: line for line in lines}
    assert not [text for number, text in enumerate(found.lines, 1) if number not in kept and text.strip()]
    for number, line in kept.items():
        printed = found.lines[number - 1]
        covered = [at for run in line.runs for at in range(run.start, run.start + run.size)]
        lost = [char for at, char in enumerate(printed) if at not in set(covered) and not char.isspace()]
        assert len(covered) == len(set(covered))
        assert not [char for char in lost if unicodedata.category(char) != "Cf"]
