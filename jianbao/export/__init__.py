"""What the site serves besides pages: `data` to download, `feeds` for machines that follow it."""

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
