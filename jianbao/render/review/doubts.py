"""What is doubtful in an article, and the corrections an editor may answer with."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from operator import methodcaller
from typing import Literal, NamedTuple

from jianbao import align
from jianbao.errors import CODES
from jianbao.interface import is_doubtful
from jianbao.model import (
    Alike,
    Analysis,
    Block,
    Contradiction,
    Correction,
    Dossier,
    Figure,
    Join,
    Problem,
    Row,
    Section,
    Span,
)
from jianbao.render import problems
from jianbao.render.both import Both, Tongues, percent

UNTRANSLATED = "TR-NONE"  # counted, but no ground for a page: an archive may do without English
LIGHT = ("UNKNOWN-NAME", "CONVERSION", "TR-")  # codes that leave the text of the article as it is
WORDS = (12, 24, 48, 96)  # characters that name a piece in a correction: more where fewer would name another as well
_STOP = re.compile("[，；：。、]")

Where = Literal["end", "start", "within"]  # where in a piece the words stand that name it
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Doubt:
    """Something for an editor to look at. `line` is that of the seed, 0 for the whole.

    `quotes` are the printed words it is about, `answers` the corrections an editor may give, each with the message
    that says which, `row` a row that a table may take.
    """

    code: str
    line: int
    said: Both
    quotes: tuple[str, ...] = ()
    answers: tuple[tuple[str, Correction], ...] = ()
    row: Row | None = None


def counts(dossier: Dossier) -> Counts:
    """Count what is doubtful in an article, by code, in the order of CODES."""
    own, told = _own(dossier.analysis), _told(dossier)
    found = Counter([one.code for one in own] + [problem.code for problem in told])
    return tuple((code, found[code]) for code in CODES if found[code])


def with_alike(counted: Counts, names: int) -> Counts:
    """Count the names of an article, too, that look like others: what only the whole archive can tell."""
    found = {**dict(counted), "LOOKALIKE": names}
    return tuple((code, found[code]) for code in CODES if found.get(code))


def has_page(counted: Counts) -> bool:
    """Tell whether an article has a page for its editor."""
    return any(code != UNTRANSLATED for code, _ in counted)


def gravity(counted: Counts) -> tuple[int, int]:
    """Weigh what is doubtful in an article: the text itself first, then everything."""
    return sum(n for code, n in counted if not code.startswith(LIGHT)), sum(n for _, n in counted)


def doubts(dossier: Dossier, tongues: Tongues, alike: Iterable[Alike] = ()) -> Iterator[Doubt]:
    """Give everything doubtful in an article, by kind and in the order of the text; last the names in `alike`."""
    article = _Article(dossier, tongues)
    yield from (one.tell(article) for one in _own(dossier.analysis))
    yield from map(article.problem, _told(dossier))
    yield from map(article.alike, alike)


class _Own(NamedTuple):
    """A doubt that the analysis itself has, and how it is told."""

    code: str
    line: int
    tell: Callable[["_Article"], Doubt]


def _own(analysis: Analysis) -> list[_Own]:
    document = analysis.document
    lines = {block.id: block.runs[0].line for block in document.blocks}
    out = [_Own("JOIN", join.right.line, methodcaller("join", join)) for join in analysis.joins if is_doubtful(join)]
    out += [
        _Own("HEADING", lines[section.heading], methodcaller("heading", section))
        for section in document.sections
        if section.heading and is_doubtful(section)
    ]
    out += [_Own("ROLE", lines[b.id], methodcaller("role", b)) for b in document.blocks if is_doubtful(b)]
    contradictions = ((found.figures[0].sources[0].line, found) for found in analysis.contradictions)
    return out + [_Own("FIGURE", line, methodcaller("contradiction", found)) for line, found in contradictions]


def _told(dossier: Dossier) -> list[Problem]:
    """Give the problems but for those that the program says of its own doubts in its report, and less."""
    own = {(one.code, one.line) for one in _own(dossier.analysis)}
    return [problem for problem in dossier.doubts if (problem.code, problem.line) not in own]


class _Article:
    """What the doubts of one article are told with. Corrections are anchored on words of the cleaned text."""

    def __init__(self, dossier: Dossier, tongues: Tongues) -> None:
        document = dossier.analysis.document
        self.lines, self.tongues = dossier.lines, tongues
        self.blocks = {block.id: block for block in document.blocks}
        self.pieces = {place: text for block in document.blocks for place, text in _pieces(block)}
        self.whole = "\n" + "".join(f"{piece}\n" for piece in self.pieces.values())
        self.because = tongues.say("review-because").text

    def join(self, join: Join) -> Doubt:
        left = self._named(self._piece(join.left), "end")
        right = self._named(self._piece(join.right), "start")
        answers = (("answer-join", self._answer("join", left, right)), ("answer-part", self._answer("join", left, "")))
        return Doubt("JOIN", join.right.line, self.tongues.sure("sure", join), (left, right), answers)

    def heading(self, section: Section) -> Doubt:
        block = self.blocks[section.heading]
        over = self._first(self.blocks[section.blocks[0]]) if section.blocks else ""
        answers = (("answer-heading", self._answer("heading", block.text, over)),) if over else ()
        quotes = (block.text, over) if over else (block.text,)
        return Doubt("HEADING", block.runs[0].line, self.tongues.sure("sure", section), quotes, answers)

    def role(self, block: Block) -> Doubt:
        first = self._first(block)
        role = self.tongues.say(f"role-{block.role}")
        said = self.tongues.say("role-sure", role=role, percent=percent(block.confidence))
        answers = (("answer-role", self._answer("role", first, block.role)),)
        return Doubt("ROLE", block.runs[0].line, said, (first,), answers)

    def contradiction(self, found: Contradiction) -> Doubt:
        """Say why figures contradict one another, with the figures and their sentences as printed."""
        first, said = found.figures[0], problems.contradiction(found, self.tongues)
        sentences = (self.blocks[one.block].text[slice(*one.sentence)].strip() for one in found.figures)
        others = [found.figures[1], *[first] * (len(found.figures) - 1)]
        wrong = ((self._clause(one), other.surface) for one, other in zip(found.figures, others, strict=True))
        answers = (("answer-figure", self._answer("sic", *each)) for each in wrong)
        return Doubt("FIGURE", first.sources[0].line, said, tuple(dict.fromkeys(sentences)), tuple(answers))

    def alike(self, found: Alike) -> Doubt:
        """Say which name a name looks like, and in what it differs; the line is that where it stands first."""
        more = "" if found.ours and found.theirs else "-more" if found.ours else "-less"
        said = self.tongues.say(f"problem-alike{more}", **asdict(found))
        stands = ((b, b.text.find(found.name)) for b in self.blocks.values())
        line = next((align.sources(b.runs, at, at + 1)[0].line for b, at in stands if at >= 0), 0)
        answers = (("answer-alike", self._answer("sic", found.name, found.like)),)
        return Doubt("LOOKALIKE", line, said, (found.name,), answers)

    def problem(self, problem: Problem) -> Doubt:
        """Take a problem with what would settle it: a correction, or a row of a table."""
        said, remedy = problems.said(problem.code, problem.message, self.tongues), problem.remedy
        if isinstance(remedy, Correction):
            answer = (f"answer-{remedy.kind}", replace(remedy, because=self.because))
            return Doubt(problem.code, problem.line, said, answers=(answer,))
        return Doubt(problem.code, problem.line, said, row=remedy)

    def _answer(self, kind: str, text: str, value: str) -> Correction:
        return Correction(kind, text, value, self.because)

    def _clause(self, figure: Figure) -> str:
        """Give the last words before a figure, with it: on its line, since a correction is anchored there."""
        text = self.blocks[figure.block].text
        run = next(run for run in self.blocks[figure.block].runs if run.at <= figure.start < run.at + run.size)
        return _STOP.split(text[max(run.at, figure.sentence[0], figure.end - WORDS[0]) : figure.end])[-1]

    def _piece(self, span: Span) -> str:
        """Give the text of a piece; of one that its own line continues, as it was printed."""
        printed = self.lines[span.line - 1][span.start : span.end]
        return self.pieces.get((span.line, span.start), printed)

    def _first(self, block: Block) -> str:
        _, text = next(_pieces(block))
        return self._named(text, "within")

    def _named(self, text: str, where: Where) -> str:
        """Give as few words of a piece as name it alone: from its end, its beginning, or in any piece."""
        for size in WORDS:
            words = text[-size:] if where == "end" else text[:size]
            if self._alone({"end": f"{words}\n", "start": f"\n{words}", "within": words}[where]):
                return words
        return text[: WORDS[-1]]

    def _alone(self, words: str) -> bool:
        """Tell whether just one piece has some words. Each piece stands between two line feeds."""
        at = self.whole.find(words)
        return at >= 0 and self.whole.find(words, self.whole.index("\n", at + 1)) < 0


def _pieces(block: Block) -> Iterator[tuple[tuple[int, int], str]]:
    """Cut the text of a block at the lines it was printed in, each piece by its line and first character."""
    starts = [run for at, run in enumerate(block.runs) if at == 0 or block.runs[at - 1].line != run.line]
    for run, end in zip(starts, [*(run.at for run in starts[1:]), len(block.text)], strict=True):
        yield (run.line, run.start), block.text[run.at : end]
