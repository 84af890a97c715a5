"""How a quantity is written in each edition: its value as a reader would say it, and its unit."""

import re
from decimal import Decimal

from jianbao import lexicon
from jianbao.interface import Words
from jianbao.model import Figure, Quantity, Voice

_ISO = re.compile(r"\d{4}(-\d\d){0,2}")
_WORDS = {">=": "approx-over", "<": "approx-nearly", "~": "approx-about", "vague": "approx-about"}


def value(figure: Figure, voice: Voice, words: Words) -> str:
    """Write the value of a figure, with the word for how exact it is. Chinese keeps the scale that was printed.

    A date that the text leaves open (`this February`) stays as printed; English says that it does, and leads to it.
    """
    quantity = figure.quantity
    if isinstance(quantity.value, str):
        printed = voice.text(figure.surface)
        return dated(quantity.value, words) or (words.say("as-printed") if printed.lang else printed.text)
    ends = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    text = "–".join(_number(end, figure.surface, words) for end in ends)
    return words.say(_WORDS[quantity.approx], value=text) if quantity.approx in _WORDS else text


def unit(quantity: Quantity, words: Words) -> str:
    """Write the unit: the printed word in Chinese, the canonical name in English. A date has none."""
    if quantity.kind == "date":
        return ""
    return quantity.unit if words.edition == "en" else quantity.unit_zh or quantity.unit


def dated(value: str, words: Words) -> str:
    """Write an ISO date of year, month or day precision; empty when the value is none."""
    return words.date(value) if _ISO.fullmatch(value) else ""


def _number(number: Decimal, surface: str, words: Words) -> str:
    for row in lexicon.settings("interface/scales")[words.edition]:
        scale = Decimal(row["scale"])
        if abs(number) >= scale and row["when"] in surface:
            return words.say(row["message"], value=words.number(number / scale))
    return words.number(number)
