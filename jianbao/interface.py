"""What the site itself says, in each edition: messages, dates, numbers and lists."""

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from jianbao import lexicon
from jianbao.model import Block, Join, Section

_LOCALES = {"zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW", "en": "en_GB"}
_EXACT = "#,##0.##########"
_PRECISION = {4: "y", 7: "yMMMM", 10: "yMMMMd"}


@dataclass(frozen=True)
class Words:
    """The words of one edition."""

    edition: str

    def say(self, key: str, **values: object) -> str:
        """Give a message with its values put in; a plural goes by the value `n`. Numbers are grouped by locale.

        Raises KeyError for a message that is not in the table or a value that is not given.

        >>> Words("en").say("photos-n", n=1), Words("en").say("photos-n", n=1200)
        ('1 photo', '1,200 photos')
        """
        if not values:
            return _plain(key, self.edition)
        forms = _messages()[key][self.edition].split(" | ")
        form = forms[0] if len(forms) == 1 or values.get("n") == 1 else forms[1]
        shown = {name: self.number(v) if isinstance(v, int) else str(v) for name, v in values.items()}
        return form.format(**shown)

    def reason(self, code: str) -> str:
        """Give the words of a reason, a key of order/reasons; the key itself when the table has no words for it.

        >>> Words("en").reason("masthead").partition(":")[0], Words("en").reason("of a later day")
        ('masthead', 'of a later day')
        """
        return _reasons().get(code, {}).get(self.edition, code)

    def number(self, value: float | Decimal) -> str:
        """Write a number with its thousands grouped and every decimal it has."""
        return _number(value, self.edition)

    def date(self, iso: str) -> str:
        """Write an ISO date of year, month or day precision.

        >>> Words("zh-Hans").date("2020-02"), Words("en").date("2020-02-29"), Words("en").date("2020")
        ('2020年2月', '29 February 2020', '2020')
        """
        return _date(iso, self.edition)

    def listed(self, items: Iterable[str]) -> str:
        """Write a list with the separator of the edition.

        >>> Words("zh-Hans").listed(["鲁山县", "叶县"]), Words("en").listed(["Lushan", "Yexian"])
        ('鲁山县、叶县', 'Lushan, Yexian')
        """
        pair = _messages()["list-pair"][self.edition]
        parts = list(items)
        return functools.reduce(lambda a, b: pair.format(a=a, b=b), parts) if parts else ""

    def prose(self, sentences: Iterable[str]) -> str:
        """Write sentences one after the other: Chinese puts no blank behind a full stop.

        >>> Words("zh-Hans").prose(["到了。", "走吧。"]), Words("en").prose(["Here.", "Go."])
        ('到了。走吧。', 'Here. Go.')
        """
        return (" " if self.edition == "en" else "").join(sentences)


def is_doubtful(one: Join | Section | Block) -> bool:
    """Tell whether the site marks a join, the place of a heading or the role of a block as uncertain."""
    kind = "role-uncertain-below" if isinstance(one, Block) else "uncertain-below"
    threshold: float = lexicon.settings("interface/confidence")[kind]
    return one.confidence < threshold


@functools.lru_cache(maxsize=4096)
def _number(value: float | Decimal, edition: str) -> str:
    # In the usual context a number of more digits than 28, the decimals of the pattern among them, cannot be written.
    with localcontext() as context:
        context.prec = len(_EXACT) + abs(Decimal(value).adjusted()) + len(Decimal(value).as_tuple().digits)
        return str(format_decimal(value, _EXACT, locale=_LOCALES[edition]))


@functools.lru_cache(maxsize=4096)
def _date(iso: str, edition: str) -> str:
    day, locale = dt.date.fromisoformat((iso + "-01-01")[:10]), _LOCALES[edition]
    if len(iso) == len("2020-02-29"):
        return str(format_date(day, "long", locale=locale))
    return str(format_skeleton(_PRECISION[len(iso)], day, locale=locale))


@functools.cache
def _plain(key: str, edition: str) -> str:
    return _messages()[key][edition].split(" | ")[-1].format()


@functools.cache
def _reasons() -> dict[str, dict[str, str]]:
    return {row["code"]: dict(row) for row in lexicon.table("order/reasons")}


@functools.cache
def _messages() -> dict[str, dict[str, str]]:
    return {row["key"]: {edition: row[edition] for edition in _LOCALES} for row in lexicon.table("interface/messages")}
