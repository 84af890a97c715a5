"""The tables of the archive: each article's part is taken from those of the last build, unless it changed."""

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self

from jianbao import addresses, export
from jianbao.cache import Cache
from jianbao.keys import digest
from jianbao.model import Card, Corpus
from jianbao.pipeline import sources
from jianbao.pipeline.steps import Tree

# Of each article, in the order of the archive: its key, and the sizes of its pieces in the order of `export.TABLES`.
Articles = Mapping[str, tuple[str, Sequence[int]]]
_NEVER_WRITTEN = ("", ())


@dataclass(frozen=True)
class Tables:
    """The tables of an archive: their objects by path, and where each article's part of them is."""

    files: Tree = field(default_factory=dict)
    articles: Articles = field(default_factory=dict)


NONE = Tables()


def recalled(kept: Cache, editions: Sequence[str]) -> Tables:
    """Give the tables that the last build wrote by the same code for the same editions, where they are all there."""
    key = _key(editions)
    known = kept.recall("tables", [key])
    if key in known:
        files, articles = json.loads(known[key])
        if kept.holds(files.values()):
            return Tables(files, articles)
    return NONE


def remember(tables: Tables, kept: Cache, editions: Sequence[str]) -> None:
    """Note what was written, for the next build."""
    kept.remember("tables", {_key(editions): json.dumps([tables.files, tables.articles]).encode("utf-8")})


def _key(editions: Sequence[str]) -> str:
    return digest(sources.code(), *editions)


def write(corpus: Corpus, editions: Sequence[str], older: Tables, kept: Cache) -> Tables:
    """Write the tables, none of which is ever held whole.

    May run in a thread beside others that use the cache, of which it asks only for objects.
    """
    entities = tuple(export.rows.entities(corpus, addresses.leading(editions)))
    listed = export.entities(entities)
    with ExitStack() as stack:
        paths = {path: stack.enter_context(kept.scratch()) for path in (*_TEXTS, addresses.DATABASE)}
        with _Files(paths, older, kept) as files:
            articles = {card.id: (card.key, files.add(card, editions)) for card in corpus.cards}
            files.end(entities)
        names = {path: kept.adopt(place) for path, place in paths.items()}
    return Tables(names | {listed.path: kept.store(listed.data)}, articles)


_TEXTS = tuple(table.path for table in export.TABLES)


class _Files:
    """The files of the tables while they are filled, article by article. A context manager."""

    def __init__(self, paths: Mapping[str, Path], older: Tables, kept: Cache) -> None:
        """Remember where to write, and what of it stands in older files."""
        self._paths, self._older, self._kept = paths, older, kept
        self._carried: list[str] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """Open the files."""
        tables = ((table, self._paths[table.path]) for table in export.TABLES)
        self._splices = [_Splice(table, self._stack, path, self._older, self._kept) for table, path in tables]
        connection = sqlite3.connect(_address(self._paths[addresses.DATABASE]), uri=True)
        self._database = self._stack.enter_context(closing(connection))
        standing = self._older.files.get(addresses.DATABASE)
        export.database.begin(connection, f"{_address(self._kept.path(standing))}?immutable=1" if standing else "")
        return self

    def __exit__(self, *_: object) -> None:
        """Close them."""
        self._stack.close()

    def add(self, card: Card, editions: Sequence[str]) -> list[int]:
        """Add an article, or take it from the older files if it is the same; give the sizes of its pieces."""
        if self._older.articles.get(card.id, _NEVER_WRITTEN)[0] == card.key:
            self._carried.append(card.id)
            return [splice.carry(card.id) for splice in self._splices]
        own = export.rows.of_article(card, editions)
        export.database.insert(self._database, own)
        return [splice.add(splice.table.piece(own, card)) for splice in self._splices]

    def end(self, entities: Sequence[export.rows.EntityRow]) -> None:
        """Add what comes after the last article."""
        export.database.finish(self._database, entities, self._carried)
        for splice in self._splices:
            splice.end()


def _address(path: Path) -> str:
    return path.absolute().as_uri()


class _Splice:
    """A file that is made of pieces, some of which stand in an older one."""

    def __init__(self, table: export.Table, stack: ExitStack, path: Path, older: Tables, kept: Cache) -> None:
        """Begin to write at `path`; `stack` closes what is opened."""
        self.table = table
        self._older = -1
        self._spans: dict[str, tuple[int, int]] = {}
        self._out: BinaryIO = stack.enter_context(path.open("wb"))
        self._out.write(table.head)
        self._begun = False
        if table.path in older.files:
            opened = stack.enter_context(kept.path(older.files[table.path]).open("rb", buffering=0))
            self._older = opened.fileno()
            self._spans = _spans(table, older.articles)

    def carry(self, ident: str) -> int:
        """Take the piece of an article as it stands in the older file; give its size."""
        start, end = self._spans[ident]
        return self.add(os.pread(self._older, end - start, start))

    def add(self, piece: bytes) -> int:
        """Add a piece; give its size."""
        if piece:
            self._out.write(self.table.between + piece if self._begun else piece)
            self._begun = True
        return len(piece)

    def end(self) -> None:
        """Write what comes after the last piece."""
        self._out.write(self.table.tail)


def _spans(table: export.Table, articles: Articles) -> dict[str, tuple[int, int]]:
    """Find where the piece of each article begins and ends."""
    number = export.TABLES.index(table)
    at, spans = len(table.head), {}
    for ident, (_, sizes) in articles.items():
        start = at + len(table.between) * bool(sizes[number] and at > len(table.head))
        at = start + sizes[number]
        spans[ident] = start, at
    return spans
