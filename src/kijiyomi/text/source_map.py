"""A text derived from another, every character of which knows where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class AlignedText(NamedTuple):
    """A derived text and, for each of its characters, the source characters it stands for.

    Attributes:
        text: The derived text, ``n`` code points.
        starts: int32, shape ``(n,)``, never decreasing: first source code point of each character.
        ends: int32, shape ``(n,)``, never decreasing: one past its last source code point.
    """

    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of the non-empty derived span ``[start, end)``.

        Raises:
            ValueError: If the span is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}:{end} is empty or outside a text of {len(self.text)} characters")
        return int(self.starts[start]), int(self.ends[end - 1])

    def positions(self, sources: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return int32 ``(n,)``: the first derived character of each source position or after it.

        Args:
            sources: int32 ``(n,)``: source code points.
        """
        # Counting is faster than looking each of them up.
        longest = max(self.starts.max(initial=0), sources.max(initial=0))
        here = np.bincount(self.starts, minlength=longest + 1)
        return (np.cumsum(here) - here).astype(np.int32)[sources]

    def compose(self, outer: AlignedText) -> AlignedText:
        """Return this text, so far aligned with ``outer.text``, aligned with the source of ``outer``."""
        if not self.text:
            return AlignedText("", self.starts, self.ends)
        return AlignedText(self.text, outer.starts[self.starts], outer.ends[self.ends - 1])


def identities(texts: Sequence[str]) -> list[AlignedText]:
    """Return each text aligned with itself; they share one array, which nobody can write to."""
    lengths = list(map(len, texts))
    places = positions(max(lengths, default=0) + 1)
    return [
        AlignedText(text, places[:length], places[1 : length + 1])
        for text, length in zip(texts, lengths, strict=True)
    ]


def positions(count: int) -> NDArray[np.int32]:
    """Return int32 ``(count,)``: 0, 1, 2 and so on; nobody can write to it."""
    return _FIRST_POSITIONS[:count] if count <= len(_FIRST_POSITIONS) else _positions(count)


def _positions(count: int) -> NDArray[np.int32]:
    made = np.arange(count, dtype=np.int32)
    made.setflags(write=False)
    return made


# Most texts are shorter; 16 KB.
_FIRST_POSITIONS = _positions(4096)
