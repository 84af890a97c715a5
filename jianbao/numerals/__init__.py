"""Text to Quantity: numbers in every Chinese way of writing them, with their units, ranges and approximations.

`parse_quantity` reads a text that is one quantity; `si` converts a measure to SI units; `forms.scan` finds
the quantities of a running text.
"""

from jianbao.numerals.parse import parse_quantity
from jianbao.numerals.si import si

__all__ = ["parse_quantity", "si"]
