"""The pages as jobs: from a page, its part of the Corpus and the dossier of its article to Markdown."""

import pickle
from dataclasses import dataclass

from jianbao import cite, escape, render, sidecar
from jianbao.editions.regression import trials
from jianbao.editions.voice import Voices, article_voice
from jianbao.interface import Words
from jianbao.model import Citation, Corpus, Dossier, Host, Page, Reference
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


def render_batch(batch: Batch) -> tuple[bytes | str, ...]:
    """Render the pages of a batch to Markdown, in their order; in place of one that cannot be, say why."""
    unpacked = {packed: pickle.loads(packed) for packed in {job.packed for job in batch.jobs} if packed}  # noqa: S301 our own
    return tuple(_tried(job, batch, unpacked.get(job.packed)) for job in batch.jobs)


def _tried(job: PageJob, batch: Batch, dossier: Dossier | None) -> bytes | str:
    try:
        return _markdown(job, batch, dossier)
    except MemoryError:  # is no fault of the page
        raise
    except Exception as error:  # noqa: BLE001 one article must never stop the others, whatever is wrong with our code
        return f"{type(error).__name__}: {escape.log(str(error))[:200]}"


def _markdown(job: PageJob, batch: Batch, dossier: Dossier | None) -> bytes:
    page = job.page
    if dossier and page.template in _CITED_IN:
        return _CITED_IN[page.template](reference_of(dossier), batch.host)
    view = _of_article(job, batch, dossier) if dossier else _of_corpus(job)
    return render.render(batch.templates, page.template, view, Words(page.edition).say)


def _of_corpus(job: PageJob) -> object:
    if conversion.shows(job.page):
        return conversion.view(job.page, trials())
    return render.view(job.page, job.corpus, Voices(job.page.edition))


def _of_article(job: PageJob, batch: Batch, dossier: Dossier) -> object:
    page = job.page
    alike = job.corpus.alike.get(page.subject, ())
    if page.template == "evidence":
        return evidence_view(page, dossier, batch.editions, alike)
    if page.template == "review":
        return review.review_view(page, dossier, sidecar.correction, alike)
    voice = article_voice(page.edition, dossier.analysis, dossier.entries)
    reference = reference_of(dossier)
    citations = cite.citations(reference, voice, batch.host)
    if page.template == "parallel":
        shown = dossier.lang if page.edition == "en" else page.edition
        original, english = (article_voice(e, dossier.analysis, dossier.entries) for e in (shown, "en"))
        first = citing.first_of(citations, voice)[0]
        return parallel_view(page, dossier, Speakers(voice, original, english), batch.editions, first)
    if page.template == "twin":
        return citing.twin_view(dossier.analysis, voice, reference, batch.host, citations)
    title, translated = title_of(dossier.analysis.document, voice), bool(reference.english)
    lang = title.lang or voice.edition
    head = cite.Shown(reference, voice, batch.host, title.text, lang, translated, job.corpus.homes)
    cited = _cited(dossier, head, citations)
    return article_view(dossier.analysis, voice, batch.editions, cited, around(page, job.corpus, Voices(page.edition)))


def reference_of(dossier: Dossier) -> Reference:
    """Gather what a citation says of an article."""
    return cite.reference(dossier.analysis, article_voice("en", dossier.analysis, dossier.entries), dossier.lang)


def _cited(dossier: Dossier, shown: cite.Shown, citations: tuple[Citation, ...]) -> CitingView:
    linked = cite.linked_data(shown, dossier.analysis, description_of(dossier.analysis.document, shown.voice))
    return citing.citing_view(dossier.analysis, shown.voice, citations, cite.tags(shown), linked)
