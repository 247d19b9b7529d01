"""From cleaned drafts to readable texts with their way back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kijiyomi.text.aligned import AlignedText, positions
from kijiyomi.text.passage import Block
from kijiyomi.text.pieces import Draft, Piece


class Assembly:
    """Readable texts put together one after the other; the arrays of all of them are made at once.

    Attributes:
        blocks: The blocks of each text, with places in that text.
    """

    def __init__(self) -> None:
        self.blocks: list[tuple[Block, ...]] = []
        # Places are counted in all texts together, a newline after each block.
        self._bounds: list[tuple[int, int]] = []
        self._end = 0
        self._texts: list[str] = []
        # How far each stretch lies from its source, and how long it is.
        self._shifts: list[int] = []
        self._lengths: list[int] = []
        self._newlines: list[int] = []
        self._following: list[int] = []  # where in its source what follows each of them begins
        self._literals: list[tuple[slice, Piece]] = []

    def add(self, drafts: Sequence[Draft], texts: Sequence[str]) -> None:
        """Add the text of the drafts that hold any, one newline between them.

        Args:
            drafts: Blocks in order.
            texts: What a reader sees of each.
        """
        base = place = self._end
        shifts, lengths = self._shifts, self._lengths
        blocks: list[Block] = []
        last = 0
        for draft, text in zip(drafts, texts, strict=True):
            pieces = draft.pieces
            if not pieces:
                continue
            if blocks:
                self._newlines.append(place - 1)
                self._following.append(max(last, pieces[0].start))
            first = place - base
            for piece in pieces:
                start, last, literal, _ = piece
                length = last - start if literal is None else len(literal)
                shifts.append(start - place)
                lengths.append(length)
                if literal is not None:
                    self._literals.append((slice(place, place + length), piece))
                place += length
            blocks.append(Block(first, place - base, draft.kind, draft.level))
            shifts.append(last - place)
            lengths.append(1)
            place += 1
            self._texts.append(text)
        self._bounds.append((base, place - 1 if blocks else place))
        self._end = place
        self.blocks.append(tuple(blocks))

    def aligned(self) -> list[AlignedText]:
        """Return each text, aligned with its source."""
        text = "\n".join(self._texts)
        starts = positions(self._end) + np.array(self._shifts, dtype=np.int32).repeat(self._lengths)
        ends = starts + np.int32(1)
        if self._newlines:
            ends[self._newlines] = self._following
        for places, piece in self._literals:
            starts[places] = piece.start
            ends[places] = piece.end
        return [AlignedText(text[a:b], starts[a:b], ends[a:b]) for a, b in self._bounds]
