"""Every id and address on the site. No other file knows how an address is made."""

import hashlib
import re
import unicodedata

EDITIONS = ("zh-Hans", "zh-Hant", "en")
DEFAULT = "zh-Hans"
UNDATED_YEAR = "undated"  # in the place of a year: the articles of which no date is known
_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
# Windows cannot hold files of these names, and an archive is copied about; the last two are the page of a
# folder to MkDocs, whatever stands in them.
_TAKEN = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|index|readme)")


def article_id(stem: str) -> str:
    """Make the id of an article from its file's stem: the stem itself where it is safe, else a hash of its name.

    >>> article_id("Seed_004"), article_id("剪报")
    ('seed_004', 'xb6d59ab8a234ff68')
    """
    lower = stem.lower()
    if _SAFE_ID.fullmatch(lower) and not _TAKEN.fullmatch(lower):
        return lower
    name = unicodedata.normalize("NFC", stem).encode("utf-8", "surrogateescape")
    return "x" + hashlib.sha256(name).hexdigest()[:16]


def block_id(line: int, start: int = 0, *, first: bool = True) -> str:
    """Make the id of a block from the place of its first character: `p7`, or `p7-22` when not the first on its line."""
    return f"p{line}" if first else f"p{line}-{start}"


def line_anchor(line: int) -> str:
    """Give the anchor that any block keeps for each line it holds."""
    return f"p{line}"


def section_id(line: int) -> str:
    """Make the id of a section from the line of its heading; 0 for what stands before the first."""
    return f"s{line}"


def figure_id(line: int, start: int) -> str:
    """Make the id of a figure from the place of its first character."""
    return f"f{line}-{start}"


def row_id(figure: str) -> str:
    """Give the anchor of a figure's row in its table, beside the figure's own anchor in the text."""
    return f"r{figure[1:]}"


def home(edition: str) -> str:
    """Give the address of an edition's first page."""
    return f"{edition}/"


def article(edition: str, ident: str) -> str:
    """Give the address of an article in an edition."""
    return f"{edition}/articles/{ident}/"


def parallel(edition: str, ident: str) -> str:
    """Give the address of an article beside its translation."""
    return f"{edition}/articles/{ident}/parallel/"


def articles(edition: str) -> str:
    """Give the address of the list of articles."""
    return f"{edition}/articles/"


def timeline(edition: str) -> str:
    """Give the address of the timeline, whose years have addresses of their own below it."""
    return f"{edition}/timeline/"


def year(edition: str, year: str) -> str:
    """Give the address of one year's articles. Not under `articles/`, where a seed named `2020.txt` would stand."""
    return f"{edition}/timeline/{year}/"


ENTITIES = {"place": "places", "organisation": "organisations", "programme": "programmes", "person": "people"}


def entities(edition: str, kind: str, letter: str = "") -> str:
    """Give the address of the list of entities of a kind, or of those that begin with a letter.

    A letter's page lies below `letter/`, which is no entity's slug: those of one syllable end in a hash or a type.
    """
    return f"{edition}/{ENTITIES[kind]}/letter/{letter}/" if letter else f"{edition}/{ENTITIES[kind]}/"


def entity(edition: str, kind: str, slug: str, year: str = "") -> str:
    """Give the address of an entity's page, or of what the articles of one year say of it."""
    return f"{edition}/{ENTITIES[kind]}/{slug}/{year}/" if year else f"{edition}/{ENTITIES[kind]}/{slug}/"


def entity_at(address: str) -> tuple[str, str]:
    """Give the kind and the slug of the entity whose page, or page of a year, has an address; empty for any other.

    >>> entity_at("en/places/lushi-xian/2020/"), entity_at("en/timeline/2020/")
    (('place', 'lushi-xian'), ('', ''))
    """
    parts = address.split("/")
    kinds = {folder: kind for kind, folder in ENTITIES.items()}
    return (kinds[parts[1]], parts[2]) if len(parts) > 3 and parts[1] in kinds else ("", "")  # noqa: PLR2004 see above


