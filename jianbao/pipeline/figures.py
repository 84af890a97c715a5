"""What the page of figures loads on demand: made anew only where an article of a chunk is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jianbao import addresses
from jianbao.cache import Cache
from jianbao.editions.voice import Voices
from jianbao.keys import digest
from jianbao.model import Corpus
from jianbao.pipeline import steps
from jianbao.pipeline.runner import Runner, batches
from jianbao.pipeline.settings import Settings
from jianbao.pipeline.steps import Tree
from jianbao.render import browse

CHUNKS_A_BATCH = 16  # a job of a second or so, as for pages


@dataclass(frozen=True)
class ChunkJob:
    """A chunk to write: its numbers, or its words in an edition."""

    chunk: browse.Chunk
    edition: str


def write(batch: Iterable[ChunkJob]) -> list[bytes]:
    """Write chunks, in their order. May run in another process."""
    return [_written(job) for job in batch]


def _written(job: ChunkJob) -> bytes:
    return browse.texts(job.chunk, job.edition, Voices(job.edition)) if job.edition else browse.numbers(job.chunk)


def figure_files(corpus: Corpus, kept: Cache, run: Runner, settings: Settings) -> Tree:
    """Give the tree of the figures: their index, the articles that have any, and the chunks."""
    every = browse.chunks(corpus)
    code = steps.fingerprints().code
    keys = {
        addresses.figures_chunk(edition, number): (digest(code, edition, *(c.key for c in one.cards)), one, edition)
        for edition in ("", *settings.editions)
        for number, one in enumerate(every)
    }
    tree = kept.made("chunk", (key for key, _, _ in keys.values()))
    todo = {key: ChunkJob(_light(one), edition) for key, one, edition in keys.values() if key not in tree}
    parts = batches(tuple(todo.values()), CHUNKS_A_BATCH)
    made = (data for some in run.run("figures", write, parts, len(parts)) for data in some)
    fresh = {key: kept.store(data) for key, data in zip(todo, made, strict=True)}
    kept.make("chunk", fresh)
    tree |= fresh
    shared = {path: tree[key] for path, (key, _, _) in keys.items()}
    return shared | {path: kept.store(data) for path, data in _indexes(every, corpus, settings.editions)}


def _indexes(every: tuple[browse.Chunk, ...], corpus: Corpus, editions: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    whole = browse.whole(every)
    for edition in editions:
        voices = Voices(edition)
        yield addresses.figures_index(edition), browse.index(whole, corpus, edition, voices)
        yield addresses.figures_articles(edition), browse.articles(every, voices)


def _light(chunk: browse.Chunk) -> browse.Chunk:
    """Leave out of a chunk what only the index asks for."""
    cards = (replace(card, names=(), captions=(), schemes=(), problems=(), review=()) for card in chunk.cards)
    return replace(chunk, cards=tuple(cards))
