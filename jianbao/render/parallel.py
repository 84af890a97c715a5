"""The view of an article beside its translation: paragraph by paragraph, to be read, checked or printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from jianbao import addresses, escape, ids, routes
from jianbao.interface import Words
from jianbao.model import Block, Citation, Document, Dossier, Page, Said, Voice
from jianbao.render.article import owners, title_of
from jianbao.render.facts import article_facts
from jianbao.render.inline import Mark, anchor, anchor_mark, escaped, inline, unmarked
from jianbao.render.notices import notices, translation
from jianbao.render.views.article import PairView, ParallelView, Side


@dataclass(frozen=True)
class Speakers:
    """Who speaks on such a page: the edition, the original as the edition shows it, and the English."""

    own: Voice
    original: Voice
    english: Voice


def parallel_view(
    page: Page, dossier: Dossier, voices: Speakers, editions: tuple[str, ...], citation: Citation
) -> ParallelView:
    """Make the view of an article beside its translation, its blocks in reading order.

    Args:
        page: the page.
        dossier: the article.
        voices: who speaks.
        editions: those that have such a page.
        citation: how the article is cited, at the end of the page.
    """
    document, words = dossier.analysis.document, Words(page.edition)
    title = title_of(document, voices.own)
    said, english = ([voice.block(block) for block in document.blocks] for voice in (voices.own, voices.english))
    about = list(notices(said, document.id, page.address, editions))
    if page.edition != "en":
        about.append(escaped(translation(english, words)))
    return ParallelView(
        title=words.say("parallel-title", title=title.text),
        headline=title,
        description=words.say("parallel-lead"),
        editions=editions,
        facts=tuple(article_facts(document, voices.own, words)),
        notices=tuple(about),
        article=routes.relative(addresses.article(page.edition, document.id), page.address),
        pairs=tuple(_pairs(document, voices, page.edition)),
        citation=citation,
    )


def _pairs(document: Document, voices: Speakers, edition: str) -> Iterator[PairView]:
    sections = {section.heading: section.id for section in document.sections if section.heading}
    lines = owners(document.blocks)
    for block in document.blocks:
        original, english = voices.original.block(block), voices.english.block(block)
        # A voice that has no English gives the Chinese and says so; what has no Chinese in it stands as it is in both.
        missing = bool(english.lang)
        yield PairView(
            id=block.id,
            role=block.role,
            section=sections.get(block.id, ""),
            own="english" if edition == "en" and not missing else "original",
            original=_side(original, voices.original.edition, _anchors(block, lines)),
            english=None if missing else _side(english, "en", ()),
        )


def _anchors(block: Block, lines: Mapping[str, str]) -> tuple[Mark, ...]:
    """Mark where the block's other lines begin: a link to any of them lands here as it does in the article."""
    places: dict[str, int] = {}
    for run in block.runs[1:]:
        ident = ids.line_anchor(run.line)
        if ident != block.id and lines[ident] == block.id:
            places.setdefault(ident, run.at)
    return tuple(anchor_mark(at, ident, anchor(ident)) for ident, at in places.items())


def _side(said: Said, lang: str, marks: tuple[Mark, ...]) -> Side:
    if escape.heavy(said.text):
        return Side(lang, Markup("").join(mark.before for mark in marks) + unmarked(said.text), raw=True)
    return Side(lang, inline(said.text, marks))
