"""The tokens of several documents as one stream, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import IndexArray, Int32Array, code_points
from kijiyomi.tokenizer.tokens import BOUNDARY, Tokens

NO_GAP, SPACE, NEW_LINE = range(3)
GAPS = 3
_LINE_FEED = 10

GapCodes = NDArray[np.uint8]


class TokenStream(NamedTuple):
    """Documents one after the other, with boundaries before, between and after them.

    There are so many boundaries that the network sees no document from another one.

    Attributes:
        morphemes: int32 ``(n,)``: id of each token's morpheme, :data:`BOUNDARY` between documents.
        gaps: uint8 ``(n,)``: what stands before each token.
        firsts: int ``(documents,)``: index of each document's first token.
    """

    morphemes: Int32Array
    gaps: GapCodes
    firsts: IndexArray


def token_stream(texts: Sequence[Tokens], boundaries: int) -> TokenStream:
    """Return the tokens of texts of one lexicon as one stream.

    Args:
        texts: The tokens of each text.
        boundaries: How many boundaries to put before, between and after them.
    """
    no_words = np.full(boundaries, BOUNDARY, dtype=np.int32)
    no_gaps = np.zeros(boundaries, dtype=np.uint8)
    morphemes, gaps = [no_words], [no_gaps]
    for tokens in texts:
        morphemes += (tokens.morpheme, no_words)
        gaps += (gap_codes(tokens), no_gaps)
    lengths = np.array([len(tokens) + boundaries for tokens in texts], dtype=np.intp)
    firsts = boundaries + np.cumsum(lengths) - lengths
    return TokenStream(np.concatenate(morphemes), np.concatenate(gaps), firsts)


def gap_codes(tokens: Tokens) -> GapCodes:
    """Return uint8 ``(tokens,)``: whether nothing, white space or a new line stands before each token.

    The first token of a text stands on a new line.
    """
    codes = np.zeros(len(tokens), dtype=np.uint8)
    if not len(codes):
        return codes
    codes[0] = NEW_LINE
    before = tokens.end[:-1]
    gaps = (tokens.start[1:] > before).nonzero()[0]
    if len(gaps):
        characters = code_points(tokens.text)
        first, last = characters[before[gaps]], characters[tokens.start[gaps + 1] - 1]
        codes[gaps + 1] = np.where((first == _LINE_FEED) | (last == _LINE_FEED), NEW_LINE, SPACE)
    return codes
