"""A page of every kind in the whole archive, for tests that look at each."""

from collections.abc import Iterator
from pathlib import Path

# By its template (and what it is about, where a template makes several kinds), the address; a star stands for a slug.
OF_EDITION = {
    "home": "",
    "articles": "articles/",
    "article": "articles/orchard/",
    "article, untranslated": "articles/bridge/",
    "article, plain": "articles/shed/",
    "names": "articles/bridge/names/",
    "parallel": "articles/harbour/parallel/",
    "gone": "articles/lost/",
    "gone, moved": "articles/moved/",
    "left": "places/left-village/",
    "timeline": "timeline/",
    "year": "timeline/2019/",
    "series": "series/",
    "series, one": "series/*/",
    "figures": "figures/",
    "conflicts": "figures/contradictions/",
    "photos": "photos/",
    "entities": "places/",
    "entity, place": "places/song-xian/",
    "entity, organisation": "organisations/*/",
    "entity, programme": "programmes/*/",
    "entity, person": "people/*/",
    "search": "search/",
    "about": "about/",
    "conversion": "about/conversion/place/",
}
SHARED = {"evidence": "evidence/orchard/", "reviews": "review/", "review": "review/orchard/"}
BESIDE = {"404": "404.html", "way in": "index.html"}
KINDS = (*OF_EDITION, *SHARED, *BESIDE)
STANDING = tuple(kind for kind in KINDS if kind not in ("gone, moved", "left", "way in"))  # the others send one on


def address(site: Path, kind: str, edition: str = "en") -> str:
    """Give the address of the page of a kind, from the root of the site."""
    pattern = f"{edition}/{OF_EDITION[kind]}" if kind in OF_EDITION else (SHARED | BESIDE)[kind]
    return next(_found(site, pattern)) if "*" in pattern else pattern


def _found(site: Path, pattern: str) -> Iterator[str]:
    return (f"{page.parent.relative_to(site).as_posix()}/" for page in sorted(site.glob(f"{pattern}index.html")))
