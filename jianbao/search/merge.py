"""The merge: all parts -> the files of the index. Their bytes depend on the parts alone."""

import hashlib
import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from jianbao import addresses
from jianbao.folding import exchanged
from jianbao.model import Output, SearchPart
from jianbao.search.facets import facets
from jianbao.search.packing import HIGH, Postings, gaps, packed, packed_json, varints, zigzag
from jianbao.search.parts import Tables, default, is_article
from jianbao.search.shards import Shard, shards

FORMAT = 2
# What bounds the memory, and keeps it near the processor: parts opened at a time, and postings sorted at a time.
PARTS, POSTINGS = 1 << 9, 1 << 20
SAMPLED = 256  # of so many postings one is looked at to part them
_PACKERS = 2  # threads that pack shards

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class _Packing:
    """A shard that is being packed."""

    first: int
    continued: bool
    data: Future[bytes]


def bundle(parts: Iterable[SearchPart]) -> bytes:
    """Make bytes of parts, to be kept, and to be sent to wherever they are merged."""
    return pickle.dumps(tuple(parts), protocol=5)


def merged(bundles: Iterable[bytes]) -> tuple[Output, ...]:
    """Merge the parts of bundles. May run in another process."""
    return index(part for parts in bundles for part in pickle.loads(parts))  # noqa: S301 bundled above


def index(parts: Iterable[SearchPart], using: Tables | None = None) -> tuple[Output, ...]:
    """Merge parts into the files of `search/`, the manifest last. An archive without articles has an index, too."""
    using = using or default()
    ordered = sorted(parts, key=lambda part: part.rank)
    files = dict(_files(ordered, using))
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    generation = digest.hexdigest()[:12]
    outputs = [Output(addresses.search_file(f"{generation}/{name}"), data) for name, data in files.items()]
    manifest = json.dumps(_manifest(ordered, generation, using), ensure_ascii=False, separators=(",", ":"))
    return (*outputs, Output(addresses.search_file("index.json"), manifest.encode()))


def _manifest(parts: Sequence[SearchPart], generation: str, using: Tables) -> dict[str, Any]:
    settings = using.settings
    articles = sum(map(is_article, parts))
    starts = np.cumsum([0, *(sum(part.fields) for part in parts)])
    return {
        "format": FORMAT,
        "generation": generation,
        "articles": articles,
        "entities": len(parts) - articles,
        "blocks": int(starts[-1]),
        "length": max(1, round(sum(part.length for part in parts) / max(1, articles))),
        "chunk": settings["chunk"],
        "starts": starts[: len(parts) : settings["chunk"]].tolist(),
        "card": settings["card"],
        "names": settings["names"],
        "dictionary": settings["dictionary"],
        "fields": settings["fields"],
        **{name: settings[name] for name in ("english", "k1", "b", "together", "phrase")},
    }


def _files(parts: Sequence[SearchPart], using: Tables) -> Files:
    size = _shard_size(parts, using)
    # Packing leaves the interpreter free: it goes on while the next grams are sorted.
    with ThreadPoolExecutor(_PACKERS) as pool:
        grams = [_packing(pool, shard) for shard in shards(_gram_postings(parts), size)]
        vocabulary, postings = _word_postings(parts)
        words = [_packing(pool, shard) for shard in shards([postings], size)]
    yield from ((f"grams/{number}.bin", shard.data.result()) for number, shard in enumerate(grams))
    yield from ((f"words/{number}.bin", shard.data.result()) for number, shard in enumerate(words))
    yield from _pages("dictionary", vocabulary, using.settings["dictionary"])
    heads = vocabulary[:: using.settings["dictionary"]]
    yield "terms.bin", packed_json({"grams": _directory(grams), "words": _directory(words), "dictionary": heads})
    yield "fold.bin", _fold()
    yield from _tables(parts, using)
    yield from _cards(parts, using)
    yield from facets(parts, using.settings["chunk"])


def _packing(pool: ThreadPoolExecutor, shard: Shard) -> _Packing:
    return _Packing(shard.first, shard.continued, pool.submit(packed, shard.data, numbers=True))


