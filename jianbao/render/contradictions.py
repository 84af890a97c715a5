"""The figures of an article that contradict one another, each with its sentence, for its readers."""

from collections.abc import Iterator, Sequence

from jianbao import lexicon
from jianbao.interface import Words
from jianbao.model import Analysis, Figure, Problem, Voice
from jianbao.render.views import ContradictionView, Link

FIGURE = "FIGURE"


def contradictions(analysis: Analysis, voice: Voice, words: Words) -> tuple[ContradictionView, ...]:
    """Show what the cross-checks found: why, and each figure as printed, leading to its place, with its sentence."""
    found = (problem for problem in analysis.problems if problem.code == FIGURE)
    views = (_view(problem, tuple(_figures(problem, analysis)), (analysis, voice, words)) for problem in found)
    return tuple(view for view in views if view.figures)


def _figures(problem: Problem, analysis: Analysis) -> Iterator[Figure]:
    """Give the figures that a problem speaks of: it holds their printed words, and their sentences in whole."""
    texts = {block.id: block.text for block in analysis.document.blocks}
    surfaces = problem.message.partition("; “")[0].rpartition(": ")[2].split(", ")
    for figure in analysis.figures:
        if figure.surface in surfaces and f"“{_sentence(figure, texts)}”" in problem.message:
            yield figure


def _sentence(figure: Figure, texts: dict[str, str]) -> str:
    return " ".join(texts[figure.block][slice(*figure.sentence)].split())


def _view(problem: Problem, figures: Sequence[Figure], around: tuple[Analysis, Voice, Words]) -> ContradictionView:
    analysis, voice, words = around
    texts = {block.id: block.text for block in analysis.document.blocks}
    known: dict[str, str] = lexicon.settings("interface/contradictions")["reasons"]
    why = known.get(problem.message.partition(" (")[0], known["other"])
    said = [(one, voice.printed(one.surface), voice.printed(_sentence(one, texts))) for one in figures]
    links = tuple(Link(f"#{one.id}", name.text, sentence.text, sentence.lang) for one, name, sentence in said)
    return ContradictionView(words.say(why), links)
