"""Files at the limits: what of them stands on many pages stays short. `benchmarks/worst.py` measures them whole."""

import hashlib

import pytest

from jianbao.hanzi import LONGEST_SENTENCE
from jianbao.model import SeedFile
from jianbao.pipeline import jobs

REPEATED = ("3.5亿元，", "记者王明、李红、", "同一个标题\n\n", "路通了\n", "[a", "<!-- ", "一条长行")


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


@pytest.mark.parametrize("text", REPEATED)
def test_what_a_file_costs_grows_with_its_length(text: str) -> None:
    """A sentence of the whole file beside each of its figures, or a title of it in each list, would grow faster."""
    once, often = (analysed("路通了\n\n" + text * times) for times in (400, 1600))
    for part in ("record", "packed", "passages"):
        assert len(getattr(often, part)) < 6 * len(getattr(once, part))


def test_a_sentence_has_an_end() -> None:
    figures = analysed("全市" + "投入3.5亿元，" * 300).card.figures
    assert len(figures) == 300
    assert max(len(row.sentence) for row in figures) <= LONGEST_SENTENCE
    assert all(row.figure.surface in row.sentence for row in figures)
