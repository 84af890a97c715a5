"""The figures that contradict one another, each with its sentence: of one article, and of different ones."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from jianbao import addresses, routes
from jianbao.interface import Words
from jianbao.model import Analysis, Conflict, Corpus, Figure, Page, Said, Statement, Voice, VoicesOf
from jianbao.render import years
from jianbao.render.facts import issued, paper
from jianbao.render.views import Link
from jianbao.render.views.article import ContradictionView, QuotedView
from jianbao.render.views.lists import ConflictsView, ConflictView, StatementView


def contradictions(analysis: Analysis, voice: Voice, words: Words) -> tuple[ContradictionView, ...]:
    """Show what the cross-checks found: why, and the figures as printed, leading to their places, by sentence."""
    blocks = {block.id: block for block in analysis.document.blocks}

    def quotes(figures: Iterable[Figure]) -> Iterator[QuotedView]:
        said = ((f, voice.sentence(blocks[f.block], f.start)) for f in figures)
        for sentence, some in groupby(said, key=itemgetter(1)):
            yield QuotedView(tuple(_link(f"#{f.id}", voice.printed(f.surface)) for f, _ in some), sentence)

    return tuple(
        ContradictionView(words.say(f"contradiction-{one.why}"), tuple(quotes(one.figures)))
        for one in analysis.contradictions
    )


def conflicts(page: Page, corpus: Corpus, voices: VoicesOf) -> ConflictsView:
    """Make the view of the figures that differ between articles: the first of them, or those of a year."""
    words = Words(page.edition)
    of_year = years.title(page, words, "conflicts-of-year", "conflicts-undated") if page.subject else ""
    figures = routes.relative(addresses.figures(page.edition), page.address)
    return ConflictsView(
        title=of_year or words.say("conflicts"),
        description=words.say("conflicts-lead"),
        conflicts=tuple(_conflict(one, page, voices, words) for one in corpus.conflicts),
        years=years.links(corpus.years, lambda year: addresses.conflicts(page.edition, year), page, words),
        figures=Link(figures, words.say("all-figures")),
    )


def _conflict(conflict: Conflict, page: Page, voices: VoicesOf, words: Words) -> ConflictView:
    figure = conflict.first.row.figure
    return ConflictView(
        why=words.say(f"contradiction-{conflict.why}"),
        measure=voices.of(conflict.first.card).measure(figure),
        statements=tuple(_statement(one, page, voices, words) for one in (conflict.first, conflict.second)),
    )


def _statement(one: Statement, page: Page, voices: VoicesOf, words: Words) -> StatementView:
    card, figure, voice = one.card, one.row.figure, voices.of(one.card)
    article = routes.relative(addresses.article(page.edition, card.id), page.address)
    headline = voice.text(card.headline)
    return StatementView(
        figure=_link(f"{article}#{figure.id}", voice.printed(figure.surface)),
        sentence=voice.printed(_plain(one.row.sentence)),
        headline=_link(f"{article}#{figure.block}", headline),
        facts=words.listed((paper(card, voice, words).text, issued(card.issued, words))),
    )


def _link(href: str, said: Said) -> Link:
    return Link(href, said.text, lang=said.lang)


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())
