"""The view of an evidence page."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jianbao import addresses, ids, routes
from jianbao.align import is_ink
from jianbao.interface import Words
from jianbao.model import Alike, Block, Dossier, Page, Problem
from jianbao.render import problems
from jianbao.render.both import Both, Tongues, percent
from jianbao.render.evidence.changes import Change, changes, marked, whereabouts
from jianbao.render.evidence.chart import chart
from jianbao.render.evidence.made import Leads, Made, fragments, line_href, rearranged
from jianbao.render.evidence.views import AsideView, EvidenceView, LineView, NoteView, PlacedView, RuleView
from jianbao.render.review import counts, has_page, with_alike
from jianbao.render.views import Link

TOLD = ("JOIN", "HEADING", "ROLE", "FIGURE")  # problems that every line tells of itself, with more
BEGINNING = 24  # characters of a block in the list of reading order: enough to know it by


def evidence_view(page: Page, dossier: Dossier, editions: tuple[str, ...], alike: Sequence[Alike] = ()) -> EvidenceView:
    """Make the view of an evidence page.

    Args:
        page: the page.
        dossier: the article, its seed's lines, and what is doubtful about it.
        editions: those that the article is published in.
        alike: names of the article that look like those of others.
    """
    one = _Evidence(page, dossier, editions)
    document, source = dossier.analysis.document, dossier.analysis.source
    headline = document.meta.headline or source.file
    reviewed = with_alike(counts(dossier), len(alike))
    return EvidenceView(
        words=one.tongues,
        title=one.tongues.say("evidence").text,
        description=Words(page.edition).say("evidence-of", headline=headline),
        headline=headline,
        lang=dossier.lang,
        articles=one.leads.to("", one.tongues),
        account=tuple(one.account()),
        source=f"{source.encoding} · SHA-256 {source.sha256}",
        review=one.link(addresses.review(document.id)) if has_page(reviewed) else "",
        downloads=(
            Link(one.link(addresses.seed_file(document.id)), source.file),
            Link(one.link(addresses.record(document.id)), "JSON"),
        ),
        rules=tuple(one.rules()),
        lines=tuple(one.lines()),
        order=tuple(one.order()),
        problems=tuple(one.problem(p) for p in dossier.analysis.problems if not p.line),
        chart=chart(dossier, one.tongues) if one.rearranged else None,
        aside=tuple(
            AsideView(Link(line_href(d.span.line), str(d.span.line)), d.text, one.tongues.reason(d.why))
            for d in dossier.analysis.dropped
        ),
    )


class _Evidence:
    """What the parts of one page share."""

    def __init__(self, page: Page, dossier: Dossier, editions: tuple[str, ...]) -> None:
        self.page, self.dossier, self.analysis = page, dossier, dossier.analysis
        self.tongues = Tongues(page.edition)
        self.leads = Leads(self.analysis.document.id, page.address, editions)
        self.made = Made(self.analysis, self.leads, self.tongues)
        self.rearranged = rearranged(self.analysis.document.blocks)
        where = whereabouts(dossier.lines, self.analysis.document.blocks, self.analysis.dropped)
        self.changes: Mapping[int, list[Change]] = changes(dossier.lines, self.analysis.fixes, where)
        self.names = {fix.rule: self.tongues.say(fix.rule) for fix in self.analysis.fixes}
        self.problems: defaultdict[int, list[Problem]] = defaultdict(list)
        for problem in self.analysis.problems:
            if problem.code not in TOLD:
                self.problems[problem.line].append(problem)

    def link(self, target: str) -> str:
        return routes.relative(target, self.page.address)

    def account(self) -> Iterator[Both]:
        """Say what there is: lines, characters and where they went, changes, columns."""
        analysis, say = self.analysis, self.tongues.say
        kept = sum(is_ink(char) for block in analysis.document.blocks for char in block.text)
        dropped = sum(is_ink(char) for one in analysis.dropped for char in one.text)
        yield say("account-lines", n=len(self.dossier.lines), blocks=len(analysis.document.blocks))
        yield say("account-characters", n=kept + dropped, kept=kept, dropped=dropped)
        changed = sum(map(len, self.changes.values()))
        yield say("account-changes", n=changed) if changed else say("account-unchanged")
        if dealt := sum(join.why == "columns" for join in analysis.joins):
            yield say("account-columns", n=dealt)
        if not self.rearranged:
            yield say("account-order")

    def rules(self) -> Iterator[RuleView]:
        """List the rules of cleaning that fired."""
        for fix in self.analysis.fixes:
            count = self.tongues.say("places-n", n=len(fix.places))
            yield RuleView(self.names[fix.rule], count, line_href(fix.places[0].line))

    def lines(self) -> Iterator[LineView]:
        """Give every line of the seed; blank lines that follow one another are one row."""
        blank: list[int] = []
        for number, text in enumerate(self.dossier.lines, 1):
            if not any(map(is_ink, text)) and number not in self.problems:
                blank.append(number)
                continue
            yield from _blank(blank)
            blank = []
            yield self._line(number, text)
        yield from _blank(blank)

    def _line(self, number: int, text: str) -> LineView:
        changed = self.changes.get(number, [])
        names = {rule: both.text for rule, both in self.names.items()}
        counted = Counter(rule for change in changed for rule in change.rules)
        notes = [NoteView(self.tongues.say("changed", what=self.names[r], times=str(n))) for r, n in counted.items()]
        return LineView(
            number=number,
            ids=(ids.seed_line(number),),
            printed=marked(text, changed, self.made.cuts(number), names),
            made=self.made.of(number),
            notes=(*notes, *self.disagreements(number), *map(self.problem, self.problems.get(number, ()))),
        )

    def problem(self, problem: Problem) -> NoteView:
        """Say a problem."""
        return NoteView(problems.said(problem.code, problem.message, self.tongues), doubt=True)

    def disagreements(self, number: int) -> Iterator[NoteView]:
        """Say which figures contradict one another, on the line of their first."""
        for found in self.analysis.contradictions:
            if found.figures[0].sources[0].line == number:
                yield NoteView(problems.contradiction(found, self.tongues), doubt=True)

    def order(self) -> Iterator[PlacedView]:
        """List the blocks in reading order, where that is not the order of the lines: else they say it all."""
        if self.rearranged:
            yield from (self._placed(block, order) for order, block in enumerate(self.analysis.document.blocks, 1))

    def _placed(self, block: Block, order: int) -> PlacedView:
        lines = [fragment.span.line for fragment in fragments(block, order)]
        return PlacedView(
            id=ids.order_anchor(block.id),
            number=order,
            role=self.tongues.say(f"role-{block.role}"),
            text=block.text[:BEGINNING] + ("……" if len(block.text) > BEGINNING else ""),
            href=self.link(f"{addresses.article(self.page.edition, self.analysis.document.id)}#{block.id}"),
            lines=tuple(Link(line_href(line), str(line)) for line in lines),
            sure=f"{percent(block.confidence)}%",
        )


def _blank(numbers: list[int]) -> Iterator[LineView]:
    if numbers:
        yield LineView(numbers[0], tuple(map(ids.seed_line, numbers)), until=numbers[-1])
