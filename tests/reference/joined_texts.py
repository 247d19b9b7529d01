"""Offsets in texts that are joined to one, text by text."""

from __future__ import annotations

from collections.abc import Sequence


def join_offsets(columns: Sequence[Sequence[int]], starts: Sequence[int], lasts: Sequence[int]) -> list[int]:
    """Return the offsets of all texts, after those of each text the one for the NUL behind it."""
    joined = []
    for column, start, last in zip(columns, starts, lasts, strict=True):
        joined += [start + offset for offset in column] + [last]
    return joined
