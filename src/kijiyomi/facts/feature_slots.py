"""Features as columns of indices into one array of weights."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import IndexArray

HASH_BITS = 12
"""Binary logarithm of the weights that a combination of many values shares by hashing."""
_FACTOR, _SHIFT = np.uint32(0x9E3779B1), np.uint32(32 - HASH_BITS)


class Factor(NamedTuple):
    """Numbers of which each is one of ``size``.

    Attributes:
        values: int ``(n,)``, or ``(k, n)`` for k slots that share weights: 0 up to ``size``, exclusive.
            32 bits are fastest.
        size: How many there may be.
    """

    values: NDArray[np.integer]
    size: int


class FeatureMatrix(NamedTuple):
    """Features of several things, each a few of many weights.

    Attributes:
        indices: ``(slots, things)``: index of the weight of each feature.
        size: Number of weights.
        scales: float32 ``(slots,)``: how much a weight of each slot counts.
    """

    indices: IndexArray
    size: int
    scales: NDArray[np.float32]


class FeatureSlots:
    """Collects slots, each with its own range of the weights."""

    def __init__(self) -> None:
        self._rows: list[tuple[NDArray[np.uint32], int]] = []
        self._scales: list[float] = []
        self.size = 0
        """Number of weights."""

    def add(self, *factors: Factor, scale: float = 1.0) -> None:
        """Add a slot for a combination of numbers, or several that share weights."""
        values, size = _combined(factors)
        if size > 1 << HASH_BITS:
            values, size = values * _FACTOR, 1 << HASH_BITS
            values >>= _SHIFT
        rows = values if values.ndim > 1 else [values]
        self._rows += [(row, self.size) for row in rows]
        self._scales += [scale] * len(rows)
        self.size += size

    def sums(self, weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sum of the weights of each thing's features.

        Args:
            weights: float32 ``(weights,)``, or ``(weights, k)`` for k sums of each thing.
        """
        sums = np.zeros((self.things, *weights.shape[1:]), dtype=np.float32)
        for row, offset in self._rows:
            sums += weights[offset:].take(row, axis=0)
        return sums

    def take(self, things: IndexArray) -> FeatureSlots:
        """Return the features of some things."""
        some = FeatureSlots()
        some._rows = [(row.take(things), offset) for row, offset in self._rows]
        some._scales, some.size = self._scales, self.size
        return some

    @property
    def things(self) -> int:
        """How many things there are."""
        return len(self._rows[0][0])

    def matrix(self) -> FeatureMatrix:
        """Return the slots, one below the other."""
        indices = np.stack([row.astype(np.intp) + offset for row, offset in self._rows])
        return FeatureMatrix(indices, self.size, np.array(self._scales, dtype=np.float32))


def _combined(factors: tuple[Factor, ...]) -> tuple[NDArray[np.uint32], int]:
    values, size = _unsigned(factors[0].values), factors[0].size
    for factor in factors[1:]:
        values = values * np.uint32(factor.size)
        values += _unsigned(factor.values)
        size *= factor.size
    return values, size


def combine(*factors: Factor) -> Factor:
    """Return a number for each combination, modulo 2**32."""
    return Factor(*_combined(factors))


def _unsigned(values: NDArray[np.integer]) -> NDArray[np.uint32]:
    return values.view(np.uint32) if values.itemsize == _FACTOR.itemsize else values.astype(np.uint32)
