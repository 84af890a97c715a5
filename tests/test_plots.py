"""Plots: what is comparable, how it is drawn, what is said of it; and values, units and SI in each edition."""

import re
from decimal import Decimal

import pytest

from jianbao.editions.voice import ChineseVoice, EnglishVoice
from jianbao.interface import Words
from jianbao.model import Figure, Quantity
from jianbao.numerals import parse_quantity
from jianbao.render.plots import plots
from jianbao.render.quantities import in_si, plural, unit, value
from jianbao.render.tables import row
from jianbao.render.views import PlotView

HANS, ENGLISH = ChineseVoice("zh-Hans", None), EnglishVoice({}, {"修路": "road building"}, "zh-Hans")


def figure(text: str, measure: str = "修路") -> Figure:
    """A figure whose words are a whole quantity."""
    quantity = parse_quantity(text)
    assert quantity is not None
    return Figure(f"f1-{abs(hash((text, measure))) % 10_000}", "p1", 0, len(text), text, (), quantity, (0, 1), measure)


def drawn(*texts: str, edition: str = "zh-Hans") -> tuple[PlotView, ...]:
    voice, words = (ENGLISH if edition == "en" else HANS), Words(edition)
    figures = [figure(text, f"修路{number}") for number, text in enumerate(texts)]
    return plots([(one, row(one, voice, words)) for one in figures], words)


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
    assert "另有 3 项较小，未画入。" in plot.notes
    assert "另有 1 项是范围或比率，未画入。" in plot.notes


def test_an_approximate_value_looks_otherwise_and_says_so() -> None:
    (plot,) = drawn("3亿多元", "2亿元", "1亿元")
    assert plot.svg.count('class="rough"') == 1
    assert any("约数" in note for note in plot.notes)


def test_a_plot_keeps_to_classes_and_is_the_same_each_time() -> None:
    texts = ("3亿多元", "2亿元", "1亿元")
    (plot,) = drawn(*texts, edition="en")
    assert drawn(*texts, edition="en")[0] == plot
    assert not re.search(r"style=|fill=|font-family|#[0-9a-f]{3,6}\"", str(plot.svg))
    assert "<title" in plot.svg
    assert "<desc" in plot.svg
    assert 'lang="zh-Hans"' in plot.svg  # a label without English says so


@pytest.mark.parametrize(
    ("text", "hans", "english"),
    [
        ("58.67亿元", ("58.67亿", "元"), ("CNY 5.867 billion", "yuan")),
        ("3700多个", ("逾 3,700", "个"), ("over 3,700", "")),
        ("300至500元", ("300–500", "元"), ("CNY 300–500", "yuan")),
        ("1户", ("1", "户"), ("1", "household")),
        ("63134人", ("63,134", "人"), ("63,134", "people")),
        ("第四期", ("第4", "期"), ("no. 4", "issue")),
        ("第一", ("第1", ""), ("no. 1", "rank")),
    ],
)
def test_a_quantity_in_two_editions(text: str, hans: tuple[str, str], english: tuple[str, str]) -> None:
    one = figure(text)
    words = Words("zh-Hans")
    assert (value(one, HANS, words).replace(" ", ""), unit(one.quantity, HANS, words)) == (
        hans[0].replace(" ", ""),
        hans[1],
    )
    assert value(one, ENGLISH, Words("en")) == english[0]
    if english[1]:
        assert unit(one.quantity, ENGLISH, Words("en")) == english[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.4亩", "≈ 266.7 m²"),
        ("3000亩", "≈ 2 km²"),
        ("300亩", "≈ 20 ha"),
        ("50斤", "≈ 25 kg"),
        ("30至50亩", "≈ 2–3.333 ha"),
        ("40公里", ""),
        ("300元", ""),
        ("12人", ""),
    ],
)
def test_a_local_measure_has_its_si_value_beside_it(text: str, said: str) -> None:
    assert in_si(figure(text).quantity, Words("en")) == said


def test_units_are_named_in_each_edition() -> None:
    assert [plural("mu/person", Words(e)) for e in ("zh-Hans", "zh-Hant", "en")] == ["亩/人", "畝/人", "mu per person"]
    assert unit(Quantity(Decimal(2), "yurt", "exact", "count", "顶"), HANS, Words("zh-Hans")) == "顶"
    # What is counted without a unit has its name; a share of one has none.
    assert unit(Quantity(Decimal(3_000_000), "person", "<", "count", ""), HANS, Words("zh-Hans")) == "人"
    assert unit(Quantity(Decimal("0.25"), "1", "exact", "fraction", ""), HANS, Words("zh-Hans")) == ""


def test_the_english_row_shows_the_printed_words() -> None:
    made = row(figure("58.67亿元"), ENGLISH, Words("en"))
    assert (made.printed.text, made.printed.lang, made.value) == ("58.67亿元", "zh-Hans", "CNY 5.867 billion")
