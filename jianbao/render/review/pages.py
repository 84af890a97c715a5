"""The page of an article for its editor, and the lists of such pages."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import PurePath

from jianbao import addresses, ids, routes
from jianbao.errors import CODES
from jianbao.interface import Words
from jianbao.model import Alike, Card, Conflict, Corpus, Correction, Dossier, Page, RefusedFile, Statement, VoicesOf
from jianbao.render import problems, years
from jianbao.render.both import Both, Tongues
from jianbao.render.review.doubts import Doubt, doubts
from jianbao.render.review.views import (
    AnswerView,
    DifferenceView,
    DoubtsView,
    DoubtView,
    ListedView,
    QuoteView,
    RefusedView,
    ReviewsView,
    ReviewView,
)
from jianbao.render.views import Link

REFUSED = 200  # files named on the page; the report has them all
# How to say where the answer to a doubt is written, by the beginning of its code.
FILES = {
    "TR-": ("review-translate", "translations/en/{id}.po"),
    "CONVERSION": ("review-paste", "jianbao/data/editions/overrides.tsv"),
    "UNKNOWN-NAME": ("review-paste", "jianbao/data/entities/"),
    "": ("review-paste-under", "seeds/{stem}.yml"),
}
WHOLE = {"TR-NONE": "review-untranslated", "TR-PART": "review-partly"}  # codes that an article has but once

Write = Callable[[Correction], str]


def review_view(page: Page, dossier: Dossier, write: Write, alike: Iterable[Alike] = ()) -> ReviewView:
    """Make the view of an article's page for its editor.

    Args:
        page: the page.
        dossier: the article, its seed's lines, and what is doubtful about it.
        write: writes a correction as an item of a sidecar.
        alike: its names that look like others of the archive.
    """
    tongues, document = Tongues(page.edition), dossier.analysis.document
    headline = document.meta.headline or dossier.analysis.source.file
    found, stem = list(doubts(dossier, tongues, alike)), PurePath(dossier.analysis.source.file).stem
    evidence = routes.relative(addresses.evidence(document.id), page.address)

    def kind(code: str) -> DoubtsView:
        own = tuple(_view(doubt, evidence, tongues, write) for doubt in found if doubt.code == code)
        key, file = next(where for begins, where in FILES.items() if code.startswith(begins))
        where = tongues.say(key, file=file.format(id=document.id, stem=stem))
        return DoubtsView(code.lower(), tongues.say(WHOLE.get(code, f"code-{code}"), n=len(own)), where, own)

    return ReviewView(
        words=tongues,
        title=tongues.say("review").text,
        description=Words(page.edition).say("review-of", headline=headline),
        headline=headline,
        lang=dossier.lang,
        article=routes.relative(addresses.article(page.edition, document.id), page.address),
        evidence=evidence,
        all=routes.relative(addresses.review(), page.address),
        kinds=tuple(kind(code) for code in CODES if any(doubt.code == code for doubt in found)),
    )


def _view(doubt: Doubt, evidence: str, tongues: Tongues, write: Write) -> DoubtView:
    answers = [AnswerView(tongues.say(key), write(said)) for key, said in doubt.answers]
    row = "answer-choice" if doubt.code == "CONVERSION" else "answer-row"
    if doubt.row:
        columns = {"columns": " · ".join(doubt.row.columns)} if row == "answer-row" else {}
        answers.append(AnswerView(tongues.say(row, file=doubt.row.table, **columns), doubt.row.text))
    href = f"{evidence}#{ids.seed_line(doubt.line)}" if doubt.line else evidence
    return DoubtView(str(doubt.line or ""), href, doubt.said, doubt.quotes, tuple(answers))


def reviews_view(page: Page, corpus: Corpus, _voices: VoicesOf) -> ReviewsView:
    """Make the view of a list of articles to review; `corpus` is the page's own part of the archive."""
    tongues, words = Tongues(page.edition), Words(page.edition)
    title = {"": "review", addresses.UNDATED_YEAR: "review-undated"}.get(page.subject, "review-year")
    return ReviewsView(
        words=tongues,
        title=tongues.say(title, year=_period(page.subject, tongues)),
        description=words.say("review-lead"),
        first=not page.subject,
        refused=tuple(_refused(one, tongues) for one in corpus.refused[:REFUSED]),
        left_out=max(0, len(corpus.refused) - REFUSED),
        report=routes.relative(addresses.REPORT, page.address),
        totals=tuple(tongues.say(f"code-{code}", n=n) for code, n in corpus.totals.items()),
        articles=tuple(_listed(card, page, tongues) for card in corpus.cards),
        years=years.links(corpus.years, addresses.reviews, page, words),
        differences=tuple(_difference(one, page, tongues) for one in corpus.conflicts),
        all_differences=routes.relative(addresses.conflicts(page.edition), page.address),
    )


def _difference(conflict: Conflict, page: Page, tongues: Tongues) -> DifferenceView:
    quotes = tuple(_quote(one, page) for one in (conflict.first, conflict.second))
    return DifferenceView(tongues.say(f"contradiction-{conflict.why}"), quotes)


def _quote(one: Statement, page: Page) -> QuoteView:
    figure, card, lang = one.row.figure, one.card, one.card.lang
    article = routes.relative(addresses.article(page.edition, card.id), page.address)
    surface = Link(f"{article}#{figure.id}", figure.surface, lang=lang)
    return QuoteView(
        surface, one.row.sentence.strip(), Link(f"{article}#{figure.block}", card.headline or card.file, lang=lang)
    )


def _period(period: str, tongues: Tongues) -> Both:
    return Both(*(years.said(period, Words(edition)) for edition in (tongues.edition, "en")))


def _listed(card: Card, page: Page, tongues: Tongues) -> ListedView:
    return ListedView(
        href=routes.relative(addresses.review(card.id), page.address),
        headline=card.headline or card.file,
        lang=card.lang,
        counts=tuple(tongues.say(f"code-{code}", n=n) for code, n in card.review),
    )


def _refused(one: RefusedFile, tongues: Tongues) -> RefusedView:
    place = f"{one.name}:{one.problem.line}" if one.problem.line else one.name
    return RefusedView(place, one.problem.code, problems.said(one.problem.code, one.problem.message, tongues))


def totals(cards: Iterable[Card]) -> dict[str, int]:
    """Count what is doubtful in the archive, by code, in the order of CODES."""
    found: Counter[str] = Counter()
    for card in cards:
        found.update(dict(card.review))
    return {code: found[code] for code in CODES if found[code]}
