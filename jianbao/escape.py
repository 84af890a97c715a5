"""Text into each sink: Markdown, HTML, an attribute, YAML, JSON in a script, CSV, BibTeX, GitHub, a log.

Text of a seed is never markup, wherever it lands. Each function escapes for one sink, at the last step, and makes
control and invisible characters visible on the way (`[U+202E]`), except where a file keeps the true value.
"""

import functools
import html as _html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jianbao import lexicon

# Python-Markdown takes 10 microseconds for each escaped character and copies the whole block each time. Beyond these
# (characters, marks, and the share of marks where there are some) a block is no prose, and is given to it raw.
_LONGEST, _MOST_MARKS, _FEW_MARKS, _MOST_SHARE = 20_000, 1_000, 20, 0.25

_MARKUP = re.compile(r"[\\`*_\[\]{}<|\n\t&]")
_BY_BACKSLASH = frozenset("\\*_[]{}")
_EDGE_SPACE = re.compile(r"\A\s+|\s+\Z")
# A mark that only counts at the start of a line, and one that would join with what a template puts after it.
_AT_START = re.compile(r"\A(?:[#>=~]|[-+](?=[- ]|\Z))")
_NUMBERED = re.compile(r"\A(\d+)\.(?= |\Z)")
_STARTS = frozenset("#>=~-+")
_AT_END = re.compile(r"[!#]\Z")

