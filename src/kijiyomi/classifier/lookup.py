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


class Lookup:
    """A hash table that tells the places of keys; those that find their slot taken are searched for.

    Args:
        keys: uint64 ``(n,)``, ascending, each once.
    """

    __slots__ = ("_crowded", "_keys", "_others", "_places", "_places_of_others", "_shift")

    def __init__(self, keys: Keys) -> None:
        bits = len(keys).bit_length() + _SPARE_BITS
        self._shift = np.uint64(64 - bits)
        slots = self._slots(keys)
        taken, firsts = np.unique(slots, return_index=True)
        self._keys = np.zeros(1 << bits, np.uint64)
        self._keys[taken] = keys[firsts]
        self._places = np.full(1 << bits, -1, np.int32)
        self._places[taken] = firsts
        self._places_of_others = np.setdiff1d(np.arange(len(keys)), firsts)
        self._others = keys[self._places_of_others]
        self._crowded = np.zeros(1 << bits, bool)
        self._crowded[slots[self._places_of_others]] = True

    def find(self, keys: Keys) -> tuple[Places, Places]:
        """Return which of ``keys`` are in the table, ascending, and the place of each in it."""
        slots = self._slots(keys)
        likely = np.flatnonzero((self._keys.take(slots) == keys) | self._crowded.take(slots))
        slots, keys = slots.take(likely), keys.take(likely)
        places = self._places.take(slots)
        crowded_out = np.flatnonzero(self._keys.take(slots) != keys)
        places[crowded_out] = self._search(keys.take(crowded_out))
        known = np.flatnonzero(places >= 0)
        return likely.take(known), places.take(known).astype(np.intp)

    def _search(self, keys: Keys) -> Places:
        """Return the place of each key that is one of those without a slot, else -1."""
        if not len(self._others):
            return np.full(len(keys), -1)
        rows = self._others.searchsorted(keys)
        same = self._others.take(rows, mode="clip") == keys
        return np.where(same, self._places_of_others.take(rows, mode="clip"), -1)

    def _slots(self, keys: Keys) -> NDArray[np.int64]:
        return np.asarray((keys * _MULTIPLIER) >> self._shift).view(np.int64)