def _shard_size(parts: Sequence[SearchPart], using: Tables) -> int:
    """Let shards grow with the archive as far as a fetch may, so that their directory stays small."""
    shard = using.settings["shard"]
    postings = sum(len(part.grams) // 4 for part in parts)
    # A posting takes about a byte and a half.
    return int(min(max(postings * 3 // 2 // shard["number"], shard["least"]), shard["most"]))


def _gram_postings(parts: Sequence[SearchPart]) -> Iterator[Postings]:
    """Yield sorted postings, `gram << 32 | block`, a range of grams at a time."""
    runs = list(_runs(parts)) or [np.zeros(0, np.uint64)]
    edges = _edges(runs)
    cuts = [[0, *np.searchsorted(run, edges).tolist(), len(run)] for run in runs]
    for number in range(len(edges) + 1):
        # Every piece is in order already; only the stable sort makes use of it.
        postings = np.concatenate([run[cut[number] : cut[number + 1]] for run, cut in zip(runs, cuts, strict=True)])
        postings.sort(kind="stable")
        yield postings


def _runs(parts: Sequence[SearchPart]) -> Iterator[Postings]:
    """Yield the sorted postings of some parts at a time."""
    base = 0
    for start in range(0, len(parts), PARTS):
        some = parts[start : start + PARTS]
        grams = np.frombuffer(b"".join([part.grams for part in some]), "<u4")
        sizes = np.frombuffer(b"".join([part.sizes for part in some]), "<u4")
        postings = grams.astype(np.uint64) << HIGH
        postings |= np.repeat(np.arange(base, base + len(sizes), dtype=np.uint64), sizes)
        postings.sort(kind="stable")
        yield postings
        base += len(sizes)


def _edges(runs: Sequence[Postings]) -> Postings:
    """Choose grams that part the postings into rounds of about `POSTINGS`, by a sample of them."""
    sample = np.sort(np.concatenate([run[::SAMPLED] for run in runs]))
    rounds = 1 + sum(map(len, runs)) // POSTINGS
    grams = sample[np.arange(1, rounds) * len(sample) // rounds] >> HIGH
    return np.unique(grams) << HIGH


def _word_postings(parts: Sequence[SearchPart]) -> tuple[list[str], Postings]:
    """Give all English words, sorted, and the sorted postings of their numbers in that order."""
    seen: dict[str, int] = defaultdict(count().__next__)
    words: list[int] = []
    sizes: list[int] = []
    for part in parts:
        if not part.words.strip():
            sizes.extend([0] * sum(part.fields))
            continue
        for line in part.words.split("\n"):
            found = line.split()
            words.extend(seen[word] for word in found)
            sizes.append(len(found))
    vocabulary = sorted(seen)
    rank = np.zeros(len(vocabulary), np.uint64)
    rank[[seen[word] for word in vocabulary]] = np.arange(len(vocabulary), dtype=np.uint64)
    blocks = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    return vocabulary, np.sort(rank[np.array(words, np.int64)] << HIGH | blocks)


def _directory(found: Sequence[_Packing]) -> dict[str, list[int]]:
    firsts = np.array([shard.first for shard in found], np.uint32)
    continued = [number for number, shard in enumerate(found) if shard.continued]
    return {"first": gaps(firsts).tolist(), "continued": gaps(np.array(continued, np.uint32)).tolist()}


def _fold() -> bytes:
    pairs = [(ord(char), ord(to)) for char, to in sorted(exchanged().items())]
    before, after = np.array(pairs, np.int64).T
    counted = varints(np.array([len(pairs)], np.uint32))
    return packed(counted + varints(gaps(before.astype(np.uint32))) + varints(zigzag(np.diff(after, prepend=0))))


def _tables(parts: Sequence[SearchPart], using: Tables) -> Files:
    """Yield the table in chunks: a column of block counts for each field, one of lengths, one of blocks in English."""
    step = using.settings["chunk"]
    for start in range(0, len(parts), step):
        rows = [(*part.fields, part.length, part.translated) for part in parts[start : start + step]]
        columns = np.array(rows, np.uint32).T
        yield f"table/{start // step}.bin", packed(b"".join(varints(column) for column in columns))


def _cards(parts: Sequence[SearchPart], using: Tables) -> Files:
    articles = [part.cards for part in parts if is_article(part)]
    for number, edition in enumerate(addresses.EDITIONS):
        yield from _pages(f"cards/{edition}", [cards[number] for cards in articles], using.settings["card"])
    yield from _pages("names", [part.cards[0] for part in parts if not is_article(part)], using.settings["names"])


def _pages(folder: str, rows: Sequence[Any], step: int) -> Files:
    for start in range(0, len(rows), step):
        yield f"{folder}/{start // step}.bin", packed_json(rows[start : start + step])
