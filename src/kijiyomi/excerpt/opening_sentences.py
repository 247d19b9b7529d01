"""The sentences that may become excerpts: those at the beginnings of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import run_bounds
from kijiyomi.document import Document, Positions
from kijiyomi.text.passage import Block
from kijiyomi.text.sentences import sentence_spans

# What an article is about is said early; later sentences are not even looked at.
LOOKED_AT = 2500

Numbers = NDArray[np.intp]


class OpeningSentences(NamedTuple):
    """The beginnings of articles, joined to one text with a newline after each.

    Attributes:
        text: The joined text.
        blocks: The blocks of each beginning, with places in its own article.
        bases: ``(articles,)``: where each beginning starts in ``text``.
        ends: ``(articles,)``: one past its last character.
        spans: int32 ``(n, 2)``: start and end in ``text`` of each sentence.
        owners: ``(n,)``: the article each sentence is of; never decreasing.
        bounds: ``articles + 1``: the first sentence of each article, and one past the last.
    """

    text: str
    blocks: list[tuple[Block, ...]]
    bases: Numbers
    ends: Numbers
    spans: Positions
    owners: Numbers
    bounds: list[int]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> OpeningSentences:
        """Return the beginnings of documents."""
        blocks = [_looked_at(document.passage.blocks) for document in documents]
        lengths = np.array([some[-1].end if some else 0 for some in blocks], dtype=np.intp)
        text = "\n".join(
            [
                document.passage.text[:length]
                for document, length in zip(documents, lengths.tolist(), strict=True)
            ]
        )
        ends = (lengths + 1).cumsum() - 1
        bases = ends - lengths
        spans = sentence_spans(text)
        owners = bases.searchsorted(spans[:, 0], side="right") - 1
        bounds = owners.searchsorted(np.arange(len(documents) + 1)).tolist()
        return cls(text, blocks, bases, ends, spans, owners, bounds)

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
        found = wanted.take(morphemes).nonzero()[0]
        bounds = np.array(list(map(len, columns))).cumsum()
        owners = bounds.searchsorted(found, side="right")
        starts = [tokens.start[:length] for tokens, length in zip(some, lengths, strict=True)]
        places = np.concatenate(starts)[found] + self.bases[owners]
        inside = places < self.ends[owners]
        return places[inside], owners[inside], morphemes[found[inside]]

    def holding(self, places: Numbers, owners: Numbers, columns: Numbers) -> tuple[Numbers, Numbers]:
        """Return the sentence that each place is in with its column, without places in none.

        Args:
            places: ``(m,)``: code points in ``text``.
            owners: ``(m,)``: the article each is in.
            columns: ``(m,)``: the column each is of.
        """
        sentences = self.spans[:, 0].searchsorted(places, side="right") - 1
        inside = ((sentences >= 0) & (self.owners.take(sentences, mode="clip") == owners)).nonzero()[0]
        return sentences[inside], columns[inside]


def distinct(numbers: Numbers) -> Numbers:
    """Return the distinct numbers in order, several times as fast as :func:`numpy.unique`."""
    ordered = np.sort(numbers)
    return ordered[run_bounds(len(ordered), ordered[1:] != ordered[:-1])[:-1]]


def _looked_at(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if not blocks or blocks[-1].start < LOOKED_AT:
        return blocks
    return blocks[: bisect_left(blocks, LOOKED_AT, key=attrgetter("start"))]
