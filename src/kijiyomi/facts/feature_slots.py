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
        self._slots: list[tuple[NDArray[np.uint32], np.uint32]] = []
        self._scales: list[float] = []
        self._size = 0

    def add(self, *factors: Factor, scale: float = 1.0) -> None:
        """Add a slot for a combination of numbers, or several that share weights."""
        values, size = _combined(factors)
        if size > 1 << HASH_BITS:
            values, size = (values * _FACTOR) >> _SHIFT, 1 << HASH_BITS
        self._slots.append((values, np.uint32(self._size)))
        self._scales += [scale] * (len(values) if values.ndim > 1 else 1)
        self._size += size

    def matrix(self) -> FeatureMatrix:
        """Return the slots, one below the other."""
        scales = np.array(self._scales, dtype=np.float32)
        indices = np.empty((len(scales), self._slots[0][0].shape[-1]), dtype=np.intp)
        row = 0
        for values, offset in self._slots:
            rows = len(values) if values.ndim > 1 else 1
            np.add(values, offset, out=indices[row : row + rows], casting="safe")
            row += rows
        return FeatureMatrix(indices, self._size, scales)


def _combined(factors: tuple[Factor, ...]) -> tuple[NDArray[np.uint32], int]:
    values, size = _unsigned(factors[0].values), factors[0].size
    for factor in factors[1:]:
        values = values * np.uint32(factor.size) + _unsigned(factor.values)
        size *= factor.size
    return values, size


def combine(*factors: Factor) -> Factor:
    """Return a number for each combination, modulo 2**32."""
    return Factor(*_combined(factors))


def _unsigned(values: NDArray[np.integer]) -> NDArray[np.uint32]:
    return values.view(np.uint32) if values.itemsize == _FACTOR.itemsize else values.astype(np.uint32)
