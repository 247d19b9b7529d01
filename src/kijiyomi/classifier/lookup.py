"""Many keys looked up at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Places = NDArray[np.intp]

# Knuth's multiplicative hash, TAOCP 6.4: 2^64 over the golden ratio.
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
# Four slots a key at least: few keys want a slot that another one has.
_SPARE_BITS = 2
_MARK_BITS = np.uint64(16)
_CROWDED, _EMPTY = 0, 1


class Lookup:
    """A hash table that tells the places of keys; those that find their slot taken are searched for.

    Most keys that are looked up are not there. A mark of 16 bits in each slot tells nearly all of them, so
    that what they are compared with is small enough for the processor's nearest caches.

    Args:
        keys: uint64 ``(n,)``, ascending, each once.
    """

    __slots__ = ("_keys", "_marks", "_others", "_places", "_places_of_others", "_shift")

    def __init__(self, keys: Keys) -> None:
        bits = len(keys).bit_length() + _SPARE_BITS
        self._keys = keys
        self._shift = np.uint64(64 - bits) - _MARK_BITS
        slots, marks = self._hashes(keys)
        places = np.arange(len(keys), dtype=np.int32)
        self._places = np.zeros(1 << bits, np.int32)
        # Of several keys that want one slot the first is written last.
        self._places[slots[::-1]] = places[::-1]
        self._places_of_others = np.flatnonzero(self._places[slots] != places)
        self._others = keys[self._places_of_others]
        self._marks = np.full(1 << bits, _EMPTY, np.uint16)
        self._marks[slots] = marks
        self._marks[slots[self._places_of_others]] = _CROWDED

    def find(self, keys: Keys) -> tuple[Places, Places]:
        """Return which of ``keys`` are in the table, ascending, and the place of each in it."""
        if not len(self._keys):
            return np.empty(0, np.intp), np.empty(0, np.intp)
        slots, marks = self._hashes(keys)
        held = self._marks.take(slots)
        likely = np.flatnonzero((held == marks) | (held == _CROWDED))
        wanted = keys.take(likely)
        places = self._places.take(slots.take(likely))
        elsewhere = np.flatnonzero(self._keys.take(places) != wanted)
        places[elsewhere] = self._search(wanted.take(elsewhere))
        known = np.flatnonzero(places >= 0)
        return likely.take(known), places.take(known).astype(np.intp)

    def _search(self, keys: Keys) -> Places:
        """Return the place of each key that is one of those without a slot, else -1."""
        if not len(self._others):
            return np.full(len(keys), -1)
        rows = self._others.searchsorted(keys)
        same = self._others.take(rows, mode="clip") == keys
        return np.where(same, self._places_of_others.take(rows, mode="clip"), -1)

    def _hashes(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        """Return the slot of each key, and its mark."""
        hashes = (keys * _MULTIPLIER) >> self._shift
        return (hashes >> _MARK_BITS).view(np.int64), hashes.astype(np.uint16)
