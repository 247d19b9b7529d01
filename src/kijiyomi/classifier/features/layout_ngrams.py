"""How a text is set, whatever it says: the ends of its lines, their lengths and the blank lines between."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, IndexArray, code_points
from kijiyomi.classifier.array_types import CountArray, KeyArray
from kijiyomi.classifier.features.ngrams import NGrams, bounds_from_sizes, ngrams_of_one_length

# The digits and the letters of a script stand for each other, every other character for itself.
_SCRIPTS = ("09", "AZ", "az", "ぁゟ", "゠ヿ", "一鿿", "０９", "Ａｚ")
_SPACES = "\0\t\n\v\f\r \x85\xa0\u3000\ufeff"
_LINE_FEED = ord("\n")
_MAX_BLANK_LINES = 3
_SYMBOL_BITS = 21
# What is known of a line: its outermost characters, the binary logarithm of its length, the line breaks
# before it; and a constant.
_FIRST, _SECOND, _LAST_BUT_ONE, _LAST, _LENGTH, _BREAKS, _ONE = range(7)
# Each n-gram of a line packs one or two of these.
_NGRAMS = (
    (_FIRST, _SECOND),
    (_LAST_BUT_ONE, _LAST),
    (_FIRST, _LAST),
    (_FIRST, _LENGTH),
    (_LAST, _LENGTH),
    (_BREAKS, _LENGTH),
    (_BREAKS,),
)
NGRAMS_PER_LINE = len(_NGRAMS)


def _packing() -> CountArray:
    """Return int64 ``(properties, n-grams)``: what a line is multiplied by to make its keys."""
    packing = np.zeros((_ONE + 1, NGRAMS_PER_LINE), np.int64)
    for ngram, properties in enumerate(_NGRAMS):
        for position, line_property in enumerate(properties, 1):
            packing[line_property, ngram] = 1 << _SYMBOL_BITS * (2 - position)
        packing[_ONE, ngram] = ngram << 2 * _SYMBOL_BITS
    return packing


_PACKING = _packing()


def layout_ngrams(texts: Sequence[str]) -> NGrams:
    """Return what each line that is not blank looks like, as several n-grams.

    White space at the ends does not count: the program a text is written in decides on it, and programs
    change.

    Args:
        texts: Texts as their authors wrote them, markup included.
    """
    codes = code_points("\n".join(["", *texts, ""]))
    breaks = (codes == _LINE_FEED).nonzero()[0]
    ink = _is_ink().take(codes).nonzero()[0]
    bounds = ink.searchsorted(breaks)
    lines = (bounds[1:] > bounds[:-1]).nonzero()[0]
    first, last = ink.take(bounds.take(lines)), ink.take(bounds.take(lines + 1) - 1)
    line_of_text = breaks.searchsorted(bounds_from_sizes([len(text) + 1 for text in texts]))
    text_bounds = lines.searchsorted(line_of_text)
    sizes = text_bounds[1:] - text_bounds[:-1]
    breaks_before = _breaks_before(lines, (line_of_text[:-1] - 1).repeat(sizes))
    keys = _keys(codes, first, last, np.minimum(breaks_before, _MAX_BLANK_LINES + 1))
    return ngrams_of_one_length(keys, (sizes * NGRAMS_PER_LINE).tolist())


def _breaks_before(lines: IndexArray, outside: IndexArray) -> IndexArray:
    """Return the line breaks between each line and the one before it, one for the first of a text.

    Args:
        lines: Numbers of the lines that are not blank, in all texts together.
        outside: Number of the line before the text of each, which may be blank.
    """
    before = outside.copy()
    np.maximum(before[1:], lines[:-1], out=before[1:])
    return np.asarray(lines - before)


def _keys(
    codes: NDArray[np.uint32], first: IndexArray, last: IndexArray, breaks_before: IndexArray
) -> KeyArray:
    """Return uint64 ``(lines * n-grams,)``.

    Args:
        codes: Code points of all texts.
        first: Index of each line's first character.
        last: Index of its last.
        breaks_before: How many line breaks stand before it.
    """
    outermost = np.concatenate((first, np.minimum(first + 1, last), np.maximum(last - 1, first), last))
    properties = np.ones((len(_PACKING), len(first)), np.int64)
    properties[_FIRST : _LAST + 1] = _shapes().take(codes.take(outermost)).reshape(4, -1)
    properties[_LENGTH] = np.frexp(last - first + 1)[1]
    properties[_BREAKS] = breaks_before
    return (properties.T @ _PACKING).ravel().view(np.uint64)


@lru_cache(maxsize=1)
def _shapes() -> CountArray:
    """Return int64 ``(0x110000,)``: each code point, those of a script as the first of it."""
    shapes = np.arange(sys.maxunicode + 1)
    for script in _SCRIPTS:
        first, last = map(ord, script)
        shapes[first : last + 1] = first
    return shapes


@lru_cache(maxsize=1)
def _is_ink() -> BoolArray:
    """Return bool ``(0x110000,)``: which code points are no white space."""
    ink = np.ones(sys.maxunicode + 1, dtype=bool)
    ink[[ord(space) for space in _SPACES]] = False
    return ink
