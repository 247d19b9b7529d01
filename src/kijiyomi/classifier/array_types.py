"""Names for the types of the classifier's arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CountArray = NDArray[np.int64]
KeyArray = NDArray[np.uint64]
"""n-grams, each packed into one number."""
Float32Array = NDArray[np.float32]
