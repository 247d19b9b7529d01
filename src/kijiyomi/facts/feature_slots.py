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
        self._rows: list[NDArray[np.uint32]] = []
        self._scales: list[float] = []
        self._size = 0

    def add(self, *factors: Factor, scale: float = 1.0) -> None:
        """Add a slot for a combination of numbers, or several that share weights."""
        values, size = _combine(factors)
        rows = np.atleast_2d(values + np.uint32(self._size))
        self._rows.append(rows)
        self._scales += [scale] * len(rows)
        self._size += size

    def matrix(self) -> FeatureMatrix:
        """Return the slots, one below the other."""
        scales = np.array(self._scales, dtype=np.float32)
        return FeatureMatrix(np.concatenate(self._rows, dtype=np.intp), self._size, scales)


def _combine(factors: tuple[Factor, ...]) -> tuple[NDArray[np.uint32], int]:
    """Return a number for each combination, and how many there may be; what overflows is hashed anyway."""
    values, size = factors[0].values.astype(np.uint32), factors[0].size
    for factor in factors[1:]:
        values, size = values * np.uint32(factor.size) + factor.values.astype(np.uint32), size * factor.size
    if size <= 1 << HASH_BITS:
        return values, size
    return (values * _FACTOR) >> _SHIFT, 1 << HASH_BITS