def names(edition: str, ident: str) -> str:
    """Give the address of the page on everything that an article names."""
    return f"{article(edition, ident)}names/"


def name_anchor(kind: str, slug: str) -> str:
    """Give the anchor of an entity among the names of an article."""
    return f"{kind}-{slug}"


def standing(edition: str, kind: str, slug: str, home: str = "") -> str:
    """Give the address where an entity stands: a page of its own, or its place among the names of the article `home`.

    >>> standing("en", "place", "lushi-xian"), standing("en", "person", "wang-xue-4kq2", "004")
    ('en/places/lushi-xian/', 'en/articles/004/names/#person-wang-xue-4kq2')
    """
    return f"{names(edition, home)}#{name_anchor(kind, slug)}" if home else entity(edition, kind, slug)


def series(edition: str, slug: str = "") -> str:
    """Give the address of the list of series, or of one."""
    return f"{edition}/series/{slug}/" if slug else f"{edition}/series/"


FIGURES_CSV, FIGURES_JSON = "data/figures.csv", "data/figures.json"


def figures(edition: str, year: str = "") -> str:
    """Give the address of the figures, the newest or those of one year."""
    return f"{edition}/figures/{year}/" if year else f"{edition}/figures/"


def conflicts(edition: str, year: str = "") -> str:
    """Give the address of the figures that differ between articles, the newest or those of one year."""
    return f"{edition}/figures/contradictions/{year}/" if year else f"{edition}/figures/contradictions/"


def figures_index(edition: str) -> str:
    """Give the address of the index of all figures, for the page that finds figures among them."""
    return f"data/browse/{edition}/index.json"


def figures_articles(edition: str) -> str:
    """Give the address of the list of the articles that have figures."""
    return f"data/browse/{edition}/articles.json"


def figures_chunk(edition: str, number: int) -> str:
    """Give the address of a chunk of figures: of their words in an edition, or of their numbers when it is empty."""
    return f"data/browse/{edition or 'numbers'}/{number}.json"


def photos(edition: str, year: str = "") -> str:
    """Give the address of the photos, the newest or those of one year."""
    return f"{edition}/photos/{year}/" if year else f"{edition}/photos/"


def about(edition: str) -> str:
    """Give the address of the page on method, limits and licence."""
    return f"{edition}/about/"


def conversion(edition: str, kind: str, part: int = 1) -> str:
    """Give the address of the sentences of a kind that the conversion to Traditional is held to, or of a part of them.

    >>> conversion("en", "place"), conversion("en", "choice", 2)
    ('en/about/conversion/place/', 'en/about/conversion/choice/2/')
    """
    return f"{about(edition)}conversion/{kind}/" + (f"{part}/" if part > 1 else "")


def trial_anchor(sentence: str) -> str:
    """Give the anchor of such a sentence, which stays while the sentence is in the list."""
    return f"t{hashlib.sha256(sentence.encode('utf-8')).hexdigest()[:8]}"


def search(edition: str) -> str:
    """Give the address of the search page."""
    return f"{edition}/search/"


def feed(edition: str) -> str:
    """Give the address of an edition's Atom feed."""
    return f"{edition}/feed.xml"


SITEMAP = "sitemap.xml"


def sitemap_part(number: int) -> str:
    """Give the address of one of the sitemaps that the first one names."""
    return f"sitemap-{number}.xml"


def passages(ident: str) -> str:
    """Give the address of the text that the search verifies its hits in an article against."""
    return f"search/text/{ident}.bin"


def seed_file(ident: str) -> str:
    """Give the address of a seed's original bytes."""
    return f"data/seeds/{ident}.txt"


def seed_id(path: str) -> str:
    """Give the id of the article whose seed stands at an address; empty for any other file.

    >>> seed_id(seed_file("a")), seed_id("data/report.json"), seed_id("data/seeds/a/b.txt")
    ('a', '', '')
    """
    ident = path[path.rfind("/") + 1 :].removesuffix(".txt")
    return ident if path == seed_file(ident) else ""


def record(ident: str) -> str:
    """Give the address of an article's analysis record."""
    return f"data/articles/{ident}.json"


