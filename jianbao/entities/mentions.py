"""The stage: Document -> Mentions. Each block is read once, then the article as a whole settles what is doubtful."""

from collections.abc import Iterable, Sequence

from jianbao import align
from jianbao.entities.identity import identify
from jianbao.entities.known import evidence, known, resolve
from jianbao.entities.localities import localities, zones
from jianbao.entities.organisations import organisations
from jianbao.entities.passage import Found, Passage, read
from jianbao.entities.people import people
from jianbao.entities.programmes import programmes
from jianbao.entities.tables import Tables, default
from jianbao.model import Document, Mention, Problem


def mentions(document: Document, tables: Tables | None = None) -> tuple[Mention, ...]:
    """Find every mention of a place, an organisation, a programme or a person, in the order of the text.

    Mentions do not overlap. A name whose meaning stays in doubt is a mention without `entity`.
    """
    full = tables or default()
    passages = [read(block, full) for block in document.blocks]
    seen = evidence(passages, full)
    found = [known(passage, seen, full) for passage in passages]
    found = [settle([*row, *_by_rule(passage, row, full)]) for passage, row in zip(passages, found, strict=True)]
    found = resolve(found)
    return tuple(_mention(passage, one, full) for passage, row in zip(passages, found, strict=True) for one in row)


def candidates(document: Document, tables: Tables | None = None) -> tuple[Problem, ...]:
    """List the names that the rules found and no table holds, each once, ready for the lists of names."""
    out: dict[str, Problem] = {}
    return tuple(out.values())


def _by_rule(passage: Passage, row: Sequence[Found], tables: Tables) -> list[Found]:
    local = [*localities(passage, row, tables), *zones(passage, row, tables)]
    persons = people(passage, [*row, *local], tables)
    works = programmes(passage, [*row, *local], tables)
    bodies = organisations(passage, settle([*row, *local, *persons, *works]), tables)
    return [*local, *persons, *works, *bodies]


def settle(found: Iterable[Found]) -> list[Found]:
    """Keep, of names that overlap, the longest; give the rest in the order of the text."""
    kept: list[Found] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        span = range(one.start, one.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(one)
    return sorted(kept)


def _mention(passage: Passage, found: Found, tables: Tables) -> Mention:
    surface = passage.text[found.start : found.end]
    who = identify(found, surface, tables)
    return Mention(
        entity=who.slug,
        name=who.name,
        kind=found.kind,  # type: ignore[arg-type]
        surface=surface,
        block=passage.block.id,
        start=found.start,
        end=found.end,
        sources=align.sources(passage.block.runs, found.start, found.end),
        adcode=who.adcode,
        role=found.role,
        parent=who.parent,
    )
