"""The files of the index: made of the parts alone, cut evenly, and mostly kept when an article comes."""

import gzip
import random
import statistics

import numpy as np
import pytest
import search_site

from jianbao.folding import folding
from jianbao.model import SearchArticle, SearchBlock, Trio
from jianbao.search import index, merge, part
from jianbao.search.parts import Tables, default
from jianbao.search.reader import postings
from jianbao.search.shards import shards


def test_the_files_depend_on_the_parts_alone() -> None:
    parts = [part(one) for one in search_site.articles()[:30]]
    shuffled = parts[::-1]
    assert index(parts) == index(iter(shuffled))
    assert index(parts)[-1].path == "search/index.json"
    assert index(parts)[-1] != index(parts[1:])[-1]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="rumour"):
        part(SearchArticle("a", Trio("a"), (SearchBlock("p1", "rumour", Trio("a")),)))


def test_how_the_merge_is_cut_into_rounds_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [part(one) for one in search_site.articles()[:40]]
    sizes = {"shard": {"least": 300, "most": 300, "number": 1}}
    using = Tables(folding(), {**default().settings, **sizes})
    whole = index(parts, using)
    monkeypatch.setattr(merge, "POSTINGS", 90)
    monkeypatch.setattr(merge, "SAMPLED", 2)
    monkeypatch.setattr(merge, "PARTS", 7)
    assert index(parts, using) == whole


def test_shards_cut_long_lists_by_range() -> None:
    run = np.array([7 << 32 | block for block in range(0, 4000, 3)] + [9 << 32 | 5], np.uint64)
    found = list(shards([run], 100))
    assert {shard.first for shard in found} <= {7, 9}
    assert [shard.continued for shard in found[:-1]] == [False] + [True] * (len(found) - 2)
    assert len(found) > 10
    assert list(shards([run[:0]], 100)) == []


def test_shards_are_of_like_size_and_hold_every_posting() -> None:
    chance = random.Random(3)  # noqa: S311 (the same choice every time)
    lists = {term: chance.randrange(1, 9000 if term % 400 == 0 else 40) for term in range(1, 4000)}
    run = np.array([term << 32 | at * (1 + term % 3) for term, size in lists.items() for at in range(size)], np.uint64)
    found = list(shards([run], 2000))
    assert max(len(shard.data) for shard in found) < 1.4 * 2000
    assert statistics.median(len(shard.data) for shard in found) > 0.8 * 2000
    back: dict[int, list[int]] = {}
    for shard in found:
        for term, blocks in postings(shard.data).items():
            back.setdefault(term, []).extend(blocks)
    assert {term: [at * (1 + term % 3) for at in range(size)] for term, size in lists.items()} == back


def test_a_new_article_leaves_most_files_as_they_were() -> None:
    """The newest article touches the shards of its own grams, the last pages and the directory; no cut moves far."""
    using = Tables(folding(), {**default().settings, "shard": {"least": 200, "most": 200, "number": 1}, "card": 3})
    everything = sorted(search_site.articles(), key=lambda one: one.dated)
    newest = SearchArticle("new", Trio("山后鸟鸣"), (SearchBlock("p1", "body", Trio("山后鸟鸣")),), dated="2031-01-01")
    before = index([part(one, using) for one in everything], using)
    after = index([part(one, using) for one in (*everything, newest)], using)
    fresh = {output.data for output in after} - {output.data for output in before}
    assert 5 < len(fresh) < 25
    assert len(after) > 120


def test_a_part_counts_the_blocks_of_each_field() -> None:
    fields = ("headline", "body", "body", "caption")
    blocks = tuple(SearchBlock(f"p{at}", field, Trio("字")) for at, field in enumerate(fields))
    counted = dict(zip(default().fields, part(SearchArticle("a", Trio("字"), blocks)).fields, strict=True))
    assert {field: count for field, count in counted.items() if count} == {"headline": 1, "caption": 1, "body": 2}


def test_the_client_is_small() -> None:
    core = ("", "-find", "-facets", "-index", "-text")
    modules = [search_site.ASSETS / f"jianbao-search{name}.js" for name in core]
    fold_table = search_site.indexed([]).size("fold.bin")
    assert sum(len(gzip.compress(module.read_bytes())) for module in modules) + fold_table < 25_000
