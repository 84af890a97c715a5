"""The view of an article page."""

from collections.abc import Iterator

from markupsafe import Markup

from jianbao import addresses, lexicon
from jianbao.cards import uncertain
from jianbao.interface import Words
from jianbao.model import Analysis, Block, Join, Said, Voice
from jianbao.render.facts import article_facts
from jianbao.render.inline import Mark, anchor, escaped, inline, join_mark
from jianbao.render.views import ArticleView, BlockView, Link

HEAD = ("kicker", "headline", "subhead")
DESCRIPTION = 120  # characters: what search engines show of a description


def article_view(analysis: Analysis, voice: Voice, editions: tuple[str, ...]) -> ArticleView:
    """Make the view of an article in the edition of `voice`; `editions` are those it is published in."""
    document = analysis.document
    words = Words(voice.edition)
    page = _Page(analysis, voice, words)
    blocks = {block.id: page.view(block) for block in document.blocks}
    owned = {view.id for block in blocks.values() for view in block.credits}
    headline = next((b for b in document.blocks if b.role == "headline"), None)
    title = voice.block(headline) if headline else voice.text(document.meta.headline)
    first = next((b for b in document.blocks if b.role in ("lead", "para")), None)
    said = [voice.block(b) for b in document.blocks]
    return ArticleView(
        title=title,
        description=(voice.block(first).text if first else title.text)[:DESCRIPTION],
        editions=editions,
        noindex=voice.edition == "en" and all(s.lang for s in said),
        head=tuple(blocks[b.id] for b in document.blocks if b.role in HEAD),
        facts=tuple(article_facts(document, voice, words)),
        notices=tuple(page.notices(said)),
        state=page.state(),
        evidence=page.link(addresses.seed_file(document.id)),
        body=tuple(blocks[b.id] for b in document.blocks if b.role not in HEAD and b.id not in owned),
        downloads=(
            Link(page.link(addresses.seed_file(document.id)), words.say("original-text")),
            Link(page.link(addresses.record(document.id)), "JSON"),
        ),
    )


class _Page:
    """What the blocks of one article page share."""

    def __init__(self, analysis: Analysis, voice: Voice, words: Words) -> None:
        self.analysis, self.voice, self.words = analysis, voice, words
        self.address = addresses.article(voice.edition, analysis.document.id)
        self.sections = {s.heading: s.id for s in analysis.document.sections if s.heading}
        self.credits: dict[str, list[Block]] = {}
        captions = {b.id for b in analysis.document.blocks if b.role == "caption"}
        for block in analysis.document.blocks:
            if block.role == "credit" and block.about in captions:
                self.credits.setdefault(block.about, []).append(block)
        self.joins = {(j.right.line, j.right.start): j for j in analysis.joins}

    def link(self, target: str) -> str:
        return addresses.relative(target, self.address)

    def view(self, block: Block) -> BlockView:
        said = self.voice.block(block)
        whole = said.text if len(said.text) == len(block.text) and not said.origin else ""
        marks = list(self._marks(block)) if whole else []
        lost = [] if whole else [m.before for m in self._marks(block) if m.start == m.end]
        return BlockView(
            id=block.id,
            role=block.role,
            # A translation has no place for the marks, but the anchors of its lines must not be lost.
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
            ident = addresses.line_anchor(run.line)
            if ident in seen:
                continue
            seen.add(ident)
            join = self.joins.get((run.line, run.start))
            yield Mark(run.at, run.at, join_mark(ident, self._why(join)) if join and uncertain(join) else anchor(ident))

    def _why(self, join: Join) -> str:
        reason = _reasons()[join.why]["en" if self.voice.edition == "en" else "zh-Hans"]
        said = reason if self.voice.edition == "en" else self.voice.text(reason).text
        return self.words.say("join-mark", percent=round(100 * join.confidence), why=said)

    def state(self) -> str:
        doubtful = sum(map(uncertain, self.analysis.joins))
        key = "state-uncertain" if doubtful else "state-joined" if self.analysis.joins else "state-untouched"
        return self.words.say(key, n=len(self.analysis.joins), uncertain=doubtful)

    def notices(self, said: list[Said]) -> Iterator[Markup]:
        """Say how this edition came about, where it is not the printed text."""
        original = addresses.article("zh-Hans", self.analysis.document.id)
        if self.voice.edition == "en":
            yield self._translation_notice(said)
        elif any(s.origin == "converted" for s in said):
            key = "converted" if self.voice.edition == "zh-Hant" else "converted-simplified"
            other = original if self.voice.edition == "zh-Hant" else addresses.in_edition(original, "zh-Hant")
            read = escaped(self.words.say("read-original"))
            yield escaped(self.words.say(key)) + Markup("[{}]({})").format(read, self.link(other))

    def _translation_notice(self, said: list[Said]) -> Markup:
        done = [s for s in said if not s.lang]
        if not done:
            text = self.words.say("untranslated")
        elif len(done) < len(said):
            text = self.words.say("part-translated", n=len(said), done=len(done))
        else:
            human = sum(s.origin == "human" for s in done)
            text = self.words.say("translated", human=human, machine=len(done) - human)
        return escaped(text)


def _reasons() -> dict[str, dict[str, str]]:
    return {row["code"]: dict(row) for row in lexicon.table("order/reasons")}
