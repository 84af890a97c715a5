"""Plots: what is comparable, how it is drawn, what is said of it."""

import re
from decimal import Decimal

import pytest

from jianbao import lexicon
from jianbao.editions.voice import ChineseVoice, EnglishVoice
from jianbao.interface import Words
from jianbao.model import Figure
from jianbao.numerals import parse_quantity
from jianbao.render.plots import MOST_TICKS, plots
from jianbao.render.tables import row
from jianbao.render.views import PlotView

HANS, ENGLISH = ChineseVoice("zh-Hans", None), EnglishVoice({}, {"修路0": "road building"}, "zh-Hans")


def figure(text: str, number: int) -> Figure:
    """A figure whose words are a whole quantity; `number` tells it from the others."""
    quantity = parse_quantity(text)
    assert quantity is not None
    return Figure(f"f1-{number}", "p1", 0, len(text), text, (), quantity, (0, 1), f"修路{number}")


def drawn(*texts: str, edition: str = "zh-Hans") -> tuple[PlotView, ...]:
    voice, words = (ENGLISH if edition == "en" else HANS), Words(edition)
    figures = [figure(text, number) for number, text in enumerate(texts)]
    return plots([(one, row(one, voice, words)) for one in figures], words)


def test_a_page_draws_no_kind_that_is_never_drawn() -> None:
    rules = lexicon.settings("interface/plots")
    kinds = {row["key"].removeprefix("kind-") for row in lexicon.table("interface/messages") if "kind-" in row["key"]}
    assert not {*rules["kinds"]} & {*rules["never"]}
    assert {*rules["kinds"], *rules["never"]} <= kinds


def test_three_totals_of_one_unit_make_a_plot_the_largest_first() -> None:
    (plot,) = drawn("300万元", "1200万元", "58.67亿元", "12人")
    assert plot.title == "金额（元）：3 项"
    widths = [Decimal(w) for w in re.findall(r'width="([\d.]+)%" height="12"', str(plot.svg))]
    assert widths == sorted(widths, reverse=True)
    assert len(widths) == 3
    assert "58.67亿" in plot.svg


@pytest.mark.parametrize(
    "texts",
    [
        ("300万元", "1200万元"),  # two are read faster than drawn
        ("300万元", "300万元", "300万元", "500万元"),  # one value said often
        ("300万元", "5亩", "12人", "8户"),  # nothing alike
        ("300至500元", "600至800元", "900至1000元"),  # ranges
        ("2019年", "2018年", "2017年"),  # dates
        ("第一", "第二", "第三"),  # ranks
    ],
)
def test_what_cannot_be_compared_is_not_drawn(texts: tuple[str, ...]) -> None:
    assert drawn(*texts) == ()


def test_what_is_left_out_is_said() -> None:
    (plot,) = drawn(*(f"{n}元" for n in range(101, 114)), "300至500元")
    assert plot.title == "金额（元）：最大的 10 项"
    assert "另有 3 项较小，未画入。另有 1 项是范围或比率，未画入。" in plot.note


def test_an_approximate_value_looks_otherwise_and_says_so() -> None:
    (plot,) = drawn("3亿多元", "2亿元", "1亿元")
    assert plot.svg.count('class="rough"') == 1
    assert "约数" in plot.note


def test_a_plot_keeps_to_classes_and_is_the_same_each_time() -> None:
    texts = ("3亿多元", "2亿元", "1亿元")
    (plot,) = drawn(*texts, edition="en")
    assert drawn(*texts, edition="en")[0] == plot
    assert not re.search(r"style=|fill=|font-family|#[0-9a-f]{3,6}\"", str(plot.svg))
    assert "<title" in plot.svg
    assert "<desc" in plot.svg
    assert 'lang="zh-Hans"' in plot.svg  # a label without English says so
    assert "CNY 200 million" in plot.svg
    assert "million yuan" not in plot.svg  # which a sum says by itself
    (plot,) = drawn("300亩", "200亩", "100亩", edition="en")
    assert "200 mu" in plot.svg


@pytest.mark.parametrize("highest", ["7元", "31元", "97元", "1234元", "8800万元"])
def test_an_axis_has_few_ticks_one_of_them_at_nothing(highest: str) -> None:
    (plot,) = drawn("2元", "3元", highest)
    axis = str(plot.svg).partition('class="axis"')[2].partition("</g>")[0]
    said = re.findall(r"<text[^>]*>([^<]*)</text>", axis)
    assert "0" in said
    assert 3 <= len(set(said)) == len(said) <= MOST_TICKS
