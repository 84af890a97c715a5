"""The data tables: each keeps the rules of data/README.md, and the loader says where one does not."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao import lexicon
from jianbao.entities.tables import LISTS
from jianbao.errors import DataError

TABLES = sorted(lexicon.DATA.rglob("*.tsv"))
SETTINGS = sorted(lexicon.DATA.rglob("*.yaml"))
ROOT = lexicon.DATA.parent.parent
CODE = "".join(path.read_text("utf-8") for top in ("jianbao", "scripts") for path in (ROOT / top).rglob("*.py"))
# Two columns of these names convert one word into another.
MAPS = {("from", "to"), ("to", "from"), ("word", "target"), ("char", "target"), ("variant", "simplified")}
HEADER = "# format: from, to\n# source: ours\n# used by: the tests\n"


def name(path: Path) -> str:
    return str(path.relative_to(lexicon.DATA).with_suffix(""))


def said(text: str) -> dict[str, str]:
    """The header lines, `# field: what it says`."""
    lines = [line[1:].partition(":") for line in text.split("\n") if line.startswith("#")]
    return {field.strip(): what.strip() for field, _, what in lines}


def faults_of_text(text: str) -> list[str]:
    """What may be wrong with any data file: its header, its form, its blanks.

    `# form: ...` says why a table holds characters that NFC would replace.
    """
    header = said(text)
    out = [f"lacks '# {field}: ...'" for field in lexicon.HEADER if not header.get(field)]
    out += [] if text.endswith("\n") and not text.endswith("\n\n") else ["does not end in one line end"]
    out += [] if "\r" not in text and "\ufeff" not in text else ["has CR or a byte-order mark"]
    for number, line in enumerate(text.split("\n"), 1):
        composed = "form" in header or unicodedata.is_normalized("NFC", line)
        out += [] if composed else [f"{number}: is not NFC, and there is no '# form: ...'"]
        out += [f"{number}: ends in a blank"] if line.rstrip(" \u3000") != line else []
    return out


def faults_of_table(text: str) -> list[str]:
    """What may be wrong with a table: also its order, its keys, and words mapped to themselves.

    `# key: a, b` names the columns whose cells together stand once (else the first). `# order: ...` says why the rows
    are not sorted by them.
    """
    header, rows = said(text), [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    columns, body = rows[0], rows[1:]
    key = [columns.index(column.strip()) for column in header.get("key", columns[0]).split(",")]
    keys = [tuple(row[index] for index in key) for row in body]
    out = faults_of_text(text)
    if "order" not in header and keys != sorted(keys):
        late = next(key for before, key in pairwise(keys) if key < before)
        there = next(key for key in keys if key > late)
        out.append(f"has {' '.join(late)!r} out of order: it goes before {' '.join(there)!r}, or say '# order: ...'")
    out += [f"has {' '.join(one)!r} twice" for one in sorted(one for one, times in Counter(keys).items() if times > 1)]
    maps = tuple(columns[:2]) in MAPS
    out += [f"maps {row[0]!r} to itself" for row in body if maps and row[0] == row[1]]
    out += [f"{cell!r} has a blank at its edge" for row in body for cell in row if cell != cell.strip()]
    return out


def repeated(settings: Any) -> Iterator[str]:
    """The words that a list of some settings has more than once."""
    for inner in settings.values() if isinstance(settings, Mapping) else settings if isinstance(settings, list) else ():
        yield from repeated(inner)
    words = [one for one in settings if isinstance(one, str)] if isinstance(settings, list) else []
    yield from (word for word, times in Counter(words).items() if times > 1)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_table_keeps_the_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    assert faults_of_table(text) == []
    rows = lexicon.table(name(path))
    assert len(rows) == sum(1 for line in text.split("\n") if line and not line.startswith("#")) - 1


@pytest.mark.parametrize("path", [*TABLES, *SETTINGS], ids=name)
def test_the_users_of_a_table_are_there(path: Path) -> None:
    used = said(path.read_text("utf-8"))["used by"]
    first = re.match(r"[\w./]+", used)
    assert first, used
    for user in {first[0], *re.findall(r"(?<![\w/.])jianbao/[\w/]+(?:\.py)?", used)}:
        place = user.removeprefix("jianbao/").removeprefix("jianbao.").rstrip("/")
        top = ROOT if place.startswith("scripts/") else ROOT / "jianbao"
        assert (top / place).exists() or (top / f"{place}.py").exists(), user


@pytest.mark.parametrize("path", [*TABLES, *SETTINGS], ids=name)
def test_every_table_is_asked_for_by_its_name(path: Path) -> None:
    asked = f'"{name(path)}"' if path.stem not in LISTS else f'"{path.stem}"'
    assert asked in CODE


@pytest.mark.parametrize("path", SETTINGS, ids=name)
def test_every_file_of_settings_keeps_the_rules(path: Path) -> None:
    assert faults_of_text(path.read_text("utf-8")) == []
    assert lexicon.settings(name(path))
    assert list(repeated(lexicon.settings(name(path)))) == []


def test_a_word_that_a_list_of_settings_has_twice_is_found() -> None:
    assert list(repeated({"places": {"towns": ["某镇", "某乡", "某镇"]}, "villages": [["某村"], ["某村"]]})) == ["某镇"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("from\tto\nb\tc\na\td\n", "'a' out of order: it goes before 'b'"),
        ("from\tto\na\tb\na\tc\n", "has 'a' twice"),
        ("from\tto\na\ta\n", "maps 'a' to itself"),
        ("from\tto\na\tb \n", "ends in a blank"),
        ("from\tto\na\t b\n", "has a blank at its edge"),
        ("from\tto\ne\u0301\tb\n", "is not NFC"),
        ("from\tto\na\tb", "does not end in one line end"),
        ("from\tto\r\na\tb\r\n", "has CR"),
        ("# key: from, to\nfrom\tto\na\tb\na\tb\n", "has 'a b' twice"),
    ],
)
def test_the_lint_finds_a_fault(rows: str, fault: str) -> None:
    assert fault in " ".join(faults_of_table(HEADER + rows))


@pytest.mark.parametrize(
    "rows",
    [
        "from\tto\na\tb\nb\ta\n",
        "# order: by use\nfrom\tto\nb\tc\na\td\n",
        "# key: from, to\nfrom\tto\na\tb\na\tc\n",
        "# form: the decomposed form is the point\nfrom\tto\ne\u0301\tb\n",
        "word\tunit\nkm\tkm\n",
    ],
)
def test_the_lint_passes_what_is_right_or_says_why(rows: str) -> None:
    assert faults_of_table(HEADER + rows) == []


def test_the_lint_asks_for_each_line_of_the_header() -> None:
    for field in lexicon.HEADER:
        without = "".join(line for line in HEADER.splitlines(keepends=True) if not line.startswith(f"# {field}:"))
        assert faults_of_table(f"{without}from\tto\na\tb\n") == [f"lacks '# {field}: ...'"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the data, and no table remembered."""
    folder = tmp_path / "jianbao" / "data"
    folder.mkdir(parents=True)
    monkeypatch.setattr(lexicon, "DATA", folder)
    monkeypatch.setattr(lexicon, "table", lexicon.table.__wrapped__)
    monkeypatch.setattr(lexicon, "settings", lexicon.settings.__wrapped__)
    return folder


