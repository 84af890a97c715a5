"""Captions and credits: which paragraph a picture illustrates, which caption a credit belongs to."""

import numpy as np
from scipy import sparse

from jianbao.ngrams import Ngrams
from jianbao.order.likeness import vocabulary

MANY = 1_000_000  # captions times paragraphs: beyond, captions stay where they were printed
ALIKE = 0.08  # below this likeness a caption says nothing about where it belongs


def illustrated(captions: tuple[str, ...], paragraphs: tuple[str, ...], table: Ngrams) -> list[int | None]:
    """Give, for each caption, the number of the paragraph most like it in vocabulary; None where none is like it."""
    if not captions or not paragraphs or len(captions) * len(paragraphs) > MANY:
        return [None] * len(captions)
    likeness = sparse.csr_array(vocabulary(captions, table) @ vocabulary(paragraphs, table).T)
    out: list[int | None] = []
    for row in range(len(captions)):
        start, end = likeness.indptr[row : row + 2]
        values, columns = likeness.data[start:end], likeness.indices[start:end]
        best = int(np.argmax(values)) if len(values) else -1
        out.append(int(columns[best]) if best >= 0 and values[best] >= ALIKE else None)
    return out
