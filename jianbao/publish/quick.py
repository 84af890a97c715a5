"""Spares Python-Markdown work that changes nothing: text without marks, links of plain text, raw HTML left as it is.

Half of a build is Markdown. Most of its text holds no mark at all, yet stock Python-Markdown tries some twenty patterns
on each piece, and reads raw HTML letter by letter. The output is the same to the byte; `mkdocs build` typed by hand
does without.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

# What an inline pattern may begin with. A line end is one only after two spaces.
_MARK = re.compile(rf"[`\\\[!<&*_{STX}]|  \n")
_RAW_START = re.compile(r"^<(div|ol|ul|section|aside|table|dl)(?![^>]*\bmarkdown\b)[^>]*>", re.MULTILINE)


class Quick(Extension):
    """Registers the three short cuts, each just before the step that it spares."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 the library's name
        """Register with a parser."""
        md.preprocessors.register(_RawBlocks(md), "quick_raw", 22)
        md.treeprocessors.register(_PlainText(md), "quick_text", 20.5)
        md.inlinePatterns.register(_PlainLink(LINK_RE, md), "link", 160)


class _RawBlocks(Preprocessor):
    """Stashes raw HTML blocks in which no Markdown may stand, as the library would after parsing them."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not _RAW_START.search(text):
            return lines
        return "".join(self._stashed(text)).split("\n")

    def _stashed(self, text: str) -> Iterator[str]:
        done = 0
        while start := _RAW_START.search(text, done):
            end = _block_end(text, start)
            if end and text.endswith("\n\n", 0, start.start()) and text.startswith("\n\n", end):
                yield text[done : start.start()]
                yield self.md.htmlStash.store(text[start.start() : end] + "\n")
                done = end
            else:
                yield text[done : start.end()]
                done = start.end()
        yield text[done:]


def _block_end(text: str, start: re.Match[str]) -> int:
    """Find where the element ends that `start` begins; 0 when it never does, or holds an element for Markdown."""
    depth = 0
    for tag in re.compile(rf"<(/?){start[1]}\b[^>]*>").finditer(text, start.start()):
        depth += -1 if tag[1] else 1
        if not depth:
            return 0 if "markdown=" in text[start.start() : tag.end()] else tag.end()
    return 0


class _PlainText(Treeprocessor):
    """Sets text without marks apart, which the inline patterns then pass over."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _MARK.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not _MARK.search(element.tail):
                element.tail = AtomicString(element.tail)


class _PlainLink(LinkInlineProcessor):
    """Makes a link as the library does; one of plain text is not looked through for marks."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802 the library's
        link, start, end = super().handleMatch(m, data)
        if isinstance(link, Element) and link.text and not _MARK.search(link.text):
            link.text = AtomicString(link.text)
        return link, start, end
