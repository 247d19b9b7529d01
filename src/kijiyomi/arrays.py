"""Texts as arrays of code points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def run_bounds(count: int, begins: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return ``(runs + 1,)``: where each run of elements begins, and where the last one ends.

    Args:
        count: Number of elements.
        begins: bool ``(count - 1,)``: whether each element but the first begins a run.
    """
    edges = np.empty(count + 1, dtype=bool)
    edges[0] = edges[-1] = True
    edges[1:-1] = begins
    return edges.nonzero()[0]


def code_points(text: str) -> NDArray[np.uint32]:
    """Return uint32 ``(len(text),)``: the code point of each character, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def from_code_points(codes: NDArray[np.uint32]) -> str:
    """Return the text of ``codes``; the inverse of :func:`code_points`."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
