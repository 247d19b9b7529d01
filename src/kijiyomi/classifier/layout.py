"""How a text is set, whatever it says: the ends of its lines, their lengths and the blank lines between."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.ngrams import Bounds, Keys, bounds_of
from kijiyomi.text.codes import code_points

Places = NDArray[np.intp]

# The digits and the letters of a script stand for each other, every other character for itself.
_SCRIPTS = ("09", "AZ", "az", "ぁゟ", "゠ヿ", "一鿿", "０９", "Ａｚ")
_SPACES = "\0\t\n\v\f\r \x85\xa0\u3000\ufeff"
_LINE_FEED = ord("\n")
_MOST_BLANK_LINES = 3
_SHIFT = 21


def layout_keys(texts: Iterable[str]) -> tuple[Keys, Bounds]:
    """Return uint64 keys of what each line that is not blank looks like, several for each.

    Beside them stands where those of each text begin, and where the last ones end.
    White space at the ends does not count: the program a text is written in decides on it, and programs
    change.

    Args:
        texts: Texts as their authors wrote them, markup included.
    """
    begun = [f"\n{text}" for text in texts]
    codes = code_points("".join(begun))
    breaks = np.flatnonzero(codes == _LINE_FEED)
    seen = np.flatnonzero(_ink().take(codes))
    bounds = np.append(np.searchsorted(seen, breaks), len(seen))
    lines = np.flatnonzero(bounds[1:] > bounds[:-1])
    first, last = seen[bounds[lines]], seen[bounds[lines + 1] - 1]
    line_of_text = np.searchsorted(breaks, bounds_of(list(map(len, begun))))
    text_bounds = np.searchsorted(lines, line_of_text)
    blank = _breaks_before(lines, line_of_text[:-1], text_bounds)
    keys = _keys(codes, first, last, np.minimum(blank, _MOST_BLANK_LINES + 1))
    return keys.reshape(-1), text_bounds * keys.shape[1]


def _breaks_before(lines: Places, line_of_text: Places, text_bounds: Bounds) -> Places:
    """Return the line breaks between each line and the one before it, one for the first of a text.

    Args:
        lines: Numbers of the lines that are not blank, in all texts together.
        line_of_text: Number of each text's first line, blank or not.
        text_bounds: Where the lines of each text begin among ``lines``, and where the last ones end.
    """
    before = np.append(-1, lines[:-1])[: len(lines)]
    written = text_bounds[1:] > text_bounds[:-1]
    before[text_bounds[:-1][written]] = line_of_text[written] - 1
    return np.asarray(lines - before)


def _keys(codes: NDArray[np.uint32], first: Places, last: Places, blank: Places) -> Keys:
    """Return uint64 ``(lines, kinds)``.

    Args:
        codes: Code points of all texts.
        first: Where each line begins.
        last: Its last character.
        blank: How many line breaks stand before it.
    """
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
    return np.stack(keys, axis=1).astype(np.uint64)


@lru_cache(maxsize=1)
def _shapes() -> NDArray[np.int64]:
    """Return int64 ``(0x110000,)``: each code point, those of a script as the first of it."""
    shapes = np.arange(sys.maxunicode + 1)
    for script in _SCRIPTS:
        first, last = map(ord, script)
        shapes[first : last + 1] = first
    return shapes


@lru_cache(maxsize=1)
def _ink() -> NDArray[np.bool_]:
    """Return bool ``(0x110000,)``: which code points are no white space."""
    ink = np.ones(sys.maxunicode + 1, dtype=bool)
    ink[[ord(space) for space in _SPACES]] = False
    return ink
