"""The steps of a build. Each asks the cache what is there already, has the rest made, and keeps it."""

import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass

from jianbao import addresses, cache, render, routes
from jianbao.cache import Cache
from jianbao.errors import SetupError
from jianbao.keys import digest
from jianbao.model import UNKNOWN_HOST, Card, Corpus, Host, Page, Problem, RefusedFile, SeedFile
from jianbao.pipeline import jobs, sources, standing
from jianbao.pipeline.memory import uncollected
from jianbao.pipeline.runner import Runner, batches
from jianbao.pipeline.settings import ROOT, Settings
from jianbao.publish import Broken, Frame, Part, build_part, theme_files

SEEDS_A_BATCH = 16  # a job of a second or so: enough to outweigh its way there and back
PAGES_A_BATCH = 60  # the same
PAGES_A_PART = 800  # MkDocs holds the pages of a run in memory, and starts in the time of some 30 pages

Tree = dict[str, str]
Faults = tuple[tuple[Page, str], ...]  # pages that could not be made, or came out broken, each with what is wrong


@dataclass(frozen=True)
class Article:
    """An article as the flow knows it: its Card; its record and its passages, as objects of the cache."""

    card: Card
    record: str
    passages: str


def fingerprints(host: Host = UNKNOWN_HOST) -> render.Fingerprints:
    """Hash what stands behind every page: code and data with the locked versions, and the templates."""
    return render.Fingerprints(sources.code(), cache.fingerprint(sources.templates(), ROOT), host)


def analyse(
    found: Sequence[SeedFile], kept: Cache, run: Runner, settings: Settings
) -> tuple[list[Article], list[RefusedFile], frozenset[str]]:
    """Have every seed analysed that is new or changed.

    Gives what is known of them all, what was refused, and the files that were read anew.
    """
    translated = {file.id: sources.translation(settings, file.id) for file in found}
    keys = {file.id: sources.seed_key(file, translated[file.id]) for file in found}
    for kind in ("analysis", "part"):
        kept.use(kind, keys.values())
    with uncollected():
        known: dict[str, Article] = {
            key: pickle.loads(data)  # noqa: S301 our own
            for key, data in kept.recalling("seed", keys.values())
        }
    there = kept.held(name for one in known.values() for name in (one.record, one.passages))
    known = {key: one for key, one in known.items() if one.record in there and one.passages in there}
    fresh_seeds = [file for file in found if keys[file.id] not in known]
    todo = batches([jobs.SeedJob(f, translated[f.id], keys[f.id]) for f in fresh_seeds], SEEDS_A_BATCH)
    refused: list[RefusedFile] = []
    for results in run.run("seeds", jobs.analyse_batch, todo, len(todo)):
        done = [one for one in results if isinstance(one, jobs.Analysed)]
        refused += [one for one in results if isinstance(one, RefusedFile)]
        fresh = {one.card.key: Article(one.card, kept.store(one.record), kept.store(one.passages)) for one in done}
        kept.remember("analysis", {one.card.key: one.packed for one in done})
        kept.remember("part", {one.card.key: one.part for one in done})
        kept.remember("seed", {key: pickle.dumps(one, protocol=5) for key, one in fresh.items()})
        known |= fresh
    articles = [known[keys[file.id]] for file in found if keys[file.id] in known]
    return articles, refused, frozenset(file.name for file in fresh_seeds)


def write_markdown(
    pages: Sequence[Page], corpus: Corpus, kept: Cache, run: Runner, settings: Settings
) -> tuple[Tree, Faults]:
    """Have every page and file beside one rendered whose key is new; give the object of each by its address.

    Gives also the pages that could not be rendered.
    """
    known = kept.made("markdown", (page.key for page in pages))
    # The pages of an article side by side, so that a batch unpacks it once.
    todo = sorted((p for p in pages if p.key not in known), key=_grouped)
    parts = batches(todo, PAGES_A_BATCH)
    cards = {card.id: card for card in corpus.cards}
    templates = tuple((path.name, path.read_text("utf-8")) for path in sources.templates())
    broken: list[tuple[Page, str]] = []

    def job(part: tuple[Page, ...]) -> jobs.Batch:
        wanted = {p: cards[p.subject].key for p in part if p.template in render.OF_ARTICLE}
        packed = kept.recall("analysis", set(wanted.values()))
        shown = zip(part, render.parts(part, corpus, cards), strict=True)
        made = (jobs.PageJob(p, its, packed[wanted[p]] if p in wanted else b"") for p, its in shown)
        return jobs.Batch(templates, settings.editions, Host(settings.base_url), tuple(made))

    for part, results in zip(parts, run.run("pages", jobs.render_batch, map(job, parts), len(parts)), strict=True):
        made = tuple(zip(part, results, strict=True))
        fresh = {page.key: kept.store(data) for page, data in made if isinstance(data, bytes)}
        broken += [(page, why) for page, why in made if isinstance(why, str)]
        kept.make("markdown", fresh)
        known |= fresh
    return {page.address: known[page.key] for page in pages if page.key in known}, tuple(broken)


