"""From an address onwards: whose page it is, the file behind it, the link that leads there from another page."""

from jianbao.addresses import EDITIONS, ENTITIES, SHARED, seed_file


def entity_at(address: str) -> tuple[str, str]:
    """Give the kind and the slug of the entity whose page, or page of a year, has an address; empty for any other.

    >>> entity_at("en/places/lushi-xian/2020/"), entity_at("en/timeline/2020/")
    (('place', 'lushi-xian'), ('', ''))
    """
    parts = address.split("/")
    kinds = {folder: kind for kind, folder in ENTITIES.items()}
    return (kinds[parts[1]], parts[2]) if len(parts) > 3 and parts[1] in kinds else ("", "")  # noqa: PLR2004 see above


def seed_id(path: str) -> str:
    """Give the id of the article whose seed stands at an address; empty for any other file.

    >>> seed_id(seed_file("a")), seed_id("data/report.json"), seed_id("data/seeds/a/b.txt")
    ('a', '', '')
    """
    ident = path[path.rfind("/") + 1 :].removesuffix(".txt")
    return ident if path == seed_file(ident) else ""


def is_shared(address: str) -> bool:
    """Tell whether all editions share the page at an address."""
    return address.partition("/")[0] in SHARED


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


def edition_of(address: str) -> str:
    """Give the edition of a page that is not shared by all."""
    return address.partition("/")[0]


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
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return mark + fragment
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return ("../" * (len(here) - shared) + "/".join(there[shared:]) or "./") + mark + fragment


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
