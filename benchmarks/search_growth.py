"""Measures how the index grows: the corpus, then altered copies of it, up to the size asked for; prints one table.

    python benchmarks/search_growth.py CORPUS.jsonl.gz [--articles 100000]

A copy has one character in twenty replaced by another of the corpus, so that new strings keep coming. Each row is one
merge of all parts after one article was added, as after a new seed: the parts of the others are at hand.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.search import read
from benchmarks.search_engines import Article, search_article
from jianbao.model import SearchPart
from jianbao.search import index, part

SHARE = 0.05


def main() -> None:
    """Print a row for 10,000 articles and for each doubling, up to the number asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--articles", type=int, default=100_000)
    arguments = parser.parse_args()
    columns = "articles", "parts", "merge", "of which processor", "memory beyond the corpus", "index", "files"
    print(f"| {' | '.join(columns)} | largest shard | directory |\n|{'---|' * (len(columns) + 2)}")
    originals = read(Path(arguments.corpus), arguments.articles)
    parts: list[SearchPart] = []
    corpus = _peak()
    spent, wanted = 0.0, min(10_000, arguments.articles)
    for article in _copies(originals, arguments.articles):
        before = time.process_time()
        parts.append(part(search_article(article.id, article.date, list(article.hans), list(article.hans))))
        spent += time.process_time() - before
        if len(parts) == wanted:
            _row(parts, spent, corpus)
            wanted = min(wanted * 2, arguments.articles) if wanted < arguments.articles else 0


def _copies(articles: Sequence[Article], limit: int) -> Iterator[Article]:
    chance = random.Random(1)  # noqa: S311 (the same copies every time)
    pool = [char for article in articles[:2000] for text in article.hans for char in text]
    for number in range(limit):
        copy, at = divmod(number, len(articles))
        article = articles[at]
        hans = tuple(_altered(text, pool, chance) for text in article.hans) if copy else article.hans
        yield Article(f"{article.id}-{copy}", article.date, hans, hans)


def _altered(text: str, pool: Sequence[str], chance: random.Random) -> str:
    chars = list(text)
    for _ in range(round(len(chars) * SHARE)):
        chars[chance.randrange(len(chars))] = chance.choice(pool)
    return "".join(chars)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(parts: Sequence[SearchPart], spent: float, corpus: float) -> None:
    wall, processor = time.monotonic(), time.process_time()
    outputs = index(parts)
    wall, processor = time.monotonic() - wall, time.process_time() - processor
    memory = _peak() - corpus
    shards = [len(output.data) for output in outputs if "/grams/" in output.path]
    directory = next(len(output.data) for output in outputs if output.path.endswith("terms.bin"))
    size = sum(len(output.data) for output in outputs)
    print(
        f"| {len(parts):,} | {spent:.1f} s | {wall:.1f} s | {processor:.1f} s | {memory:,.0f} MB | {size / 1e6:.0f} MB"
        f" | {len(outputs):,} | {max(shards) / 1000:.1f} KB | {directory / 1000:.0f} KB |",
        flush=True,
    )


if __name__ == "__main__":
    main()
