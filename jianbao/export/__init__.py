"""What the site serves besides pages: `data` to download, made of `rows` and a `database`; `feeds` to follow."""

from jianbao.export import database, rows
from jianbao.export.data import TABLES, Table, as_json, entities, json_line, package, report
from jianbao.export.feeds import feed, robots, sitemaps

__all__ = [
    "TABLES",
    "Table",
    "as_json",
    "database",
    "entities",
    "feed",
    "json_line",
    "package",
    "report",
    "robots",
    "rows",
    "sitemaps",
]
