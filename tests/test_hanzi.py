"""Character classes and folding."""

from jianbao import hanzi, lexicon


def test_folding_is_one_for_one_and_leaves_simplified_alone() -> None:
    assert hanzi.fold("臺灣與廣東，2020") == "台湾与广东，2020"
    assert hanzi.fold("发展") == "发展"


def test_no_character_folds_into_one_that_folds_again() -> None:
    rows = lexicon.table("hanzi/simplified")
    variants = {row["variant"] for row in rows}
    assert all(len(row["variant"]) == len(row["simplified"]) == 1 for row in rows)
    assert not [row for row in rows if row["simplified"] in variants]


def test_han_includes_the_extensions_but_no_punctuation() -> None:
    assert all(map(hanzi.is_han, "〇㐀一龥𠀀"))
    assert not any(map(hanzi.is_han, "，a1 "))
