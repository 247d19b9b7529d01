"""Many keys looked up at once."""

from __future__ import annotations

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.classifier.array_types import CountArray, KeyArray

_MAX_MULTIPLIERS = 255
# Odd, so that keys that differ have products that differ; see Knuth's multiplicative hash, TAOCP 6.4.
_MULTIPLIERS = np.random.default_rng(0).integers(0, 1 << 64, _MAX_MULTIPLIERS + 1, np.uint64) | np.uint64(1)
_NONE = 0
# Four buckets a key at least: most keys that are looked up are not there, and find an empty one.
_SPARE_BITS_OF_BUCKETS = 2
_SPARE_BITS_OF_SLOTS = 1


class KeyIndex:
    """A perfect hash table: the index of each of many keys.

    A key's bucket names the multiplier that gives it a slot of its own (Belazzougui, Botelho, Dietzfelbinger,
    "Hash, displace, and compress", 2009). Buckets take a byte each, so that most look-ups end in the
    processor's nearer caches.

    Args:
        keys: uint64 ``(n,)``, each once.

    Raises:
        ValueError: If a key is there twice.
    """

    __slots__ = ("_bucket_shift", "_indices", "_keys", "_multipliers", "_slot_shift")

    def __init__(self, keys: KeyArray) -> None:
        bits = len(keys).bit_length()
        self._bucket_shift = np.uint64(64 - bits - _SPARE_BITS_OF_BUCKETS)
        self._slot_shift = np.uint64(64 - bits - _SPARE_BITS_OF_SLOTS)
        self._keys = keys
        self._multipliers = np.zeros(1 << bits + _SPARE_BITS_OF_BUCKETS, np.uint8)
        self._indices = np.full(1 << bits + _SPARE_BITS_OF_SLOTS, -1, np.int32)
        left = np.arange(len(keys))
        for multiplier in range(1, _MAX_MULTIPLIERS + 1):
            left = self._assign_slots(left, multiplier)
        if len(left):
            raise ValueError(f"{len(left)} keys have no slot; is one there twice?")
        self._indices[self._indices < 0] = 0

    def _assign_slots(self, left: IndexArray, multiplier: int) -> IndexArray:
        """Give slots to the keys of those buckets that the multiplier suits, and return the other keys."""
        if not len(left):
            return left
        keys = self._keys.take(left)
        buckets = self._buckets(keys)
        slots = self._slots(keys, _MULTIPLIERS[multiplier])
        wanted = np.bincount(slots, minlength=len(self._indices))
        unsuited = (self._indices.take(slots) >= 0) | (wanted.take(slots) > 1)
        suited = ~np.isin(buckets, buckets[unsuited])
        self._multipliers[buckets[suited]] = multiplier
        self._indices[slots[suited]] = left[suited]
        return left[~suited]

    def find(self, keys: KeyArray) -> tuple[IndexArray, IndexArray]:
        """Look keys up.

        Returns:
            Positions, ascending, of those of ``keys`` that are in the table, and the index of each in it.
        """
        multipliers = self._multipliers.take(self._buckets(keys))
        likely = (multipliers != _NONE).nonzero()[0]
        if not len(self._keys):
            return likely, likely
        wanted = keys.take(likely)
        indices = self._indices.take(self._slots(wanted, _MULTIPLIERS.take(multipliers.take(likely))))
        known = (self._keys.take(indices) == wanted).nonzero()[0]
        return likely.take(known), indices.take(known).astype(np.intp)

    def _buckets(self, keys: KeyArray) -> CountArray:
        return _high_bits(keys, _MULTIPLIERS[_NONE], self._bucket_shift)

    def _slots(self, keys: KeyArray, multipliers: KeyArray | np.uint64) -> CountArray:
        return _high_bits(keys, multipliers, self._slot_shift)


def _high_bits(keys: KeyArray, multipliers: KeyArray | np.uint64, shift: np.uint64) -> CountArray:
    products: KeyArray = keys * multipliers
    products >>= shift
    return products.view(np.int64)
