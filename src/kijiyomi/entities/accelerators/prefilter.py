"""Where names may begin: a numpy look at every character, so that few positions are read in Python.

It may let more through than can be a name, and never less.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import code_points

PAIR = 2
"""Characters of a Japanese spelling that are looked up; no spelling is shorter."""

_ASCII = 0x80
_FIRST_OF_PAIR = 0x80
_TRADEMARK, _REGISTERED = ord("™"), ord("®")
_LONGEST = 31
_BITS = 16
_MULTIPLIER = np.uint32(0x9E3779B1)

Codes = NDArray[np.uint32]


class Prefilter:
    """Finds runs of Latin letters by length and first two letters, and Japanese words by two characters.

    Args:
        words: Whole runs of Latin letters, in lower case, and whether something in ASCII (or ™) must
            follow, as no name ends there.
        pairs: First :data:`PAIR` characters of Japanese words, which are no Latin letters.
    """

    def __init__(self, words: Mapping[str, bool], pairs: Iterable[str]) -> None:
        self._kinds = _letters()
        # bool (2, length, letter, letter): may a run begin a name, by whether ASCII follows
        self._words = np.zeros((2, _LONGEST + 1, _ASCII, _ASCII), dtype=bool)
        for word, goes_on in words.items():
            length, first, second = min(len(word), _LONGEST), ord(word[0]), ord(word[1:2] or "\0")
            self._words[1, length, first, second] = True
            self._words[0, length, first, second] |= not goes_on
        self._pairs = np.zeros(1 << _BITS, dtype=bool)
        for pair in pairs:
            codes = code_points(pair)
            self._pairs[_hash(codes[:1], codes[1:])] = True
            self._kinds[codes[0]] = _FIRST_OF_PAIR

    def find(self, text: str) -> tuple[list[tuple[int, str]], list[int]]:
        """Return the positions of runs of letters, with the runs, and of pairs, that may begin a name."""
        codes = code_points(f"\0{text}\0")
        kinds = self._kinds.take(codes)
        letter = (kinds > 0) & (kinds < _FIRST_OF_PAIR)
        edges = (letter[1:] != letter[:-1]).nonzero()[0]
        starts, ends = edges[::2], edges[1::2]
        lengths = np.minimum(ends - starts, _LONGEST)
        following = codes[ends + 1]
        goes_on = (following < _ASCII) | (following == _TRADEMARK) | (following == _REGISTERED)
        second = kinds[starts + 2] & (_ASCII - 1)
        hits = self._words[goes_on.astype(np.intp), lengths, kinds[starts + 1], second]
        words = [
            (start, text[start:end])
            for start, end in zip(starts[hits].tolist(), ends[hits].tolist(), strict=True)
        ]
        pairs = (kinds == _FIRST_OF_PAIR).nonzero()[0]
        pairs = pairs[self._pairs[_hash(codes[pairs], codes[pairs + 1])]]
        return words, (pairs - 1).tolist()


def _letters() -> NDArray[np.uint8]:
    """Return uint8 ``(0x110000,)``: the lower case of ASCII letters, 0 for everything else."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for code in range(ord("a"), ord("z") + 1):
        table[code] = table[code - 32] = code
    return table


def _hash(first: Codes, second: Codes) -> Codes:
    mixed = (first * np.uint32(31) + second) * _MULTIPLIER
    shifted: Codes = mixed >> np.uint32(32 - _BITS)
    return shifted
