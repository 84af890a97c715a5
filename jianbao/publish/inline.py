"""Reads a text of links, tags and escapes in one pass, as Python-Markdown would in twenty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import ETX, HTML_PLACEHOLDER, STX, AtomicString

# What a text may be made of. Where another mark stands, which may begin or end anything, the library must read it.
_PLAIN = rf"[^`\\\[!<&*_{STX}\n]+|!(?!\[)|(?<!  )\n|(?<=^ )\n|{HTML_PLACEHOLDER % '[0-9]+'}"
_ESCAPE = r"\\(?P<escape>[\\`*_{}\[\]()>#+\-.!])"
_TAG = r"(?P<tag></?[a-z][a-z0-9]*(?: [a-zA-Z-]+(?:=\"[^\"<>\\`\[\]]*\")?)*/?>)"
_ENTITY = r"(?P<entity>&(?:#[0-9]+|[a-zA-Z0-9]+);)"
_INSIDE = re.compile(f"{_PLAIN}|{_ESCAPE}|{_TAG}|{_ENTITY}")
_LINK = re.compile(r"\[((?:\\[^`\n]|[^\[\]\\`])*)\]\(([^\s()<>\"'\\`\[\]]*)\)")


@dataclass(frozen=True)
class Read:
    """A text that was read: what stands before the first link, and the links, each with its tail."""

    lead: str
    links: tuple[Element, ...]


def read(text: str, md: Markdown) -> Read | None:
    """Read a text; None where it holds a mark that this does not know. Tags and entities go into the parser's stash."""
    pieces = tuple(_cut(text))
    if None in pieces:
        return None
    lead, links = "", list[Element]()
    for piece in pieces:
        if isinstance(piece, str):
            said = AtomicString(_stashed(piece, md))
            if links:
                links[-1].tail = said
            else:
                lead = said
        elif piece:
            links.append(_link(*piece, md))
    return Read(lead, tuple(links))


def _cut(text: str) -> Iterator[str | tuple[str, str] | None]:
    """Cut a text into what stands between links, and links as pairs of label and address; None for what is neither."""
    at = 0
    while at < len(text):
        end = _end(text, at)
        if end > at:
            yield text[at:end]
        if end == len(text):
            return
        link = _LINK.match(text, end)
        if not link or _end(link[1], 0) < len(link[1]):
            yield None
            return
        yield link[1], link[2]
        at = link.end()


def _end(text: str, at: int) -> int:
    """Give where what is known ends."""
    while known := _INSIDE.match(text, at):
        at = known.end()
    return at


def _link(label: str, href: str, md: Markdown) -> Element:
    link = Element("a")
    link.text = AtomicString(_stashed(label, md))
    link.set("href", href)
    return link


def _stashed(text: str, md: Markdown) -> str:
    """Put tags and entities into the stash, and escapes out of the way, as the library's patterns do."""

    def kept(found: re.Match[str]) -> str:
        if found["escape"]:
            return f"{STX}{ord(found['escape'])}{ETX}"
        html = found["tag"] or found["entity"]
        return md.htmlStash.store(html) if html else found[0]

    return _INSIDE.sub(kept, text)
