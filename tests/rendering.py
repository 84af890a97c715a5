"""A page of an archive as Markdown, made as a build makes it."""

from pathlib import Path

from jianbao import render
from jianbao.editions.voice import Voices
from jianbao.interface import Words
from jianbao.model import Corpus, Page

_TEMPLATES = tuple(
    (path.name, path.read_text("utf-8")) for path in sorted((Path(__file__).parent.parent / "templates").glob("*.j2"))
)


def rendered(page: Page, corpus: Corpus) -> str:
    """Render a page from its part of the archive."""
    part = render.narrow(page, corpus, {one.id: one for one in corpus.cards})
    view = render.view(page, part, Voices(page.edition))
    return render.render(_TEMPLATES, page.template, view, Words(page.edition).say).decode("utf-8")
