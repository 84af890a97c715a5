"""The archive as one SQLite file, the same bytes for the same archive."""

import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from jianbao import lexicon
from jianbao.export import rows
from jianbao.model import Corpus, Output

PAGE_SIZE = 4096


def database(corpus: Corpus) -> Output:
    """Make `data/archive.db`: articles, figures, entities, mentions, photos, with their keys and views.

    Rows go in sorted, into a new file of a fixed page size that is vacuumed at the end, so nothing but the archive
    and the version of SQLite decides its bytes.
    """
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        path = Path(folder, "archive.db")
        connection = sqlite3.connect(path)
        connection.execute(f"pragma page_size = {PAGE_SIZE}")
        connection.executescript(lexicon.text("export/archive.sql"))
        articles = sorted((rows.article(card) for card in corpus.cards), key=lambda row: str(row["id"]))
        _insert(connection, "articles", [tuple(row.values()) for row in articles])
        _insert(connection, "entities", sorted(rows.entities(corpus)))
        _insert(connection, "figures", sorted(rows.figures(corpus)))
        _insert(connection, "mentions", sorted(rows.mentions(corpus)))
        _insert(connection, "photos", sorted(rows.photos(corpus)))
        connection.commit()
        connection.execute("vacuum")
        connection.close()
        return Output("data/archive.db", path.read_bytes())


def _insert(connection: sqlite3.Connection, table: str, values: Iterable[Sequence[rows.Cell]]) -> None:
    every = list(values)
    if every:
        marks = ",".join("?" * len(every[0]))
        connection.executemany(f"insert into {table} values ({marks})", every)  # noqa: S608 our own table names