def test_a_table_is_rows_by_column(data: Path) -> None:
    (data / "t.tsv").write_text(f"{HEADER}from\tto\n\na\tb\nc\t\n", "utf-8")
    rows = lexicon.table("t")
    assert [dict(row) for row in rows] == [{"from": "a", "to": "b"}, {"from": "c", "to": ""}]
    with pytest.raises(TypeError):
        rows[0]["from"] = "x"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from\tto\n", r"jianbao/data/t.tsv:1: lacks the header line '# format: ...'"),
        (HEADER, r":0: has no line of column names"),
        (f"{HEADER}from\tto\na\n", r":5: has 1 cells where the header has 2"),
        (f"{HEADER}from\tto\na\tb\na\tb\n", r":6: stands twice"),
    ],
)
def test_a_broken_table_is_named_by_line(data: Path, text: str, message: str) -> None:
    (data / "t.tsv").write_text(text, "utf-8")
    with pytest.raises(DataError, match=message):
        lexicon.table("t")


@given(
    st.lists(st.text("ab.", min_size=1, max_size=4), max_size=8),
    st.text("ab.", max_size=20),
    st.sampled_from(["", "$", "b"]),
)
def test_the_expression_of_words_tries_the_longest_first(words: list[str], text: str, behind: str) -> None:
    """As the words tried one by one would do: whatever stands behind, with nothing in them read as markup."""
    one_by_one = "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
    wanted = [match.span() for match in re.finditer(f"(?:{one_by_one}){behind}", text)]
    assert [match.span() for match in re.finditer(f"{lexicon.any_of(words)}{behind}", text)] == wanted


def test_settings_are_yaml_with_a_header(data: Path) -> None:
    (data / "s.yaml").write_text(f"{HEADER}a: 1\n", "utf-8")
    assert lexicon.settings("s") == {"a": 1}
    (data / "s.yaml").write_text("a: 1\n", "utf-8")
    with pytest.raises(DataError, match="lacks the header line"):
        lexicon.settings("s")


def test_a_missing_or_broken_file_is_a_data_error(data: Path) -> None:
    (data / "b.bin").write_bytes(b"\x00\xff")
    (data / "b.tsv").write_bytes(b"\xff")
    assert lexicon.blob("b.bin") == b"\x00\xff"
    for load, missing in (
        (lexicon.table, "none"),
        (lexicon.settings, "none"),
        (lexicon.blob, "none"),
        (lexicon.table, "b"),
    ):
        with pytest.raises(DataError, match="cannot be read"):
            load(missing)


def test_only_the_lexicon_reads_the_data() -> None:
    readers = [
        str(path)
        for path in lexicon.DATA.parent.rglob("*.py")
        if '/ "data"' in path.read_text("utf-8") and path.name != "lexicon.py"
    ]
    assert readers == []
