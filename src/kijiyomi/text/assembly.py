"""From cleaned drafts to readable texts with their way back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from kijiyomi.text.aligned import AlignedText
from kijiyomi.text.passage import Block
from kijiyomi.text.pieces import Draft, Piece


class Assembly:
    """Readable texts put together one after the other; the arrays of all of them are made at once.

    Attributes:
        blocks: The blocks of each text, with places in that text.
    """

    def __init__(self) -> None:
        self.blocks: list[tuple[Block, ...]] = []
        # Places are counted in all texts together.
        self._bounds = [0]
        self._parts: list[str] = []
        self._shifts: list[int] = []  # from the place of each part to its place in its source
        self._breaks: list[int] = []  # newlines between blocks
        self._following: list[int] = []  # where in its source what follows each of them begins
        self._literals: list[tuple[slice, Piece]] = []

    def add(self, source: str, drafts: Iterable[Draft], texts: Iterable[str]) -> None:
        """Add the text of the drafts that hold any, one newline between them.

        Args:
            source: What the drafts were cut from.
            drafts: Blocks in order.
            texts: What a reader sees of each.
        """
        base = position = self._bounds[-1]
        last = 0
        blocks: list[Block] = []
        for draft, text in zip(drafts, texts, strict=True):
            pieces = draft.pieces
            if not pieces:
                continue
            if blocks:
                self._parts.append("\n")
                self._shifts.append(last - position)
                self._breaks.append(position)
                self._following.append(max(last, pieces[0].start))
                position += 1
            first = position
            parts = [text] if len(pieces) == 1 else [piece.text(source) for piece in pieces]
            self._parts += parts
            for piece, part in zip(pieces, parts, strict=True):
                start, last, literal, _ = piece
                self._shifts.append(start - position)
                if literal is not None:
                    self._literals.append((slice(position, position + len(part)), piece))
                position += len(part)
            blocks.append(Block(first - base, position - base, draft.kind, draft.level))
        self._bounds.append(position)
        self.blocks.append(tuple(blocks))

    def aligned(self) -> list[AlignedText]:
        """Return each text, aligned with its source."""
        text = "".join(self._parts)
        starts = np.arange(len(text), dtype=np.int32)
        starts += np.array(self._shifts, dtype=np.int32).repeat(list(map(len, self._parts)))
        ends = starts + np.int32(1)
        ends[self._breaks] = self._following
        for places, piece in self._literals:
            starts[places] = piece.start
            ends[places] = piece.end
        return [AlignedText(text[a:b], starts[a:b], ends[a:b]) for a, b in pairwise(self._bounds)]
