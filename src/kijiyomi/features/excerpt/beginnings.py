"""The sentences that may become excerpts: those at the beginnings of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from kijiyomi.document import Document, Positions
from kijiyomi.text.passage import Block
from kijiyomi.text.sentences import sentence_spans

# What an article is about is said early; later sentences are not even looked at.
LOOKED_AT = 2500

Numbers = NDArray[np.intp]


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
    spans: Positions
    owners: Numbers

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Beginnings:
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

    def tokens(
        self, documents: Sequence[Document], wanted: NDArray[np.bool_]
    ) -> tuple[Numbers, Numbers, Positions]:
        """Return where each wanted token of the beginnings starts in ``text``, whose it is, and its morpheme.

        Args:
            documents: The articles.
            wanted: bool ``(lexicon,)``: which morphemes are.
        """
        # No text has more tokens than characters.
        lengths = (self.ends - self.bases).tolist()
        some = [document.tokens for document in documents]
        columns = [tokens.morpheme[:length] for tokens, length in zip(some, lengths, strict=True)]
        morphemes = np.concatenate(columns)
        found = wanted[morphemes].nonzero()[0]
        bounds = np.array(list(map(len, columns))).cumsum()
        owners = bounds.searchsorted(found, side="right")
        starts = [tokens.start[:length] for tokens, length in zip(some, lengths, strict=True)]
        places = np.concatenate(starts)[found] + self.bases[owners]
        inside = places < self.ends[owners]
        return places[inside], owners[inside], morphemes[found[inside]]

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
        return np.divmod(distinct(sentences[inside] * count + columns[inside]), count)


def distinct(numbers: Numbers) -> Numbers:
    """Return the distinct numbers in order, several times as fast as :func:`numpy.unique`."""
    ordered = np.sort(numbers)
    differs = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return ordered[differs]


def _looked_at(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks[: bisect_left(blocks, LOOKED_AT, key=attrgetter("start"))]
