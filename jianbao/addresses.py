"""Every address on the site: where each page and file stands. `ids` names things, `routes` reads addresses back."""

from collections.abc import Sequence

from jianbao.ids import name_anchor

EDITIONS = ("zh-Hans", "zh-Hant", "en")
DEFAULT = "zh-Hans"
SHARED = ("evidence", "review")  # the first part of every address whose page all editions share
UNDATED_YEAR = "undated"  # in the place of a year: the articles of which no date is known
ENTITIES = {"place": "places", "organisation": "organisations", "programme": "programmes", "person": "people"}
CITATIONS = {"bibtex": "bib", "ris": "ris", "csl": "csl.json"}  # template of a file that cites an article: its suffix
SITEMAP = "sitemap.xml"
FIGURES_CSV, FIGURES_JSON = "data/figures.csv", "data/figures.json"
DATABASE, REPORT = "data/archive.db", "data/report.json"


def leading(editions: Sequence[str]) -> str:
    """Give the edition that stands for all where there is one page or one link for them: the default, where it is made.

    >>> leading(EDITIONS), leading(["zh-Hant", "en"])
    ('zh-Hans', 'zh-Hant')
    """
    return DEFAULT if DEFAULT in editions else editions[0]


def year_of(dated: str) -> str:
    """Give the year that an article stands under by the ISO date it sorts by, which may be empty."""
    return dated[:4] or UNDATED_YEAR


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


def entities(edition: str, kind: str, letter: str = "") -> str:
    """Give the address of the list of entities of a kind, or of those that begin with a letter.

    A letter's page lies below `letter/`, which is no entity's slug: those of one syllable end in a hash or a type.
    """
    return f"{edition}/{ENTITIES[kind]}/letter/{letter}/" if letter else f"{edition}/{ENTITIES[kind]}/"


def entity(edition: str, kind: str, slug: str, year: str = "") -> str:
    """Give the address of an entity's page, or of what the articles of one year say of it."""
    return f"{edition}/{ENTITIES[kind]}/{slug}/{year}/" if year else f"{edition}/{ENTITIES[kind]}/{slug}/"


def names(edition: str, ident: str) -> str:
    """Give the address of the page on everything that an article names."""
    return f"{article(edition, ident)}names/"


def standing(edition: str, kind: str, slug: str, home: str = "") -> str:
    """Give the address where an entity stands: a page of its own, or its place among the names of the article `home`.

    >>> standing("en", "place", "lushi-xian"), standing("en", "person", "wang-xue-4kq2", "004")
    ('en/places/lushi-xian/', 'en/articles/004/names/#person-wang-xue-4kq2')
    """
    return f"{names(edition, home)}#{name_anchor(kind, slug)}" if home else entity(edition, kind, slug)


def series(edition: str, slug: str = "") -> str:
    """Give the address of the list of series, or of one."""
    return f"{edition}/series/{slug}/" if slug else f"{edition}/series/"


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


def search(edition: str) -> str:
    """Give the address of the search page."""
    return f"{edition}/search/"


def feed(edition: str) -> str:
    """Give the address of an edition's Atom feed."""
    return f"{edition}/feed.xml"


def sitemap_part(number: int) -> str:
    """Give the address of one of the sitemaps that the first one names."""
    return f"sitemap-{number}.xml"


def search_file(path: str) -> str:
    """Give the address of a file of the search, by its path in `search/FORMAT.md`."""
    return f"search/{path}"


def passages(ident: str) -> str:
    """Give the address of the text that the search verifies its hits in an article against."""
    return search_file(f"text/{ident}.bin")


def seed_file(ident: str) -> str:
    """Give the address of a seed's original bytes."""
    return f"data/seeds/{ident}.txt"


def record(ident: str) -> str:
    """Give the address of an article's analysis record."""
    return f"data/articles/{ident}.json"


def citation(form: str, ident: str) -> str:
    """Give the address of the file that cites an article in a form of CITATIONS."""
    return f"data/articles/{ident}.{CITATIONS[form]}"


def twin(edition: str, ident: str) -> str:
    """Give the address of an article as plain Markdown, beside its page."""
    return f"{article(edition, ident)}index.md"


def evidence(ident: str) -> str:
    """Give the address of an article's evidence, one page for all editions."""
    return f"evidence/{ident}/"


def review(ident: str = "") -> str:
    """Give the address of what an editor should look at, in an article or where to begin."""
    return f"review/{ident}/" if ident else "review/"


def reviews(year: str) -> str:
    """Give the address of the articles of a year to look at. Below `in/`, which no article's own page is."""
    return f"review/in/{year}/"
