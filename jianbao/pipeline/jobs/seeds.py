"""The per-seed half as jobs: from a seed's bytes to its Card, its record, its dossier and its part of the search."""

import contextlib
import functools
import gc
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace

from threadpoolctl import ThreadpoolController

from jianbao import (
    addresses,
    cards,
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
    roles,
    search,
    sections,
    sidecar,
    suspect,
    translations,
    wrap,
)
from jianbao.editions.voice import Voices, article_voice, printed_in
from jianbao.errors import SeedError
from jianbao.interface import Words
from jianbao.model import (
    Analysis,
    Card,
    Dossier,
    Entity,
    Entry,
    Mention,
    Problem,
    RefusedFile,
    Seed,
    SeedFile,
    Sidecar,
    Trio,
)
from jianbao.pipeline import doubts
from jianbao.render import facts, review


@dataclass(frozen=True)
class Analysed:
    """What is kept of a seed: its Card, its record as published, and the rest packed for its pages and the search.

    `part` is its part of the search index, bundled; `passages` the file that hits in it are verified against.
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
    try:
        with _named():
            dossier = dossier_of(job)
    except SeedError as error:
        return RefusedFile(_culprit(job, error), Problem(error.code, error.line, error.reason))
    analysis, entries = dossier.analysis, dossier.entries
    english = article_voice("en", analysis, entries, dossier.names)
    card = cards.card(analysis, job.key, english, _described, dossier.lang)
    card = replace(card, review=review.counts(dossier))
    issued = Trio(*(facts.issued(card.issued, Words(edition)) for edition in addresses.EDITIONS))
    found = search.article(analysis, card, _sayings(analysis, entries), issued)
    return Analysed(
        card=card,
        record=export.as_json(record.record(analysis)),
        packed=pickle.dumps(dossier, protocol=5),
        part=search.bundle([search.part(found)]),
        passages=search.passages(found).data,
    )


@contextlib.contextmanager
def _named() -> Iterator[None]:
    """Make what is wrong with our code a fault of the seed: one must never stop the others."""
    try:
        yield
    except (SeedError, MemoryError):  # want of memory is no fault of the seed, which another machine can publish
        raise
    except Exception as error:
        code, reason = "FAILED", f"{type(error).__name__}: {escape.log(str(error))[:200]}; please report this seed"
        raise SeedError(code, reason) from error


def _described(mention: Mention) -> tuple[Entity, ...]:
    """Describe the entity of a mention and the places that it lies in, with their names in Latin letters."""
    return tuple(map(naming.named, entities.lineage(mention)))


def dossier_of(job: SeedJob) -> Dossier:
    """Gather what the pages of an article are made from. Raises SeedError."""
    seed = _seed(job.found)
    analysis = _analysed(seed, job.found)
    entries = translations.read_po(job.translation) if job.translation else ()
    lang = printed_in(analysis.document)
    found = doubts.doubts(analysis, entries, traditional=lang == "zh-Hant")
    return Dossier(analysis, entries, seed.lines, found, lang, _in_english(analysis))


def _in_english(analysis: Analysis) -> dict[str, str]:
    """Give the English of the names that the figures of an article are about, where a table has it."""
    named = {mention.name: mention for mention in analysis.mentions}
    known = {
        name: entities.entity(named[name]).english if name in named else entities.country(name)
        for name in sorted({figure.subject for figure in analysis.figures} - {""})
    }
    return {name: english for name, english in known.items() if english}


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
    with _named():
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
    lines, wrapped = wrap.unwrapped(lines, seed.lines)
    arranged = order.arrange(roles.roles(lines), seed.sidecar.corrections)
    document = sections.document(seed, arranged)
    mentions = entities.mentions(document)
    counted = figures.figures(document, mentions)
    contradictions = crosscheck.contradictions(document, counted, seed.sidecar.corrections)
    return Analysis(
        source=seed.source,
        document=document,
        fixes=clean.within(fixes, lines),
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
        settled=tuple(one.text for one in seed.sidecar.corrections if one.kind == "sic"),
    )
