"""Features as columns of indices into one array of weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import HASH_FACTOR, Int32Array

HASHED = 1 << 12
"""Weights that a combination of many values shares by hashing."""
_HASH_SHIFT = np.uint64(40)


class Factor(NamedTuple):
    """Numbers of which each is one of ``size``.

    Attributes:
        values: int ``(n,)``: 0 up to ``size``, exclusive.
        size: How many there may be.
    """

    values: NDArray[np.integer]
    size: int


class FeatureMatrix(NamedTuple):
    """Features of several things, each a few of many weights.

    Attributes:
        indices: int32 ``(things, slots)``: index of the weight of each feature.
        size: Number of weights.
        scales: float32 ``(slots,)``: how much a weight of each slot counts.
    """

    indices: Int32Array
    size: int
    scales: NDArray[np.float32]


class FeatureSlots:
    """Collects slots, each with its own range of the weights."""

    def __init__(self) -> None:
        self._columns: list[Int32Array] = []
        self._scales: list[float] = []
        self._size = 0

    def add(self, *factors: Factor, scale: float = 1.0) -> None:
        """Add a slot for a combination of numbers."""
        self.add_shared([factors], scale=scale)

    def add_shared(self, combinations: Sequence[tuple[Factor, ...]], *, scale: float = 1.0) -> None:
        """Add a slot for each of some combinations of like numbers, which share weights."""
        for factors in combinations:
            values, size = _combine(factors)
            self._columns.append((values + self._size).astype(np.int32))
            self._scales.append(scale)
        self._size += size

    def matrix(self) -> FeatureMatrix:
        """Return the slots side by side."""
        scales = np.array(self._scales, dtype=np.float32)
        return FeatureMatrix(np.stack(self._columns, axis=1), self._size, scales)


def _combine(factors: tuple[Factor, ...]) -> Factor:
    values, size = factors[0].values.astype(np.int64), factors[0].size
    for factor in factors[1:]:
        values, size = values * factor.size + factor.values, size * factor.size
    if size <= HASHED:
        return Factor(values, size)
    hashed = (values.astype(np.uint64) * HASH_FACTOR) >> _HASH_SHIFT
    return Factor((hashed % np.uint64(HASHED)).astype(np.int64), HASHED)
