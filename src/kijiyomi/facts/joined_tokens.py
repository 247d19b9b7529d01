"""The tokens of several documents one after the other, with their offsets in the articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import IndexArray, Int32Array, code_points
from kijiyomi.document import Documents
from kijiyomi.tokenizer.tokens import Lexicon, MorphemeProperty

MARGIN = 24
"""Boundaries before the first text and after the last, so that a look at words nearby stays inside."""
_NEWLINE = 10
_BETWEEN = 2  # boundaries between texts, so that the word after the next is never of another text


class JoinedTokens(NamedTuple):
    """Tokens of texts one after the other, with boundaries between them.

    Boundaries are tokens of the morpheme :data:`~kijiyomi.tokenizer.tokens.BOUNDARY`, which is 0.

    Attributes:
        lexicon: Where ``morpheme`` points.
        morpheme: ``(n,)``: id of each token's morpheme.
        start: int32 ``(n,)``: first code point of each token in the joined readable texts.
        end: int32 ``(n,)``: one past its last code point there.
        source_start: int32 ``(n,)``: first code point in the joined texts of the articles.
        source_end: int32 ``(n,)``: one past its last code point there.
        text: int32 ``(n,)``: index of the text of each token; boundaries belong to the text before them.
        text_first: int32 ``(texts,)``: index of the first token of each text.
        source_begin: int32 ``(texts,)``: where each article begins in the joined texts of the articles.
        newlines: int32: line breaks in the joined readable texts.
    """

    lexicon: Lexicon
    morpheme: IndexArray
    start: Int32Array
    end: Int32Array
    source_start: Int32Array
    source_end: Int32Array
    text: Int32Array
    text_first: Int32Array
    source_begin: Int32Array
    newlines: Int32Array

    def column(self, of: MorphemeProperty) -> Int32Array:
        """Return int32 ``(n,)``: ``of(morpheme)`` for every token."""
        return self.lexicon.column(of).take(self.morpheme)


def join_tokens(documents: Documents) -> JoinedTokens:
    """Return the tokens of documents, of which there is one at least."""
    tokens = [document.tokens for document in documents]
    aligned = [document.passage.aligned for document in documents]
    readable = [some.text for some in tokens]
    joiner = _Joiner([len(some) for some in tokens])
    begins, source_begins = _begins(readable), _begins([document.article.text for document in documents])
    source_starts = [view.starts.take(some.start) for view, some in zip(aligned, tokens, strict=True)]
    source_ends = [view.ends.take(some.end - 1) for view, some in zip(aligned, tokens, strict=True)]
    return JoinedTokens(
        tokens[0].lexicon,
        joiner.join([some.morpheme for some in tokens]).astype(np.intp),
        joiner.join_offsets([some.start for some in tokens], begins),
        joiner.join_offsets([some.end for some in tokens], begins),
        joiner.join_offsets(source_starts, source_begins),
        joiner.join_offsets(source_ends, source_begins),
        joiner.texts,
        joiner.firsts,
        source_begins[:-1],
        (code_points("\0".join(readable)) == _NEWLINE).nonzero()[0].astype(np.int32),
    )


class _Joiner:
    """Joins columns of each text's tokens.

    Args:
        lengths: How many tokens each text has.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        counts = np.array(lengths) + _BETWEEN
        counts[-1] += MARGIN
        *firsts, _ = accumulate(counts.tolist(), initial=MARGIN)
        self.firsts = np.array(firsts, dtype=np.int32)
        self.texts = np.arange(len(lengths), dtype=np.int32).repeat(counts)
        self.texts = np.concatenate((np.zeros(MARGIN, dtype=np.int32), self.texts))
        is_boundary = np.ones(len(self.texts), dtype=bool)
        for first, length in zip(firsts, lengths, strict=True):
            is_boundary[first : first + length] = False
        self._boundaries = is_boundary.nonzero()[0]

    def join(self, columns: Sequence[Int32Array]) -> Int32Array:
        """Return the columns of all texts as one, with zeros at boundaries."""
        between, margin = np.zeros(_BETWEEN, dtype=np.int32), np.zeros(MARGIN, dtype=np.int32)
        parts = [between] * (2 * len(columns))
        parts[::2] = columns
        return np.concatenate((margin, *parts, margin))

    def join_offsets(self, columns: Sequence[Int32Array], begins: Int32Array) -> Int32Array:
        """Return the offsets of all texts as one, with the end of the text before at boundaries."""
        offsets = self.join(columns)
        offsets += begins.take(self.texts)
        offsets[self._boundaries] = begins[self.texts[self._boundaries] + 1] - 1
        offsets[:MARGIN] = 0
        return offsets


def _begins(texts: Sequence[str]) -> Int32Array:
    """Return int32 ``(texts + 1,)``: where each text begins when they are joined by one character."""
    return np.array([*accumulate((len(text) + 1 for text in texts), initial=0)], dtype=np.int32)
