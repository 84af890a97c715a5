"""The last steps of a build: the files that are no pages, and the switch to the new site."""

import hashlib
import json
import pickle
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jianbao import addresses, cache, export, manifest, render, routes
from jianbao.cache import Cache
from jianbao.editions.voice import Voices
from jianbao.model import Corpus, Output, Page, Problem, SeedFile
from jianbao.pipeline.settings import Built, Settings
from jianbao.pipeline.standing import numbered, place, whole_key
from jianbao.pipeline.steps import Article, Tree

BUILDS_KEPT = 3  # what readers see, the one before for whoever is in the middle of it, and one to make the next of


def data_files(articles: Iterable[Article], found: Sequence[SeedFile], kept: Cache) -> Tree:
    """Give the tree of the data: the record of each article, and each seed as it came."""
    published = {one.card.id: one.record for one in articles}
    tree = {addresses.record(ident): name for ident, name in published.items()}
    return tree | {addresses.seed_file(f.id): kept.store(f.data) for f in found if f.id in published}


def site_files(
    corpus: Corpus, pages: Sequence[Page], problems: Mapping[str, tuple[Problem, ...]], settings: Settings
) -> Iterable[Output]:
    """Make the files that belong to the site as a whole, besides the tables."""
    yield export.report(corpus, problems)
    yield export.package()
    yield from export.sitemaps(_for_robots(pages, corpus), settings.base_url)
    yield export.robots(settings.base_url)
    for edition in settings.editions:
        yield export.feed(edition, corpus, Voices(edition), settings.base_url)


def _for_robots(pages: Iterable[Page], corpus: Corpus) -> Iterable[Page]:
    """Leave out what search engines need not know: for editors, of what is gone, side by side, without English."""
    translated = {card.id: card.translated for card in corpus.cards}
    for page in pages:
        of_article = page.template in ("article", "names")
        foreign = of_article and not render.findable((page.edition,), translated[page.subject])
        if not (routes.is_shared(page.address) or page.template in ("parallel", "gone", "left") or foreign):
            yield page


def switch(tree: Tree, whole: str, kept: Cache, settings: Settings) -> None:
    """Assemble the new site and turn the link to it, unless it is the very one that stands."""
    listing = kept.store(manifest.written(tree))
    tree = tree | {manifest.PATH: listing}
    builds = settings.site.parent / ".builds"
    builds.mkdir(parents=True, exist_ok=True)
    with cache.held(builds):
        ours, manifests = (numbered(kept, settings, kind) for kind in ("site", "manifest"))
        there, current = _there(ours, builds), settings.site.resolve()
        stands = current == builds.resolve() / current.name and manifests.get(current.name) == listing
        every = (int(path.name) for path in builds.iterdir() if path.name.isdigit())
        number = current.name if stands and current.is_dir() else str(1 + max(every, default=0))
        # Noted before it is there, so that no killed build leaves a folder that nobody knows of.
        _note(kept, "manifest", settings, manifests | {number: listing})
        _note(kept, "site", settings, ours | {number: whole_key(whole, settings)})
        if number != current.name:
            unread = {name: builds / name for name in there[: 1 - BUILDS_KEPT] if name != current.name}
            cache.assemble(kept, tree, builds / number, _older(unread, manifests))
            cache.point(settings.site, builds / number)


def _there(ours: Iterable[str], builds: Path) -> list[str]:
    """Give the builds that are there, by number, the oldest first."""
    return sorted((name for name in ours if (builds / name).is_dir()), key=int)


def _older(unread: dict[str, Path], manifests: Mapping[str, str]) -> cache.Older | None:
    """Give the newest of the trees that nobody reads any more of which it is known what they hold.

    A tree has its number once it is finished, and holds what its manifest says, if that is the one noted for it.
    """
    for number, folder in reversed(unread.items()):
        path = folder / manifest.PATH
        listing = path.read_bytes() if path.is_file() else b""
        name = hashlib.sha256(listing).hexdigest()
        if manifests.get(number) == name:
            return cache.Older(folder, dict(manifest.listed(listing)) | {manifest.PATH: name})
    return None


def tidy(built: Built, whole: str, kept: Cache, settings: Settings) -> None:
    """Remember what came of a build, for the next from the same, and drop what nothing is made from any more.

    The last builds stay.
    """
    kept.remember("built", {whole_key(whole, settings): pickle.dumps(built, protocol=5)})
    current = settings.site.resolve()
    ours, manifests = (numbered(kept, settings, kind) for kind in ("site", "manifest"))
    left = _there(ours, current.parent)[-BUILDS_KEPT:]
    for name in ours.keys() - set(left):
        shutil.rmtree(current.parent / name, ignore_errors=True)
    _note(kept, "site", settings, {name: ours[name] for name in left})
    _note(kept, "manifest", settings, {name: manifests[name] for name in left if name in manifests})
    if settings.editions == addresses.EDITIONS:
        kept.tidy()


def _note(kept: Cache, kind: str, settings: Settings, builds: Mapping[str, str]) -> None:
    kept.remember(kind, {place(settings): json.dumps(builds).encode("ascii")})
