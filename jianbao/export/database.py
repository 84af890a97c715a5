"""The archive as one SQLite file, the same bytes for the same archive, whatever of it is taken from an older one.

`begin` makes the tables, `insert` takes the rows of an article in any order, `finish` puts all rows in, sorted, with
those that stand in the older file as they should, and then the indexes: nothing is ever moved or freed, so nothing but
the archive and the version of SQLite decides the bytes, and nothing is left to vacuum.
"""

from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from jianbao import lexicon
from jianbao.export import rows

PAGE_SIZE = 4096
MEMORY = 32 << 10  # KB of pages that SQLite holds; what is more waits on the disk
# The tables with rows of articles, each with the number of columns, from the left, that put its rows in order.
_ORDERED_BY = {"articles": 1, "figures": 2, "mentions": 5, "photos": 4}
# The file is made beside its place and thrown away when something fails, so SQLite need not guard it.
_UNGUARDED = ("journal_mode = off", "synchronous = off", f"page_size = {PAGE_SIZE}", f"cache_size = -{MEMORY}")


def begin(connection: Connection, older: str = "") -> None:
    """Make the empty tables in a new database.

    Args:
        connection: leads to the new file, and reads addresses as such (`uri`).
        older: the address of the file of an older archive, or empty where there is none.
    """
    for pragma in _UNGUARDED:
        connection.execute(f"pragma {pragma}")
    connection.executescript(lexicon.text("export/archive.sql"))
    for table in _ORDERED_BY:
        columns = [name for _, name, *_ in connection.execute(f"pragma table_info({table})")]
        connection.execute(f"create temp table fresh_{table} ({', '.join(columns)})")
    if older:
        connection.execute("attach ? as older", (older,))


def insert(connection: Connection, own: rows.ArticleRows) -> None:
    """Take the rows of an article."""
    _insert(connection, "fresh_articles", [tuple(own.article.values())])
    _insert(connection, "fresh_figures", own.figures)
    _insert(connection, "fresh_mentions", own.mentions)
    _insert(connection, "fresh_photos", own.photos)


def finish(connection: Connection, entities: Iterable[rows.EntityRow], carried: Sequence[str]) -> None:
    """Put all rows in, sorted, and make the indexes. `carried`: the articles whose rows the older archive has."""
    if carried:
        connection.execute("create temp table carried (article primary key) without rowid")
        connection.executemany("insert into carried values (?)", ((ident,) for ident in carried))
    for table, columns in _ORDERED_BY.items():
        order = ", ".join(map(str, range(1, columns + 1)))
        every = f"select * from fresh_{table}"  # noqa: S608 our own table names
        if carried:
            ident = "id" if table == "articles" else "article"
            every += f" union all select * from older.{table} where {ident} in carried"  # noqa: S608 the same
        connection.execute(f"insert into main.{table} {every} order by {order}")
        if table == "articles":
            _insert(connection, "entities", sorted(entities))
    connection.commit()
    connection.executescript(lexicon.text("export/indexes.sql"))


def _insert(connection: Connection, table: str, every: Sequence[Sequence[rows.Cell]]) -> None:
    if every:
        marks = ",".join("?" * len(every[0]))
        connection.executemany(f"insert into {table} values ({marks})", every)  # noqa: S608 our own table names
