"""Names for the types of the classifier's arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]
CountArray = NDArray[np.int64]
KeyArray = NDArray[np.uint64]
"""n-grams, each packed into one number."""
Float32Array = NDArray[np.float32]
FloatArray = NDArray[np.float64]
