"""A corpus of news as the benchmarks read it: JSON lines, gzipped or not, each an article with its `text`."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from jianbao.clean import RULES

Item = TypeVar("Item")


def read(corpus: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a corpus, in its order."""
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def paragraphs(article: Mapping[str, Any]) -> list[str]:
    """Give the cleaned paragraphs of an article, each a line of its text."""
    return [text for line in article["text"].split("\n") if (text := cleaned(line))]


def cleaned(text: str) -> str:
    """Apply the cleaning rules, so that a text is written as one of a seed is."""
    for rule in RULES:
        text = rule(text)
    return text.strip()


def parted(items: Sequence[Item], part: str) -> tuple[list[Item], list[Item]]:
    """Part items in two: of `7/10` the first seven of every ten, and the rest.

    What is counted or trained on one is measured on the other.
    """
    share, whole = map(int, part.split("/"))
    return (
        [item for at, item in enumerate(items) if at % whole < share],
        [item for at, item in enumerate(items) if at % whole >= share],
    )
