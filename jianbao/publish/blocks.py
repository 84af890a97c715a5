"""Reads the Markdown that our templates write in one pass, to the HTML that Python-Markdown would make of it.

Half of a build would be Python-Markdown, which tries some twenty patterns on each piece of text and reads raw HTML
letter by letter. Our pages need few of its marks: headings, paragraphs, flat lists, raw HTML, and elements with
Markdown inside. A page that holds anything else is left to the library, and so is every page where `mkdocs build` is
typed by hand.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, strip_tags

from jianbao.publish import inline
from jianbao.publish.inline import UnknownMarkError

__all__ = ["Tokens", "UnknownMarkError", "read"]

_IN_TOC = 2  # the depth of headings in the table of contents, as mkdocs.yml has it
_HEADING = re.compile(r"(#{1,6}) (.*(?:\\.|[^#\\ ])) \{: ([^}\n]*[^}\n ]) \}")
_ATTRIBUTES = re.compile(r"\{: ([^}\n]*[^}\n ]) \}")
_CONTAINER = re.compile(r'<(div|aside|article|section)((?: [a-z-]+="[^"&<>]*")*) markdown="1">\n(?=\n)')
_RAW = re.compile(r"<(div|ol|ul|section|aside|table|dl|p|figure|form|details)(?![^>]*\bmarkdown\b)[ >]")
_PHOTO = re.compile(
    r'<figure((?: [a-z-]+="[^"&<>]*")*) markdown="1">\n(<span [^\n]*</span>)\n'
    r'<figcaption markdown="span">([^\n]*)</figcaption>\n</figure>'
)
# In an element with Markdown inside, the library writes the tags of raw HTML anew, with their attributes in order.
_OPENING = re.compile(r'<[a-z]+(?=[ />])((?: [a-zA-Z-]+="[^"<>]*")*) ?/?>|(?P<odd><[a-zA-Z!?])')
# What the library does to a text before it looks for blocks: white space set right, fenced code taken out.
_PREPARED = re.compile(r"\n(?: +\n|```|~~~)")
_ODD = "\t\r\x02\x03"
# What no line of text begins with: what could begin another block, or a tag of one.
_TEXT = re.compile(
    r"(?![#>=~| ]|[-+](?:[- ]|$)|[0-9]+[.)](?: |$)|/{3}|\* |</?(?!(?:a|b|br|em|small|span|strong|sup|wbr)[ />]))"
)


Tokens = list[Any]  # of headings, as the library gives them to MkDocs


@dataclass(frozen=True)
class _Page:
    """What was read of a page so far: the HTML of its blocks, and its headings."""

    html: list[str] = field(default_factory=list)
    headings: Tokens = field(default_factory=list)


def read(text: str) -> tuple[str, Tokens]:
    """Give the HTML of a page and the nested tokens of its table of contents.

    Raises UnknownMarkError where the page holds a mark that only the library knows.
    """
    if _PREPARED.search(f"\n{text}") or any(char in text for char in _ODD):
        raise UnknownMarkError(text[:1])
    page = _Page()
    _blocks(text.rstrip("\n"), 0, "", page)
    return "\n".join(page.html).strip(), nest_toc_tokens(page.headings)


def _blocks(text: str, at: int, closing: str, page: _Page) -> int:
    """Read blocks from a place on, up to a closing tag; give where that ends."""
    listed = False
    while (at := _past_blank(text, at)) < len(text):
        if closing and text.startswith(closing, at):
            return at + len(closing)
        end = text.find("\n\n", at)
        block = text[at : end if end >= 0 else len(text)]
        is_list = block.startswith("- ")
        if is_list and listed:
            raise UnknownMarkError(block)  # two lists in a row are one, of paragraphs
        at, listed = _block(text, at, block, closing, page), is_list
    if closing:
        raise UnknownMarkError(closing)
    return at


def _block(text: str, at: int, block: str, closing: str, page: _Page) -> int:
    """Read the block at a place; give where it ends."""
    if block.startswith("<"):
        if start := _CONTAINER.match(text, at):
            return _container(text, start, page)
        if start := _RAW.match(text, at):
            end = _raw_end(text, start)
            page.html.append(_as_it_is(text[at:end]) if closing else f"{text[at:end]}\n")
            return end
    if block.startswith("#"):
        page.html.append(_heading(block, page))
    elif block.startswith("- "):
        page.html.append(_list(block))
    elif photo := _PHOTO.fullmatch(block):
        page.html.append(_photo(photo))
    else:
        page.html.append(_paragraph(block))
    return at + len(block)


def _container(text: str, start: re.Match[str], page: _Page) -> int:
    """Read an element with Markdown inside."""
    opening, closing, before = f"<{start[1]}{inline.in_order(start[2])}>", f"</{start[1]}>", len(page.html)
    page.html.append(opening)
    end = _blocks(text, start.end(), closing, page)
    if len(page.html) == before + 1:
        page.html[-1] += closing
    else:
        page.html.append(closing)
    return end


def _raw_end(text: str, start: re.Match[str]) -> int:
    """Find where the raw element ends that `start` begins. Raises UnknownMarkError where it never does."""
    depth = 0
    for tag in re.compile(rf"<(/?){start[1]}\b[^>]*>").finditer(text, start.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            alone = text.startswith("\n\n", tag.end()) or tag.end() == len(text)
            if not alone or "markdown=" in text[start.start() : tag.end()]:
                break
            return tag.end()
    raise UnknownMarkError(start[0])


def _as_it_is(raw: str) -> str:
    for tag in _OPENING.finditer(raw):
        if tag["odd"] or tag[1] != inline.in_order(tag[1]):
            raise UnknownMarkError(tag[0])
    return raw


def _heading(block: str, page: _Page) -> str:
    found = _HEADING.fullmatch(block)
    given = inline.attributes(found[3]) if found else {}
    if not found or "id" not in given or "\\>" in block:  # which the library names otherwise than it shows
        raise UnknownMarkError(block)
    level, html = len(found[1]), inline.read(found[2])
    name = strip_tags(given.pop("data-toc-label", html))
    if level <= _IN_TOC:
        page.headings.append({"level": level, "id": given["id"], "name": name})
    return f"<h{level}{inline.written(given)}>{html}</h{level}>"


def _list(block: str) -> str:
    items = block.split("\n")
    if not all(item.startswith("- ") and _TEXT.match(item, 2) for item in items):
        raise UnknownMarkError(block)
    return "\n".join(("<ul>", *(f"<li>{inline.read(item[2:])}</li>" for item in items), "</ul>"))


def _photo(found: re.Match[str]) -> str:
    figure, mark, caption = found.groups()
    return (
        f"<figure{inline.in_order(figure)}>\n<p>{inline.read(mark)}</p>\n"
        f"<figcaption>{inline.read(caption)}</figcaption>\n</figure>"
    )


def _paragraph(block: str) -> str:
    text, _, last = block.rpartition("\n")
    named = _ATTRIBUTES.fullmatch(last) if text else None
    text = text if named else block
    if text.endswith("  ") or not all(map(_TEXT.match, text.split("\n"))):
        raise UnknownMarkError(block)
    return f"<p{inline.written(inline.attributes(named[1])) if named else ''}>{inline.read(text)}</p>"


def _past_blank(text: str, at: int) -> int:
    while text.startswith("\n", at):
        at += 1
    return at
