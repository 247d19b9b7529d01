"""Runs of equal or connected elements in an array."""

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
