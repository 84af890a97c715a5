"""What the site serves besides pages: `data` to download, made of `rows` and a `database`; `feeds` to follow."""

from jianbao.export.data import articles, as_json, json_line, package, report, tables
from jianbao.export.feeds import feed, robots, sitemaps

__all__ = [
    "articles",
    "as_json",
    "feed",
    "json_line",
    "package",
    "report",
    "robots",
    "sitemaps",
    "tables",
]
