"""The archive as one SQLite file, the same bytes for the same archive."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from jianbao import addresses, lexicon
from jianbao.export import rows
from jianbao.model import Corpus, Output

PAGE_SIZE = 4096


def database(corpus: Corpus, figures: Iterable[rows.FigureRow], editions: Sequence[str]) -> Output:
    """Make `data/archive.db`: articles, figures, entities, mentions, photos, with their keys and views.

    Rows go in sorted, into a new database of a fixed page size, and the indexes after them: nothing is ever moved or
    freed, so nothing but the archive and the version of SQLite decides its bytes, and nothing is left to vacuum.

    Args:
        corpus: the archive.
        figures: its rows of figures, which other tables are made of, too.
        editions: those that are made.
    """
    in_order = sorted(figures, key=lambda row: (row.article, row.id))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"pragma page_size = {PAGE_SIZE}")
        connection.executescript(lexicon.text("export/archive.sql"))
        articles = (rows.article(card, editions) for card in corpus.cards)
        _insert(connection, "articles", sorted(tuple(row.values()) for row in articles))
        _insert(connection, "entities", sorted(rows.entities(corpus, addresses.leading(editions))))
        _insert(connection, "figures", in_order)
        _insert(connection, "mentions", sorted(rows.mentions(corpus)))
        _insert(connection, "photos", sorted(rows.photos(corpus)))
        connection.commit()
        connection.executescript(lexicon.text("export/indexes.sql"))
        return Output("data/archive.db", connection.serialize())


def _insert(connection: sqlite3.Connection, table: str, every: Sequence[Sequence[rows.Cell]]) -> None:
    if every:
        marks = ",".join("?" * len(every[0]))
        connection.executemany(f"insert into {table} values ({marks})", every)  # noqa: S608 our own table names
