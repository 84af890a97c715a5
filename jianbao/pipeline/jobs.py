"""The work that runs beside itself: per seed, per batch of pages. What goes in and comes out is small and pickles.

Every function here may run in another process or on another machine: it takes values, returns values, and writes
nothing. The parent keeps what comes back.
"""

import functools
import pickle
from collections.abc import Mapping
from dataclasses import dataclass

from jianbao import cards, clean, escape, export, order, read, record, render, roles, sections, sidecar, translations
from jianbao.errors import SeedError
from jianbao.interface import Words
from jianbao.model import Analysis, Card, Corpus, Entry, Page, Problem, RefusedFile, SeedFile, Sidecar
from jianbao.render.article import article_view
from jianbao.render.lists import list_view
from jianbao.voice import article_voice, card_voice, is_traditional


@dataclass(frozen=True)
class Analysed:
    """What is kept of a seed: its Card, its record as published, and the rest packed for the pages."""

    card: Card
    record: bytes
    packed: bytes


@dataclass(frozen=True)
class SeedJob:
    """A seed to analyse, the PO file of its translation (empty: none), and the key it is kept by."""

    found: SeedFile
    translation: bytes
    key: str


def analyse_batch(batch: tuple[SeedJob, ...]) -> tuple[Analysed | RefusedFile, ...]:
    """Do the whole per-seed half for each seed of a batch. Never raises for what is in a file."""
    return tuple(_analyse(job) for job in batch)


def _analyse(job: SeedJob) -> Analysed | RefusedFile:
    name = job.found.name
    try:
        analysis = analysis_of(job.found)
        entries = translations.read_po(job.translation) if job.translation else ()
    except SeedError as error:
        return RefusedFile(_culprit(job, error), Problem(error.code, error.line, error.reason))
    except Exception as error:  # noqa: BLE001 one seed must never stop the others, whatever is wrong with our code
        reason = f"{type(error).__name__}: {escape.log(str(error))[:200]}; please report this seed"
        return RefusedFile(name, Problem("FAILED", 0, reason))
    packed = pickle.dumps((analysis, entries), protocol=5)
    english = article_voice("en", analysis, entries)
    card = cards.card(analysis, job.key, english, traditional=is_traditional(analysis.document))
    return Analysed(card, export.as_json(record.record(analysis)), packed)


def _culprit(job: SeedJob, error: SeedError) -> str:
    """Name the file an error speaks of: the seed, or one of those that belong to it."""
    if error.code == "SIDECAR" and job.found.sidecar:
        return job.found.sidecar.name
    return f"{job.found.id}.po" if error.code == "TRANSLATION" else job.found.name


def analysis_of(found: SeedFile) -> Analysis:
    """Read a file and repair it: the stages of the per-seed half in their order. Raises SeedError."""
    beside = sidecar.parse(found.sidecar.name, found.sidecar.data) if found.sidecar else Sidecar()
    seed = read.read(found.name, found.data, beside)
    lines, fixes = clean.clean(seed)
    arranged = order.arrange(roles.roles(lines))
    document = sections.document(seed, arranged)
    return Analysis(
        source=seed.source,
        document=document,
        fixes=fixes,
        joins=arranged.joins,
        dropped=arranged.dropped,
        problems=(*found.problems, *seed.problems),
        english=beside.english,
    )


@dataclass(frozen=True)
class Batch:
    """Pages to render, with what they are made from: `packed` by article, and the Corpus for lists."""

    templates: Mapping[str, str]
    editions: tuple[str, ...]
    pages: tuple[Page, ...]
    packed: Mapping[str, bytes]
    corpus: Corpus


def render_batch(batch: Batch) -> tuple[bytes, ...]:
    """Render the pages of a batch to Markdown, in their order."""
    unpacked = {ident: pickle.loads(data) for ident, data in batch.packed.items()}  # noqa: S301 packed by `analyse`
    return tuple(_markdown(page, batch, unpacked.get(page.subject)) for page in batch.pages)


def _markdown(page: Page, batch: Batch, kept: tuple[Analysis, tuple[Entry, ...]] | None) -> bytes:
    if kept:
        analysis, entries = kept
        view: object = article_view(analysis, article_voice(page.edition, analysis, entries), batch.editions)
    else:
        view = list_view(page, batch.corpus, functools.partial(card_voice, page.edition))
    return render.render(batch.templates, page.template, view, Words(page.edition).say)
