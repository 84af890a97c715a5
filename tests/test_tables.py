"""Quantities as rows of a table: value, unit and SI in each edition, and the printed words beside them."""

from decimal import Decimal

import dossiers
import pytest

from jianbao.editions.voice import ChineseVoice, EnglishVoice, article_voice
from jianbao.interface import Words
from jianbao.model import Figure, Quantity, Said
from jianbao.numerals import parse_quantity
from jianbao.render.quantities import in_si, plural, unit, value
from jianbao.render.tables import row

HANS, ENGLISH = ChineseVoice("zh-Hans", None), EnglishVoice({}, {}, "zh-Hans")


def figure(text: str) -> Figure:
    """A figure whose words are a whole quantity."""
    quantity = parse_quantity(text)
    assert quantity is not None
    return Figure("f1-0", "p1", 0, len(text), text, (), quantity, (0, 1), "修路")


@pytest.mark.parametrize(
    ("text", "hans", "english"),
    [
        ("58.67亿元", ("58.67亿", "元"), ("CNY 5.867 billion", "yuan")),
        ("3700多个", ("逾 3,700", "个"), ("over 3,700", "items")),
        ("300至500元", ("300–500", "元"), ("CNY 300–500", "yuan")),
        ("1户", ("1", "户"), ("1", "household")),
        ("63134人", ("63,134", "人"), ("63,134", "people")),
        ("第四期", ("第 4", "期"), ("no. 4", "issue")),
        ("两成", ("20", "%"), ("20", "%")),
        ("翻了五番", ("32", "倍"), ("32", "times")),
        ("下午2时30分", ("下午2时30分", ""), ("14:30", "")),
        ("2018年至2020年", ("2018年至2020年", ""), ("2018 to 2020", "")),
        ("5角钱", ("0.5", "元"), ("CNY 0.5", "yuan")),
        ("3千公顷", ("3,000", "公顷"), ("3,000", "hectares")),
        ("第一", ("第 1", ""), ("no. 1", "rank")),
    ],
)
def test_a_quantity_in_two_editions(text: str, hans: tuple[str, str], english: tuple[str, str]) -> None:
    one = figure(text)
    for voice, said in ((HANS, hans), (ENGLISH, english)):
        words = Words(voice.edition)
        assert (value(one, voice, words), unit(one.quantity, voice, words)) == said


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


def test_whose_a_figure_is_and_what_the_program_calls_it_need_no_translation() -> None:
    voice = article_voice("en", dossiers.analysis(), (), {"嵩县": "Song County"})
    assert (voice.text("嵩县"), voice.text("年龄")) == (Said("Song County"), Said("age"))
    assert voice.text("栾川县").lang == "zh-Hans"
