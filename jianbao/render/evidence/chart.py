"""The drawing of a page: its printed lines on one side, the blocks as they are read on the other, threads between.

Where threads cross, something moved; where several meet, a paragraph was joined. Rows on both sides are of one height,
so a thread needs to know nothing but two numbers.
"""

from collections.abc import Iterator, Mapping

from jianbao import ids
from jianbao.align import is_ink
from jianbao.interface import is_doubtful
from jianbao.model import Analysis, Dossier, Join, Section
from jianbao.render.both import Both, Tongues
from jianbao.render.evidence.made import Fragment, fragments, line_href
from jianbao.render.evidence.views import ChartView, RowView, ThreadView

MOST = 400  # rows: a longer page is told line by line only
BEGINNING = 40  # characters of a row; the style sheet shows as many as there is room for
WIDTH = 100
KINDS = ("plain", "joined", "moved", "doubt")  # of threads, in the order in which they are drawn


def chart(dossier: Dossier, tongues: Tongues) -> ChartView | None:
    """Draw a page; None when it is too long to be drawn."""
    analysis = dossier.analysis
    printed = [number for number, text in enumerate(dossier.lines, 1) if any(map(is_ink, text))]
    blocks = analysis.document.blocks
    if max(len(printed), len(blocks)) > MOST:
        return None
    aside = {one.span.line: tongues.reason(one.why) for one in analysis.dropped}
    lines = tuple(
        RowView(str(n), line_href(n), dossier.lines[n - 1].strip()[:BEGINNING], aside.get(n, Both(""))) for n in printed
    )
    read = tuple(
        RowView(
            str(order),
            f"#{ids.order_anchor(block.id)}",
            block.text[:BEGINNING],
            tongues.say(f"role-{block.role}"),
            block.role,
        )
        for order, block in enumerate(blocks, 1)
    )
    threads = _Threads(analysis, {line: row for row, line in enumerate(printed)}, tongues)
    # The plain ones first, so that the others are drawn over them.
    drawn = sorted(threads.all(), key=lambda thread: KINDS.index(thread.kind))
    return ChartView(max(len(lines), len(read)), lines, read, tuple(drawn))


class _Threads:
    """What the threads of one page are drawn from."""

    def __init__(self, analysis: Analysis, rows: Mapping[int, int], tongues: Tongues) -> None:
        self._blocks, self._rows, self._tongues = analysis.document.blocks, rows, tongues
        self._joins: Mapping[tuple[int, int], Join] = {(j.right.line, j.right.start): j for j in analysis.joins}
        self._sections: Mapping[str, Section] = {s.heading: s for s in analysis.document.sections if s.heading}

    def all(self) -> Iterator[ThreadView]:
        """Draw a thread for every fragment of every block."""
        for order, block in enumerate(self._blocks):
            parts = list(fragments(block, order + 1))
            for part in parts:
                kind, said = self._told(order, part, joined=len(parts) > 1)
                start = self._rows[part.span.line] + 0.5
                yield ThreadView(_path(start, order + 0.5), kind, f"{part.span.line} → {order + 1}{said}")

    def _told(self, order: int, part: Fragment, *, joined: bool) -> tuple[str, str]:
        """Say what kind of thread it is, and what its tooltip adds."""
        join = None if part.first else self._joins.get((part.span.line, part.span.start))
        section = self._sections.get(part.block.id)
        if join:
            said = self._tongues.sure("joined-to", join, line=str(join.left.line)).text
            return ("doubt" if is_doubtful(join) else "joined"), f" · {said}"
        if section and section.why:
            said = self._tongues.sure("heading-place", section).text
            kind = "doubt" if is_doubtful(section) else "moved" if self._is_moved(order) else "plain"
            return kind, f" · {said}"
        return ("joined" if joined else "plain"), ""

    def _is_moved(self, order: int) -> bool:
        """Tell whether a heading was not printed right above the block that now follows it."""
        own, after = (self._blocks[at].runs[0].line for at in (order, min(order + 1, len(self._blocks) - 1)))
        return self._rows[after] != self._rows[own] + 1


def _path(start: float, end: float) -> str:
    """Write a curve from a row on the left to one on the right, in rows and hundredths of the width.

    >>> _path(0.5, 3.5)
    'M0 0.5C50 0.5 50 3.5 100 3.5'
    """
    half = WIDTH // 2
    return f"M0 {start:g}C{half} {start:g} {half} {end:g} {WIDTH} {end:g}"
