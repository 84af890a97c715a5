"""The facets: what a search can be narrowed by, and which of it each article has."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from jianbao.model import SearchLabel, SearchPart
from jianbao.search.packing import packed, packed_json, varints
from jianbao.search.parts import is_article


def facets(parts: Sequence[SearchPart], chunk: int) -> Iterator[tuple[str, bytes]]:
    """Yield `facets.bin`, the values of each dimension with their names, and `facets/<n>.bin`, who has which.

    Values are numbered by how many articles have them, the commonest first, then by key.
    """
    articles = [dict(part.facets) for part in parts if is_article(part)]
    names = sorted({name for article in articles for name in article})
    dimensions = {name: _values([article.get(name, ()) for article in articles]) for name in names}
    rows = {
        name: [[label.key, label.name.hans, label.name.hant, label.name.en, times] for label, times in values]
        for name, values in dimensions.items()
    }
    yield "facets.bin", packed_json(rows)
    numbers = {name: {label.key: at for at, (label, _) in enumerate(values)} for name, values in dimensions.items()}
    for start in range(0, len(articles), chunk):
        some = articles[start : start + chunk]
        columns = [_column([article.get(name, ()) for article in some], numbers[name]) for name in names]
        yield f"facets/{start // chunk}.bin", packed(b"".join(columns))


def _values(held: Sequence[tuple[SearchLabel, ...]]) -> list[tuple[SearchLabel, int]]:
    """Count the articles of each value, which is named as the first of them names it."""
    times = Counter(key for labels in held for key in {label.key for label in labels})
    first: dict[str, SearchLabel] = {}
    for labels in held:
        for label in labels:
            first.setdefault(label.key, label)
    return [(first[key], times[key]) for key in sorted(times, key=lambda key: (-times[key], key))]


def _column(held: Sequence[tuple[SearchLabel, ...]], numbers: dict[str, int]) -> bytes:
    """Write how many values each article has, then the values, as numbers."""
    values = [sorted({numbers[label.key] for label in labels}) for labels in held]
    sizes = np.array([len(some) for some in values], np.uint32)
    return varints(sizes) + varints(np.array([number for some in values for number in some], np.uint32))
