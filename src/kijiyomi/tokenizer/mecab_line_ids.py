"""Ids of lines met before, looked up for a whole output at once.

A dictionary of strings would need a string object for every line. Here the lines' code points are hashed
with numpy in a few passes, and the hashes are looked up in one table.
"""

from __future__ import annotations

import numpy as np

from kijiyomi.arrays import HASH_FACTOR, CodePoints, HashArray, IndexArray, Int32Array, hash_powers

_SLOT_BITS, _ID_BITS = 18, 20
_SLOT_SHIFT, _LAST_SLOT = np.uint64(64 - _SLOT_BITS), (1 << _SLOT_BITS) - 1
_MOST_LINES = (_LAST_SLOT + 1) // 2
_ID_MASK = np.uint64((1 << _ID_BITS) - 1)
# Moves a hash from the middle of a text to its start.
_INVERSE = np.uint64(pow(int(HASH_FACTOR), -1, 1 << 64))

ABSENT = 0
"""Id of lines that are not in the table."""
_FREE = np.uint64(0)


class LineIdTable:
    """Maps hashes of lines to ids; a hash whose slot is taken is in the next free one.

    An entry is one number, 44 bits of the hash and the id, so that a look-up touches memory once.
    Meant for ids from 1 to 2**20 - 1. Holds half as many lines as it has slots, 2**18.

    Attributes:
        is_full: Whether it holds as many lines as it can.
    """

    def __init__(self) -> None:
        self.is_full = False
        self._lines = 0
        self._entries = np.zeros(1 << _SLOT_BITS, dtype=np.uint64)
        self._compute_powers(1 << 15)

    def hashes(self, codes: CodePoints, starts: IndexArray) -> HashArray:
        """Return uint64 ``(n,)``: the hash of each line.

        Args:
            codes: uint32 ``(characters,)``: code points of the lines, one after the other.
            starts: ``(n,)``: index of the newline that each begins with.
        """
        if len(codes) > len(self._powers):
            self._compute_powers(2 * len(codes))
        sums = np.add.reduceat(codes * self._powers[: len(codes)], starts)
        sums *= self._inverses[starts]
        return sums

    def ids(self, hashes: HashArray) -> Int32Array:
        """Return int32 ``(n,)``: the id of each line, :data:`ABSENT` for those that are not in the table."""
        slots = (hashes >> _SLOT_SHIFT).view(np.int64)
        entries = self._entries[slots]
        unresolved = ((entries ^ hashes) > _ID_MASK).nonzero()[0]
        while len(unresolved := unresolved[entries[unresolved] != _FREE]):
            slots[unresolved] = (slots[unresolved] + 1) & _LAST_SLOT
            entries[unresolved] = self._entries[slots[unresolved]]
            unresolved = unresolved[(entries[unresolved] ^ hashes[unresolved]) > _ID_MASK]
        return (entries & _ID_MASK).astype(np.int32)

    def add(self, line_hash: np.uint64, line_id: int) -> None:
        """Remember a line, once however often it is added, unless the table is full."""
        slot = int(line_hash >> _SLOT_SHIFT)
        while entry := self._entries[slot]:
            if (entry ^ line_hash) <= _ID_MASK:
                return
            slot = (slot + 1) & _LAST_SLOT
        if not self.is_full:
            self._entries[slot] = (line_hash & ~_ID_MASK) | np.uint64(line_id)
            self._lines += 1
            self.is_full = self._lines == _MOST_LINES

    def _compute_powers(self, count: int) -> None:
        self._powers, self._inverses = hash_powers(HASH_FACTOR, count), hash_powers(_INVERSE, count)
