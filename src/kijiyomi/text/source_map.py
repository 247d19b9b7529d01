"""A text derived from another one, with the source offsets of each character."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import Int32Array, shared_arange


class AlignedText(NamedTuple):
    """A derived text and, for each of its characters, the source characters it stands for.

    Attributes:
        text: The derived text, ``n`` code points.
        starts: int32, shape ``(n,)``, never decreasing: first source code point of each character.
        ends: int32, shape ``(n,)``, never decreasing: one past its last source code point.
    """

    text: str
    starts: Int32Array
    ends: Int32Array

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the non-empty derived span ``[start, end)``.

        Raises:
            ValueError: If the span is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}:{end} is empty or outside a text of {len(self.text)} characters")
        return int(self.starts[start]), int(self.ends[end - 1])

    def derived_offsets(self, source_offsets: Int32Array) -> Int32Array:
        """Return int32 ``(n,)``: the first derived character of each source offset or after it.

        Args:
            source_offsets: int32 ``(n,)``: source code points.
        """
        # Counting is faster than looking each of them up.
        last = max(self.starts.max(initial=0), source_offsets.max(initial=0))
        begin_here = np.bincount(self.starts, minlength=last + 1)
        return (np.cumsum(begin_here) - begin_here).astype(np.int32)[source_offsets]


def align_identically(texts: Sequence[str]) -> list[AlignedText]:
    """Return each text aligned with itself; they share one read-only array."""
    lengths = list(map(len, texts))
    offsets = shared_arange(max(lengths, default=0) + 1)
    return [
        AlignedText(text, offsets[:length], offsets[1 : length + 1])
        for text, length in zip(texts, lengths, strict=True)
    ]
