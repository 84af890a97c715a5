"""The search index of a build: the parts of its articles and its entities, and the one merge of them all."""

import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jianbao import addresses, search
from jianbao.cache import Cache
from jianbao.keys import digest
from jianbao.model import Corpus, Entity, SearchPart
from jianbao.pipeline import jobs, steps
from jianbao.pipeline.memory import give_back
from jianbao.pipeline.steps import Article, Tree

# An entity, its address below an edition, and how many articles name it.
_Named = tuple[str, Entity, int]


def search_files(corpus: Corpus, articles: Iterable[Article], kept: Cache) -> Tree:
    """Give the tree of the search: the index over all articles and entities, and the passages of each article.

    The index is merged anew only when one of its parts is.
    """
    every = list(articles)
    passages = {addresses.passages(one.card.id): one.passages for one in every}
    code = steps.fingerprints().code
    groups = _groups(corpus, code)
    key = digest(code, *(one.card.key for one in every), *sorted(groups))
    kept.use("part", (one.card.key for one in every))
    kept.use("names", groups)
    known = kept.recall("index", [key])
    if key in known:
        tree: Tree = json.loads(known[key])
        if kept.holds(tree.values()):
            return tree | passages
    outputs = search.index([*_of_articles(every, kept), *_of_entities(groups, kept)])
    tree = {output.path: kept.store(output.data) for output in outputs}
    give_back()
    kept.remember("index", {key: json.dumps(tree).encode("ascii")})
    return tree | passages


def _of_articles(every: Sequence[Article], kept: Cache) -> Iterator[SearchPart]:
    values = kept.recalling("part", (one.card.key for one in every))
    return (pickle.loads(packed) for _, packed in values)  # noqa: S301 packed by our own jobs


def _groups(corpus: Corpus, code: str) -> Mapping[str, Sequence[_Named]]:
    """Sort the entities into some 256 groups, by key: a new article changes only those of the names in it."""
    groups: dict[str, list[_Named]] = defaultdict(list)
    for (kind, slug), (entity, ids) in corpus.entities.items():
        home = corpus.homes.get((kind, slug), "")
        address = addresses.standing("", kind, slug, home).lstrip("/")
        groups[digest(kind, slug)[:2]].append((address, entity, len(ids)))
    return {digest(code, repr(named)): named for named in groups.values()}


def _of_entities(groups: Mapping[str, Sequence[_Named]], kept: Cache) -> Iterator[SearchPart]:
    known = kept.recall("names", groups)
    fresh = {key: pickle.dumps(_parts(named), protocol=5) for key, named in groups.items() if key not in known}
    kept.remember("names", fresh)
    for packed in (known | fresh).values():
        yield from pickle.loads(packed)  # noqa: S301 packed above


def _parts(named: Iterable[_Named]) -> list[SearchPart]:
    return [
        search.part(search.entity(entity, address, articles, jobs.trio(entity))) for address, entity, articles in named
    ]
