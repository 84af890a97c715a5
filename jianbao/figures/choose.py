"""Tells which of the quantities in a text are figures."""

from collections.abc import Iterator
from decimal import Decimal

from jianbao.figures.tables import Tables
from jianbao.figures.traps import traps
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.dates import Date, Dates
from jianbao.numerals.forms import scan
from jianbao.numerals.found import Found

_YEARS = (Decimal(1500), Decimal(2100))
_LONG_NUMBER = 5
_COUNTER = "个"


def choose(words: Words, tables: Tables) -> Iterator[Found]:
    """Find the figures of a text, and what tells when (form `when`, and dates), in order."""
    if not tables.forms.start.search(words.text):
        return
    for found in scan(words.text, traps(words, tables), tables.forms):
        kept = _judge(words, found, tables)
        if kept:
            yield kept


def _judge(words: Words, found: Found, tables: Tables) -> Found | None:
    """Keep, change or drop one quantity."""
    if found.form == "rank":
        return found if found.quantity.unit_zh[1:] not in tables.rules["labels"] else None
    if found.form != "amount":
        return found
    text = words.text
    before, after = text[found.start - 1 : found.start] if found.start else "", text[found.end : found.end + 1]
    if (before.isascii() and before.isalpha()) or (not found.quantity.unit and after.isascii() and after.isalpha()):
        return None
    found = _cut_short(words, found, tables)
    year = _names_its_year(words, found, tables)
    if found.quantity.unit and (year or not _has_unit(words, found, tables)):
        found = _bare(found, tables)
    if not found.quantity.unit:
        return _judge_bare(words, found, tables)
    return found if _is_counted(text, found, tables) else None


def _has_unit(words: Words, found: Found, tables: Tables) -> bool:
    """Tell whether what looks like a unit is one, not the beginning of a word: 8`位`患者, but 8`位于`, 2019`成都`."""
    if found.unit_at == found.unit_end:  # a currency, which stands before its number
        return True
    i = words.word_at(found.unit_at)
    end = words.starts[i + 1]
    if words.starts[i] != found.unit_at or end <= found.unit_end or words.tags[i] in tables.numeric_tags:
        return True
    if found.quantity.unit_zh in tables.rules["whole_words"]:
        return False
    if tables.head_at.match(words.text, found.unit_end):
        return True
    if words.tags[i] in tables.labels["name_tags"]:
        return False
    return words.tags[i][0] not in tables.rules["no_unit_tags"] and not _like_a_year(words, found)


def _cut_short(words: Words, found: Found, tables: Tables) -> Found:
    """Take from a unit of 个 and a noun the noun that goes on behind it: 4`个`字母, 5`个`人民法庭, 3`个`月饼."""
    end = found.unit_at + len(_COUNTER)
    if not words.text.startswith(_COUNTER, found.unit_at) or found.end != found.unit_end or found.unit_end <= end:
        return found
    i = words.word_at(found.unit_end - 1)
    if words.starts[i] < end or words.starts[i + 1] <= found.unit_end or words.tags[i][0] != "n":
        return found
    q, unit = found.quantity, tables.forms.grammar.units[_COUNTER]
    return found._replace(end=end, unit_end=end, quantity=Quantity(q.value, unit.name, q.approx, unit.kind, unit.word))


def _names_its_year(words: Words, found: Found, tables: Tables) -> bool:
    """Tell whether four figures before a noun are a year: 2019`国家`公务员考试; so many of them had a count word."""
    noun = found.quantity.kind == "count" and words.text[found.unit_at : found.unit_end] in tables.rules["after_years"]
    return noun and found.start == found.number_at and _like_a_year(words, found)


def _like_a_year(words: Words, found: Found) -> bool:
    """Tell whether a number is four figures that could be a year."""
    numeral, value = words.text[found.number_at : found.unit_at], found.quantity.value
    return numeral.isdecimal() and isinstance(value, Decimal) and _YEARS[0] < value < _YEARS[1]


def _bare(found: Found, tables: Tables) -> Found:
    """Take the unit from a quantity, and from its value what one of the unit makes: 3.3亿|成交额 is no share."""
    q = found.quantity
    unit = tables.forms.grammar.units.get(q.unit_zh)
    value = q.value / unit.scale if unit and isinstance(q.value, Decimal) else q.value
    bare = Quantity(value, "", q.approx, "number")
    return found._replace(end=found.unit_at, unit_end=found.unit_at, quantity=bare)


def _judge_bare(words: Words, found: Found, tables: Tables) -> Found | None:
    """Judge a number without a unit: a year, a large or broken number, or one that a word announces."""
    text = words.text
    numeral = text[found.number_at : found.unit_at]
    arabic = numeral[0].isdecimal()
    if _like_a_year(words, found):
        return _year(words, found, tables)
    scaled = any(char in "万亿" for char in numeral[1:])
    announced = _announcing(words, found.start, tables) in tables.rules["value_cues"]
    broken = arabic and ("." in numeral or "," in numeral or "，" in numeral)
    rounded = found.quantity.approx in (">=", "<", "~") and found.start < found.number_at
    many = numeral[0] in "百千万亿" and (rounded or announced)
    if arabic and len(numeral) >= _LONG_NUMBER and numeral.isdecimal() and not announced:
        return None
    aged = text.endswith(tables.ends["age_cues"], 0, found.number_at)
    if not (scaled or broken or many or aged or (arabic and (announced or rounded))):
        return None
    return found


def _year(words: Words, found: Found, tables: Tables) -> Found | None:
    """Read four figures as a year where a word says so: 比2016增加."""
    if _announcing(words, found.number_at, tables) not in tables.rules["year_cues"]:
        return None
    year = Date(int(str(found.quantity.value)))
    value = Quantity(str(year.year), "date", "exact", "date", "年")
    dates = Dates(found.number_at, found.unit_at, year)
    return Found(found.number_at, found.unit_at, "date", value, found.number_at, found.unit_at, found.unit_at, dates)


def _announcing(words: Words, at: int, tables: Tables) -> str:
    """Give the word before a number, particles left out: `增加`了3.1万."""
    i = words.word_at(at) - 1
    while i >= 0 and words.words[i] in tables.rules["particles"]:
        i -= 1
    return words.words[i] if i >= 0 else ""


def _is_counted(text: str, found: Found, tables: Tables) -> bool:
    """Tell whether a number and its unit count something: not 一个, 两国, 3号, nor 3平 but after 2胜."""
    unit = found.quantity.unit_zh
    if unit in tables.rules["labels"] or (
        unit in tables.rules["after_wins"] and text[found.start - 1 : found.start] not in tables.rules["wins"]
    ):
        return False
    numeral = text[found.number_at : found.unit_at]
    # 五日 may be a date or so many days; with digits it was read as a date where it may be one.
    whole = found.quantity.approx == "exact" and isinstance(found.quantity.value, Decimal)
    if numeral in "几数" or (unit == "日" and whole and not numeral[0].isdecimal()):
        return False
    if numeral == "一":
        return found.quantity.unit in tables.rules["one_counts"] and unit not in tables.rules["one_never"]
    printed = text[found.unit_at : found.unit_end]
    return numeral[0].isdecimal() or len(numeral) > 1 or printed not in tables.rules["arabic_only"]
