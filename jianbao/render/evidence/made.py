"""What each line of a seed became: its fragments, the blocks they belong to, the joins on either side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from jianbao import addresses, ids, routes
from jianbao.interface import is_doubtful
from jianbao.model import Analysis, Block, Dropped, Join, Span
from jianbao.render.both import Tongues, percent
from jianbao.render.evidence.views import MadeView, NoteView
from jianbao.render.views import Link


@dataclass(frozen=True)
class Fragment:
    """What a block has of one line. `order` is the block's place in reading order, from 1."""

    block: Block
    order: int
    span: Span
    first: bool


@dataclass(frozen=True)
class Leads:
    """Where the links of a page lead: the article, the page's own address, the editions there are."""

    article: str
    page: str
    editions: tuple[str, ...]

    def to(self, anchor: str, tongues: Tongues) -> tuple[Link, ...]:
        """Give the links to a place in the article, in each edition."""
        return tuple(
            Link(
                routes.relative(f"{addresses.article(edition, self.article)}{anchor}", self.page),
                tongues.say(f"short-{edition}").text,
                lang=edition,
            )
            for edition in self.editions
        )


def fragments(block: Block, order: int) -> Iterator[Fragment]:
    """Cut a block at the lines it was printed in."""
    for at, (line, group) in enumerate(groupby(block.runs, key=lambda run: run.line)):
        runs = list(group)
        yield Fragment(block, order, Span(line, runs[0].start, runs[-1].start + runs[-1].size), at == 0)


def rearranged(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks read otherwise than they were printed: one joins several lines, or stands elsewhere."""
    starts = [(block.runs[0].line, block.runs[0].start) for block in blocks]
    return starts != sorted(starts) or any(block.runs[-1].line != block.runs[0].line for block in blocks)


class Made:
    """What was made of the lines of one seed."""

    def __init__(self, analysis: Analysis, leads: Leads, tongues: Tongues) -> None:
        """Sort what an analysis says by line."""
        self._leads, self._tongues = leads, tongues
        self._listed = rearranged(analysis.document.blocks)
        self._joins_to: Mapping[tuple[int, int], Join] = {(j.right.line, j.right.start): j for j in analysis.joins}
        self._joins_from: Mapping[tuple[int, int], Join] = {(j.left.line, j.left.end): j for j in analysis.joins}
        self._sections = {s.heading: s for s in analysis.document.sections if s.heading}
        self._parts: defaultdict[int, list[Fragment | Dropped]] = defaultdict(list)
        for order, block in enumerate(analysis.document.blocks, 1):
            for fragment in fragments(block, order):
                self._parts[fragment.span.line].append(fragment)
        for one in analysis.dropped:
            self._parts[one.span.line].append(one)
        for parts in self._parts.values():
            parts.sort(key=lambda part: part.span.start)

    def cuts(self, line: int) -> tuple[int, ...]:
        """Give the places in a line where another part of it begins."""
        return tuple(part.span.start for part in self._parts.get(line, ())[1:])

    def of(self, line: int) -> tuple[MadeView, ...]:
        """Say what became of each part of a line."""
        return tuple(
            self._dropped(part) if isinstance(part, Dropped) else self._block(part)
            for part in self._parts.get(line, ())
        )

    def _dropped(self, one: Dropped) -> MadeView:
        return MadeView(self._tongues.say("set-aside"), 0, "", (), (NoteView(self._tongues.reason(one.why)),))

    def _block(self, part: Fragment) -> MadeView:
        ident = part.block.id if part.first else ids.line_anchor(part.span.line)
        return MadeView(
            role=self._tongues.say(f"role-{part.block.role}"),
            order=part.order,
            href=f"#{ids.order_anchor(part.block.id)}" if self._listed else "",
            links=self._leads.to(f"#{ident}", self._tongues),
            notes=tuple(self._notes(part)),
            sure=f"{percent(part.block.confidence)}%",
        )

    def _notes(self, part: Fragment) -> Iterator[NoteView]:
        before = self._joins_to.get((part.span.line, part.span.start))
        if before and not part.first:
            said = self._tongues.sure("joined-to", before, line=str(before.left.line))
            yield NoteView(said, line_href(before.left.line), is_doubtful(before))
        after = self._joins_from.get((part.span.line, part.span.end))
        if after:
            yield NoteView(self._tongues.say("goes-on", line=str(after.right.line)), line_href(after.right.line))
        section = self._sections.get(part.block.id)
        if section and section.why:
            yield NoteView(self._tongues.sure("heading-place", section), doubt=is_doubtful(section))
        if is_doubtful(part.block):
            yield NoteView(self._tongues.say("role-doubt", percent=percent(part.block.confidence)), doubt=True)


def line_href(line: int) -> str:
    """Give the link to a line of the page."""
    return f"#{ids.seed_line(line)}"
