"""numpy arrays: names for the types in use, and the operations that several modules need.

The hot path works on whole texts at once: a text is an array of code points, tokens are columns of offsets
and morpheme ids, and many short texts stand one after the other in one array, since a call on a tiny array
costs as much as one on thousands of numbers. Where each text begins in such an array is kept as *bounds*:
the first index of each text, and at last the length of the array.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
Int32Array = NDArray[np.int32]
"""Offsets in code points, and ids of morphemes."""
IndexArray = NDArray[np.intp]
"""What numpy returns as indices and is fastest to index with."""
FloatArray = NDArray[np.float64]
CodePoints = NDArray[np.uint32]
HashArray = NDArray[np.uint64]

HASH_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""The golden ratio's bits: its multiples spread well over the highest bits of a hash. It is odd, so that it
has an inverse modulo 2**64 and takes different numbers to different ones."""


def code_points(text: str) -> CodePoints:
    """Return uint32 ``(len(text),)``: the code point of each character, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def from_code_points(codes: CodePoints) -> str:
    """Return the text of ``codes``; the inverse of :func:`code_points`."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def run_bounds(count: int, begins: BoolArray) -> IndexArray:
    """Return ``(runs + 1,)``: where each run of elements begins, and where the last one ends.

    Args:
        count: Number of elements.
        begins: bool ``(count - 1,)``: whether each element but the first begins a run.

    >>> run_bounds(5, np.array([False, True, True, False])).tolist()
    [0, 2, 3, 5]
    """
    edges = np.empty(count + 1, dtype=bool)
    edges[0] = edges[-1] = True
    edges[1:-1] = begins
    return edges.nonzero()[0]


def sorted_unique(numbers: IndexArray) -> IndexArray:
    """Return the distinct numbers, ascending; several times as fast as :func:`numpy.unique`."""
    ordered = np.sort(numbers)
    return ordered[run_bounds(len(ordered), ordered[1:] != ordered[:-1])[:-1]]


def hash_powers(base: np.uint64, count: int) -> HashArray:
    """Return uint64 ``(count,)``: the powers of ``base`` modulo 2**64, from ``base`` itself on."""
    return np.full(count, base, dtype=np.uint64).cumprod()


def shared_arange(count: int) -> Int32Array:
    """Return int32 ``(count,)``: 0, 1, 2 and so on; read-only, since callers share it."""
    return _FIRST_NUMBERS[:count] if count <= len(_FIRST_NUMBERS) else _read_only_arange(count)


def _read_only_arange(count: int) -> Int32Array:
    numbers = np.arange(count, dtype=np.int32)
    numbers.setflags(write=False)
    return numbers


# Most texts are shorter; 16 KB.
_FIRST_NUMBERS = _read_only_arange(4096)
