"""How a text is set, whatever it says: the ends of its lines, their lengths and the blank lines between."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

# Ascending; the digits and the letters of a script stand for each other, every other character for itself.
_SCRIPTS = ("09", "AZ", "az", "ぁゟ", "゠ヿ", "一鿿", "０９", "Ａｚ")
_SPACES = np.array([ord(c) for c in "\0\t\n\v\f\r \x85\xa0\u3000\ufeff"], np.int64)
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
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    seen = np.flatnonzero(~np.isin(codes, _SPACES))
    lines = np.cumsum(codes == _LINE_FEED)[seen]
    if not len(lines):
        return np.empty(0, np.uint64)
    begins = np.flatnonzero(np.append(True, lines[1:] != lines[:-1]))
    first, last = seen[begins], seen[np.append(begins[1:], len(seen)) - 1]
    blank = np.diff(lines[begins], prepend=-1).clip(max=_MOST_BLANK_LINES + 1)
    length = np.frexp(last - first + 1)[1].astype(np.int64)
    opening, closing = _shape(codes[first]), _shape(codes[last])
    second = _shape(codes[np.minimum(first + 1, last)])
    before_last = _shape(codes[np.maximum(last - 1, first)])
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


def _shape(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each code point, those of a script as the first of it."""
    low, high = np.array([[ord(end) for end in script] for script in _SCRIPTS], np.int64).T
    place = np.searchsorted(low, codes, side="right") - 1
    return np.where((place >= 0) & (codes <= high[place]), low[place], codes)
