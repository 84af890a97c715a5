"""The view of an article page."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from jianbao import addresses, escape, ids, routes
from jianbao.interface import Words, is_doubtful
from jianbao.model import Analysis, Block, Document, Figure, Join, Mention, Said, Voice
from jianbao.render.both import percent
from jianbao.render.contradictions import contradictions
from jianbao.render.facts import article_facts
from jianbao.render.findable import findable
from jianbao.render.inline import (
    Mark,
    anchor,
    anchor_mark,
    breaks,
    entity_mark,
    figure_mark,
    inline,
    join_mark,
    parts_of,
    standing,
    unmarked,
)
from jianbao.render.notices import notices, translation
from jianbao.render.plots import plots
from jianbao.render.tables import row
from jianbao.render.views import BlockView, FigureView, Link
from jianbao.render.views.article import NOTHING_AROUND, Around, ArticleView, CitingView, NamesView, PartView

HEAD = ("kicker", "headline", "subhead")
BROKEN = ("headline", "heading")  # whose lines end between words
LINKED = ("lead", "para", "caption")
NAMES = 8  # of a kind: what the column beside the text holds without becoming a list of its own
DESCRIPTION = 120  # characters: what search engines show of a description


def article_view(
    analysis: Analysis,
    voice: Voice,
    editions: tuple[str, ...],
    citing: CitingView,
    around: Around = NOTHING_AROUND,
) -> ArticleView:
    """Make the view of an article.

    Args:
        analysis: the article.
        voice: says its text, in one edition.
        editions: those that the article is published in.
        citing: how it is cited.
        around: its names, and the articles that it has to do with.
    """
    document = analysis.document
    words = Words(voice.edition)
    page = _Page(analysis, voice, words, around)
    blocks = {block.id: page.view(block) for block in document.blocks}
    owned = {view.id for block in blocks.values() for view in block.credits}
    title = title_of(document, voice)
    said = [voice.block(b) for b in document.blocks]
    alternates = findable(editions, around.translated)
    return ArticleView(
        title=title,
        description=description_of(document, voice),
        editions=editions,
        noindex=voice.edition not in alternates,
        foreign={b.section: b.lang for b in blocks.values() if b.section and b.lang},
        alternates=alternates,
        parallel=page.link(addresses.parallel(voice.edition, document.id)) if around.translated else "",
        head=tuple(blocks[b.id] for b in document.blocks if b.role in HEAD),
        facts=tuple(article_facts(document, voice, words)),
        notices=tuple(notices(said, document.id, page.address, editions)),
        state=page.state(),
        evidence=page.link(addresses.evidence(document.id)),
        body=tuple(page.body(b for b in blocks.values() if b.role not in HEAD and b.id not in owned)),
        plots=plots(page.rows, words),
        contradictions=contradictions(analysis, voice, words),
        names=tuple(page.names()),
        all_names=page.all_names(),
        related=around.related,
        linked=around.linked,
        series=around.series,
        downloads=tuple(page.downloads()),
        citing=citing,
    )


def title_of(document: Document, voice: Voice) -> Said:
    """Say the headline of an article; the beginning of one that is too long for a title."""
    title = document.meta.headline
    headline = next((b for b in document.blocks if b.role == "headline" and b.text in title), None)
    return voice.block(headline) if headline else voice.text(title)


def description_of(document: Document, voice: Voice) -> str:
    """Give the beginning of an article's text, or its headline where it has no more, in the language of the edition.

    English that there is none of is described by how little there is.
    """
    first = next((b for b in document.blocks if b.role in ("lead", "para")), None)
    said = voice.block(first) if first else title_of(document, voice)
    if said.lang:
        return translation([voice.block(block) for block in document.blocks], Words(voice.edition))
    # Words are cut between, Chinese anywhere.
    english = voice.edition == "en"
    return textwrap.shorten(said.text, DESCRIPTION, placeholder="…") if english else said.text[:DESCRIPTION]


def owners(blocks: Sequence[Block]) -> Mapping[str, str]:
    """Give the block (its id) that has the anchor of each line: where several stand on a line, the first or its own."""
    lines = {ids.line_anchor(run.line): block.id for block in reversed(blocks) for run in block.runs[1:]}
    return lines | {block.id: block.id for block in blocks}


class _Page:
    """What the blocks of one article page share."""

    def __init__(self, analysis: Analysis, voice: Voice, words: Words, around: Around) -> None:
        self.analysis, self.voice, self.words, self.known = analysis, voice, words, around.names
        self.address = addresses.article(voice.edition, analysis.document.id)
        self.sections = {s.heading: s.id for s in analysis.document.sections if s.heading}
        self.credits: dict[str, list[Block]] = {}
        captions = {b.id for b in analysis.document.blocks if b.role == "caption"}
        for block in analysis.document.blocks:
            if block.role == "credit" and block.about in captions:
                self.credits.setdefault(block.about, []).append(block)
        self.sections_of = {ident: s.id for s in analysis.document.sections for ident in (s.heading, *s.blocks)}
        self.first = self._first_mentions()
        self.rows = [(figure, row(figure, voice, words)) for figure in analysis.figures]
        self.figures: dict[str, list[Figure]] = {}
        for figure in analysis.figures:
            self.figures.setdefault(figure.block, []).append(figure)
        self.joins = {(j.right.line, j.right.start): j for j in analysis.joins}
        self.lines = owners(analysis.document.blocks)

    def link(self, target: str) -> str:
        return routes.relative(target, self.address)

    def view(self, block: Block) -> BlockView:
        said = self.voice.block(block)
        whole = said.text if len(said.text) == len(block.text) and said.origin in ("", "converted") else ""
        # A translation has no place for the marks, but for the names that stand in it.
        marks = list(self._marks(block)) if whole else list(self._names_in(said, block))
        lost = [] if whole else [anchor(m.ident) for m in self._marks(block) if m.ident]
        if escape.heavy(said.text):
            # What leads here (evidence, figure tables, old links) must still land: the anchors come first.
            anchors = Markup("").join(anchor(m.ident) for m in self._marks(block) if m.ident)
            return BlockView(block.id, block.role, anchors + unmarked(said.text), said.lang, raw=True)
        return BlockView(
            id=block.id,
            role=block.role,
            # The anchors of its lines must not be lost.
            inline=inline(said.text, marks) + Markup("").join(lost),
            lang=said.lang,
            section=self.sections.get(block.id, ""),
            credits=tuple(self.view(b) for b in self.credits.get(block.id, ())),
        )

    def _marks(self, block: Block) -> Iterator[Mark]:
        if block.runin:
            yield Mark(0, block.runin, Markup("**"), Markup("**"))
        seen = {block.id}
        for run in block.runs[1:]:
            ident = ids.line_anchor(run.line)
            if ident in seen or self.lines[ident] != block.id:
                continue
            seen.add(ident)
            join = self.joins.get((run.line, run.start))
            shown = join_mark(ident, self._why(join)) if join and is_doubtful(join) else anchor(ident)
            yield anchor_mark(run.at, ident, shown)
        figures = self.figures.get(block.id, ())
        if block.role in BROKEN:
            whole = {at for figure in figures for at in range(figure.start + 1, figure.end)}
            yield from (mark for mark in breaks(block.text) if mark.start not in whole)
        for figure in figures:
            yield figure_mark(figure.start, figure.end, figure.id, ids.row_id(figure.id))
            yield from parts_of(figure.start, figure.surface)
        taken = {at for figure in figures for at in range(figure.start, figure.end)}
        for mention in self.first.get(block.id, ()):
            if taken.isdisjoint(range(mention.start, mention.end)):
                yield self._named(mention.start, mention.end, mention)

    def _named(self, start: int, end: int, mention: Mention) -> Mark:
        note = self.known.get((mention.kind, mention.entity))
        return entity_mark(start, end, self._stands(mention.kind, mention.entity), note.gloss if note else "")

    def _stands(self, kind: str, slug: str) -> str:
        """Link to where an entity stands."""
        note = self.known.get((kind, slug))
        return self.link(addresses.standing(self.voice.edition, kind, slug, note.home if note else ""))

    def _names_in(self, said: Said, block: Block) -> Iterator[Mark]:
        """Give the links of the names that stand in a translation as the archive writes them in English."""
        for mention in self.first.get(block.id, ()) if not said.lang else ():
            note = self.known.get((mention.kind, mention.entity))
            found = standing(note.name, said.text) if note else None
            if found:
                yield self._named(*found, mention)

    def _first_mentions(self) -> dict[str, list[Mention]]:
        """Give, by block, the mentions that are linked: the first of each entity in a section, and none in a title."""
        linked = {b.id for b in self.analysis.document.blocks if b.role in LINKED}
        seen: set[tuple[str, str, str]] = set()
        out: dict[str, list[Mention]] = {}
        for mention in self.analysis.mentions:
            key = (self.sections_of.get(mention.block, ""), mention.kind, mention.entity)
            if mention.entity and mention.block in linked and key not in seen:
                seen.add(key)
                out.setdefault(mention.block, []).append(mention)
        return out

    def body(self, blocks: Iterable[BlockView]) -> Iterator[PartView]:
        """Give the blocks in order, and after the last block of a section the table of its figures."""
        section = "s0"
        rows: dict[str, list[FigureView]] = {}
        for figure, view in self.rows:
            rows.setdefault(self.sections_of.get(figure.block, "s0"), []).append(view)
        for block in blocks:
            if block.section:
                yield PartView(figures=tuple(rows.pop(section, ())))
                section = block.section
            yield PartView(block)
        for left in rows.values():
            yield PartView(figures=tuple(left))

    def downloads(self) -> Iterator[Link]:
        """Give what there is of the article besides its page."""
        document = self.analysis.document
        yield Link(self.link(addresses.seed_file(document.id)), self.words.say("original-text"))
        yield Link(self.link(addresses.record(document.id)), "JSON")
        yield Link(self.link(addresses.twin(self.voice.edition, document.id)), "Markdown")
        if document.meta.source_url:
            yield Link(document.meta.source_url, self.words.say("source-page"))

    def names(self) -> Iterator[NamesView]:
        """Give the entities of the article by kind, the most mentioned first."""
        for kind in addresses.ENTITIES:
            counted = Counter((m.entity, m.name) for m in self.analysis.mentions if m.kind == kind and m.entity)
            links = (self._name(kind, slug, name) for (slug, name), _ in counted.most_common(NAMES))
            if counted:
                title = self.words.say("before-list", name=self.words.say(kind))
                yield NamesView(self.words.prose((title, "")), tuple(links))

    def all_names(self) -> str:
        """Link to the names that stand with the article, having no page of their own; nothing where all have one."""
        stays = any(note.home for note in self.known.values())
        return self.link(addresses.names(self.voice.edition, self.analysis.document.id)) if stays else ""

    def _name(self, kind: str, slug: str, name: str) -> Link:
        note = self.known.get((kind, slug))
        said = note.name if note else self.voice.text(name)
        return Link(self._stands(kind, slug), said.text, note.beyond if note else "", said.lang)

    def _why(self, join: Join) -> str:
        return self.words.say("join-mark", percent=percent(join.confidence), why=self.words.reason(join.why))

    def state(self) -> str:
        doubtful = sum(map(is_doubtful, self.analysis.joins))
        key = "state-uncertain" if doubtful else "state-joined" if self.analysis.joins else "state-untouched"
        said = [self.words.say(key, n=len(self.analysis.joins), uncertain=doubtful)]
        changed = {(at.line, at.start, at.end) for fix in self.analysis.fixes for at in fix.places}
        said += [self.words.say("state-changed", n=len(changed))] if changed else []
        return self.words.prose(said)
