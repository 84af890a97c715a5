"""Quantities made from numbers and read back: any style of writing, any unit, rounded or not, alone or as a range."""

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jianbao.model import Quantity
from jianbao.numerals import parse_quantity

DIGITS = "零一二三四五六七八九"
TENS = (("千", 1000), ("百", 100), ("十", 10), ("", 1))
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
# printed words, what one is in the unit that is answered, that unit, its kind
UNITS = (
    ("元", 1, "CNY", "money"),
    ("万元", 10**4, "CNY", "money"),
    ("亿元", 10**8, "CNY", "money"),
    ("美元", 1, "USD", "money"),
    ("万港元", 10**4, "HKD", "money"),
    ("公里", 1, "km", "length"),
    ("万亩", 10**4, "mu", "area"),
    ("平方米", 1, "m2", "area"),
    ("斤", 1, "jin", "mass"),
    ("千瓦时", 1, "kWh", "energy"),
    ("人次", 1, "person-time", "count"),
    ("户", 1, "household", "count"),
    ("%", 1, "%", "percent"),
    ("个百分点", 1, "percentage point", "percent"),
    ("小时", 1, "hour", "duration"),
    ("倍", 1, "times", "ratio"),
)
BEFORE = {"近": "<", "不足": "<", "约": "~", "大约": "~", "超": ">=", "超过": ">=", "逾": ">=", "突破": ">="}
AFTER = {"以上": ">=", "以内": "<", "左右": "~"}

units = st.sampled_from(UNITS)
wholes = st.integers(2, 9999)
numbers = st.one_of(st.integers(2, 10**8), st.decimals("0.1", 99999, places=2).filter(lambda n: n != 1))


def chinese(number: int) -> str:
    """Write a whole number below a myriad as it is said: 3050 is 三千零五十."""
    out, gap = "", False
    for word, ten in TENS:
        digit, number = divmod(number, ten)
        if digit:
            out += ("零" if gap else "") + DIGITS[digit] + word
        gap = bool(out) and not digit
    return out


def read(text: str) -> Quantity:
    got = parse_quantity(text)
    assert got is not None, text
    return got


@st.composite
def writings(draw: st.DrawFn) -> tuple[str, Decimal]:
    """Draw a number with one of the ways to write it."""
    style = draw(st.sampled_from(("arabic", "separated", "wide", "chinese", "mixed", "scaled")))
    if style == "chinese":
        whole = draw(wholes)
        return chinese(whole), Decimal(whole)
    if style == "mixed":
        high, low = draw(st.integers(2, 99)), draw(st.integers(1000, 9999))
        return f"{high}万{low}", Decimal(high * 10**4 + low)
    if style == "scaled":
        size, (word, zeros) = draw(st.decimals("1.01", 9999, places=2)), draw(st.sampled_from((("万", 4), ("亿", 8))))
        return f"{size}{word}", size * 10**zeros
    number = Decimal(draw(numbers))
    if style == "separated":
        return f"{number:,}", number
    return (str(number).translate(WIDE) if style == "wide" else str(number)), number


def test_every_number_below_a_myriad_is_read_as_it_is_said() -> None:
    assert [number for number in range(1, 10_000) if read(f"{chinese(number)}户").value != number] == []


@settings(deadline=None)
@given(writings(), units)
def test_a_number_with_a_unit_reads_as_what_it_was_made_from(
    written: tuple[str, Decimal], unit: tuple[str, int, str, str]
) -> None:
    (text, number), (word, scale, name, kind) = written, unit
    assume(scale == 1 or not set(text) & set("万亿"))
    got = read(text + word)
    assert (got.value, got.unit, got.kind, got.approx) == (number * scale, name, kind, "exact")


@settings(deadline=None, max_examples=200)
@given(writings(), units, st.sampled_from(sorted(BEFORE | AFTER)))
def test_a_word_before_or_behind_rounds_and_leaves_the_value(
    written: tuple[str, Decimal], unit: tuple[str, int, str, str], word: str
) -> None:
    (text, number), (printed, scale, name, _) = written, unit
    assume(scale == 1 or not set(text) & set("万亿"))
    got = read(f"{word}{text}{printed}" if word in BEFORE else f"{text}{printed}{word}")
    assert (got.value, got.unit, got.approx) == (number * scale, name, (BEFORE | AFTER)[word])


@settings(deadline=None)
@given(st.integers(1, 99), st.sampled_from("百千万亿"), st.sampled_from("多余"), st.sampled_from(("元", "人", "亩")))
def test_a_word_inside_says_at_least(number: int, myriad: str, word: str, unit: str) -> None:
    got = read(f"{number}{myriad}{word}{unit}")
    assert (got.value, got.approx) == (
        Decimal(number) * {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[myriad],
        ">=",
    )


@settings(deadline=None)
@given(st.integers(2, 999), st.integers(1, 999), st.sampled_from("至到—-~－"), units)
def test_both_ends_of_a_range_are_scaled(low: int, more: int, link: str, unit: tuple[str, int, str, str]) -> None:
    word, scale, name, _ = unit
    got = read(f"{low}{link}{low + more}{word}")
    assert (got.value, got.unit) == ((Decimal(low * scale), Decimal((low + more) * scale)), name)
    assert read(f"{low}{word}至{low + more}{word}").value == got.value


@settings(deadline=None)
@given(writings())
def test_a_sign_turns_a_measure_round(written: tuple[str, Decimal]) -> None:
    text, number = written
    assert read(f"负{text}公里").value == -number
    assert read(f"零下{text}℃").value == -number


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(2, 9))
def test_shares_read_as_shares(above: int, below: int) -> None:
    assert read(f"百分之{DIGITS[above]}点{DIGITS[below]}").value == Decimal(f"{above}.{below}")
    assert read(f"{DIGITS[below]}分之{DIGITS[above]}").value == Decimal(above) / below
    assert read(f"{DIGITS[above]}成{DIGITS[below]}").value == above * 10 + below


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("0123456789０９一二两三十百千万亿零半几数多余近约超第负%％元成个人.,，—-~至点分之又倍番 亩斤℃"),
        max_size=14,
    )
)
def test_anything_made_of_the_pieces_of_quantities_never_raises(text: str) -> None:
    parse_quantity(text)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_anything_at_all_never_raises(text: str) -> None:
    parse_quantity(text)


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from(
            "的是在我和有这他来时说们为地过出起里后自会家可而子事其那好用道行所然经发如看样也没把还法学将见实关工通老心力意"
        ),
        max_size=12,
    )
)
def test_a_text_without_a_numeral_is_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@settings(deadline=None)
@given(
    writings(),
    units,
    st.text(st.sampled_from("的是在我和这他来们为地出自家而事那好用道行所然把还法学将见"), min_size=1, max_size=6),
)
def test_a_quantity_among_other_words_is_none(
    written: tuple[str, Decimal], unit: tuple[str, int, str, str], words: str
) -> None:
    assert parse_quantity(f"{words}，{written[0]}{unit[0]}") is None
