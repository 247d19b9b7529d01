"""From counted n-grams to rows of a sparse matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.classifier.array_types import CountArray, Float32Array, KeyArray
from kijiyomi.classifier.features.key_index import KeyIndex
from kijiyomi.classifier.features.ngrams import NGramCounts, bounds_from_sizes

# Added to the keys of each field once more than to those before, so that the same key is another in another.
_FIELD_SHIFT = np.uint64(0xD1B54A32D192ED03)


class SparseRow(NamedTuple):
    """One row of a sparse matrix.

    Attributes:
        columns: intp ``(n,)``: column of each value, ascending.
        values: float32 ``(n,)``.
    """

    columns: IndexArray
    values: Float32Array


class SparseRows(NamedTuple):
    """Rows of a sparse matrix, one after the other.

    Attributes:
        columns: intp ``(n,)``: column of each value.
        values: float32 ``(n,)``.
        bounds: intp ``(rows + 1,)``: where those of each row begin, and where the last ones end.
    """

    columns: IndexArray
    values: Float32Array
    bounds: IndexArray

    def each(self) -> Iterator[SparseRow]:
        """Yield each row."""
        for start, stop in pairwise(self.bounds.tolist()):
            yield SparseRow(self.columns[start:stop], self.values[start:stop])


@dataclass(frozen=True, slots=True)
class FittedField:
    """The n-grams of a field that have a column.

    Attributes:
        keys: uint64 ``(n,)``, ascending.
        idf: float32 ``(n,)``: inverse document frequency of each, scaled so that the field's part of the
            vectors has the field's weight as its mean length.
    """

    keys: KeyArray
    idf: Float32Array


class FeatureColumns:
    """The columns of a matrix: the n-grams of fields, those of each after those of the one before."""

    __slots__ = ("_idf", "_index", "_shifts")

    def __init__(self, fields: Sequence[FittedField]) -> None:
        self._shifts = np.arange(len(fields), dtype=np.uint64) * _FIELD_SHIFT
        self._idf = np.concatenate([field.idf for field in fields])
        keys = np.concatenate([field.keys for field in fields])
        self._index = KeyIndex(self._shifted(keys, bounds_from_sizes([len(field.keys) for field in fields])))

    def rows(self, counts: NGramCounts) -> SparseRows:
        """Return the row of each text: ``(1 + ln tf) * idf``, over the length of its tf in each field.

        The length is that of known and unknown n-grams, so that it stays when columns are dropped.

        Args:
            counts: What is counted in all texts, for each field.
        """
        keys, frequency, bounds = counts
        fields = len(self._shifts)
        weights = _log_weights(int(frequency.max(initial=0)).bit_length()).take(frequency)
        known, columns = self._index.find(self._shifted(keys, bounds[:: (len(bounds) - 1) // fields]))
        lengths = _lengths(weights, frequency, bounds)
        known_bounds = known.searchsorted(bounds)
        starts, sizes = known_bounds[:-1], known_bounds[1:] - known_bounds[:-1]
        values = weights.take(known) / lengths.repeat(sizes) * self._idf.take(columns)
        order, ends = _order_by_text(starts.reshape(fields, -1), sizes.reshape(fields, -1))
        return SparseRows(columns.take(order), values.take(order), ends)

    def _shifted(self, keys: KeyArray, bounds: IndexArray) -> KeyArray:
        """Return the keys of all fields, those of different ones different, given the bounds of each."""
        return keys + self._shifts.repeat(bounds[1:] - bounds[:-1])


def _order_by_text(starts: IndexArray, sizes: IndexArray) -> tuple[IndexArray, IndexArray]:
    """Return the order text by text of what stands field by field, and the bounds of each text in it.

    Args:
        starts: intp ``(fields, texts)``: where that of each text begins in each field.
        sizes: intp ``(fields, texts)``: how much it is.
    """
    own = sizes.T.ravel()
    moved = bounds_from_sizes(own)
    order = np.arange(moved[-1])
    order += (starts.T.ravel() - moved[:-1]).repeat(own)
    return order, moved[:: len(sizes)]


def _lengths(weights: Float32Array, frequency: CountArray, bounds: IndexArray) -> Float32Array:
    """Return float32 ``(texts,)``: the length of the weights of each text, summed text by text.

    With those of several texts at once, sums would be rounded otherwise. n-grams that occur once weigh 1, and
    most short texts have no others.
    """
    squares = (bounds[1:] - bounds[:-1]).astype(np.float32)
    filled = squares.nonzero()[0]
    most = np.maximum.reduceat(frequency, bounds.take(filled))
    texts, edges = filled.compress(most > 1), bounds.tolist()
    parts = [weights[edges[text] : edges[text + 1]] for text in texts.tolist()]
    squares[texts] = [part.dot(part) for part in parts]
    return np.sqrt(squares)


@lru_cache(maxsize=64)
def _log_weights(bits: int) -> Float32Array:
    """Return ``1 + ln tf`` for every ``tf`` below ``2 ** bits``; what stands at 0 means nothing."""
    frequencies = np.arange(1 << bits)
    frequencies[0] = 1
    return (1 + np.log(frequencies)).astype(np.float32)
