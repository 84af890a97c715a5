"""Labels the figures of a text: what each measures."""

from collections.abc import Sequence

from jianbao.figures.clauses import Clause
from jianbao.figures.dated import Following, dated
from jianbao.figures.measure import Said, measure
from jianbao.figures.tables import Tables
from jianbao.figures.words import Words
from jianbao.model import Quantity
from jianbao.numerals.found import Found

# a date speaks for a figure no more characters behind it than this
_NEAR = 30
_WORD = 2


def label(
    words: Words, found: Sequence[Found], quantities: Sequence[Quantity], around: Sequence[Clause], tables: Tables
) -> list[str]:
    """Name what each figure measures."""
    names: list[str] = []
    said, sentence = Said(), (0, 0)
    for this, quantity, clause in zip(found, quantities, around, strict=True):
        if (here := words.sentence(this.start)) != sentence:
            said, sentence = Said(), here
        if quantity.kind == "date":
            names.append("")
            continue
        name, said = measure(quantity, clause, said, tables)
        names.append(name)
    following, at = Following("", acts=False), len(words.text) + _NEAR
    for i in range(len(found) - 1, -1, -1):
        if quantities[i].kind == "date":
            near = at - found[i].end < _NEAR and words.sentence(at)[0] <= found[i].start
            names[i] = dated(quantities[i], around[i], following if near else Following("", acts=False), tables)
        elif quantities[i].kind in tables.labels["datable"]:
            at = found[i].start
            following = Following(names[i], acts=_acts(words, names[i], at, tables))
    return names


def _acts(words: Words, name: str, at: int, tables: Tables) -> bool:
    """Tell whether the name of a figure at `at` begins with a verb, as it stands before it: `建成`扶贫车间."""
    place = words.text.rfind(name[:_WORD], max(0, at - _NEAR), at) if name else -1
    if place < 0:
        return False
    i = words.word_at(place)
    return words.tags[i] == "v" and words.words[i] not in tables.labels["noun_verbs"]
