"""The last steps of a build: the files that are no pages, and the switch to the new site."""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jianbao import addresses, cache, export
from jianbao.cache import Cache
from jianbao.editions.voice import Voices
from jianbao.keys import digest
from jianbao.model import Corpus, Output, Page, Problem, SeedFile
from jianbao.pipeline.settings import ROOT, Settings
from jianbao.pipeline.steps import Kept, Tree

BUILDS_KEPT = 2  # what readers see, and the one before, for whoever is in the middle of it


def data_files(articles: Iterable[Kept], found: Sequence[SeedFile], kept: Cache) -> Tree:
    """Give the tree of the data: the record of each article, and each seed as it came."""
    published = {one.card.id: one.record for one in articles}
    tree = {addresses.record(ident): name for ident, name in published.items()}
    return tree | {addresses.seed_file(f.id): kept.store(f.data) for f in found if f.id in published}


def site_files(
    corpus: Corpus, pages: Sequence[Page], problems: Mapping[str, tuple[Problem, ...]], settings: Settings
) -> Iterable[Output]:
    """Make the files that belong to the site as a whole."""
    yield export.articles(corpus)
    yield from export.tables(corpus)
    yield export.database(corpus)
    yield export.report(corpus, problems)
    yield export.package()
    yield export.sitemap(_for_robots(pages, corpus), settings.base_url)
    yield export.robots(settings.base_url)
    yield Output("index.html", (ROOT / "templates" / "index.html").read_bytes())
    for edition in settings.editions:
        titles = {card.id: Voices(edition).of(card).text(card.headline) for card in corpus.cards}
        english = {card.id for card in corpus.cards if card.translated}
        own = {i: said for i, said in titles.items() if not said.lang and (edition != "en" or i in english)}
        yield export.feed(edition, corpus, own, settings.base_url)


def _for_robots(pages: Iterable[Page], corpus: Corpus) -> Iterable[Page]:
    """Leave out what search engines need not know: pages for editors, texts side by side, English pages in Chinese."""
    untranslated = {card.id for card in corpus.cards if not card.translated}
    for page in pages:
        chinese = page.edition == "en" and page.template == "article" and page.subject in untranslated
        if not (addresses.is_shared(page.address) or page.template == "parallel" or chinese):
            yield page


def switch(tree: Tree, kept: Cache, settings: Settings) -> None:
    """Assemble the new site and turn the link to it; nothing at all when it is the one that is there."""
    tree = tree | {export.MANIFEST: kept.store(export.manifest(tree))}
    key = digest(*(part for item in sorted(tree.items()) for part in item))
    place = str(settings.site.absolute())
    before: dict[str, str] = json.loads(kept.recall("site", [place]).get(place, b"{}"))
    builds = settings.site.parent / ".builds"
    current = settings.site.resolve()
    if before.get(current.name) == key and current.parent == builds.resolve() and current.is_dir():
        return
    number = 1 + max((int(path.name) for path in builds.glob("*") if path.name.isdigit()), default=0)
    cache.assemble(kept, tree, builds / str(number))
    cache.point(settings.site, builds / str(number))
    ours = {**before, str(number): key}
    old = sorted(ours, key=int)[:-BUILDS_KEPT]
    kept.remember("site", {place: json.dumps({n: k for n, k in ours.items() if n not in old}).encode("ascii")})
    _remove(builds / name for name in old)


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
