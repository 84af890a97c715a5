"""The tables of the archive: each article's part is taken from those of the last build, unless it changed."""

import json
import mmap
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from jianbao import addresses, export
from jianbao.cache import Cache
from jianbao.keys import digest
from jianbao.model import Corpus
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
    with ExitStack() as stack:
        paths = {path: stack.enter_context(kept.scratch()) for path in (*_TEXTS, addresses.DATABASE)}
        articles = _filled(paths, corpus, editions, older, kept)
        files = {path: kept.adopt(place) for path, place in paths.items()}
    entities = export.entities(corpus, editions)
    return Tables(files | {entities.path: kept.store(entities.data)}, articles)


_TEXTS = tuple(table.path for table in export.TABLES)


def _filled(paths: Mapping[str, Path], corpus: Corpus, editions: Sequence[str], older: Tables, kept: Cache) -> Articles:
    """Fill the files, article by article; give where each article's part is."""
    articles = {}
    known = {card.id for card in corpus.cards if older.articles.get(card.id, _NEVER_WRITTEN)[0] == card.key}
    with ExitStack() as stack:
        splices = [_Splice(table, stack, paths[table.path], older, kept) for table in export.TABLES]
        connection = stack.enter_context(closing(sqlite3.connect(_address(paths[addresses.DATABASE]), uri=True)))
        standing = older.files.get(addresses.DATABASE)
        export.database.begin(connection, f"{_address(kept.path(standing))}?immutable=1" if standing else "")
        for card in corpus.cards:
            if card.id in known:
                articles[card.id] = card.key, [splice.carry(card.id) for splice in splices]
                continue
            own = export.rows.of_article(card, editions)
            export.database.insert(connection, own)
            articles[card.id] = card.key, [splice.add(splice.table.piece(own, card)) for splice in splices]
        export.database.finish(connection, export.rows.entities(corpus, addresses.leading(editions)), sorted(known))
        for splice in splices:
            splice.end()
    return articles


def _address(path: Path) -> str:
    return path.absolute().as_uri()


class _Splice:
    """A file that is made of pieces, some of which stand in an older one."""

    def __init__(self, table: export.Table, stack: ExitStack, path: Path, older: Tables, kept: Cache) -> None:
        """Begin to write at `path`; `stack` closes what is opened."""
        self.table = table
        self._older: bytes | mmap.mmap = b""
        self._spans: dict[str, tuple[int, int]] = {}
        self._out: BinaryIO = stack.enter_context(path.open("wb"))
        self._out.write(table.head)
        self._begun = False
        if table.path in older.files:
            opened = stack.enter_context(kept.path(older.files[table.path]).open("rb"))
            self._older = stack.enter_context(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
            self._spans = _spans(table, older.articles)

    def carry(self, ident: str) -> int:
        """Take the piece of an article as it stands in the older file; give its size."""
        start, end = self._spans[ident]
        return self.add(self._older[start:end])

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
