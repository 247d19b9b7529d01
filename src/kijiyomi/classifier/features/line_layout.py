"""How a text is set, whatever it says: the ends of its lines, their lengths and the blank lines between."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points
from kijiyomi.classifier.features.ngrams import Keys, NGrams, ascending, bounds_of

Places = NDArray[np.intp]

# The digits and the letters of a script stand for each other, every other character for itself.
_SCRIPTS = ("09", "AZ", "az", "ぁゟ", "゠ヿ", "一鿿", "０９", "Ａｚ")
_SPACES = "\0\t\n\v\f\r \x85\xa0\u3000\ufeff"
_LINE_FEED = ord("\n")
_MOST_BLANK_LINES = 3
_SHIFT = 21
_OPENING, _SECOND, _BEFORE_LAST, _CLOSING, _LENGTH, _BLANK, _ONE = range(7)
# What is told of a line together.
_KINDS = (
    (_OPENING, _SECOND),
    (_BEFORE_LAST, _CLOSING),
    (_OPENING, _CLOSING),
    (_OPENING, _LENGTH),
    (_CLOSING, _LENGTH),
    (_BLANK, _LENGTH),
    (_BLANK,),
)


def _packing() -> NDArray[np.int64]:
    """Return int64 ``(facts, kinds)``, which the facts of a line are multiplied by to make its keys."""
    packing = np.zeros((_ONE + 1, len(_KINDS)), np.int64)
    for kind, facts in enumerate(_KINDS):
        for place, fact in enumerate(facts, 1):
            packing[fact, kind] = 1 << _SHIFT * (2 - place)
        packing[_ONE, kind] = kind << 2 * _SHIFT
    return packing


_PACKING = _packing()


def layout_ngrams(texts: Sequence[str]) -> NGrams:
    """Return what each line that is not blank looks like, as several keys for each.

    White space at the ends does not count: the program a text is written in decides on it, and programs
    change.

    Args:
        texts: Texts as their authors wrote them, markup included.
    """
    codes = code_points("\n".join(["", *texts, ""]))
    breaks = (codes == _LINE_FEED).nonzero()[0]
    seen = _ink().take(codes).nonzero()[0]
    bounds = seen.searchsorted(breaks)
    lines = (bounds[1:] > bounds[:-1]).nonzero()[0]
    first, last = seen.take(bounds.take(lines)), seen.take(bounds.take(lines + 1) - 1)
    line_of_text = breaks.searchsorted(bounds_of([len(text) + 1 for text in texts]))
    text_bounds = lines.searchsorted(line_of_text)
    sizes = text_bounds[1:] - text_bounds[:-1]
    blank = _breaks_before(lines, (line_of_text[:-1] - 1).repeat(sizes))
    keys = _keys(codes, first, last, np.minimum(blank, _MOST_BLANK_LINES + 1))
    return ascending(keys, (sizes * len(_KINDS)).tolist())


def _breaks_before(lines: Places, outside: Places) -> Places:
    """Return the line breaks between each line and the one before it, one for the first of a text.

    Args:
        lines: Numbers of the lines that are not blank, in all texts together.
        outside: Number of the line before the text of each, which may be blank.
    """
    before = outside.copy()
    np.maximum(before[1:], lines[:-1], out=before[1:])
    return np.asarray(lines - before)


def _keys(codes: NDArray[np.uint32], first: Places, last: Places, blank: Places) -> Keys:
    """Return uint64 ``(lines * kinds,)``.

    Args:
        codes: Code points of all texts.
        first: Where each line begins.
        last: Its last character.
        blank: How many line breaks stand before it.
    """
    places = np.concatenate((first, np.minimum(first + 1, last), np.maximum(last - 1, first), last))
    facts = np.ones((len(_PACKING), len(first)), np.int64)
    facts[_OPENING : _CLOSING + 1] = _shapes().take(codes.take(places)).reshape(4, -1)
    facts[_LENGTH] = np.frexp(last - first + 1)[1]
    facts[_BLANK] = blank
    return (facts.T @ _PACKING).ravel().view(np.uint64)


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
