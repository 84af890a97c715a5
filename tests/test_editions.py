import pytest

from jianbao import editions


@pytest.mark.parametrize("text", ["干\x00部", "一\ud800発", "", "\x00"])
def test_what_opencc_cannot_read_stays_in_place(text: str) -> None:
    out = editions.to_traditional(text)
    assert len(out) == len(text)
    assert [i for i, c in enumerate(out) if c in "\x00\ud800"] == [i for i, c in enumerate(text) if c in "\x00\ud800"]


def test_the_text_after_a_nul_is_converted() -> None:
    assert editions.to_traditional("干部\x00发展") == "幹部\x00發展"


def test_script_of_a_text() -> None:
    assert editions.is_traditional("這是一張舊報紙的標題")
    assert not editions.is_traditional("这是一张旧报纸的标题")
