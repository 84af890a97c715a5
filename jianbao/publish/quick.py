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
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from jianbao.publish import inline

# What an inline pattern may begin with. A line end is one only after two spaces.
_MARK = re.compile(rf"[`\\\[!<&*_{STX}]|  \n")
# A folded table or plot is one; other details may stand inside an element for Markdown, where they are written anew.
_RAW_START = re.compile(
    r'^<(div|ol|ul|section|aside|table|dl|figure|form|details(?= class="(?:data|plots)))(?![^>]*\bmarkdown\b)[^>]*>',
    re.MULTILINE,
)


def parser(config: MkDocsConfig) -> Markdown:
    """Make the parser of all pages of a run."""
    extensions: list[Any] = [*config.markdown_extensions, Quick()]
    return Markdown(extensions=extensions, extension_configs=config.mdx_configs)


class QuickPage(Page):
    """A page that is parsed by the parser of all pages, and whose links are left as they are.

    MkDocs makes a parser for each page, looks up each link among the sources and reads all HTML once more for anchors;
    our links are addresses already, and checked by us.
    """

    def __init__(self, file: File, config: MkDocsConfig, parser: Markdown) -> None:
        """Tie the page to its file."""
        super().__init__(None, file, config)
        self._parser = parser

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Turn the Markdown into HTML and its headings."""
        del config, files
        md = self._parser.reset()
        self.content = md.convert(self.markdown or "")
        self.toc = get_toc(getattr(md, "toc_tokens", []))


class Quick(Extension):
    """Registers the two short cuts, each just before the step that it spares."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 the library's name
        """Register with a parser."""
        md.preprocessors.register(_RawBlocks(md), "quick_raw", 22)
        md.treeprocessors.register(_PlainText(md), "quick_text", 20.5)


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
    """Reads what holds links, tags and escapes alone; the inline patterns then pass over it."""

    def run(self, root: Element) -> None:
        # What is read here has been read, so the tree is gone through as it was.
        for element in list(root.iter()):
            if element.text and not isinstance(element.text, AtomicString):
                self._read(element, element.text)
            if element.tail and not _MARK.search(element.tail):
                element.tail = AtomicString(element.tail)

    def _read(self, element: Element, text: str) -> None:
        if not _MARK.search(text):
            element.text = AtomicString(text)
        elif found := inline.read(text, self.md):
            element.text = found.lead
            for at, link in enumerate(found.links):
                element.insert(at, link)
