"""The work that runs beside itself: per seed, per batch of pages. What goes in and comes out is small and pickles.

Every function here may run in another process or on another machine: it takes values, returns values, and writes
nothing. The parent keeps what comes back.
"""

import functools
import gc
import pickle
from dataclasses import dataclass, replace

from threadpoolctl import ThreadpoolController

from jianbao import (
    addresses,
    cards,
    cite,
    clean,
    crosscheck,
    entities,
    escape,
    export,
    figures,
    frameworks,
    naming,
    order,
    read,
    record,
    render,
    roles,
    search,
    sections,
    sidecar,
    suspect,
    translations,
    wrap,
)
from jianbao.editions.regression import trials
from jianbao.editions.voice import Voices, article_voice, is_traditional
from jianbao.errors import SeedError
from jianbao.interface import Words
from jianbao.model import (
    Analysis,
    Card,
    Citation,
    Corpus,
    Dossier,
    Entity,
    Entry,
    Host,
    Mention,
    Page,
    Problem,
    Reference,
    RefusedFile,
    Seed,
    SeedFile,
    Sidecar,
    Trio,
)
from jianbao.pipeline import doubts
from jianbao.render import citing, conversion, facts, review
from jianbao.render.article import article_view, description_of, title_of
from jianbao.render.evidence import evidence_view
from jianbao.render.parallel import Speakers, parallel_view
from jianbao.render.related import around
from jianbao.render.views.article import CitingView


@dataclass(frozen=True)
class Analysed:
    """What is kept of a seed: its Card, its record as published, and the rest packed for its pages and the search.

    `part` is its part of the search index, packed; `passages` the file that hits in it are verified against.
    """

    card: Card
    record: bytes
    packed: bytes
    part: bytes
    passages: bytes


@dataclass(frozen=True)
class SeedJob:
    """A seed to analyse, the PO file of its translation (empty: none), and the key it is kept by."""

    found: SeedFile
    translation: bytes
    key: str


def analyse_batch(batch: tuple[SeedJob, ...]) -> tuple[Analysed | RefusedFile, ...]:
    """Do the whole per-seed half for each seed of a batch. Never raises for what is in a file."""
    done = tuple(_analyse(job) for job in batch)
    _spare_the_tables()
    return done


_LOOKS_AFTER = 100_000  # new objects: some megabytes


@functools.cache
def _spare_the_tables() -> None:
    """Take the tables, loaded once the first seeds are done, out of garbage collection, and let it look seldom.

    They live as long as the process: a tenth of the time. Hardly anything that a seed leaves behind needs collecting:
    another 4 in 100.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_LOOKS_AFTER)


def _analyse(job: SeedJob) -> Analysed | RefusedFile:
    name = job.found.name
    try:
        dossier = dossier_of(job)
    except SeedError as error:
        return RefusedFile(_culprit(job, error), Problem(error.code, error.line, error.reason))
    except MemoryError:  # is no fault of the seed, which another machine can publish
        raise
    except Exception as error:  # noqa: BLE001 one seed must never stop the others, whatever is wrong with our code
        reason = f"{type(error).__name__}: {escape.log(str(error))[:200]}; please report this seed"
        return RefusedFile(name, Problem("FAILED", 0, reason))
    analysis, entries = dossier.analysis, dossier.entries
    english = article_voice("en", analysis, entries)
    card = cards.card(analysis, job.key, english, _described, traditional=dossier.lang == "zh-Hant")
    card = replace(card, review=review.counts(dossier))
    issued = Trio(*(facts.issued(card.issued, Words(edition)) for edition in addresses.EDITIONS))
    found = search.article(analysis, card, _sayings(analysis, entries), issued)
    return Analysed(
        card=card,
        record=export.as_json(record.record(analysis)),
        packed=pickle.dumps(dossier, protocol=5),
        part=pickle.dumps(search.part(found), protocol=5),
        passages=search.passages(found).data,
    )


def _described(mention: Mention) -> tuple[Entity, ...]:
    """Describe the entity of a mention and the places that it lies in, with their names in Latin letters."""
    return tuple(map(naming.named, entities.lineage(mention)))


def dossier_of(job: SeedJob) -> Dossier:
    """Gather what the pages of an article are made from. Raises SeedError."""
    seed = _seed(job.found)
    analysis = _analysed(seed, job.found)
    entries = translations.read_po(job.translation) if job.translation else ()
    traditional = is_traditional(analysis.document)
    found = doubts.doubts(analysis, entries, traditional=traditional)
    lang = "zh-Hant" if traditional else "zh-Hans"
    return Dossier(analysis, entries, seed.lines, found, lang)


def _sayings(analysis: Analysis, entries: tuple[Entry, ...]) -> search.Sayings:
    voices = {edition: article_voice(edition, analysis, entries) for edition in addresses.EDITIONS}
    return search.Sayings(voices, trio)


@functools.lru_cache(maxsize=1 << 13)  # of places and bodies that are named again and again
def trio(known: Entity) -> Trio:
    """Say an entity's name in the three editions."""
    hans, hant, en = (Voices(edition).name(known) for edition in addresses.EDITIONS)
    return Trio(hans.text, hant.text, "" if en.lang else en.text)


