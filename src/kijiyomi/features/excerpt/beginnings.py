"""The sentences that may become excerpts: those at the beginnings of articles."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Documents
from kijiyomi.text.passage import Block
from kijiyomi.text.sentences import sentence_spans

# What an article is about is said early; later sentences are not even looked at.
_LOOKED_AT = 2500

Numbers = NDArray[np.intp]
Spans = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The beginnings of articles, joined to one text with a newline after each.

    Attributes:
        text: The joined text.
        blocks: The blocks of each beginning, with places in its own article.
        bases: ``(articles,)``: where each beginning starts in ``text``.
        ends: ``(articles,)``: one past its last character.
        spans: int32 ``(n, 2)``: start and end in ``text`` of each sentence.
        owners: ``(n,)``: the article each sentence is of; never decreasing.
    """

    text: str
    blocks: list[tuple[Block, ...]]
    bases: Numbers
    ends: Numbers
    spans: Spans
    owners: Numbers

    @classmethod
    def of(cls, documents: Documents) -> Beginnings:
        """Return the beginnings of documents."""
        blocks = [_looked_at(document.passage.blocks) for document in documents]
        lengths = np.array([some[-1].end if some else 0 for some in blocks], dtype=np.intp)
        text = "\n".join(
            [
                document.passage.text[:length]
                for document, length in zip(documents, lengths.tolist(), strict=True)
            ]
        )
        bases = np.cumsum(lengths + 1) - lengths - 1
        spans = sentence_spans(text)
        owners = np.searchsorted(bases, spans[:, 0], side="right") - 1
        return cls(text, blocks, bases, bases + lengths, spans, owners)

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.owners)

    def holding(self, places: Numbers, owners: Numbers, columns: Numbers) -> tuple[Numbers, Numbers]:
        """Return each pair of a sentence and a column of which a place is in it once, by sentence.

        Args:
            places: ``(m,)``: code points in ``text``.
            owners: ``(m,)``: the article each is in.
            columns: ``(m,)``: the column each is of.
        """
        sentences = np.searchsorted(self.spans[:, 0], places, side="right") - 1
        inside = (sentences >= 0) & (self.owners.take(sentences, mode="clip") == owners)
        count = int(columns.max(initial=0)) + 1
        return np.divmod(np.unique(sentences[inside] * count + columns[inside]), count)


def _looked_at(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks[: bisect_left(blocks, _LOOKED_AT, key=attrgetter("start"))]
