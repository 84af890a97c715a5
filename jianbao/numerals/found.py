"""A quantity in its place in a text."""

from typing import Literal, NamedTuple

from jianbao.model import Quantity
from jianbao.numerals.dates import Dates

Form = Literal["amount", "date", "when", "clock", "score", "rank", "share", "growth"]


class Found(NamedTuple):
    """A quantity in its place. Its numeral begins at `number_at`; its unit stands from `unit_at` to `unit_end`.

    The two are one where it has no unit, or one that stands before it: US$5.

    A `when` is no quantity but tells when: 去年, 上半年. `dates` is set for it and for dates.
    """

    start: int
    end: int
    form: Form
    quantity: Quantity
    number_at: int
    unit_at: int
    unit_end: int
    dates: Dates | None = None
