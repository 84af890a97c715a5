"""What is doubtful in an article, and the corrections an editor may answer with."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from jianbao import addresses
from jianbao.errors import CODES
from jianbao.interface import is_doubtful
from jianbao.model import Block, Correction, Dossier, Join, Problem, Section
from jianbao.render.both import Both, Tongues, percent

UNTRANSLATED = "TR-NONE"  # counted, but no ground for a page: an archive may do without English
LIGHT = ("UNKNOWN-NAME", "CONVERSION", "TR-")  # codes that leave the text of the article as it is
WORDS = 12  # characters that name a fragment in a correction
ROW = "; row: "  # in the message about an unknown name, what comes before the row to add to a table
_QUOTED = re.compile("“([^”]+)”")

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Doubt:
    """Something for an editor to look at. `line` is that of the seed, 0 for the whole.

    `quotes` are the printed words it is about, `answers` the corrections an editor may give, each with the message
    that says which, `copy` another text to copy.
    """

    code: str
    line: int
    said: Both
    quotes: tuple[str, ...] = ()
    answers: tuple[tuple[str, Correction], ...] = ()
    copy: str = ""


def counts(dossier: Dossier) -> Counts:
    """Count what is doubtful in an article, by code, in the order of CODES."""
    found = Counter(doubt.code for doubt in doubts(dossier, Tongues(addresses.DEFAULT)))
    return tuple((code, found[code]) for code in CODES if found[code])


def has_page(counted: Counts) -> bool:
    """Tell whether an article has a page for its editor."""
    return any(code != UNTRANSLATED for code, _ in counted)


def gravity(counted: Counts) -> tuple[int, int]:
    """Weigh what is doubtful in an article: the text itself first, then everything."""
    return sum(n for code, n in counted if not code.startswith(LIGHT)), sum(n for _, n in counted)


def doubts(dossier: Dossier, tongues: Tongues) -> Iterator[Doubt]:
    """Give everything doubtful in an article, by kind and in the order of the text."""
    one = _Article(dossier, tongues)
    document = dossier.analysis.document
    yield from (one.join(join) for join in dossier.analysis.joins if is_doubtful(join))
    yield from (one.heading(section) for section in document.sections if section.heading and is_doubtful(section))
    yield from (one.role(block) for block in document.blocks if is_doubtful(block))
    yield from map(one.problem, dossier.doubts)


class _Article:
    """What the doubts of one article are told with."""

    def __init__(self, dossier: Dossier, tongues: Tongues) -> None:
        self.lines, self.tongues = dossier.lines, tongues
        self.blocks = {block.id: block for block in dossier.analysis.document.blocks}
        self.because = tongues.say("review-because").text

    def join(self, join: Join) -> Doubt:
        left = self.lines[join.left.line - 1][: join.left.end][-WORDS:]
        right = self.lines[join.right.line - 1][join.right.start :][:WORDS]
        answers = (("answer-join", self._answer("join", left, right)), ("answer-part", self._answer("join", left, "")))
        return Doubt("JOIN", join.right.line, self.tongues.sure("sure", join), (left, right), answers)

    def heading(self, section: Section) -> Doubt:
        block = self.blocks[section.heading]
        heading = self._printed(block)
        over = self._printed(self.blocks[section.blocks[0]])[:WORDS] if section.blocks else ""
        answers = (("answer-heading", self._answer("heading", heading, over)),) if over else ()
        quotes = (heading, over) if over else (heading,)
        return Doubt("HEADING", block.runs[0].line, self.tongues.sure("sure", section), quotes, answers)

    def role(self, block: Block) -> Doubt:
        first = self._printed(block)[:WORDS]
        role = self.tongues.say(f"role-{block.role}")
        said = self.tongues.say("role-sure", role=role, percent=percent(block.confidence))
        answers = (("answer-role", self._answer("role", first, block.role)),)
        return Doubt("ROLE", block.runs[0].line, said, (first,), answers)

    def problem(self, problem: Problem) -> Doubt:
        """Take a problem as it is. The first quotation is a suspect word; the row of an unknown name is to copy."""
        message, _, row = problem.message.partition(ROW)
        quoted = _QUOTED.search(message) if problem.code == "SUSPECT" else None
        answers = (("answer-sic", self._answer("sic", quoted[1], quoted[1])),) if quoted else ()
        return Doubt(problem.code, problem.line, Both(message), (), answers, row)

    def _answer(self, kind: str, text: str, value: str) -> Correction:
        return Correction(kind, text, value, self.because)

    def _printed(self, block: Block) -> str:
        """Give the words of a block in the first of its lines, as printed."""
        line = block.runs[0].line
        own = [run for run in block.runs if run.line == line]
        return self.lines[line - 1][own[0].start : own[-1].start + own[-1].size]
