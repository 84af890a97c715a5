"""The last steps of a build: the files that are no pages, and the switch to the new site."""

import json
import pickle
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from jianbao import addresses, cache, export
from jianbao.cache import Cache
from jianbao.editions.voice import Voices
from jianbao.keys import digest
from jianbao.model import Corpus, Output, Page, Problem, SeedFile
from jianbao.pipeline import steps
from jianbao.pipeline.settings import ROOT, Built, Settings
from jianbao.pipeline.steps import Kept, Tree

BUILDS_KEPT = 2


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
    yield from export.sitemaps(_for_robots(pages, corpus), settings.base_url)
    yield export.robots(settings.base_url)
    yield Output("index.html", (ROOT / "templates" / "index.html").read_bytes())
    for edition in settings.editions:
        yield export.feed(edition, corpus, Voices(edition), settings.base_url)


def _for_robots(pages: Iterable[Page], corpus: Corpus) -> Iterable[Page]:
    """Leave out what search engines need not know: for editors, of what is gone, side by side, without English."""
    untranslated = {card.id for card in corpus.cards if not card.translated}
    for page in pages:
        chinese = page.edition == "en" and page.template in ("article", "names") and page.subject in untranslated
        if not (addresses.is_shared(page.address) or page.template in ("parallel", "gone", "left") or chinese):
            yield page


def standing(whole: str, kept: Cache, settings: Settings) -> Built | None:
    """Give what was built when the site that readers see was made from the same, and it and `docs/` still stand."""
    place, key = _place(settings), _whole_key(whole, settings)
    known = kept.recall("built", [key])
    builds = Path(settings.site.parent, ".builds")
    current = settings.site.resolve()
    if key not in known or current.parent != builds.resolve() or not current.is_dir():
        return None
    if _numbered(kept, place).get(current.name) != key or not steps.docs_stand(kept, settings):
        return None
    built: Built = pickle.loads(known[key])  # noqa: S301 our own
    return replace(built, rendered=0, added={})


def switch(tree: Tree, whole: str, kept: Cache, settings: Settings) -> None:
    """Assemble the new site and turn the link to it."""
    tree = tree | {export.MANIFEST: kept.store(export.manifest(tree))}
    builds = settings.site.parent / ".builds"
    builds.mkdir(parents=True, exist_ok=True)
    with cache.held(builds):
        number = str(1 + max((int(path.name) for path in builds.glob("*") if path.name.isdigit()), default=0))
        # Noted before it is there, so that no killed build leaves a folder that nobody knows of.
        ours = _numbered(kept, _place(settings)) | {number: _whole_key(whole, settings)}
        kept.remember("site", {_place(settings): json.dumps(ours).encode("ascii")})
        cache.assemble(kept, tree, builds / number)
        cache.point(settings.site, builds / number)


def tidy(built: Built, whole: str, kept: Cache, settings: Settings) -> None:
    """Remember what came of a build, for the next from the same, and drop what nothing is made from any more.

    The last two builds stay: what readers see, and the one before for whoever is in the middle of it.
    """
    kept.remember("built", {_whole_key(whole, settings): pickle.dumps(built, protocol=5)})
    ours, current = _numbered(kept, _place(settings)), settings.site.resolve()
    there = sorted((n for n in ours if (current.parent / n).is_dir()), key=int)
    left = {name: ours[name] for name in there[-BUILDS_KEPT:]}
    for name in set(ours) - set(left):
        shutil.rmtree(current.parent / name, ignore_errors=True)
    kept.remember("site", {_place(settings): json.dumps(left).encode("ascii")})
    if settings.editions == addresses.EDITIONS:
        kept.tidy()


def _place(settings: Settings) -> str:
    return str(settings.site.absolute())


def _whole_key(whole: str, settings: Settings) -> str:
    return digest(whole, _place(settings), str(settings.docs.absolute()))


def _numbered(kept: Cache, place: str) -> dict[str, str]:
    """Give the builds of a site by number, each with the key of what it was made from."""
    known: dict[str, str] = json.loads(kept.recall("site", [place]).get(place, b"{}"))
    return known
