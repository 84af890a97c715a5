"""Reads the marks inside a line in one pass, to the HTML that Python-Markdown would make of it in twenty."""

import functools
import re

from markdown.extensions.attr_list import get_attrs_and_remainder


class UnknownMarkError(Exception):
    """The text holds a mark that our templates do not write; Python-Markdown must read the page."""


# Elements that may stand in a line; any other would begin a block.
_TAGS = frozenset("a b br em path rect small span strong sup svg time wbr".split())  # noqa: SIM905 a list of HTML
_ENTITY = r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);"
_QUOTED = rf'"[^"<>\\`\[\]&\n]*(?:{_ENTITY}[^"<>\\`\[\]&\n]*)*"'
_NAMED = re.compile(r"#([\w-]+)(?: \.([\w-]+))?")  # all that most attribute lists hold: an id, and perhaps a class
_ATTRIBUTE = re.compile(r' [a-zA-Z-]+="[^"]*"')
_VALUE = re.compile(rf'(?:[^&<>"\\]|{_ENTITY})*')
_BARE = re.compile(r"[^\\\[`*_<>&!{}\n\x02\x03]*")  # text without any mark
_TOKEN = re.compile(
    r"\\(?P<escape>[\\`*_{}\[\]()>#+\-.!])"
    rf"|(?P<tag></?(?P<name>[a-z]+)(?: [a-zA-Z-]+(?:={_QUOTED})?)*/?>)"
    rf"|(?P<entity>{_ENTITY})"
    r"|\[(?P<label>(?:\\[^`\n]|[^\[\]\\`\n])*)\]\((?P<href>[^\s()<>\"'\\`\[\]&]*)\)(?:\{: (?P<attributes>[^}\n]*) \})?"
    r"|\*\*(?P<strong>(?! )(?:\\[^`\n]|[^*\\`\[\]<_\n])+(?<! ))\*\*"
    r"|(?P<and>&)"
    r"|(?P<greater>>)"
    r"|(?P<unknown>[\\\[`*_<{}\x02\x03]|!(?=\[)|  \n)"
)


def read(text: str) -> str:
    """Give the HTML of a line, or of several. Raises UnknownMarkError."""
    return text if _BARE.fullmatch(text) else _TOKEN.sub(_html, text)


def attributes(text: str) -> dict[str, str]:
    """Read what stands between `{:` and `}`. Raises UnknownMarkError."""
    if named := _NAMED.fullmatch(text):
        return {"id": named[1], "class": named[2]} if named[2] else {"id": named[1]}
    return dict(_listed(text))


@functools.lru_cache(maxsize=1 << 10)  # what is no id is said of many links
def _listed(text: str) -> dict[str, str]:
    pairs, rest = get_attrs_and_remainder(text)
    found: dict[str, str] = {}
    for key, value in pairs:
        if value is None or not _VALUE.fullmatch(value):
            raise UnknownMarkError(text)
        if key == ".":
            found["class"] = f"{found['class']} {value}" if "class" in found else value
        else:
            found[key] = value
    if rest:
        raise UnknownMarkError(text)
    return found


def written(found: dict[str, str]) -> str:
    """Write attributes as they stand in a tag, in the library's order."""
    return "".join(f' {key}="{value}"' for key, value in sorted(found.items()))


def in_order(text: str) -> str:
    """Put the attributes of a tag into the library's order."""
    return "".join(sorted(_ATTRIBUTE.findall(text)))


def _html(token: re.Match[str]) -> str:
    kind, found = token.lastgroup, token.group
    if kind in ("href", "attributes"):
        given = attributes(found("attributes")) if kind == "attributes" else {}
        return f"<a{written({'href': found('href'), **given})}>{read(found('label'))}</a>"
    if kind == "entity" or (kind == "tag" and found("name") in _TAGS):
        return found()
    if kind in ("and", "greater"):
        return "&amp;" if kind == "and" else "&gt;"
    if kind == "escape":
        return found("escape").replace(">", "&gt;")
    if kind == "strong":
        return f"<strong>{read(found('strong'))}</strong>"
    raise UnknownMarkError(found())
