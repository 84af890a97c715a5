"""Files at the limits: what of them stands on many pages stays short. `benchmarks/worst.py` measures them whole."""

import hashlib

import pytest

from jianbao.model import SeedFile
from jianbao.pipeline import jobs


def analysed(text: str) -> jobs.Analysed:
    data = text.encode("utf-8")
    file = SeedFile("a", "a.txt", data, hashlib.sha256(data).hexdigest())
    (one,) = jobs.analyse_batch((jobs.SeedJob(file, b"", "key"),))
    assert isinstance(one, jobs.Analysed)
    return one


@pytest.mark.parametrize("text", ["[a" * 5000, "一条没有句号的长行" * 1000])
def test_a_file_that_is_one_line_has_no_page_long_title_in_the_lists(text: str) -> None:
    one = analysed(text)
    assert len(one.card.headline) <= 302
    assert text[:200].strip() in one.card.headline
    assert len(one.record) > len(text)


def test_a_title_of_print_is_whole() -> None:
    assert analysed("我市全方位帮扶\n\n路通了，水通了。\n").card.headline == "我市全方位帮扶"
