"""The stage: Document -> Mentions. Each block is read once, then the article as a whole settles what is doubtful."""

from collections.abc import Iterable, Mapping, Sequence

from jianbao import align, hanzi, lexicon
from jianbao.entities.identity import identify
from jianbao.entities.known import named, resolve
from jianbao.entities.localities import localities, zones
from jianbao.entities.organisations import organisations
from jianbao.entities.passage import Found, Passage, read
from jianbao.entities.people import people
from jianbao.entities.programmes import programmes
from jianbao.entities.tables import Tables, default
from jianbao.entities.whole import belonging, met_again, supported
from jianbao.model import Document, Mention, Problem, Row

# Where a name goes that rules found; below the counties a place goes with the landmarks.
_LISTS: Mapping[str, str] = {
    "place": "entities/features",
    "organisation": "entities/organisations",
    "programme": "entities/programmes",
    "person": "entities/people",
}


def mentions(document: Document, tables: Tables | None = None) -> tuple[Mention, ...]:
    """Find every mention of a place, an organisation, a programme or a person, in the order of the text.

    Mentions do not overlap. A name whose meaning stays in doubt is a mention without `entity`.
    """
    full = tables or default()
    passages = [read(block, full) for block in document.blocks]
    rows = _found(document, passages, full)
    return tuple(_mention(passage, one, full) for passage, row in zip(passages, rows, strict=True) for one in row)


def candidates(
    document: Document, found: Iterable[Mention] | None = None, tables: Tables | None = None
) -> tuple[Problem, ...]:
    """List the names that the rules found and no table holds, each once with its sentence and a row for the lists.

    `found` are the document's mentions, where they are known already.
    """
    full = tables or default()
    out: dict[str, Problem] = {}
    blocks = {block.id: block for block in document.blocks}
    for mention in mentions(document, full) if found is None else found:
        listed = mention.adcode or f"{mention.kind}:{mention.entity}" in full.listed
        key = mention.entity or mention.surface
        if not listed and key not in out:
            out[key] = _candidate(mention, blocks[mention.block].text)
    return tuple(out.values())


def _candidate(mention: Mention, text: str) -> Problem:
    sentence = text[slice(*hanzi.sentence(text, mention.start))]
    doubt = "" if mention.entity else ": one of several of this name, or in no known place"
    line = mention.sources[0].line if mention.sources else 0
    return Problem("UNKNOWN-NAME", line, f"{mention.kind} {mention.name}{doubt}; “{sentence}”", remedy=_row(mention))


def _row(mention: Mention) -> Row | None:
    """Write the row that would list a name. One that may be that of several has no slug yet, so no row."""
    if not mention.entity:
        return None
    name = _LISTS[mention.kind]
    columns = tuple(lexicon.table(name)[0])
    known = {"slug": mention.entity, "name": mention.name, "parent": mention.parent}
    return Row(f"jianbao/data/{name}.tsv", "\t".join(known.get(column, "") for column in columns), columns)


def _found(document: Document, passages: Sequence[Passage], tables: Tables) -> list[list[Found]]:
    listed = named(passages, tables)
    rows = [settle([*row, *_by_rule(passage, row, tables)]) for passage, row in zip(passages, listed, strict=True)]
    rows = supported(passages, met_again(passages, resolve(rows), tables))
    return belonging((document.id, document.meta.city.value), passages, rows, tables)


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
    surface = passage.block.text[found.start : found.end]
    who = identify(found, passage.text[found.start : found.end], tables)
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
