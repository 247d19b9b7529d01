"""Linear classifiers over sparse rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.sparse_rows import SparseRows


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Linear classifiers over one vectorizer's columns: those of the categories, then those of terms.

    Attributes:
        coefficients: float32 (columns, classifiers).
        intercepts: float32 (classifiers,).
    """

    coefficients: Float32Array
    intercepts: Float32Array

    def decisions(self, rows: SparseRows) -> Float32Array:
        """Return float32 (rows, classifiers): what each says of each document.

        Every document is multiplied by itself: with more rows at once, sums would be rounded otherwise.
        """
        bounds, classifiers = rows.bounds.tolist(), len(self.intercepts)
        longest = np.maximum.reduce(rows.bounds[1:] - rows.bounds[:-1])
        own = np.empty((longest, classifiers), np.float32)
        decisions = np.empty((len(bounds) - 1, classifiers), np.float32)
        for decision, (start, stop) in zip(decisions, pairwise(bounds), strict=True):
            # No column lies outside; numpy would copy the buffer once more to be sure of that.
            self.coefficients.take(rows.columns[start:stop], axis=0, out=own[: stop - start], mode="clip")
            rows.values[start:stop].dot(own[: stop - start], out=decision)
        return decisions + self.intercepts
