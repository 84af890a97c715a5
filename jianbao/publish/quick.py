"""Spares MkDocs work on a page that changes no byte of it.

MkDocs makes a parser for each page, reads its front matter as YAML, looks up each link among the sources and goes
through all HTML once more for anchors. Our front matter is JSON, our links are addresses already, and checked by us.
"""

import json
import re

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from jianbao.publish import blocks

# Each line holds a key and its value as JSON, which is YAML too.
_FRONT = re.compile(r"---\n((?:[a-z]+: .+\n)+)---\n+")
_LINE = re.compile(r"([a-z]+): (.+)\n")


class QuickPage(Page):
    """A page whose Markdown is read by `blocks`, and where that cannot, by the one parser of all pages."""

    def __init__(self, file: File, config: MkDocsConfig, parser: Markdown) -> None:
        """Tie the page to its file."""
        super().__init__(None, file, config)
        self._parser = parser

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the front matter off the Markdown."""
        text = self.file.content_string
        try:
            front = _FRONT.match(text)
            self.meta = {key: json.loads(value) for key, value in _LINE.findall(front[1])} if front else {}
        except ValueError:
            front = None
        if front:
            self.markdown = text[front.end() :]
        else:
            super().read_source(config)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Turn the Markdown into HTML and its headings."""
        del config, files
        try:
            self.content, headings = blocks.read(self.markdown or "")
        except blocks.UnknownMarkError:
            md = self._parser.reset()
            self.content, headings = md.convert(self.markdown or ""), getattr(md, "toc_tokens", [])
        self.toc = get_toc(headings)


def parser(config: MkDocsConfig) -> Markdown:
    """Make the parser of all pages of a run."""
    return Markdown(extensions=[*config.markdown_extensions], extension_configs=config.mdx_configs)
