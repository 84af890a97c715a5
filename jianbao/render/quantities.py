"""How a quantity is written in each edition: its value as a reader would say it, and its unit."""

from decimal import Decimal

from jianbao import lexicon
from jianbao.interface import Words
from jianbao.model import Figure, Quantity

_WORDS = {">=": "approx-over", "<": "approx-nearly", "~": "approx-about", "vague": "approx-about"}


def value(figure: Figure, words: Words) -> str:
    """Write the value of a figure, with the word for how exact it is. Chinese keeps the scale that was printed."""
    quantity = figure.quantity
    if isinstance(quantity.value, str):
        return dated(quantity.value, words)
    ends = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    text = "–".join(_number(end, figure.surface, words) for end in ends)
    return words.say(_WORDS[quantity.approx], value=text) if quantity.approx in _WORDS else text


def unit(quantity: Quantity, words: Words) -> str:
    """Write the unit: the printed word in Chinese, the canonical name in English."""
    return quantity.unit if words.edition == "en" else quantity.unit_zh or quantity.unit


def dated(value: str, words: Words) -> str:
    """Write a value that is a date, or another text, as it is."""
    try:
        return words.date(value)
    except (ValueError, KeyError):
        return value


def _number(number: Decimal, surface: str, words: Words) -> str:
    for row in lexicon.settings("interface/scales")[words.edition]:
        scale = Decimal(row["scale"])
        if abs(number) >= scale and row["when"] in surface:
            return words.say(row["message"], value=words.number(number / scale))
    return words.number(number)