def _culprit(job: SeedJob, error: SeedError) -> str:
    """Name the file an error speaks of: the seed, or one of those that belong to it."""
    if error.code == "SIDECAR" and job.found.sidecar:
        return job.found.sidecar.name
    return f"{job.found.id}.po" if error.code == "TRANSLATION" else job.found.name


def analysis_of(found: SeedFile) -> Analysis:
    """Read a file and repair it: the stages of the per-seed half in their order. Raises SeedError."""
    return _analysed(_seed(found), found)


def _seed(found: SeedFile) -> Seed:
    beside = sidecar.parse(found.sidecar.name, found.sidecar.data) if found.sidecar else Sidecar()
    if beside.withdrawn or beside.moved_to:
        code = "SIDECAR"
        raise SeedError(
            code, f"takes the article back, and {escape.log(found.name)} is still there; delete one of them"
        )
    return read.read(found.name, found.data, beside)


def _analysed(seed: Seed, found: SeedFile) -> Analysis:
    # Sums of floats depend on how many threads share them, so with more than one the bytes would depend on the machine;
    # and on texts as short as ours threads wait for one another longer than they compute.
    with _threads().limit(limits=1):
        return _through_the_stages(seed, found)


@functools.cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _through_the_stages(seed: Seed, found: SeedFile) -> Analysis:
    lines, fixes = clean.clean(seed)
    lines, wrapped = wrap.unwrapped(lines)
    arranged = order.arrange(roles.roles(lines), seed.sidecar.corrections)
    document = sections.document(seed, arranged)
    mentions = entities.mentions(document)
    counted = figures.figures(document, mentions)
    contradictions = crosscheck.contradictions(document, counted, seed.sidecar.corrections)
    return Analysis(
        source=seed.source,
        document=document,
        fixes=fixes,
        joins=(*wrapped, *arranged.joins),
        dropped=arranged.dropped,
        mentions=mentions,
        figures=counted,
        contradictions=contradictions,
        frameworks=frameworks.frameworks(document, mentions),
        problems=(
            *found.problems,
            *seed.problems,
            *arranged.problems,
            *suspect.suspects(document, seed.sidecar.corrections),
            *crosscheck.problems(document, contradictions),
        ),
        english=seed.sidecar.english,
    )


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
    if dossier and page.template in CITED_IN:
        return CITED_IN[page.template](reference_of(dossier), batch.host)
    view = _of_article(job, batch, dossier) if dossier else _of_corpus(job)
    return render.render(batch.templates, page.template, view, Words(page.edition).say)


def _of_corpus(job: PageJob) -> object:
    if conversion.shows(job.page):
        return conversion.view(job.page, trials())
    return render.view(job.page, job.corpus, Voices(job.page.edition))


def _of_article(job: PageJob, batch: Batch, dossier: Dossier) -> object:
    page = job.page
    if page.template == "evidence":
        return evidence_view(page, dossier, batch.editions)
    if page.template == "review":
        return review.review_view(page, dossier, sidecar.correction)
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


CITED_IN = {"bibtex": cite.bibtex, "ris": cite.ris, "csl": cite.csl_json}


def reference_of(dossier: Dossier) -> Reference:
    """Gather what a citation says of an article."""
    return cite.reference(dossier.analysis, article_voice("en", dossier.analysis, dossier.entries), dossier.lang)


def _cited(dossier: Dossier, shown: cite.Shown, citations: tuple[Citation, ...]) -> CitingView:
    linked = cite.linked_data(shown, dossier.analysis, description_of(dossier.analysis.document, shown.voice))
    return citing.citing_view(dossier.analysis, shown.voice, citations, cite.tags(shown), linked)
