"""The part of one article or entity in the index: its grams, its English words, its card."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from jianbao import lexicon
from jianbao.addresses import EDITIONS
from jianbao.folding import Folding, Units, fold, fold_units, folding
from jianbao.keys import digest
from jianbao.model import SearchArticle, SearchBlock, SearchEntity, SearchPart, Trio
from jianbao.search.packing import HIGH, Postings, fresh

WORD = re.compile(r"[a-z0-9]+")
_SPACE = 0x20
_BETWEEN = "\0"
# Where Chinese, Japanese and Korean begin: an English text is searched by word, what it quotes in them by character.
IDEOGRAPHS = 0x2E80
_SURROGATES, _PLANE = 0xD800, 0xF800
ARTICLE, ENTITY = 0, 1  # the first of a part's rank


@dataclass(frozen=True)
class Tables:
    """The compiled tables of the stage: the folding, and `data/search/weights`."""

    folding: Folding
    settings: Mapping[str, Any]

    @functools.cached_property
    def fields(self) -> Mapping[str, int]:
        """Give the fields by name, numbered in the order in which blocks are."""
        return {name: number for number, name in enumerate(self.settings["fields"])}


@functools.cache
def default() -> Tables:
    """Load the tables of the stage."""
    return Tables(folding(), lexicon.settings("search/weights"))


def part(subject: SearchArticle | SearchEntity, using: Tables | None = None) -> SearchPart:
    """Make the part of an article or of an entity. Raises ValueError for a field that `data/search/weights` lacks."""
    using = using or default()
    if isinstance(subject, SearchArticle):
        blocks, rank = in_order(subject.blocks, using), (ARTICLE, subject.dated, subject.id)
        cards = _article_cards(subject, blocks)
        facets = tuple(sorted(subject.facets.items()))
        translated = sum(bool(block.text.en) and block.field not in using.settings["said"] for block in blocks)
    else:
        names = (subject.name, *map(Trio, subject.aliases))
        blocks = tuple(SearchBlock("", "name", name) for name in names)
        cards, rank, facets, translated = (_entity_card(subject),), (ENTITY, subject.kind, subject.address), (), 0
    grams, sizes = _grams(blocks, using)
    counts = Counter(block.field for block in blocks)
    fields = tuple(counts[name] for name in using.fields)
    length = sum(len(block.text.hans) for block in blocks)
    return SearchPart(rank, grams, sizes, _words(blocks, using), fields, length, cards, translated, facets)


def is_article(one: SearchPart) -> bool:
    """Tell whether a part is that of an article, not of an entity."""
    return one.rank[0] == ARTICLE


def in_order(blocks: Iterable[SearchBlock], using: Tables) -> tuple[SearchBlock, ...]:
    """Put blocks in the order in which they are numbered: by field, then as they come."""
    blocks = tuple(blocks)
    unknown = {block.field for block in blocks} - using.fields.keys()
    if unknown:
        message = f"{min(unknown)!r} is no field of data/search/weights"
        raise ValueError(message)
    return tuple(sorted(blocks, key=lambda block: using.fields[block.field]))


def version(blocks: tuple[SearchBlock, ...]) -> str:
    """Tell texts apart: 8 hex digits of their hash. By it a client knows the text that its index was made from."""
    said = [f"{block.id}\0{block.field}\0{block.text.hans}\0{block.text.hant}\0{block.text.en}" for block in blocks]
    return digest("\0".join(said))[:8]


def _grams(blocks: tuple[SearchBlock, ...], using: Tables) -> tuple[bytes, bytes]:
    """Give every pair of neighbouring units in each block, and each unit in the first block that has it.

    A text in the other script is indexed as well where it does not fold alike.
    """
    hans = _units([block.text.hans for block in blocks], using)
    hant = _units([block.text.hant or block.text.hans for block in blocks], using)
    found = [_postings(hans, 0)]
    if not np.array_equal(hans, hant):
        found.append(_postings(hant, 0))
    if any(block.text.en for block in blocks):
        found.append(_postings(_units([block.text.en for block in blocks], using), IDEOGRAPHS))
    postings = np.sort(np.concatenate(found))
    postings = postings[fresh(postings)]
    sizes = np.bincount((postings >> HIGH).astype(np.int64), minlength=len(blocks))
    return postings.astype("<u4").tobytes(), sizes.astype("<u4").tobytes()


def _units(texts: list[str], using: Tables) -> Units:
    return fold_units(_BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts), using.folding)


def _postings(units: Units, least: int) -> Postings:
    """Give `block << 32 | gram`, unsorted. A gram has no white space in it, and some unit of it is `least` or more."""
    between = units == 0
    block = np.cumsum(between, dtype=np.uint64)
    empty = between | (units == _SPACE)
    wide = units.astype(np.uint64)
    pair = ~(empty[1:] | empty[:-1]) & (np.maximum(units[1:], units[:-1]) >= least)
    pairs = (block[1:] << HIGH | wide[:-1] << np.uint64(16) | wide[1:])[pair]
    single = ~empty & (units >= least) & (units & _PLANE != _SURROGATES)
    # The sort is stable: of the places of a unit the first stays first.
    order = np.flatnonzero(single)[np.argsort(units[single], kind="stable")]
    firsts = order[fresh(units[order])]
    return np.concatenate([pairs, block[firsts] << HIGH | wide[firsts]])


def _words(blocks: tuple[SearchBlock, ...], using: Tables) -> str:
    """Give the English words of each block, a line for each block."""
    texts = (fold(block.text.en, using.folding) if block.text.en else "" for block in blocks)
    return "\n".join(" ".join(sorted(set(WORD.findall(text)))) for text in texts)


def _article_cards(article: SearchArticle, blocks: tuple[SearchBlock, ...]) -> tuple[tuple[str | int, ...], ...]:
    ids, number = " ".join(block.id for block in blocks), version(blocks)
    return tuple(
        (article.id, *(_said(text, edition) for text in (article.title, article.issued, article.paper)), number, ids)
        for edition in EDITIONS
    )


def _entity_card(entity: SearchEntity) -> tuple[str | int, ...]:
    name = entity.name
    return (entity.address, entity.kind, entity.articles, name.hans, name.hant, name.en, *entity.aliases)


def _said(text: Trio, edition: str) -> str:
    """Give a text as an edition shows it."""
    return {"zh-Hant": text.hant, "en": text.en}.get(edition, "") or text.hans
