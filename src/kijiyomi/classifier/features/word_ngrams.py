"""Words and word pairs: lemmas, punctuation left out."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from kijiyomi.arrays import IndexArray
from kijiyomi.classifier.array_types import KeyArray
from kijiyomi.classifier.features.ngrams import (
    NGramOccurrences,
    NGrams,
    SymbolPacking,
    bounds_from_sizes,
    ngrams_of_two_lengths,
)
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.tokenizer.tokens import Morpheme, Tokens

_PACKING = SymbolPacking.create(bits=32, filler=0)
_PUNCTUATION = frozenset({"補助記号", "空白"})


def word_ngrams(texts: Sequence[Tokens]) -> NGrams:
    """Return the words and word pairs of texts.

    Args:
        texts: Tokens of each text, all of one lexicon; one at least.
    """
    words, bounds = _word_hashes(texts)
    starts, stops = bounds[:-1], bounds[1:]
    pairs = words << _PACKING.bits
    lasts = stops[stops > starts] - 1
    alone = pairs.take(lasts)
    pairs[:-1] |= words[1:]
    pairs[lasts] = alone
    return ngrams_of_two_lengths(pairs, starts, stops, _PACKING)


def word_occurrences(tokens: Tokens) -> NGramOccurrences:
    """Return where each word and each word pair of a text stands; a pair spans what is between its words."""
    words, _ = _word_hashes([tokens])
    positions = np.flatnonzero(tokens.column(word_hash))
    starts, ends = tokens.start[positions].astype(np.intp), tokens.end[positions].astype(np.intp)
    keys = np.concatenate((words, (words[:-1] << _PACKING.bits) | words[1:]))
    return NGramOccurrences(keys, np.append(starts, starts[:-1]), np.append(ends, ends[1:]))


def word_hash(morpheme: Morpheme) -> int:
    """Return the CRC-32 of the morpheme's lemma as a signed number, 0 for punctuation.

    Thirty thousand lemmas share a value in about one of ten vocabularies, which costs one feature.
    """
    if morpheme.pos1 in _PUNCTUATION:
        return 0
    lemma = fold_width_and_case(morpheme.lemma)
    crc = zlib.crc32(lemma.encode("utf-8", "surrogatepass"))
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def _word_hashes(texts: Sequence[Tokens]) -> tuple[KeyArray, IndexArray]:
    """Return the unsigned :func:`word_hash` of every word of texts, and the bounds of each text."""
    columns = [tokens.morpheme for tokens in texts]
    hashes = texts[0].lexicon.column(word_hash).take(np.concatenate(columns)).view(np.uint32)
    words = (hashes != 0).nonzero()[0]
    bounds = bounds_from_sizes(list(map(len, columns)))
    return hashes.take(words).astype(np.uint64), words.searchsorted(bounds)
