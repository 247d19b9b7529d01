"""How a text is set, whatever it says: the ends of its lines, their lengths and the blank lines between."""

from __future__ import annotations

import sys
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.text.codes import code_points

Keys = NDArray[np.uint64]

# The digits and the letters of a script stand for each other, every other character for itself.
_SCRIPTS = ("09", "AZ", "az", "ぁゟ", "゠ヿ", "一鿿", "０９", "Ａｚ")
_SPACES = "\0\t\n\v\f\r \x85\xa0\u3000\ufeff"
_LINE_FEED = ord("\n")
_MOST_BLANK_LINES = 3
_SHIFT = 21


def layout_keys(text: str) -> Keys:
    """Return uint64 keys of what each line that is not blank looks like, several for each.

    White space at the ends does not count: the program a text is written in decides on it, and programs
    change.

    Args:
        text: The text as its author wrote it, markup included.
    """
    codes = code_points(text)
    seen = np.flatnonzero(~_spaces().take(codes))
    lines = np.cumsum(codes == _LINE_FEED)[seen]
    if not len(lines):
        return np.empty(0, np.uint64)
    begins = np.flatnonzero(np.append(True, lines[1:] != lines[:-1]))
    first, last = seen[begins], seen[np.append(begins[1:], len(seen)) - 1]
    blank = np.minimum(np.diff(lines[begins], prepend=-1), _MOST_BLANK_LINES + 1)
    length = np.frexp(last - first + 1)[1].astype(np.int64)
    shapes = _shapes()
    opening, second, before_last, closing = (
        shapes.take(codes[places])
        for places in (first, np.minimum(first + 1, last), np.maximum(last - 1, first), last)
    )
    pairs = (
        (opening, second),
        (before_last, closing),
        (opening, closing),
        (opening, length),
        (closing, length),
        (blank, length),
        (blank, np.zeros_like(blank)),
    )
    keys = [(kind << 2 * _SHIFT) | (one << _SHIFT) | other for kind, (one, other) in enumerate(pairs)]
    return np.concatenate(keys).astype(np.uint64)


@lru_cache(maxsize=1)
def _shapes() -> NDArray[np.int64]:
    """Return int64 ``(0x110000,)``: each code point, those of a script as the first of it."""
    shapes = np.arange(sys.maxunicode + 1)
    for script in _SCRIPTS:
        first, last = map(ord, script)
        shapes[first : last + 1] = first
    return shapes


@lru_cache(maxsize=1)
def _spaces() -> NDArray[np.bool_]:
    spaces = np.zeros(sys.maxunicode + 1, dtype=bool)
    spaces[[ord(space) for space in _SPACES]] = True
    return spaces