def _grouped(page: Page) -> tuple[bool, str, str, str]:
    of_article = page.template in render.OF_ARTICLE
    return (of_article, *((page.subject, page.template) if of_article else (page.template, page.subject)), page.edition)


@dataclass(frozen=True)
class Html:
    """The tree of the site so far, how many pages were built, and which of them came out broken, with their faults."""

    tree: Tree
    rendered: int
    broken: Faults


def write_html(pages: Sequence[Page], markdown: Tree, kept: Cache, run: Runner, settings: Settings) -> Html:
    """Have MkDocs build every page whose Markdown is new to it, and the theme's own files."""
    theme = digest(sources.looks(), settings.base_url, *settings.editions)
    keys = {page.address: digest(theme, page.edition, page.address, markdown[page.address]) for page in pages}
    known = kept.made("html", keys.values())
    todo = [page for page in pages if keys[page.address] not in known]
    by_edition = [[p for p in todo if p.edition == edition] for edition in settings.editions]
    parts = [part for some in by_edition for part in batches(some, PAGES_A_PART)]
    given = (_part(part, markdown, kept, settings) for part in parts)
    broken: list[tuple[Page, str]] = []
    for part, outputs in zip(parts, run.run("html", build_part, given, len(parts)), strict=True):
        made = {output.path: output for output in outputs}
        fresh: Tree = {}
        for page in part:
            one = made[routes.html_path(page.address)]
            if isinstance(one, Broken):
                broken.append((page, one.faults))
            else:
                fresh[keys[page.address]] = kept.store(one.data)
        kept.make("html", fresh)
        known |= fresh
    there = {routes.html_path(page.address): keys[page.address] for page in pages}
    tree = {path: known[key] for path, key in there.items() if key in known}
    return Html(tree | _assets(theme, kept, settings), len(todo), tuple(broken))


def culprits(broken: Faults) -> dict[str, Problem]:
    """Give the articles whose text broke a page, each with the page and its faults.

    Raises SetupError when no article can be named: the fault is in a page that shows many.
    """
    # Beside an article stand the titles of others; a page that is made of one alone tells whose fault it is.
    alone = [one for one in broken if len(one[0].cards) == 1]
    own = [one for one in broken if one[0].template in render.OF_ARTICLE]
    found: dict[str, Problem] = {}
    for page, faults in alone or own:
        reason = f"its page {page.address} came out broken ({faults}); please report this seed"
        found.setdefault(page.cards[0], Problem("FAILED", 0, reason))
    if broken and not found:
        message = "; ".join(f"{page.address}: {faults}" for page, faults in broken)
        message = f"{message}; a template is wrong, and nothing was published"
        raise SetupError(message)
    return found


def write_docs(pages: Sequence[Page], markdown: Tree, kept: Cache, settings: Settings) -> None:
    """Make `docs/` hold the Markdown of every page and nothing of pages that are gone, writing only what differs."""
    wanted = {routes.markdown_path(page.address): markdown[page.address] for page in pages}
    place = str(settings.docs.resolve())
    before, there = standing.docs_before(kept, settings), standing.generated(settings)
    # Forgotten first: a build killed half-way must not leave a note that all is written.
    kept.remember("docs", {place: b"{}"})
    stale = (path for path, name in wanted.items() if before.get(path) != name or path not in there)
    cache.mirror(((path, kept.load(wanted[path])) for path in stale), there - set(wanted), settings.docs)
    kept.remember("docs", {place: json.dumps(wanted).encode("utf-8")})


def _part(pages: tuple[Page, ...], markdown: Tree, kept: Cache, settings: Settings) -> Part:
    files = tuple((routes.markdown_path(p.address), kept.load(markdown[p.address])) for p in pages)
    return Part(_frame(settings), pages[0].edition, files)


def _frame(settings: Settings) -> Frame:
    return Frame(str(ROOT / "mkdocs.yml"), settings.base_url, settings.editions)


def _assets(theme: str, kept: Cache, settings: Settings) -> Tree:
    """Give the files of the theme, from a run of MkDocs without pages."""
    known = kept.recall("assets", [theme])
    if theme in known:
        tree: Tree = json.loads(known[theme])
        if kept.holds(tree.values()):
            return tree
    outputs = theme_files(_frame(settings), addresses.leading(settings.editions))
    # Material's own scripts and styles are for features that our theme leaves out; no page asks for them.
    ours = ROOT / "templates" / "theme"
    tree = {o.path: kept.store(o.data) for o in outputs if (ours / o.path).is_file()}
    kept.remember("assets", {theme: json.dumps(tree).encode("utf-8")})
    return tree
