"""What the site serves besides pages: `data` to download, made of `rows` and a `database`; `feeds` to follow."""

from jianbao.export.data import articles, as_json, package, report, tables
from jianbao.export.feeds import feed, robots, sitemaps

__all__ = [
    "articles",
    "as_json",
    "feed",
    "package",
    "report",
    "robots",
    "sitemaps",
    "tables",
]