_IN_ATTRIBUTE = re.compile(r"[&<>\"'\\`\[\]\n\t]")
_IN_SCRIPT = re.compile("[<>&\u007f-\u009f\u2028\u2029\ud800-\udfff]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_BETWEEN = "│"  # any printable character will do: what stands after it is looked at once more
_RISKY = re.compile(r"│\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"\s*[+\-＋－]?[\d.,]*\d%?\s*")
_ASCII_MARK = re.compile(r"[!-/:-@\[-`{-~]")
_TEX = re.compile(r"[\\{}$&%#_^~]")
_COMMAND = re.compile(r"(?<=:):|(?<=#)#")


def visible(text: str) -> str:
    r"""Write control, direction and invisible characters as their code points. Tab and line feed are white space.

    >>> visible("前\u202e后")
    '前[U+202E]后'
    """
    if text.isprintable():
        return text
    return _unseen().sub(_code_point, text)


def unseen(text: str) -> Iterator[tuple[int, str]]:
    r"""Give the offset and the kind (`control`, `direction`, `invisible`) of each character that `visible` writes out.

    >>> list(unseen("前\u202e后"))
    [(1, 'direction')]
    """
    if not text.isprintable():
        for found in _unseen().finditer(text):
            yield found.start(), str(found.lastgroup)


def markdown(text: str, *, line_start: bool = True) -> str:
    r"""Escape what Python-Markdown with the extensions of mkdocs.yml would read as markup, and nothing else.

    The result is one line. With `line_start` it may begin a block; without, something stands before it on its line.

    >>> markdown("1986. 这一年"), markdown("58.67亿元"), markdown("[注]", line_start=False)
    ('1986\\. 这一年', '58.67亿元', '\\[注\\]')
    """
    out = _MARKUP.sub(_markdown_mark, visible(text))
    if out.endswith(("!", "#")):
        out = _AT_END.sub(_backslashed, out)
    if line_start and (out[:1] in _STARTS or out[:1].isdecimal()):
        out = _NUMBERED.sub(r"\1\\.", out)
        out = _AT_START.sub(_markdown_start, out)
    return out if out == out.strip() else _EDGE_SPACE.sub(_references, out)


def heavy(text: str) -> bool:
    """Tell whether Markdown would take too long over a text, because of its length or the marks in it.

    Such a text is written by `raw` into an element of HTML.
    """
    if len(text) > _LONGEST:
        return True
    marks = sum(1 for _ in _MARKUP.finditer(text)) + sum(2 for _ in unseen(text)) + len(text) - len(text.strip())
    return marks > _MOST_MARKS or (marks > _FEW_MARKS and marks > _MOST_SHARE * len(text))


def html(text: str) -> str:
    """Escape for the text of an HTML element.

    >>> html("<b>甲 & 乙")
    '&lt;b&gt;甲 &amp; 乙'
    """
    return _html.escape(visible(text), quote=False)


def raw(text: str) -> str:
    """Escape for the text of a raw HTML block inside Markdown: one line, whatever the text holds."""
    return html(text).replace("\n", "&#10;").replace("\t", "&#9;")


def attribute(text: str) -> str:
    """Escape for a quoted attribute, in HTML and in HTML inside Markdown, where marks count even between quotes.

    >>> attribute('"甲"[乙](丙)')
    '&#34;甲&#34;&#91;乙&#93;(丙)'
    """
    return _IN_ATTRIBUTE.sub(_reference, visible(text))


def yaml(text: str) -> str:
    r"""Quote as a YAML scalar on one line.

    >>> print(yaml('甲: "乙"'))
    "甲: \"乙\""
    """
    return json.dumps(visible(text), ensure_ascii=False)


def yaml_html(text: str) -> str:
    """Quote as a YAML scalar whose value is already escaped for HTML: MkDocs and its themes print front matter raw.

    >>> yaml_html("</title>")
    '"&lt;/title&gt;"'
    """
    return yaml(_html.escape(visible(text)))


def json_script(value: Any) -> str:
    r"""Write JSON that may stand inside `<script>`: the true value, with no character that HTML could act on.

    Raises ValueError for NaN and infinities, which JSON has not.

    >>> print(json_script({"题": "</script>"}))
    {"题":"\u003c/script\u003e"}
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def csv_cell(text: str) -> str:
    """Neutralise a cell that a spreadsheet would run as a formula, with an apostrophe; a number stays a number.

    >>> [csv_cell(t) for t in ("=1+1", "-12.5", "—本报讯", "007")]
    ["'=1+1", '-12.5', '—本报讯', '007']
    """
    shown = visible(text)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown


def csv_row(cells: Sequence[Any]) -> Sequence[Any]:
    """Neutralise the cells of a row that are text. Most rows need nothing, and are found to in one look.

    >>> csv_row(("郑州市", 12, None)), csv_row(("郑州市", "=1+1"))
    (('郑州市', 12, None), ['郑州市', "'=1+1"])
    """
    text = _BETWEEN.join([cell for cell in cells if isinstance(cell, str)])
    if text.isprintable() and not _FORMULA.match(text) and not _RISKY.search(text):
        return cells
    return [csv_cell(cell) if isinstance(cell, str) else cell for cell in cells]


def bibtex(text: str) -> str:
    r"""Escape for a field of BibTeX, in braces: one line, no mark that TeX acts on, and every brace closed.

    >>> print(bibtex("50% & {a_b"))
    50\% \& \textbraceleft{}a\_b
    """
    return " ".join(_TEX.sub(_tex, visible(text)).split())


def github(text: str) -> str:
    """Escape for GitHub's Markdown, tables included: one line, and no ASCII mark for any extension to act on.

    >>> github("甲|@乙 #1")
    '甲&#124;&#64;乙 &#35;1'
    """
    return _ASCII_MARK.sub(_reference, _one_line(text))


def log(text: str) -> str:
    r"""Write on one line for a terminal or the log of a build service, which acts on `::command` and `##[command]`.

    >>> log("a::b\n\x1b[31m")
    'a:[U+003A]b[U+000A][U+001B][31m'
    """
    return _COMMAND.sub(_code_point, _one_line(text))


def _tex(found: re.Match[str]) -> str:
    # A brace is named, not led by a backslash: BibTeX counts them all.
    names = {"\\": "textbackslash", "^": "textasciicircum", "~": "textasciitilde"}
    names |= {"{": "textbraceleft", "}": "textbraceright"}
    return f"\\{names[found[0]]}{{}}" if found[0] in names else f"\\{found[0]}"


def _one_line(text: str) -> str:
    return visible(text).replace("\n", "[U+000A]").replace("\t", "[U+0009]")


def _code_point(found: re.Match[str]) -> str:
    return "".join(f"[U+{ord(char):04X}]" for char in found[0])


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _markdown_mark(found: re.Match[str]) -> str:
    mark = found[0]
    if mark in _BY_BACKSLASH:
        return f"\\{mark}"
    if mark == "&":  # begins a reference only before these, or before what a template puts after it
        after = found.string[found.end() : found.end() + 1]
        return "&amp;" if not after or after == "#" or (after.isascii() and after.isalpha()) else mark
    return "&lt;" if mark == "<" else _reference(found)


def _markdown_start(found: re.Match[str]) -> str:
    return _backslashed(found) if found[0] in "#>-+" else _reference(found)


@functools.cache
def _unseen() -> re.Pattern[str]:
    kinds: dict[str, str] = {}
    for row in lexicon.table("escape/unseen"):
        kinds[row["kind"]] = kinds.get(row["kind"], "") + _range(row)
    joining = "".join(_range(row) for row in lexicon.table("escape/joining"))
    spelled = f"(?<=[{joining}])[\\u200c\\u200d](?=[{joining}])"
    return re.compile(f"(?!{spelled})(?:" + "|".join(f"(?P<{kind}>[{span}])" for kind, span in kinds.items()) + ")")


def _range(row: Mapping[str, str]) -> str:
    return f"\\U{int(row['first'], 16):08x}-\\U{int(row['last'], 16):08x}"
