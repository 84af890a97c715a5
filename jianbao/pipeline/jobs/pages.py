"""The pages as jobs: from a page, its part of the Corpus and the dossier of its article to Markdown."""

import functools
import pickle
from dataclasses import dataclass

from jianbao import cite, escape, render, sidecar
from jianbao.editions.regression import trials
from jianbao.editions.voice import AnyVoice, Voices, article_voice
from jianbao.interface import Words
from jianbao.model import UNKNOWN_HOST, Citation, Corpus, Dossier, Host, Page, Reference
from jianbao.render import citing, conversion, review
from jianbao.render.article import article_view, description_of, title_of
from jianbao.render.evidence import evidence_view
from jianbao.render.parallel import Speakers, parallel_view
from jianbao.render.related import around
from jianbao.render.views.article import CitingView

_CITED_IN = {"bibtex": cite.bibtex, "ris": cite.ris, "csl": cite.csl_json}  # templates of files that cite an article


@dataclass(frozen=True)
class PageJob:
    """A page to render, its part of the Corpus, and for a page of one article its dossier, as it was packed."""

    page: Page
    corpus: Corpus
    packed: bytes = b""


@dataclass(frozen=True)
class Batch:
    """Pages to render, the templates, and where the site stands."""

    templates: render.Templates
    editions: tuple[str, ...]
    host: Host
    jobs: tuple[PageJob, ...]


class _Article:
    """An article with what its pages share, worked out once for all those of a batch."""

    def __init__(self, dossier: Dossier, host: Host) -> None:
        self.dossier, self.host = dossier, host
        self._voices: dict[str, AnyVoice] = {}
        self._citations: dict[str, tuple[Citation, ...]] = {}

    def voice(self, edition: str) -> AnyVoice:
        if edition not in self._voices:
            self._voices[edition] = article_voice(
                edition, self.dossier.analysis, self.dossier.entries, self.dossier.names
            )
        return self._voices[edition]

    def citations(self, edition: str) -> tuple[Citation, ...]:
        if edition not in self._citations:
            self._citations[edition] = cite.citations(self.reference, self.voice(edition), self.host)
        return self._citations[edition]

    @functools.cached_property
    def reference(self) -> Reference:
        return cite.reference(self.dossier.analysis, self.voice("en"), self.dossier.lang)


def render_batch(batch: Batch) -> tuple[bytes | str, ...]:
    """Render the pages of a batch to Markdown, in their order; in place of one that cannot be, say why."""
    packed = {job.packed for job in batch.jobs if job.packed}
    articles = {one: _Article(pickle.loads(one), batch.host) for one in packed}  # noqa: S301 our own
    return tuple(_tried(job, batch, articles.get(job.packed)) for job in batch.jobs)


def _tried(job: PageJob, batch: Batch, article: _Article | None) -> bytes | str:
    try:
        return _markdown(job, batch, article)
    except MemoryError:  # is no fault of the page
        raise
    except Exception as error:  # noqa: BLE001 one article must never stop the others, whatever is wrong with our code
        return f"{type(error).__name__}: {escape.log(str(error))[:200]}"


def _markdown(job: PageJob, batch: Batch, article: _Article | None) -> bytes:
    page = job.page
    if article and page.template in _CITED_IN:
        return _CITED_IN[page.template](article.reference, batch.host)
    view = _of_article(job, batch, article) if article else _of_corpus(job)
    return render.render(batch.templates, page.template, view, Words(page.edition).say)


def _of_corpus(job: PageJob) -> object:
    if conversion.shows(job.page):
        return conversion.view(job.page, trials())
    return render.view(job.page, job.corpus, Voices(job.page.edition))


def _of_article(job: PageJob, batch: Batch, article: _Article) -> object:
    page, dossier = job.page, article.dossier
    alike = job.corpus.alike.get(page.subject, ())
    if page.template == "evidence":
        return evidence_view(page, dossier, batch.editions, alike)
    if page.template == "review":
        return review.review_view(page, dossier, sidecar.correction, alike)
    voice, citations = article.voice(page.edition), article.citations(page.edition)
    if page.template == "parallel":
        shown = dossier.lang if page.edition == "en" else page.edition
        speakers = Speakers(voice, article.voice(shown), article.voice("en"))
        return parallel_view(page, dossier, speakers, batch.editions, citing.first_of(citations, voice)[0])
    if page.template == "twin":
        return citing.twin_view(dossier.analysis, voice, article.reference, batch.host, citations)
    title, translated = title_of(dossier.analysis.document, voice), bool(article.reference.english)
    lang = title.lang or voice.edition
    head = cite.Shown(article.reference, voice, batch.host, title.text, lang, translated, job.corpus.homes)
    cited = _cited(dossier, head, citations)
    return article_view(dossier.analysis, voice, batch.editions, cited, around(page, job.corpus, Voices(page.edition)))


def reference_of(dossier: Dossier) -> Reference:
    """Gather what a citation says of an article."""
    return _Article(dossier, UNKNOWN_HOST).reference


def _cited(dossier: Dossier, shown: cite.Shown, citations: tuple[Citation, ...]) -> CitingView:
    linked = cite.linked_data(shown, dossier.analysis, description_of(dossier.analysis.document, shown.voice))
    return citing.citing_view(dossier.analysis, shown.voice, citations, cite.tags(shown), linked)