CITATIONS = {"bibtex": "bib", "ris": "ris", "csl": "csl.json"}  # template of a file that cites an article: its suffix


def citation(form: str, ident: str) -> str:
    """Give the address of the file that cites an article in a form of CITATIONS."""
    return f"data/articles/{ident}.{CITATIONS[form]}"


def twin(edition: str, ident: str) -> str:
    """Give the address of an article as plain Markdown, beside its page."""
    return f"{article(edition, ident)}index.md"


REPORT = "data/report.json"
SHARED = ("evidence", "review")  # the first part of every address whose page all editions share


def is_shared(address: str) -> bool:
    """Tell whether all editions share the page at an address."""
    return address.partition("/")[0] in SHARED


def evidence(ident: str) -> str:
    """Give the address of an article's evidence, one page for all editions."""
    return f"evidence/{ident}/"


def seed_line(line: int) -> str:
    """Give the anchor of a line of the seed, on the evidence page."""
    return f"L{line}"


def order_anchor(block: str) -> str:
    """Give the anchor of a block in the list of reading order, on the evidence page."""
    return f"o-{block}"


def review(ident: str = "") -> str:
    """Give the address of what an editor should look at, in an article or where to begin."""
    return f"review/{ident}/" if ident else "review/"


def reviews(year: str) -> str:
    """Give the address of the articles of a year to look at. Below `in/`, which no article's own page is."""
    return f"review/in/{year}/"


def article_at(address: str) -> str:
    """Give the id of the article that a page belongs to: its own page, one below it, its evidence; empty for any other.

    >>> article_at("en/articles/a/names/"), article_at("evidence/a/"), article_at("review/in/2020/")
    ('a', 'a', '')
    """
    top, _, below = address.partition("/")
    first, _, rest = below.partition("/")
    if top in SHARED:
        return "" if rest else first
    return rest.partition("/")[0] if first == "articles" else ""


def in_edition(address: str, edition: str) -> str:
    """Give the same page in another edition.

    >>> in_edition("zh-Hans/articles/a/", "en")
    'en/articles/a/'
    """
    return f"{edition}/{address.partition('/')[2]}"


def relative(target: str, page: str) -> str:
    """Give the link to `target` (an address, with or without a fragment) from the page at address `page`.

    Links are relative so that the site works under any base path.

    >>> relative("en/articles/a/#p7", "en/articles/b/")
    '../a/#p7'
    >>> relative("en/", "en/"), relative("data/seeds/a.txt", "en/")
    ('./', '../data/seeds/a.txt')
    """
    here = page.rpartition("/")[0].split("/") if "/" in page else []
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return mark + fragment
    there = path.split("/")
    while here and len(there) > 1 and here[0] == there[0]:
        here, there = here[1:], there[1:]
    return ("../" * len(here) + "/".join(there) or "./") + mark + fragment


def markdown_path(address: str) -> str:
    """Give the file under `docs/` whose page MkDocs puts at `address`.

    >>> markdown_path("en/"), markdown_path("en/articles/a/")
    ('en/index.md', 'en/articles/a.md')
    """
    parts = address.strip("/").split("/")
    return f"{parts[0]}/index.md" if len(parts) == 1 else "/".join(parts) + ".md"


def html_path(address: str) -> str:
    """Give the file of the site behind an address that ends in a slash."""
    return f"{address}index.html"


def page_at(path: str) -> str:
    """Give the address of the page of an edition, or of all, that a file of the site is; empty for any other file.

    >>> page_at("en/articles/a/index.html"), page_at("index.html"), page_at("en/articles/a/index.md")
    ('en/articles/a/', '', '')
    """
    address = path.removesuffix("index.html")
    return address if address != path and address.partition("/")[0] in (*EDITIONS, *SHARED) else ""


def above(address: str) -> str:
    """Give the address that a page lies under; empty above the first page of an edition.

    >>> above("en/timeline/2020/"), above("en/timeline/"), above("en/")
    ('en/timeline/', 'en/', '')
    """
    return address[: address.rstrip("/").rfind("/") + 1]
