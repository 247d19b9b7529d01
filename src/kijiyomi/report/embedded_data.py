"""Data embedded in a page: JSON in Zstandard in printable characters, so that it is small enough."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from kijiyomi.display.safe_text import replace_unprintable

# Printable ASCII without what HTML or scripts read as their own: 91 signs, so two of them carry 13 bits.
# Base64 would need 8 % more room.
ALPHABET = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "<&\\")
_BITS = 13
# From 17 to 19 the size falls by one per cent while the time grows by half.
_LEVEL = 17


class EmbeddedData(NamedTuple):
    """Packed data.

    Attributes:
        text: Characters of :data:`ALPHABET`.
        size: Bytes they stand for.
    """

    text: str
    size: int


def pack(data: Any) -> EmbeddedData:
    """Return JSON types packed; control characters and lone surrogates become U+FFFD.

    UTF-16 is what Japanese compresses best in: every character has the same width.
    """
    text = _compact_json(data)
    compressed = pa.Codec("zstd", compression_level=_LEVEL).compress(text.encode("utf-16-le"), asbytes=True)
    return EmbeddedData(_printable(compressed), len(compressed))


def safe_json(data: Any) -> str:
    """Return JSON types as text that is safe inside a ``script`` element."""
    return _compact_json(data).replace("<", "\\u003c")


def assign_blocks(sizes: Iterable[int], most: int) -> list[int]:
    """Return the block of each item, counted from 0: neighbours together until they exceed ``most``.

    >>> assign_blocks([3, 3, 3, 9, 1], most=6)
    [0, 0, 1, 2, 3]
    """
    blocks, block, filled = [], 0, 0
    for size in sizes:
        if filled and filled + size > most:
            block, filled = block + 1, 0
        blocks.append(block)
        filled += size
    return blocks


def _compact_json(data: Any) -> str:
    return replace_unprintable(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _printable(data: bytes) -> str:
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    padded = np.concatenate([bits, np.zeros(-len(bits) % _BITS, np.uint8)]).reshape(-1, _BITS)
    numbers = padded.astype(np.int32) @ (1 << np.arange(_BITS - 1, -1, -1, dtype=np.int32))
    signs = np.frombuffer(ALPHABET.encode(), np.uint8)
    pairs = np.stack([signs[numbers // len(signs)], signs[numbers % len(signs)]], axis=1)
    return pairs.tobytes().decode("ascii")
