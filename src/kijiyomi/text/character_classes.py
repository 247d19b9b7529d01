"""Classes of characters, looked up for all characters of a text at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points

ClassArray = NDArray[np.uint8]

# The last code point of the basic plane is no character. It stands for all beyond the plane.
_CODES = 1 << 16

WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""Every character that :meth:`str.isspace` takes for white space; U+3000 is the last."""


def class_table(classes: Mapping[int, Iterable[str]]) -> ClassArray:
    """Return the table that :func:`character_classes` looks in.

    Args:
        classes: The characters of each class, all in the basic plane; of a character in several classes the
            last counts. Characters in none are of class 0, and so are all beyond the basic plane.
    """
    table = np.zeros(_CODES, dtype=np.uint8)
    for number, characters in classes.items():
        table[list(map(ord, characters))] = number
    return table


def character_classes(text: str, table: ClassArray) -> ClassArray:
    """Return uint8 ``(len(text),)``: the class of each character."""
    return table.take(code_points(text), mode="clip")
