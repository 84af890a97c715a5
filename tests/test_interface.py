"""The words of the interface: numbers of any length, and messages that agree on what they take."""

from decimal import Decimal
from string import Formatter

import pytest

from jianbao import lexicon
from jianbao.addresses import EDITIONS
from jianbao.interface import Words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (-12.5, "-12.5"),
        (Decimal(37842921890323200), "37,842,921,890,323,200"),
        (Decimal("4E16") * Decimal("0.94607304725808"), "37,842,921,890,323,200"),
        (Decimal("9460730472580800.00000000000000001"), "9,460,730,472,580,800"),
        (Decimal("1E+40"), "10" + ",000" * 13),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("1" * 60), ",".join(["111"] * 20)),
    ],
)
def test_a_number_is_written_however_long_it_is(value: float | Decimal, said: str) -> None:
    assert Words("en").number(value) == said


def test_every_form_of_a_message_takes_the_same_values() -> None:
    for row in lexicon.table("interface/messages"):
        forms = [form for edition in EDITIONS for form in row[edition].split(" | ")]
        taken = [{name for _, name, *_ in Formatter().parse(form) if name is not None} for form in forms]
        plural = " | " in row["en"]
        assert all(names | {"n"} == taken[0] | {"n"} if plural else names == taken[0] for names in taken), row["key"]
