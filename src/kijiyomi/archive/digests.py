"""Digests of texts in sequence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Digest(Protocol):
    """A hash of :mod:`hashlib`."""

    def update(self, data: bytes, /) -> None:
        """Take more bytes in."""


def add_texts(digest: Digest, texts: Iterable[str]) -> None:
    """Take texts in, each with its length, so that no two sequences look alike."""
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
