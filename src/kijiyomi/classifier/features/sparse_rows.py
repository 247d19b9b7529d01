"""From counted n-grams to rows of a sparse matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.features.key_index import KeyIndex, Places
from kijiyomi.classifier.features.ngrams import Bounds, Keys, NGramCounts, bounds_of

Row = tuple[Places, NDArray[np.float32]]

# Added to the keys of each field once more than to those before, so that the same key is another in another.
_APART = np.uint64(0xD1B54A32D192ED03)


class Rows(NamedTuple):
    """Rows of a sparse matrix, one after the other.

    Attributes:
        columns: intp ``(n,)``: column of each value.
        values: float32 ``(n,)``.
        bounds: intp ``(rows + 1,)``: where those of each row begin, and where the last ones end.
    """

    columns: Places
    values: NDArray[np.float32]
    bounds: Bounds

    def each(self) -> Iterator[Row]:
        """Yield the columns and values of each row."""
        for start, stop in pairwise(self.bounds.tolist()):
            yield self.columns[start:stop], self.values[start:stop]


@dataclass(frozen=True, slots=True)
class NGramField:
    """The n-grams of one field.

    Attributes:
        keys: uint64 ``(n,)``, ascending.
        idf: float32 ``(n,)``: inverse document frequency of each, scaled so that the field's part of the
            vectors has the field's weight as its mean length.
    """

    keys: Keys
    idf: NDArray[np.float32]


class FeatureColumns:
    """The columns of a matrix: the n-grams of fields, those of each after those of the one before."""

    __slots__ = ("_idf", "_lookup", "_shifts")

    def __init__(self, fields: Sequence[NGramField]) -> None:
        self._shifts = np.arange(len(fields), dtype=np.uint64) * _APART
        self._idf = np.concatenate([field.idf for field in fields])
        keys = np.concatenate([field.keys for field in fields])
        self._lookup = KeyIndex(self._told_apart(keys, bounds_of([len(field.keys) for field in fields])))

    def rows(self, counts: NGramCounts) -> Rows:
        """Return the row of each text: ``(1 + ln tf) * idf``, over the length of its tf in each field.

        The length is that of known and unknown n-grams, so that it stays when columns are dropped.

        Args:
            counts: What is counted in all texts, for each field.
        """
        keys, frequency, bounds = counts
        fields = len(self._shifts)
        weights = _log_weights(int(frequency.max(initial=0)).bit_length()).take(frequency)
        known, columns = self._lookup.find(self._told_apart(keys, bounds[:: (len(bounds) - 1) // fields]))
        lengths = _lengths(weights, frequency, bounds)
        known_bounds = known.searchsorted(bounds)
        starts, sizes = known_bounds[:-1], known_bounds[1:] - known_bounds[:-1]
        values = weights.take(known) / lengths.repeat(sizes) * self._idf.take(columns)
        order, ends = _by_text(starts.reshape(fields, -1), sizes.reshape(fields, -1))
        return Rows(columns.take(order), values.take(order), ends)

    def _told_apart(self, keys: Keys, bounds: Bounds) -> Keys:
        """Return the keys of all fields, no two the same, given the bounds of each field."""
        return keys + self._shifts.repeat(bounds[1:] - bounds[:-1])


def _by_text(starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> tuple[NDArray[np.intp], Bounds]:
    """Return the order text by text of what stands field by field, and the bounds of each text in it.

    Args:
        starts: intp ``(fields, texts)``: where that of each text begins in each field.
        sizes: intp ``(fields, texts)``: how much it is.
    """
    own = sizes.T.ravel()
    moved = bounds_of(own)
    order = np.arange(moved[-1])
    order += (starts.T.ravel() - moved[:-1]).repeat(own)
    return order, moved[:: len(sizes)]


def _lengths(
    weights: NDArray[np.float32], frequency: NDArray[np.int64], bounds: Bounds
) -> NDArray[np.float32]:
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
def _log_weights(bits: int) -> NDArray[np.float32]:
    """Return ``1 + ln tf`` for every ``tf`` below ``2 ** bits``; what stands at 0 means nothing."""
    frequencies = np.arange(1 << bits)
    frequencies[0] = 1
    return (1 + np.log(frequencies)).astype(np.float32)
