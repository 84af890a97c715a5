"""Every page of the site as markup: what it is made of, and that the checker of HTML has nothing to say."""

import json
import subprocess
from collections.abc import Iterator

import crawl
import kinds
import outside
from archive import BASE, ROOT, Archive
from lxml import html

PARTS = ("_", "about.", "twin")  # templates that make no page of their own; the page about the archive has three
# The first compiler is enough for a run of seconds, and takes more stack than a thread has by itself.
BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss2m")
# A file on a disk has no origin that could be `self`; and JSON-LD is no script, though it stands in one.
HARMLESS = ".*Content Security Policy.*"

# What there is one of, and what no page may have: by what is said of it, a path to it.
ONCE = {"h1": "//h1", "main": "//main", "header": "//body/header", "footer": "//body/footer"}
NEVER = {
    "navigation without a label": "//nav[not(@aria-label)]",
    "table without a caption": "//table[not(caption)]",
    "header cell without a scope": "//th[not(@scope)]",
    "drawing that has no name and is not hidden": "//svg[not(@aria-hidden or @aria-label or title)]",
    "place in the order of focus": "//*[@tabindex > 0]",
    "link or button without a name": (
        "//*[self::a[@href] or self::button or self::summary][not(normalize-space() or normalize-space(@aria-label))]"
    ),
}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def test_every_template_has_a_page_that_is_looked_at() -> None:
    templates = {path.name.removesuffix(".md.j2") for path in (ROOT / "templates").glob("*.md.j2")}
    made = {name for name in templates if not name.startswith(PARTS)} | {"about"}
    assert made == {kind.partition(",")[0] for kind in (*kinds.OF_EDITION, *kinds.SHARED)}


def test_the_checker_of_html_finds_no_fault_on_any_kind_of_page(whole: Archive) -> None:
    java, jar = outside.program("java"), outside.from_npm("vnu-jar/build/dist/vnu.jar")
    site = whole.settings.site.resolve()
    pages = {kinds.address(site, kind, edition) for kind in kinds.KINDS for edition in ("zh-Hant", "en")}
    files = [str(site / page / ("" if page.endswith(".html") else "index.html")) for page in sorted(pages)]
    line = [java, *BRIEFLY, "-jar", str(jar), "--format", "json", "--stdout", "--filterpattern", HARMLESS]
    run = subprocess.run([*line, *files], capture_output=True, text=True, check=False)
    assert json.loads(run.stdout)["messages"] == []


def test_every_page_has_its_landmarks_and_names(whole: Archive) -> None:
    pages = {path: data for path, data in whole.files().items() if path.endswith(".html")}
    del pages["index.html"]  # the way in: three links, and nothing to go round
    assert len(pages) > 200
    found = {path: list(_faults(data.decode("utf-8"))) for path, data in pages.items()}
    assert {path: said for path, said in found.items() if said} == {}


def test_what_a_page_lacks_is_seen() -> None:
    nav, link, table = "<nav><a href='#'> </a></nav>", "<button tabindex=2></button>", "<table><tr><th>a</table>"
    lacking = f"<main>{nav}{link}{table}<svg></svg><p aria-describedby='x'></main><footer></footer>"
    assert set(_faults(lacking)) == {*NEVER, "0 h1", "0 header", "aria-describedby=x leads nowhere"}


def test_a_link_that_leads_nowhere_is_seen_wherever_it_stands() -> None:
    files = {
        "en/index.html": b"<p id=p1><a href='#p1'></a><a href='#p2'></a><img src='x.png'><a href='https://b.test/'></a>",
        "404.html": b"<a href='/paper/en/'></a><a href='/en/'></a>",
        "feed.xml": b"<feed><link href='https://archive.example/paper/en/#p1'/><link href='https://archive.example/en/'/></feed>",
        "sitemap.xml": b"<urlset xmlns='s'><loc>https://archive.example/paper/zh/</loc></urlset>",
        "a.js": b'import { b } from "./b.js";\nawait import("./a.js");',
    }
    assert [fault.partition(":")[0] for fault in crawl.broken(files, BASE)] == [
        *["en/index.html"] * 3,
        "404.html",
        "feed.xml",
        "sitemap.xml",
        "a.js",
    ]


def _faults(page: str) -> Iterator[str]:
    """Give what a page lacks for someone who does not see it."""
    tree = html.document_fromstring(page)
    counted = {name: len(tree.xpath(path)) for name, path in ONCE.items()}
    yield from (f"{count} {name}" for name, count in counted.items() if count != 1)
    yield from (name for name, path in NEVER.items() if tree.xpath(path))
    known = set(tree.xpath("//@id"))
    for name in REFERENCES:
        yield from (
            f"{name}={ids} leads nowhere" for ids in tree.xpath(f"//@{name}") if not known.issuperset(ids.split())
        )
