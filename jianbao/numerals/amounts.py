"""Reads an amount where it stands in a text: the number, what rounds it, its range and its unit."""

from decimal import Decimal
from typing import NamedTuple

from jianbao.model import Approx, Quantity
from jianbao.numerals.grammar import Grammar
from jianbao.numerals.reading import read, scale
from jianbao.numerals.units import Unit

_INSIDE = "余多来几"  # between a numeral and its unit: 3亿多元
_GAPS = " \u3000"
_ALSO_UNITS = "千兆百两"  # end a numeral, or begin a unit: 5千瓦
_AND = "零又"  # between a unit and the smaller one: 一年零三个月
_HALF = Decimal("0.5")
_ONE = Decimal(1)
_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")
_BARE = "百千万亿半"  # begin a numeral that has no digit: 近百, 上万
_LONGEST_BEFORE = 5  # characters of a word that rounds, or of a currency, before a number
_CENTS = 2  # digits of what stands behind a unit in place of its decimals: 1米65


class Amount(NamedTuple):
    """An amount: its place, its number or the ends of its range, unscaled, and its unit, which stands at `unit_at`.

    `numeral` ends where the unit, or a word such as `多`, begins.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    approx: Approx
    unit: Unit | None
    unit_at: int
    numeral: tuple[int, int]


def amount_at(text: str, at: int, grammar: Grammar) -> Amount | None:
    """Read the amount whose numeral begins at `at` of the folded text, with what rounds it on either side."""
    first = _simple(text, at, grammar)
    if first is None:
        return None
    second = _other_end(text, first, grammar)
    whole = _rounded(text, _range(text, first, second) if second else first, grammar)
    return _bounds(text, whole, grammar) if whole.approx == ">=" and whole.high is None else whole


def quantity(amount: Amount) -> Quantity:
    """Make the quantity of an amount: money in whole currency units, other values in the printed unit."""
    unit = amount.unit
    if unit is None:
        value = amount.low if amount.high is None else (amount.low, amount.high)
        return Quantity(value, "", amount.approx)
    value = amount.low * unit.scale
    if amount.high is not None:
        value = (value, amount.high * unit.scale)
    return Quantity(value, unit.name, amount.approx, unit.kind, unit.alone or unit.word)


def _simple(text: str, at: int, grammar: Grammar) -> Amount | None:
    """Read a numeral and its unit, without what stands before and behind."""
    found = grammar.numeral.match(text, at)
    if found is None:
        return None
    end = found.end()
    gap = text[end : end + 1] in _GAPS and text[at].isdecimal() and end < len(text)
    unit = grammar.unit.match(text, end + gap)
    if end - at > 1 and text[end - 1] in _ALSO_UNITS:
        longer = grammar.unit.match(text, end - 1)
        if longer and (longer.end() > end or unit is None):
            unit, end = longer, end - 1
    reading = read(text[at:end]) if end > at + 1 or not _is_prefix(text, at, grammar) else None
    if reading is None:
        return None
    low, high, approx = reading
    if unit is None:
        return _inside(text, Amount(at, end, low, high, approx, None, end, (at, end)), grammar)
    word = unit.group()
    amount = Amount(at, unit.end(), low, high, approx, grammar.units[word], unit.start(), (at, end))
    return _more(text, amount, grammar)


def _is_prefix(text: str, at: int, grammar: Grammar) -> bool:
    """Tell whether a multiplier alone belongs to its unit: `千瓦时` without a number is no thousand watts."""
    longer = grammar.unit.match(text, at) if text[at] in _ALSO_UNITS else None
    return longer is not None and longer.end() > at + 1


def _inside(text: str, bare: Amount, grammar: Grammar) -> Amount:
    """Read what may stand between a numeral and its unit: 3亿`多`元, 4`个半`小时."""
    end = bare.end
    half = grammar.half.match(text, end)
    if half:
        unit = grammar.units[half.group().replace(half[1], "")]
        exact = half[1] == "半"
        low = bare.low + _HALF if exact else bare.low
        return bare._replace(end=half.end(), low=low, approx=bare.approx if exact else ">=", unit=unit)
    if text[end : end + 1] in _INSIDE and end < len(text):
        unit_match = grammar.unit.match(text, end + 1)
        if unit_match:
            unit = grammar.units[unit_match.group()]
            approx: Approx = "~" if text[end] == "来" else ">="
            return bare._replace(end=unit_match.end(), approx=approx, unit=unit, unit_at=end + 1)
    return bare


def _more(text: str, plain: Amount, grammar: Grammar) -> Amount:
    """Read what may follow a unit and belongs to the number: 两年`半`, 1米`6`, 1小时`18分`, 十块`三毛`."""
    unit, end = plain.unit, plain.end
    if unit is None or end >= len(text) or plain.high is not None:
        return plain
    half = grammar.half.match(text, end - 1) if unit.word == "个" else None
    if half:
        return _inside(text, plain._replace(end=end - 1, unit=None, unit_at=end - 1), grammar)
    if unit.word in grammar.settings["tenths"]:
        plain = _tenths(text, plain, grammar.settings["tenths"][unit.word], grammar)
    halves = grammar.settings["half"]
    if grammar.and_half.match(text, end) and (unit.kind in halves["kinds"] or unit.name in halves["units"]):
        return plain._replace(low=plain.low + _HALF, end=end + 1)
    if unit.word in grammar.settings["decimals_after"]:
        return _decimals(text, plain, grammar)
    return _compound(text, plain, unit, grammar)


def _decimals(text: str, plain: Amount, grammar: Grammar) -> Amount:
    """Read 1米6, 2米15, 一块二; `一块二毛` is left to `_compound`."""
    found = grammar.numeral.match(text, plain.end)
    if found is None or plain.low != plain.low.to_integral_value():
        return plain
    if grammar.unit.match(text, found.end()):
        return _compound(text, plain, plain.unit, grammar) if plain.unit else plain
    reading = read("0点" + found.group()) if found.group()[0] not in ".点" and len(found.group()) <= _CENTS else None
    return plain if reading is None else plain._replace(low=plain.low + reading.low, end=found.end())


def _tenths(text: str, plain: Amount, small: str, grammar: Grammar) -> Amount:
    """Read so many tenths of a unit, which have a name of their own: 一亩二分, 三斤二两."""
    found = grammar.numeral.match(text, plain.end)
    digits = found.group().removesuffix(small) if found else ""
    at = plain.end + len(digits)
    reading = read(digits) if digits and text.startswith(small, at) else None
    if reading is None or reading.high is not None or reading.low * _TENTH >= 1:
        return plain
    return plain._replace(low=plain.low + reading.low * _TENTH, end=at + len(small))


def _compound(text: str, plain: Amount, unit: Unit, grammar: Grammar) -> Amount:
    """Read the smaller units that follow: 1小时18分, 六元一角七分. A time is given in the smallest of them."""
    at = plain.end + (text[plain.end : plain.end + 1] in _AND)
    found = grammar.numeral.match(text, at)
    follows = grammar.unit.match(text, found.end()) if found else None
    if follows is None or not _is_part(grammar.units[follows.group()], unit, grammar):
        return plain
    below = _simple(text, at, grammar)
    if below is None or below.unit is None or below.high is not None:
        return plain
    small = below.unit
    if unit.kind == "money":
        low = plain.low * unit.scale + below.low * (_CENT if small.kind == "duration" else small.scale)
        unit = unit._replace(word=small.word, scale=_ONE)
    else:
        low = plain.low * _ratio(unit, small, grammar) + below.low
        unit = small._replace(name=_time(small, grammar), kind="duration")
    return plain._replace(low=low, end=below.end, unit_at=below.unit_at, unit=unit)


def _is_part(small: Unit, whole: Unit, grammar: Grammar) -> bool:
    """Tell whether a unit counts the next smaller parts of another; 分 is a minute or a cent."""
    if whole.kind == "money":
        cent = small.word == grammar.settings["minute"]
        return cent or (small.name == whole.name and small.scale < whole.scale)
    return _ratio(whole, small, grammar) > 1


def _ratio(whole: Unit, small: Unit, grammar: Grammar) -> Decimal:
    """Tell how many of a unit of time make a longer one, or 0 where it is no part of it."""
    names = (_time(whole, grammar), _time(small, grammar))
    sizes = next((sizes for sizes in grammar.settings["compound"] if all(name in sizes for name in names)), None)
    return Decimal(sizes[names[0]]) / sizes[names[1]] if sizes else Decimal(0)


def _time(unit: Unit, grammar: Grammar) -> str:
    return "minute" if unit.word == grammar.settings["minute"] else unit.name


def _other_end(text: str, first: Amount, grammar: Grammar) -> Amount | None:
    """Read the other end of a range: 3`至5个`, 30%`—50%`, 一倍以上`三倍以下`."""
    sign = grammar.between.match(text, first.end) if first.high is None else None
    if sign is None:
        return None
    minus = grammar.minus_at.match(text, sign.end())
    second = _simple(text, minus.end() if minus else sign.end(), grammar)
    if second is None or second.high is not None or (first.unit and second.unit and first.unit != second.unit):
        return None
    if minus:
        second = second._replace(low=-second.low)
    return second if second.unit or not first.unit else None


def _range(text: str, first: Amount, second: Amount) -> Amount:
    """Put two ends together; the scale written once counts for both: 300至500万元, 两到三千元."""
    low = first.low
    if first.unit is None:
        numeral = text[slice(*first.numeral)]
        own, (tens, myriads) = scale(numeral), scale(text[slice(*second.numeral)])
        shared = tens * myriads if own == (_ONE, _ONE) and len(numeral) == 1 else myriads
        if own[1] == _ONE and low * shared < second.low:
            low *= shared
    return second._replace(start=first.start, low=low, high=second.low, numeral=(first.start, second.numeral[1]))


def around(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int, Approx]:
    """Look for approximating words on either side of a number: where all begins and ends, and what they say."""
    approx: Approx = "exact"
    found = grammar.after.match(text, end)
    if found:
        end, approx = found.end(), grammar.approx_after[found.group()]
    before = word_before(text, start, grammar)
    return (start - len(before[0]), end, before[1]) if before else (start, end, approx)


def _rounded(text: str, plain: Amount, grammar: Grammar) -> Amount:
    """Put to an amount what stands around it: a sign, approximating words, a currency."""
    start = plain.start
    if start and text[start - 1] in grammar.signs:
        sign = grammar.minus.search(text, max(0, start - 3), start)
        if sign:
            start, high = sign.start(), plain.high
            plain = plain._replace(low=-plain.low, high=None if high is None else -abs(high))
    start, end, approx = around(text, start, plain.end, grammar)
    currency = _currency_before(text, start, plain.unit, grammar)
    if currency:
        word = plain.unit.word if plain.unit else currency.word
        plain = plain._replace(unit=currency._replace(word=word))
        start, end, outer = around(text, start - len(currency.word), end, grammar)
        approx = outer if approx == "exact" else approx
    return plain._replace(start=start, end=end, approx=plain.approx if approx == "exact" else approx)


def _currency_before(text: str, at: int, unit: Unit | None, grammar: Grammar) -> Unit | None:
    """Find the currency that stands before the number, where the unit after it does not name another."""
    if unit is not None and unit.name != "CNY":
        return None
    for size in range(min(_LONGEST_BEFORE, at), 0, -1):
        word = text[at - size : at]
        if word in grammar.currencies and not grammar.numeral.match(text, at - size - 1):
            return Unit(word, grammar.currencies[word], "money")
    return None


def word_before(text: str, at: int, grammar: Grammar) -> tuple[str, Approx] | None:
    """Find the approximating word that ends at `at`, and what it says."""
    for size in range(min(_LONGEST_BEFORE, at), 0, -1):
        word = text[at - size : at]
        approx = grammar.before.get(word)
        if approx is None and text[at : at + 1] in _BARE:
            approx = grammar.before_scale.get(word)
        if approx is not None:
            longer = size == 1 and text[at - 2 : at] in grammar.unless and text[at - 3 : at] not in grammar.but
            return None if longer else (word, approx)
    return None


def _bounds(text: str, whole: Amount, grammar: Grammar) -> Amount:
    """Read 一倍以上三倍以下 as a range."""
    second = (
        _simple(text, whole.end, grammar) if whole.end < len(text) and grammar.numeral.match(text, whole.end) else None
    )
    if second is None or second.high is not None or second.unit != whole.unit:
        return whole
    limit = grammar.after.match(text, second.end)
    if limit is None or grammar.approx_after[limit.group()] != "<":
        return whole
    return whole._replace(end=limit.end(), high=second.low, approx="exact")
