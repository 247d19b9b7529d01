"""Digests of files and values: equal for equal content, and only for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SHORT_BYTES = 16


def sha256_of_file(path: str | Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: If it cannot be read.
    """
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_of(parts: Iterable[Any]) -> str:
    """Return the SHA-256 of bytes and buffers put together, in hexadecimal."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def short_digest(texts: Iterable[str], context: bytes = b"") -> bytes:
    """Return 16 bytes that differ for different sequences of texts, lone surrogates included.

    Args:
        texts: The texts; ``["ab"]`` and ``["a", "b"]`` differ.
        context: What else decides the digest.
    """
    digest = hashlib.blake2b(context, digest_size=_SHORT_BYTES)
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        # With its length, so that no two sequences of texts look alike.
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.digest()
