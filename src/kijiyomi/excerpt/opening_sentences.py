"""The sentences that may become excerpts: those at the beginnings of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray, Int32Array
from kijiyomi.document import Document
from kijiyomi.text.passage import Block
from kijiyomi.text.sentences import sentence_spans
from kijiyomi.tokenizer.tokens import Lexicon

# What an article is about is said early; blocks that begin later are not even looked at.
OPENING_CHARACTERS = 2500
OPENING_SENTENCES = 40
"""Sentences of an article that are looked at, headings, list items and cells among them."""


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
        lexicon: The words of the tokens.
        morphemes: int32 ``(tokens,)``: the morpheme of each token of the openings.
        first_tokens: ``(n,)``: the first token of each sentence.
        end_tokens: ``(n,)``: one past its last token.
    """

    text: str
    blocks: list[tuple[Block, ...]]
    starts: IndexArray
    ends: IndexArray
    spans: Int32Array
    owners: IndexArray
    bounds: list[int]
    lexicon: Lexicon
    morphemes: Int32Array
    first_tokens: IndexArray
    end_tokens: IndexArray

    @classmethod
    def from_documents(cls, documents: Sequence[Document]) -> OpeningSentences:
        """Return the opening sentences of documents, of which there is one at least."""
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
        firsts = owners.searchsorted(np.arange(len(documents)))
        looked_at = np.arange(len(owners)) - firsts[owners] < OPENING_SENTENCES
        spans, owners = spans[looked_at], owners[looked_at]
        bounds = owners.searchsorted(np.arange(len(documents) + 1)).tolist()

        tokens = [document.tokens for document in documents]
        counts = [
            int(some.start.searchsorted(length))
            for some, length in zip(tokens, lengths.tolist(), strict=True)
        ]
        shifts = starts.repeat(counts)
        offsets = np.concatenate([some.start[:count] for some, count in zip(tokens, counts, strict=True)])
        offsets = offsets + shifts
        morphemes = np.concatenate(
            [some.morpheme[:count] for some, count in zip(tokens, counts, strict=True)]
        )
        first_tokens, end_tokens = offsets.searchsorted(spans[:, 0]), offsets.searchsorted(spans[:, 1])
        return cls(
            text,
            blocks,
            starts,
            ends,
            spans,
            owners,
            bounds,
            tokens[0].lexicon,
            morphemes,
            first_tokens,
            end_tokens,
        )


def _opening_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    if not blocks or blocks[-1].start < OPENING_CHARACTERS:
        return blocks
    return blocks[: bisect_left(blocks, OPENING_CHARACTERS, key=attrgetter("start"))]
