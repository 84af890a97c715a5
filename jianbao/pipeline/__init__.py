"""The whole flow on one screen: seeds -> Cards -> Corpus -> pages -> site.

Per seed, all together, per page. Everything is kept by the key of what it was made from, so a build does only what
changed; and the only step that changes what readers see is the last, when the link `site` turns to the new folder.
"""

import contextlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import PurePath

from jianbao import crosscheck, links, lookalikes, read, render
from jianbao.cache import Cache
from jianbao.errors import SetupError
from jianbao.keys import digest
from jianbao.model import Corpus, Host, Page, Problem, RefusedFile, SeedFolder
from jianbao.pipeline import figures, index, site, steps, withdrawal
from jianbao.pipeline.memory import uncollected
from jianbao.pipeline.runner import Runner
from jianbao.pipeline.settings import Built, Settings, Tell

__all__ = ["Built", "NotPublishedError", "Settings", "Tell", "build"]


class NotPublishedError(SetupError):
    """Nothing was published because of what the seeds are; `refused` says why of each."""

    def __init__(self, message: str, refused: tuple[RefusedFile, ...]) -> None:
        """Keep the reasons beside the message."""
        super().__init__(message)
        self.refused = refused


def build(settings: Settings, pool: Executor | None, tell: Tell) -> Built:
    """Build the site.

    Args:
        settings: where to read and write, and what to make.
        pool: runs the jobs, or None to run them here, one after the other. The bytes are the same.
        tell: called with a stage, how much of it is done, and of how much.

    Raises:
        SetupError: when nothing could be published, or a seed is gone without a word; the site that was there is
            untouched.
    """
    with Cache(settings.cache) as cache:
        run = Runner(pool, tell)
        folder = read.scan(settings.seeds)
        before = withdrawal.published_before(settings)
        _check_nothing_is_lost(folder, before, settings)
        # A site that stands has the pages that its own manifest asks for; another manifest may ask for more.
        asked = sorted(before.pages) if settings.before else ()
        whole = digest(steps.everything(folder, settings), *asked)
        if standing := site.standing(whole, cache, settings):
            return standing
        articles, refused = steps.analyse(folder.seeds, cache, run, settings)
        made = _made(_corpus(articles, _with(folder, refused), before), cache, run, settings)
        while lost := steps.culprits(made.html.broken):
            refused += [RefusedFile(one.card.file, lost[one.card.id]) for one in articles if one.card.id in lost]
            articles = [one for one in articles if one.card.id not in lost]
            made = _made(_corpus(articles, _with(folder, refused), before), cache, run, settings)
        corpus, problems = made.corpus, _problems(made.corpus)
        tree = made.html.tree | {file.address: made.markdown[file.address] for file in made.beside}
        tree |= site.data_files(articles, folder.seeds, cache) | index.search_files(corpus, articles, cache)
        tree |= figures.figure_files(corpus, cache, run, settings)
        tree |= {o.path: cache.store(o.data) for o in site.site_files(corpus, made.pages, problems, settings)}
        steps.write_docs(made.pages, made.markdown, cache, settings)
        site.switch(tree, whole, cache, settings)
        joins, uncertain = sum(card.joins for card in corpus.cards), sum(card.uncertain for card in corpus.cards)
        counts = len(corpus.cards), joins, uncertain, len(made.pages), made.html.rendered
        added = {card.file: card.id for card in corpus.cards if card.id not in before.seeds}
        built = Built(*counts, problems, corpus.refused, added)
        with contextlib.suppress(OSError, SetupError):  # the new site is there, whatever becomes of the old ones
            site.tidy(built, whole, cache, settings)
        return built


@dataclass(frozen=True)
class _Made:
    """What was made of the articles: the archive, its pages and the files beside them, their Markdown, their HTML."""

    corpus: Corpus
    pages: tuple[Page, ...]
    beside: tuple[Page, ...]
    markdown: steps.Tree
    html: steps.Html


def _with(folder: SeedFolder, refused: Sequence[RefusedFile]) -> SeedFolder:
    return replace(folder, refused=(*folder.refused, *refused))


def _corpus(articles: Sequence[steps.Kept], folder: SeedFolder, before: withdrawal.Before) -> Corpus:
    """Bring the articles together, with what is told of those that are no articles, or were some before."""
    gone, lone = withdrawal.gone(folder.lone, {article.card.id for article in articles})
    with uncollected():
        corpus = links.corpus(article.card for article in articles)
        conflicts = crosscheck.across(corpus.cards)
    return replace(corpus, refused=(*folder.refused, *lone), gone=gone, conflicts=conflicts, before=before.pages)


def _made(corpus: Corpus, kept: Cache, run: Runner, settings: Settings) -> _Made:
    """Make every page of the archive. Raises NotPublishedError where it has no articles."""
    if not corpus.cards:
        message = f"{settings.seeds}: no seed could be published; the site stays as it is"
        raise NotPublishedError(message, corpus.refused)
    made_from = steps.fingerprints(Host(settings.base_url))
    with uncollected():
        pages = render.plan(corpus, settings.editions, made_from)
        beside = render.beside(corpus, settings.editions, made_from)
    markdown, broken = steps.write_markdown((*pages, *beside), corpus, kept, run, settings)
    if broken:
        return _Made(corpus, pages, beside, markdown, steps.Html({}, 0, broken))
    return _Made(corpus, pages, beside, markdown, steps.write_html(pages, markdown, kept, run, settings))


def _check_nothing_is_lost(folder: SeedFolder, before: withdrawal.Before, settings: Settings) -> None:
    if settings.allow_removal:
        return
    if lost := tuple(withdrawal.removed(folder, before.seeds)):
        message = f"{settings.seeds}: what was published is gone or different, see above; the site stays as it is"
        raise NotPublishedError(message, lost)


def _problems(corpus: Corpus) -> Mapping[str, tuple[Problem, ...]]:
    """Gather the problems by the file that they speak of: a seed or its sidecar."""
    out: dict[str, tuple[Problem, ...]] = {}
    alike = lookalikes.across(corpus.cards)
    for card in corpus.cards:
        for problem in (*card.problems, *alike.get(card.id, ())):
            file = str(PurePath(card.file).with_suffix(".yml")) if problem.beside else card.file
            out[file] = (*out.get(file, ()), replace(problem, line=problem.beside or problem.line))
    return out | {one.name: (one.problem,) for one in corpus.refused}
