"""What an editor asks of the program: the draft of a sidecar for a new seed, the upkeep of the translations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from jianbao import cache, draft, entities, read, translations
from jianbao.errors import SeedError, SetupError
from jianbao.model import Coverage, Problem, SeedFile
from jianbao.pipeline.jobs import analysis_of
from jianbao.pipeline.settings import Settings


@dataclass(frozen=True)
class Upkept:
    """A translation brought up to date: its file, how much of the article it covers, and what is wrong in it.

    The lines of the problems are those of the file.
    """

    file: Path
    coverage: Coverage
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Refused:
    """A file that cannot be taken, and why."""

    file: Path
    problem: Problem


def draft_sidecar(found: SeedFile, target: Path) -> None:
    """Write the draft of a sidecar, with what could be guessed, for an editor to correct.

    Raises SetupError when there is one already, SeedError when the seed cannot be taken.
    """
    if target.exists():
        message = f"{target}: exists already and is never overwritten; edit it, or move it away and run this again"
        raise SetupError(message)
    analysis = analysis_of(found)
    cache.write(target, draft.draft(analysis, entities.candidates(analysis.document)).encode("utf-8"))


def upkeep(settings: Settings) -> Iterator[Upkept | Refused]:
    """Bring the English of every seed up to date: new blocks, moved and changed ones, those that are gone.

    A person's text is never lost. Only files that change are written.
    """
    folder = read.scan(settings.seeds)
    for one in folder.refused:
        yield Refused(settings.seeds / one.name, one.problem)
    for found in folder.seeds:
        target = settings.translations / "en" / f"{found.id}.po"
        try:
            yield _upkept(found, target)
        except SeedError as error:
            file = target if error.code == "TRANSLATION" else settings.seeds / found.name
            yield Refused(file, Problem(error.code, error.line, error.reason))


def _upkept(found: SeedFile, target: Path) -> Upkept:
    before = target.read_bytes() if target.is_file() else b""
    analysis = analysis_of(found)
    old = translations.read_po(before) if before else ()
    meta = analysis.document.meta
    known = (meta.paper, meta.city, meta.issued, meta.page, meta.series)
    grounds = [fact.because for fact in known if fact and fact.because]
    labels = translations.labels(analysis.figures, analysis.mentions, analysis.frameworks, grounds)
    entries = translations.sync(analysis.document, old, labels)
    after = translations.write_po(entries)
    if after != before:
        cache.write(target, after)
    lines = translations.lines(after)
    # The message of a problem begins with the block it is about.
    problems = (replace(one, line=lines.get(one.message.partition(":")[0], 0)) for one in translations.check(entries))
    return Upkept(target, translations.coverage(entries), tuple(problems))
