"""A compiled MeCab dictionary, read directly: the features of one entry, without tagging anything.

Asking MeCab for the features of a morpheme means to tag its surroundings again and maps fifteen pages of
the dictionary into memory. Here its entry is looked up, and its features are read from the file alone.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
from pathlib import Path

from kijiyomi.errors import KijiyomiError

# Layout (MeCab 0.996, src/dictionary.cpp, Dictionary::open, and src/darts.h): magic, version, type, number of
# entries, left and right context ids, sizes of double array, tokens and features, nothing; the name of the
# encoding; then these three.
_HEADER = struct.Struct("<10I32x")
_MAGIC, _VERSION = 0xEF718F77, 102
# Left context id, cost and offset of the features; between and after them what is not needed here.
_TOKEN = struct.Struct("<H4xhI4x")
# The double array's value of a surface: how many tokens, and above these bits the first.
_COUNT_BITS = 8
_FEATURE_BYTES = 256


class MecabDictionary:
    """One dictionary file: ``sys.dic``, ``unk.dic`` or what a user's words were compiled to.

    Args:
        path: The file.

    Raises:
        KijiyomiError: If it is no dictionary of MeCab 0.996.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb", buffering=0)
        header = self._read(0, _HEADER.size)
        magic, version, *_, array, tokens, _, _ = (
            _HEADER.unpack(header) if len(header) == _HEADER.size else (0,) * 10
        )
        if magic ^ _MAGIC != path.stat().st_size or version != _VERSION:
            raise KijiyomiError(f"{path}: not a dictionary of MeCab 0.996; install unidic-lite again")
        self._tokens_start = _HEADER.size + array
        self._features_start = self._tokens_start + tokens
        mapped = memoryview(mmap.mmap(self._stream.fileno(), self._features_start, access=mmap.ACCESS_READ))
        self._units = mapped[_HEADER.size : self._tokens_start].cast("i")
        self._tokens = mapped[self._tokens_start :]

    def find(self, surface: str, context_id: int, cost: int) -> str | None:
        """Return the features of the first entry with this surface, left context id and cost, if any.

        MeCab's Viterbi search prefers the first of several that cost the same.
        """
        first, count = self._value(surface.encode())
        tokens = self._tokens[first * _TOKEN.size : (first + count) * _TOKEN.size]
        for token_context, token_cost, offset in _TOKEN.iter_unpack(tokens):
            if token_context == context_id and token_cost == cost:
                return self._features_at(offset)
        return None

    def features(self) -> dict[tuple[int, int], str]:
        """Return the features of all entries by left context id and cost, of those alike the last."""
        return {
            (context_id, cost): self._features_at(offset)
            for context_id, cost, offset in _TOKEN.iter_unpack(self._tokens)
        }

    def _features_at(self, offset: int) -> str:
        offset += self._features_start
        read = self._read(offset, _FEATURE_BYTES)
        while b"\0" not in read and (more := self._read(offset + len(read), _FEATURE_BYTES)):
            read += more
        return read.partition(b"\0")[0].decode()

    def _read(self, offset: int, size: int) -> bytes:
        if sys.platform == "win32":
            self._stream.seek(offset)
            return self._stream.read(size)
        # Without moving in the file: a forked process shares the position in it.
        return os.pread(self._stream.fileno(), size, offset)

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
