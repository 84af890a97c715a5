"""The whole flow on one screen: seeds -> Cards -> Corpus -> pages -> site. Per seed, all together, per page."""

import contextlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import PurePath

from jianbao import crosscheck, links, lookalikes, render
from jianbao.cache import Cache
from jianbao.errors import SetupError
from jianbao.model import Alike, Card, Corpus, Host, Page, Problem, RefusedFile, SeedFolder
from jianbao.pipeline import figures, index, site, steps, tables, withdrawal
from jianbao.pipeline.memory import thawing, uncollected
from jianbao.pipeline.runner import Runner, Waiting
from jianbao.pipeline.settings import Built, NotPublishedError, Settings


@dataclass(frozen=True)
class Order:
    """What to make: of which seeds, after which build, by which settings; `whole` is the hash of all of it."""

    folder: SeedFolder
    before: withdrawal.Before
    whole: str
    settings: Settings


@thawing()
def make(order: Order, cache: Cache, run: Runner) -> Built:
    """Make the site. Raises what `pipeline.build` raises."""
    settings = order.settings
    articles, refused, fresh = steps.analyse(order.folder.seeds, cache, run, settings)
    made = _made(articles, _corpus(articles, _with(order.folder, refused), order.before), cache, run, settings)
    while lost := steps.culprits(made.html.broken):
        refused += [RefusedFile(one.card.file, lost[one.card.id]) for one in articles if one.card.id in lost]
        articles = [one for one in articles if one.card.id not in lost]
        made = _made(articles, _corpus(articles, _with(order.folder, refused), order.before), cache, run, settings)
    corpus, problems = made.corpus, _problems(made.corpus)
    tree = made.html.tree | {file.address: made.markdown[file.address] for file in made.beside}
    tree |= site.data_files(articles, order.folder.seeds, cache) | made.searched()
    tree |= figures.figure_files(corpus, cache, run, settings)
    files = site.site_files(corpus, made.pages, problems, settings)
    tree |= made.written.files | {output.path: cache.store(output.data) for output in files}
    tables.remember(made.written, cache, settings.editions)
    steps.write_docs(made.pages, made.markdown, cache, settings)
    site.switch(tree, order.whole, cache, settings)
    joins, uncertain = sum(card.joins for card in corpus.cards), sum(card.uncertain for card in corpus.cards)
    counts = len(corpus.cards), joins, uncertain, len(made.pages), made.html.rendered
    added = {card.file: card.id for card in corpus.cards if card.id not in order.before.seeds}
    built = Built(*counts, problems, corpus.refused, added, fresh, corpus.ignored)
    with contextlib.suppress(OSError, SetupError):  # the new site is there, whatever becomes of the old ones
        site.tidy(built, order.whole, cache, settings)
    return built


@dataclass(frozen=True)
class _Made:
    """What was made of the articles: the archive, pages and files beside them, their Markdown and HTML, the tables.

    `searched` waits for the tree of the search.
    """

    corpus: Corpus
    searched: Waiting[steps.Tree]
    pages: tuple[Page, ...]
    beside: tuple[Page, ...]
    markdown: steps.Tree
    html: steps.Html
    written: tables.Tables = tables.NONE


def _with(folder: SeedFolder, refused: Sequence[RefusedFile]) -> SeedFolder:
    return replace(folder, refused=(*folder.refused, *refused))


def _corpus(articles: Sequence[steps.Article], folder: SeedFolder, before: withdrawal.Before) -> Corpus:
    """Bring the articles together, with what is told of those that are no articles, or were some before."""
    gone, lone = withdrawal.gone(folder.lone, {article.card.id for article in articles})
    with uncollected():
        corpus = links.corpus(article.card for article in articles)
        conflicts, alike = crosscheck.across(corpus.cards), lookalikes.across(corpus.cards)
    cards = tuple(_counted(card, alike.get(card.id, ())) for card in corpus.cards)
    told = replace(corpus, refused=(*folder.refused, *lone), ignored=folder.ignored, gone=gone, conflicts=conflicts)
    return replace(told, cards=cards, alike=alike, before=before.pages)


def _counted(card: Card, alike: Sequence[Alike]) -> Card:
    """Count names that look like others among what an editor should look at: only the whole archive can tell them."""
    return replace(card, review=render.review.with_alike(card.review, len(alike))) if alike else card


def _made(articles: Sequence[steps.Article], corpus: Corpus, cache: Cache, run: Runner, settings: Settings) -> _Made:
    """Make every page of the archive. Raises NotPublishedError where it has no articles."""
    if not corpus.cards:
        message = f"{settings.seeds}: no seed could be published; the site stays as it is"
        raise NotPublishedError(message, corpus.refused)
    searched = index.searching(corpus, articles, cache, run)
    made_from = steps.fingerprints(Host(settings.base_url))
    with uncollected():
        pages = render.plan(corpus, settings.editions, made_from)
        beside = render.beside(corpus, settings.editions, made_from)
    # While others make the pages this process waits, and may as well write the tables.
    with ThreadPoolExecutor(1) as aside:
        older = tables.recalled(cache, settings.editions)
        written = aside.submit(tables.write, corpus, settings.editions, older, cache)
        markdown, broken = steps.write_markdown((*pages, *beside), corpus, cache, run, settings)
        if broken:
            return _Made(corpus, searched, pages, beside, markdown, steps.Html({}, 0, broken))
        html = steps.write_html(pages, markdown, cache, run, settings)
        return _Made(corpus, searched, pages, beside, markdown, html, written.result())


def _problems(corpus: Corpus) -> Mapping[str, tuple[Problem, ...]]:
    """Gather the problems by the file that they speak of: a seed or its sidecar."""
    out: dict[str, tuple[Problem, ...]] = {}
    twins = links.repeated(corpus.cards)
    for card in corpus.cards:
        alike = map(lookalikes.problem, corpus.alike.get(card.id, ()))
        for problem in (*card.problems, *alike, *filter(None, [twins.get(card.id)])):
            file = str(PurePath(card.file).with_suffix(".yml")) if problem.beside else card.file
            out[file] = (*out.get(file, ()), replace(problem, line=problem.beside or problem.line))
    return out | {one.name: (one.problem,) for one in corpus.refused}
