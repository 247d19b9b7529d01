"""The sentences that may become excerpts: those at the beginnings of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray, Int32Array
from kijiyomi.document import Document
from kijiyomi.text.passage import Block
from kijiyomi.text.sentences import sentence_spans

# What an article is about is said early; blocks that begin later are not even looked at.
OPENING_CHARACTERS = 2500


class OpeningSentences(NamedTuple):
    """The openings of articles, joined to one text with a newline after each.

    Attributes:
        text: The joined text.
        blocks: The blocks of each opening, with offsets in its own passage.
        starts: ``(articles,)``: where each opening begins in ``text``.
        ends: ``(articles,)``: one past its last character.
        spans: int32 ``(n, 2)``: start and end in ``text`` of each sentence.
        owners: ``(n,)``: index of the article each sentence is of; never decreasing.
        bounds: ``articles + 1``: the first sentence of each article, and one past the last.
    """

    text: str
    blocks: list[tuple[Block, ...]]
    starts: IndexArray
    ends: IndexArray
    spans: Int32Array
    owners: IndexArray
    bounds: list[int]

    @classmethod
    def from_documents(cls, documents: Sequence[Document]) -> OpeningSentences:
        """Return the opening sentences of documents."""
        blocks = [_opening_blocks(document.passage.blocks) for document in documents]
        lengths = np.array([some[-1].end if some else 0 for some in blocks], dtype=np.intp)
        text = "\n".join(
            [
                document.passage.text[:length]
                for document, length in zip(documents, lengths.tolist(), strict=True)
            ]
        )
        ends = (lengths + 1).cumsum() - 1
        starts = ends - lengths
        spans = sentence_spans(text)
        owners = starts.searchsorted(spans[:, 0], side="right") - 1
        bounds = owners.searchsorted(np.arange(len(documents) + 1)).tolist()
        return cls(text, blocks, starts, ends, spans, owners, bounds)

    def find_tokens(
        self, documents: Sequence[Document], wanted: BoolArray
    ) -> tuple[IndexArray, IndexArray, Int32Array]:
        """Return the offset in ``text``, the article and the morpheme of each wanted token of the openings.

        Args:
            documents: The articles.
            wanted: bool ``(lexicon,)``: which morphemes are wanted.
        """
        # No text has more tokens than characters.
        lengths = (self.ends - self.starts).tolist()
        tokens = [document.tokens for document in documents]
        columns = [some.morpheme[:length] for some, length in zip(tokens, lengths, strict=True)]
        morphemes = np.concatenate(columns)
        found = wanted.take(morphemes).nonzero()[0]
        bounds = np.array(list(map(len, columns))).cumsum()
        owners = bounds.searchsorted(found, side="right")
        token_starts = [some.start[:length] for some, length in zip(tokens, lengths, strict=True)]
        offsets = np.concatenate(token_starts)[found] + self.starts[owners]
        inside = offsets < self.ends[owners]
        return offsets[inside], owners[inside], morphemes[found[inside]]

    def sentences_at(self, offsets: IndexArray, owners: IndexArray) -> tuple[IndexArray, IndexArray]:
        """Return which of the offsets are in a sentence of their article, and that sentence.

        Args:
            offsets: ``(m,)``: code points in ``text``.
            owners: ``(m,)``: the article each is of.
        """
        sentences = self.spans[:, 0].searchsorted(offsets, side="right") - 1
        inside = ((sentences >= 0) & (self.owners.take(sentences, mode="clip") == owners)).nonzero()[0]
        return inside, sentences[inside]


def _opening_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if not blocks or blocks[-1].start < OPENING_CHARACTERS:
        return blocks
    return blocks[: bisect_left(blocks, OPENING_CHARACTERS, key=attrgetter("start"))]
