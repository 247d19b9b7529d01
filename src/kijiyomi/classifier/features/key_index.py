"""Many keys looked up at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Places = NDArray[np.intp]

_MOST_MULTIPLIERS = 255
# Odd, so that keys that differ have products that differ; see Knuth's multiplicative hash, TAOCP 6.4.
_MULTIPLIERS = np.random.default_rng(0).integers(0, 1 << 64, _MOST_MULTIPLIERS + 1, np.uint64) | np.uint64(1)
_NONE = 0
# Four buckets a key at least: most keys that are looked up are not there, and find an empty one.
_SPARE_BITS_OF_BUCKETS = 2
_SPARE_BITS_OF_SLOTS = 1


class KeyIndex:
    """A perfect hash table that tells the places of keys.

    A key's bucket names the multiplier that gives it a slot of its own (Belazzougui, Botelho, Dietzfelbinger,
    "Hash, displace, and compress", 2009). Buckets take a byte each, so that most of what is looked up is
    told by the processor's nearer caches.

    Args:
        keys: uint64 ``(n,)``, each once.
    """

    __slots__ = ("_bucket_shift", "_keys", "_multipliers", "_places", "_slot_shift")

    def __init__(self, keys: Keys) -> None:
        bits = len(keys).bit_length()
        self._bucket_shift = np.uint64(64 - bits - _SPARE_BITS_OF_BUCKETS)
        self._slot_shift = np.uint64(64 - bits - _SPARE_BITS_OF_SLOTS)
        self._keys = keys
        self._multipliers = np.zeros(1 << bits + _SPARE_BITS_OF_BUCKETS, np.uint8)
        self._places = np.full(1 << bits + _SPARE_BITS_OF_SLOTS, -1, np.int32)
        left = np.arange(len(keys))
        for multiplier in range(1, _MOST_MULTIPLIERS + 1):
            left = self._settled(left, multiplier)
        if len(left):
            raise ValueError(f"{len(left)} keys have no slot; is one there twice?")
        self._places[self._places < 0] = 0

    def _settled(self, left: Places, multiplier: int) -> Places:
        """Give slots to the keys of those buckets that the multiplier suits, and return the other keys."""
        if not len(left):
            return left
        keys = self._keys.take(left)
        buckets = self._buckets(keys)
        slots = self._slots(keys, _MULTIPLIERS[multiplier])
        wanted = np.bincount(slots, minlength=len(self._places))
        unsuited = (self._places.take(slots) >= 0) | (wanted.take(slots) > 1)
        suited = ~np.isin(buckets, buckets[unsuited])
        self._multipliers[buckets[suited]] = multiplier
        self._places[slots[suited]] = left[suited]
        return left[~suited]

    def find(self, keys: Keys) -> tuple[Places, Places]:
        """Return which of ``keys`` are in the table, ascending, and the place of each in it."""
        multipliers = self._multipliers.take(self._buckets(keys))
        likely = (multipliers != _NONE).nonzero()[0]
        if not len(self._keys):
            return likely, likely
        wanted = keys.take(likely)
        places = self._places.take(self._slots(wanted, _MULTIPLIERS.take(multipliers.take(likely))))
        known = (self._keys.take(places) == wanted).nonzero()[0]
        return likely.take(known), places.take(known).astype(np.intp)

    def _buckets(self, keys: Keys) -> NDArray[np.int64]:
        return _high_bits(keys, _MULTIPLIERS[_NONE], self._bucket_shift)

    def _slots(self, keys: Keys, multipliers: NDArray[np.uint64] | np.uint64) -> NDArray[np.int64]:
        return _high_bits(keys, multipliers, self._slot_shift)


def _high_bits(
    keys: Keys, multipliers: NDArray[np.uint64] | np.uint64, shift: np.uint64
) -> NDArray[np.int64]:
    products: Keys = keys * multipliers
    products >>= shift
    return products.view(np.int64)
