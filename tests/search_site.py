"""A small archive, `tests/cases/search/archive.yaml`: as values, as an index to read, and as a static site."""

import functools
import html
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import casefiles
import opencc

from jianbao.model import Output, SearchArticle, SearchBlock, SearchEntity, SearchLabel, Trio
from jianbao.search import index, part, passages
from jianbao.search.parts import Tables
from jianbao.search.reader import Reader

ASSETS = Path(__file__).parent.parent / "templates" / "theme" / "assets" / "search"
EDITIONS = ("zh-Hans", "zh-Hant", "en")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"


def articles() -> list[SearchArticle]:
    """Read the articles of the archive, the made ones among them."""
    archive = _archive()
    return [*(_article(row, archive["places"]) for row in archive["articles"]), *_filled(archive["fill"])]


def entities() -> list[SearchEntity]:
    """Read the entities of the archive."""
    return [
        SearchEntity(row["address"], row["kind"], _trio(row), tuple(row["aliases"]), row["articles"])
        for row in _archive()["entities"]
    ]


def indexed(
    everything: Sequence[SearchArticle], others: Sequence[SearchEntity] = (), using: Tables | None = None
) -> Reader:
    """Index articles and entities, and give a reader of the files."""
    parts = [*(part(one, using) for one in everything), *(part(one, using) for one in others)]
    return opened([*(passages(one, using) for one in everything), *index(parts, using)])


def opened(outputs: Iterable[Output]) -> Reader:
    """Give a reader of files that are all there is, each at a path of its own."""
    made = list(outputs)
    files = {output.path.removeprefix("search/"): output.data for output in made}
    assert len(files) == len(made)
    return Reader(files.__getitem__)


def build(folder: Path) -> None:
    """Write the site: the index, the client, a page for each article and the results page, in three editions."""
    everything = articles()
    parts = [*map(part, everything), *map(part, entities())]
    for output in (*map(passages, everything), *index(parts)):
        _write(folder / output.path, output.data)
    shutil.copytree(ASSETS, folder / "assets" / "search", dirs_exist_ok=True)
    for number, edition in enumerate(EDITIONS):
        for article in everything:
            rows = [_element(block, number) for block in article.blocks if block.field != "name"]
            body = f"<article>{''.join(rows)}</article>"
            _write(folder / edition / "articles" / article.id / "index.html", _page(edition, body, "../../../"))
        mount = f'<div class="jb-search-page" data-edition="{edition}"></div>'
        _write(folder / edition / "search" / "index.html", _page(edition, mount, "../../"))
        _write(folder / edition / "index.html", _page(edition, "<p>首页</p>", "../"))
    # The theme may come to lie below each edition; then it is loaded from there.
    shutil.copytree(ASSETS, folder / "en" / "assets" / "search", dirs_exist_ok=True)
    _write(folder / "en" / "below" / "index.html", _page("en", "<p>home</p>", "../"))
    _write(folder / "look.css", b"")
    _write(folder / "icon.png", b"")


@functools.cache
def _archive() -> dict[str, Any]:
    archive: dict[str, Any] = casefiles.read("search/archive.yaml")
    return archive


def _trio(row: dict[str, str]) -> Trio:
    return Trio(row["hans"], row.get("hant", ""), row.get("en", ""))


def _article(row: dict[str, Any], places: dict[str, dict[str, str]]) -> SearchArticle:
    blocks = tuple(SearchBlock(block["id"], block["field"], _trio(block)) for block in row["blocks"])
    dated = str(row["dated"])
    facets = {
        "year": (SearchLabel(dated[:4], Trio(dated[:4])),),
        "paper": (SearchLabel(row["paper"]["en"], _trio(row["paper"])),),
        "place": tuple(SearchLabel(key, _trio(places[key])) for key in row["places"]),
        "has": tuple(SearchLabel(key, Trio({"figures": "有数据", "photos": "有图片"}[key])) for key in row["has"]),
    }
    return SearchArticle(row["id"], _trio(row["title"]), blocks, Trio(dated), dated, _trio(row["paper"]), facets)


def _filled(fill: dict[str, Any]) -> Iterator[SearchArticle]:
    convert = opencc.OpenCC("s2tw").convert
    chance = random.Random(6)  # noqa: S311 (the same articles every time)
    for number in range(fill["count"]):
        sentences = [_sentence(fill, chance) for _ in range(4)]
        texts = [Trio(text, convert(text)) for text in sentences]
        fields = ["headline", *["body"] * 3]
        blocks = tuple(
            SearchBlock(f"p{at}", field, text) for at, (field, text) in enumerate(zip(fields, texts, strict=True), 1)
        )
        dated = f"{2015 + number % 5}-01-{number % 28 + 1:02}"
        facets = {"year": (SearchLabel(dated[:4], Trio(dated[:4])),), "paper": (_paper(fill["paper"]),)}
        yield SearchArticle(f"fill-{number}", texts[0], blocks, Trio(dated), dated, _trio(fill["paper"]), facets)


def _paper(row: dict[str, str]) -> SearchLabel:
    return SearchLabel(row["en"], _trio(row))


def _sentence(fill: dict[str, Any], chance: random.Random) -> str:
    return "".join(chance.choice(fill["words"]) + chance.choice(fill["glue"]) for _ in range(9)) + "。"


def _element(block: SearchBlock, edition: int) -> str:
    text = (block.text.hans, block.text.hant or block.text.hans, block.text.en or block.text.hans)[edition]
    tag = "h1" if block.field == "headline" else "p"
    lang = "en" if edition == len(EDITIONS) - 1 and block.text.en else EDITIONS[min(edition, 1)]
    note = "<small data-nosearch>※</small>"
    # The text of a real page is cut by links and marks; a match may run across them.
    middle = len(text) // 2
    inside = f"{html.escape(text[:middle])}{note}<b>{html.escape(text[middle:])}</b>"
    return f'<{tag} id="{block.id}" lang="{lang}">{inside}</{tag}>'


def _page(edition: str, body: str, root: str) -> bytes:
    return (
        f'<!doctype html><html lang="{edition}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>t</title>'
        f'<link rel="stylesheet" href="{root}assets/search/jianbao-search.css">'
        f'<link rel="stylesheet" href="{root}look.css"><link rel="icon" href="{root}icon.png">'
        f'<script type="module" src="{root}assets/search/jianbao-search-ui.js"></script></head><body><header>'
        f'<div class="jb-search" data-edition="{edition}">'
        f'<a href="{root}{edition}/search/">search</a></div></header><main>{body}</main></body></html>'
    ).encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
