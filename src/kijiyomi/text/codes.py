"""Texts as arrays of code points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def code_points(text: str) -> NDArray[np.uint32]:
    """Return uint32 ``(len(text),)``: the code point of each character, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def from_code_points(codes: NDArray[np.uint32]) -> str:
    """Return the text of ``codes``; the inverse of :func:`code_points`."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")
