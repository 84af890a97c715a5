"""Labels the figures of a text: what each measures."""

from collections.abc import Sequence

from jianbao.figures.clauses import Clause
from jianbao.figures.dated import dated
from jianbao.figures.measure import Said, measure
from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.found import Found


def label(
    words: Words, found: Sequence[Found], quantities: Sequence[Quantity], around: Sequence[Clause], tables: Tables
) -> list[str]:
    """Name what each figure measures."""
    names: list[str] = []
    said, sentence = Said(), (0, 0)
    for this, quantity, clause in zip(found, quantities, around, strict=True):
        if words.sentence(this.start) != sentence:
            said, sentence = Said(), words.sentence(this.start)
        if quantity.kind == "date":
            names.append("")
            continue
        name, said = measure(quantity, clause, said, tables)
        names.append(name)
    following = ""
    for i in range(len(found) - 1, -1, -1):
        if quantities[i].kind == "date":
            same = i + 1 < len(found) and words.sentence(found[i].start) == words.sentence(found[i + 1].start)
            names[i] = dated(quantities[i], around[i], following if same else "", tables)
        else:
            following = names[i]
    return names
