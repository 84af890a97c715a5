"""The search index of a build: the parts of its articles and its entities, and the one merge of them all."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from jianbao import addresses, search
from jianbao.cache import Cache
from jianbao.keys import digest
from jianbao.model import Corpus, Entity, Output, SearchPart
from jianbao.pipeline import jobs, steps
from jianbao.pipeline.memory import give_back
from jianbao.pipeline.runner import Runner, Waiting
from jianbao.pipeline.steps import Article, Tree

# An entity, its address below an edition, and how many articles name it.
_Named = tuple[str, Entity, int]


def searching(corpus: Corpus, articles: Iterable[Article], kept: Cache, run: Runner) -> Waiting[Tree]:
    """Begin the search: the index over all articles and entities, and the passages of each article.

    Gives what waits for its tree. The index is merged anew only when one of its parts is.
    """
    every = list(articles)
    passages = {addresses.passages(one.card.id): one.passages for one in every}
    code = steps.fingerprints().code
    groups = _groups(corpus, code)
    key = digest(code, *(one.card.key for one in every), *sorted(groups))
    own = [one.card.key for one in every]
    kept.use("part", own)
    kept.use("names", groups)
    known = kept.recall("index", [key])
    if key in known:
        tree: Tree = json.loads(known[key])
        if kept.holds(tree.values()):
            return lambda: tree | passages
    bundles = chain((value for _, value in kept.recalling("part", own)), _of_entities(groups, kept))
    merged = run.aside(search.merged, bundles, len(own) + len(groups))
    return lambda: _kept(merged(), key, kept) | passages


def _kept(outputs: Iterable[Output], key: str, kept: Cache) -> Tree:
    tree = {output.path: kept.store(output.data) for output in outputs}
    give_back()
    kept.remember("index", {key: json.dumps(tree).encode("ascii")})
    return tree


def _groups(corpus: Corpus, code: str) -> Mapping[str, Sequence[_Named]]:
    """Sort the entities into some 4,096 groups, by key: a new article changes only those of the names in it."""
    groups: dict[str, list[_Named]] = defaultdict(list)
    for (kind, slug), (entity, ids) in corpus.entities.items():
        home = corpus.homes.get((kind, slug), "")
        address = addresses.standing("", kind, slug, home).lstrip("/")
        groups[digest(kind, slug)[:3]].append((address, entity, len(ids)))
    return {digest(code, repr(named)): named for named in groups.values()}


def _of_entities(groups: Mapping[str, Sequence[_Named]], kept: Cache) -> Iterable[bytes]:
    known = kept.recall("names", groups)
    fresh = {key: search.bundle(_parts(named)) for key, named in groups.items() if key not in known}
    kept.remember("names", fresh)
    return (known | fresh).values()


def _parts(named: Iterable[_Named]) -> Iterator[SearchPart]:
    for address, entity, articles in named:
        yield search.part(search.entity(entity, address, articles, jobs.trio(entity)))
