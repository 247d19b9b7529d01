"""Data small enough for a page: Zstandard, then printable characters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from kijiyomi.display.wording import showable

# Printable ASCII without what HTML or scripts read as their own: 91 signs, so two of them carry 13 bits.
# Base64 would need 8 % more room.
ALPHABET = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "<&\\")
_BITS = 13
# From 17 to 19 the size falls by one per cent while the time grows by half.
_LEVEL = 17


class Packed(NamedTuple):
    """Packed data.

    Attributes:
        text: Characters of :data:`ALPHABET`.
        size: Bytes they stand for.
    """

    text: str
    size: int


def pack(data: Any) -> Packed:
    """Return JSON types packed; control characters and lone surrogates become U+FFFD.

    UTF-16 is what Japanese compresses best in: every character has the same width.
    """
    text = showable(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    compressed = pa.Codec("zstd", compression_level=_LEVEL).compress(text.encode("utf-16-le"), asbytes=True)
    return Packed(_printable(compressed), len(compressed))


def safe_json(data: Any) -> str:
    """Return JSON types as text that may stand inside a ``script`` element."""
    return showable(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).replace("<", "\\u003c")


def grouped(sizes: Iterable[int], most: int) -> list[int]:
    """Return the group of each item, counted from 0: neighbours together until they exceed ``most``.

    >>> grouped([3, 3, 3, 9, 1], most=6)
    [0, 0, 1, 2, 3]
    """
    groups, group, filled = [], 0, 0
    for size in sizes:
        if filled and filled + size > most:
            group, filled = group + 1, 0
        groups.append(group)
        filled += size
    return groups


def _printable(data: bytes) -> str:
    bits = np.unpackbits(np.frombuffer(data, np.uint8))
    padded = np.concatenate([bits, np.zeros(-len(bits) % _BITS, np.uint8)]).reshape(-1, _BITS)
    numbers = padded.astype(np.int32) @ (1 << np.arange(_BITS - 1, -1, -1, dtype=np.int32))
    signs = np.frombuffer(ALPHABET.encode(), np.uint8)
    pairs = np.stack([signs[numbers // len(signs)], signs[numbers % len(signs)]], axis=1)
    return pairs.tobytes().decode("ascii")
