"""Every id: safe, permanent, taken from the seed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao import ids

QUICK = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize(
    ("stem", "ident"),
    [
        ("004_1ec53476d04604fe", "004_1ec53476d04604fe"),
        ("Seed_4", "seed_4"),
        ("a-b", "a-b"),
        ("\u212a", "k"),
        ("indexes", "indexes"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_safe_stem_is_the_id(stem: str, ident: str) -> None:
    assert ids.article_id(stem) == ident


@pytest.mark.parametrize(
    "stem",
    [
        "",
        "..",
        "a/b",
        "a b",
        "-a",
        "_a",
        "a.b",
        "剪报",
        "x" * 81,
        "CON",
        "nul",
        "lpt1",
        "index",
        "README",
        "a\n",
        "%2e",
        "\udcff",
        "ａ",
        "a'",
    ],
)
def test_any_other_stem_becomes_a_hash(stem: str) -> None:
    ident = ids.article_id(stem)
    assert len(ident) == 17
    assert ident[0] == "x"
    assert int(ident[1:], 16) >= 0
    assert ids.article_id(ident) == ident


def test_composed_and_decomposed_names_have_one_id() -> None:
    assert ids.article_id("é") == ids.article_id("e\u0301")
    assert ids.article_id("é") != ids.article_id("è")


@QUICK
@given(st.text(max_size=90))
def test_every_id_is_safe_in_paths_and_markup(stem: str) -> None:
    ident = ids.article_id(stem)
    assert ident.isascii()
    assert ident.replace("_", "a").replace("-", "a").isalnum()
    assert ident == ids.article_id(unicodedata.normalize("NFC", stem))


def test_ids_come_from_the_place_in_the_seed() -> None:
    assert ids.block_id(7) == ids.line_anchor(7) == "p7"
    assert ids.block_id(7, 22, first=False) == "p7-22"
    assert ids.section_id(0) == "s0"
    assert ids.figure_id(7, 8) == "f7-8"
    assert ids.row_id("f7-8") == "r7-8"
