"""A block's text with its marks, as inline Markdown.

Marks tie a place in the text to something else: an anchor where another line of the seed begins, a join that is
uncertain, a figure, a name. They are cut into the text by offset, so they hold in any edition whose text has the
length of the canonical one.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from jianbao import escape, hanzi
from jianbao.model import Said

EMPTY = Markup("")
SHORT = 120  # characters of a name, a fact, a label; hardly any has more
BREAK = Markup("<wbr>")  # a line may end there: between two figures that touch, and between the words of a heading
_FITS = 11  # characters of a heading that a phone shows in one line
_NARROW = 7  # characters of a figure that a phone keeps on one line
_PARTING = frozenset("年至到—–～~、")
_FIGURE_END = ".fig }"
_IN_TITLE = frozenset(" ·,.，、。（）()“”‘’「」《》—-/+%’#")


@dataclass(frozen=True)
class Mark:
    """Characters `start` to `end` of a text and what is put around them; `start == end` puts it between two.

    `ident` is the id that the mark holds: where a text has no place for the mark, its anchor must not be lost.
    """

    start: int
    end: int
    before: Markup
    after: Markup = EMPTY
    ident: str = ""


def inline(text: str, marks: Iterable[Mark] = ()) -> Markup:
    r"""Escape a text for Markdown and put in its marks. A mark that crosses the end of another one is left out.

    >>> inline("[58.67亿元]", [Mark(1, 8, Markup("["), Markup("](#r1)"))])
    Markup('\\[[58.67亿元](#r1)\\]')
    """
    cuts = _cuts(_nested(marks))
    out, at = list[str](), 0
    for cut in sorted({*cuts, len(text)}):
        if cut > at:
            out.append(escape.markdown(text[at:cut], line_start=at == 0))
        for piece in cuts.get(cut, ()):
            if piece == "[" and out and out[-1].endswith(_FIGURE_END):
                out.append(BREAK)
            out.append(piece)
        at = cut
    return Markup("".join(out))  # noqa: S704 the text is escaped here, the marks were by their makers


def _nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Give the marks in the order in which they begin, the outer before the inner, without those that cross another."""
    ends: list[int] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while ends and ends[-1] <= mark.start:
            ends.pop()
        if not ends or mark.end <= ends[-1]:
            ends.append(mark.end)
            yield mark


def _cuts(marks: Iterable[Mark]) -> dict[int, list[Markup]]:
    """Give what stands at each offset of the text: first what ends there, then points, then what begins there."""
    ends: dict[int, list[Markup]] = defaultdict(list)
    points: dict[int, list[Markup]] = defaultdict(list)
    begins: dict[int, list[Markup]] = defaultdict(list)
    for mark in marks:
        if mark.start == mark.end:
            points[mark.start].append(mark.before)
        else:
            begins[mark.start].append(mark.before)
            ends[mark.end].insert(0, mark.after)
    return {at: [*ends[at], *points[at], *begins[at]] for at in {*ends, *points, *begins}}


def remembering(escape_one: Callable[[str], Markup]) -> Callable[[str], Markup]:
    """Have short texts escaped once: names, facts and labels are printed again and again. Long ones are not held."""
    known = functools.lru_cache(maxsize=1 << 12, typed=True)(escape_one)

    @functools.wraps(escape_one)
    def remembered(text: str) -> Markup:
        return known(text) if len(text) <= SHORT else escape_one(text)

    return remembered


@remembering
def escaped(text: str) -> Markup:
    """Escape a text for Markdown, as a value that is not escaped again."""
    return Markup(escape.markdown(text))  # noqa: S704 escaped here


def said(one: Any) -> Markup:
    """Escape what has a `text` for Markdown, with its `lang` where that is not the page's."""
    text = one.text if isinstance(one.text, Markup) else escaped(one.text)
    return Markup(f'<span lang="{escape.attribute(one.lang)}">{text}</span>') if one.lang else text  # noqa: S704 escaped


def unmarked(text: str) -> Markup:
    """Escape a text for a raw HTML block inside Markdown."""
    return Markup(escape.raw(text))  # noqa: S704 escaped here


def anchor(ident: str) -> Markup:
    """Give an empty element that holds an id."""
    return Markup(f'<span id="{ident}"></span>')  # noqa: S704 our own id


def figure_mark(start: int, end: int, ident: str, row: str) -> Mark:
    """Make the mark of a figure: it holds the figure's anchor and leads to its row."""
    after = Markup(f"](#{row}){{: #{ident} .fig }}")  # noqa: S704 our own ids
    return Mark(start, end, Markup("["), after, ident)


def parts_of(start: int, text: str) -> Iterator[Mark]:
    """Make the marks at which a line may end within a long figure, which begins at `start`: `2018年`, `12月31日`.

    >>> [mark.start for mark in parts_of(0, "2018年12月31日至2019年1月2日")], [*parts_of(0, "58.67亿元")]
    ([5, 12, 17], [])
    """
    if len(text) > _NARROW:
        for at, (char, following) in enumerate(pairwise(text), start + 1):
            if char in _PARTING and following.isdecimal():
                yield Mark(at, at, BREAK)


def entity_mark(start: int, end: int, href: str, gloss: str = "") -> Mark:
    """Make the mark of a name, which leads to its page; `gloss` says in one line what it is."""
    title = f' title="{titled(gloss)}"' if gloss else ""
    after = Markup(f"]({escape.attribute(href)}){{: .ent{title} }}")  # noqa: S704 escaped here
    return Mark(start, end, Markup("["), after)


def titled(text: str) -> str:
    """Leave of a text what may stand in the title of an attribute list, where nothing can be escaped.

    >>> titled('机构 · “甲”{: #p1 }')
    '机构 · “甲” #p1 '
    """
    return "".join(char for char in text if char.isalnum() or char in _IN_TITLE)


def standing(name: Said, text: str) -> tuple[int, int] | None:
    """Give where an English name stands in an English text, whole or without its type, between words.

    >>> standing(Said("Lushi County"), "In Lushi, 158 villages"), standing(Said("Ye County"), "Yes")
    ((3, 8), None)
    """
    short = name.text.rpartition(" ")[0]
    for wanted in (name.text, short if short[:1].isupper() else ""):
        inside = wanted and not name.lang and wanted in text  # of all names hardly any: only then is it looked for
        if inside and (found := re.search(rf"\b{re.escape(wanted)}\b", text)):
            return found.span()
    return None


def breaks(text: str) -> Iterator[Mark]:
    """Make the marks at which the lines of a heading may end; none in one that needs a single line."""
    if len(text) > _FITS:
        yield from (Mark(at, at, BREAK) for at in hanzi.phrases(text))


def phrased(text: str) -> Markup:
    """Escape a heading for Markdown, and let its lines end between words.

    >>> phrased("全县修通盘山公路，群众出行不再难")
    Markup('全县<wbr>修通<wbr>盘山公路，群众<wbr>出行<wbr>不再难')
    """
    return inline(text, breaks(text))


def anchor_mark(at: int, ident: str, shown: Markup) -> Mark:
    """Make a mark between two characters that holds an anchor."""
    return Mark(at, at, shown, ident=ident)


def join_mark(ident: str, title: str) -> Markup:
    """Give the mark of an uncertain join, which holds the anchor of the line that begins there."""
    # Empty: the style sheet draws the mark, so that the text of the block stays the text of the block.
    return Markup('<span id="{}" class="join" title="{}"></span>').format(ident, title)
