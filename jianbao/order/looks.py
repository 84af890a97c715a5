"""What the texts of a page say each by itself, read once: they are weighed more than once, now some left out."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

import numpy as np
from scipy import sparse

from jianbao.continuation import Network
from jianbao.ngrams import Ngrams
from jianbao.order.arrays import Floats, Ints
from jianbao.order.edges import ENDINGS, Edges, Unit, edges
from jianbao.order.likeness import vocabulary

STOP = ENDINGS.index("stop")
_MANY = 400  # texts: those of a longer page are only compared with what is near


class Looks:
    """The edges and the vocabulary of texts. Nothing is read before it is asked for: most pages are in order."""

    def __init__(self, texts: Iterable[str], table: Ngrams, network: Network) -> None:
        """Take the texts, folded to Simplified, of all fragments that will be asked for."""
        self.table, self._network = table, network
        self._texts = tuple(dict.fromkeys(texts))

    def edges(self, units: Sequence[Unit]) -> Edges:
        """Give the edges of fragments."""
        rows = self._rows(units)
        edges = Edges(**{field.name: getattr(self._edges, field.name)[rows] for field in fields(Edges)})
        whole = np.array([unit.whole for unit in units])
        return replace(edges, endings=np.where(whole, STOP, edges.endings))

    def products(self, units: Sequence[Unit], first: int, last: int) -> Floats:
        """Give the products of the vocabulary of the fragments from `first` up to `last`, all with all."""
        rows = self._rows(units[first:last])
        if len(self._texts) > _MANY:
            return _squared(sparse.csr_array(self._vocabulary[rows]))
        return self._products[np.ix_(rows, rows)]

    def _rows(self, units: Sequence[Unit]) -> Ints:
        return np.array([self._place[unit.text] for unit in units], dtype=np.int64)

    @functools.cached_property
    def _place(self) -> dict[str, int]:
        return {text: row for row, text in enumerate(self._texts)}

    @functools.cached_property
    def _edges(self) -> Edges:
        return edges(self._texts, self.table, self._network)

    @functools.cached_property
    def _vocabulary(self) -> sparse.csr_array:
        return vocabulary(self._texts, self.table)

    @functools.cached_property
    def _products(self) -> Floats:
        return _squared(self._vocabulary)


def _squared(vectors: sparse.csr_array) -> Floats:
    return np.asarray((vectors @ vectors.T).toarray())
