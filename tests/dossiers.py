"""Dossiers made by hand, for tests of the pages that are made from one: what is not given is empty."""

from jianbao.model import (
    Analysis,
    Block,
    Document,
    Dossier,
    Dropped,
    Fix,
    Join,
    Meta,
    Problem,
    Role,
    Run,
    Section,
    Source,
    Span,
)

LINES = (
    "桥通了 山口村今日通车",
    "",
    "山口村的桥修了三年,今",
    "第三版",
    "",
    "",
    "天终于通车。",
    "群众说好",
)


def whole(line: int, lines: tuple[str, ...] = LINES) -> Span:
    """Give the range of a line that stands in one piece."""
    return Span(line, 0, len(lines[line - 1]))


def block(ident: str, role: Role, text: str, *runs: Run, confidence: float = 1.0) -> Block:
    """Make a block."""
    return Block(ident, role, text, runs, confidence=confidence)


def analysis() -> Analysis:
    """Make the analysis of LINES: kicker and headline on one line, a join, a heading, a comma, a folio."""
    blocks = (
        block("p1", "kicker", "桥通了", Run(0, 1, 0, 3), confidence=0.42),
        block("p1-4", "headline", "山口村今日通车", Run(0, 1, 4, 7)),
        block("p8", "heading", "群众说好", Run(0, 8, 0, 4)),
        block("p3", "para", "山口村的桥修了三年，今天终于通车。", Run(0, 3, 0, 11), Run(11, 7, 0, 6)),
    )
    return Analysis(
        source=Source("bridge.txt", "0" * 64, "utf-8", len(LINES), sum(map(len, LINES))),
        document=Document("bridge", Meta("山口村今日通车"), blocks, (Section("s8", "p8", ("p3",), 0.41, "column"),)),
        fixes=(Fix("fix_commas", (Span(3, 9, 10),)),),
        joins=(Join(whole(3), whole(7), 0.72, "word"),),
        dropped=(Dropped(whole(4), "第三版", "folio"),),
        problems=(Problem("MOJIBAKE", 7, "“天终”"), Problem("DUPLICATE", 0, "the text of other.txt")),
    )


def dossier(*doubts: Problem) -> Dossier:
    """Make the dossier of LINES, with doubts besides those of the analysis."""
    return Dossier(analysis(), (), LINES, doubts, "zh-Hans")
