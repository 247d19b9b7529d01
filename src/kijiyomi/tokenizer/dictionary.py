"""A compiled MeCab dictionary, read directly: the features of one entry, without tagging anything.

Asking MeCab for the features of a morpheme means to tag its surroundings again and maps fifteen pages of
the dictionary into memory. Here its entry is looked up, and its features are read from the file alone.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kijiyomi.errors import KijiyomiError

# Layout (MeCab 0.996, src/dictionary.cpp, Dictionary::open, and src/darts.h): magic, version, type, number of
# entries, left and right context ids, sizes of double array, tokens and features, nothing; the name of the
# encoding; then these three.
_HEADER = struct.Struct("<10I32x")
_MAGIC, _VERSION = 0xEF718F77, 102
# Left and right context id, part of speech, cost, place of the features, compound.
_TOKEN = struct.Struct("<HHHhII")
# The double array's value of a surface: how many tokens, and above these bits the first.
_COUNT_BITS = 8
_FEATURE_BYTES = 512


class Entry(NamedTuple):
    """A token of a dictionary.

    Attributes:
        context_id: Its left context id.
        cost: Its word cost.
        features: Place of its features among the features.
    """

    context_id: int
    cost: int
    features: int


class Dictionary:
    """One dictionary file: ``sys.dic``, ``unk.dic`` or what a user's words were compiled to.

    Not to be shared between threads.

    Args:
        path: The file.

    Raises:
        KijiyomiError: If it is no dictionary of MeCab 0.996.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb", buffering=0)
        header = self._stream.read(_HEADER.size)
        magic, version, *_, array, tokens, _, _ = (
            _HEADER.unpack(header) if len(header) == _HEADER.size else (0,) * 10
        )
        if magic ^ _MAGIC != path.stat().st_size or version != _VERSION:
            raise KijiyomiError(f"{path}: not a dictionary of MeCab 0.996; install unidic-lite again")
        self._tokens = _HEADER.size + array
        self._features = self._tokens + tokens
        self._token_count = tokens // _TOKEN.size
        mapped = mmap.mmap(self._stream.fileno(), self._tokens, access=mmap.ACCESS_READ)
        self._units = memoryview(mapped)[_HEADER.size :].cast("i")

    def find(self, surface: str, context_id: int, cost: int) -> str | None:
        """Return the features of the first entry with this surface, left context id and cost, if any.

        MeCab's Viterbi search prefers the first of several that cost the same.
        """
        for entry in self._entries(*self._value(surface.encode())):
            if entry.context_id == context_id and entry.cost == cost:
                return self.features(entry)
        return None

    def entries(self) -> Iterator[Entry]:
        """Yield all entries."""
        return self._entries(0, self._token_count)

    def features(self, entry: Entry) -> str:
        """Return the features of an entry, as CSV."""
        self._stream.seek(self._features + entry.features)
        read = b""
        while b"\0" not in read:
            more = self._stream.read(_FEATURE_BYTES)
            if not more:
                break
            read += more
        return read.partition(b"\0")[0].decode()

    def _entries(self, first: int, count: int) -> Iterator[Entry]:
        self._stream.seek(self._tokens + first * _TOKEN.size)
        for context_id, _, _, cost, features, _ in _TOKEN.iter_unpack(self._stream.read(count * _TOKEN.size)):
            yield Entry(context_id, cost, features)

    def _value(self, key: bytes) -> tuple[int, int]:
        """Return the first token of a surface and how many there are, walking the double array."""
        units = self._units
        base = units[0]
        for byte in key:
            unit = 2 * (base + byte + 1)
            if unit >= len(units) or units[unit + 1] != base:
                return 0, 0
            base = units[unit]
        value = -units[2 * base] - 1
        if value < 0 or units[2 * base + 1] != base:
            return 0, 0
        return value >> _COUNT_BITS, value & ((1 << _COUNT_BITS) - 1)
