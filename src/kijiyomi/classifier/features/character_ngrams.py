"""Pairs and triples of characters: code points in lower case, no hashes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kijiyomi.arrays import code_points
from kijiyomi.classifier.features.ngrams import (
    NGramOccurrences,
    NGrams,
    SymbolPacking,
    bounds_from_sizes,
    ngrams_of_two_lengths,
)

# A triple that begins with a NUL, which no one writes, has the key of the pair after it.
_PACKING = SymbolPacking.create(bits=21, filler=(1 << 21) - 1)


def character_ngrams(texts: Sequence[str]) -> NGrams:
    """Return the pairs and the triples of lower-cased characters of texts."""
    lower, sizes = _lower(texts)
    ends = bounds_from_sizes(sizes)
    codes = code_points(f"\0{lower}\0").astype(np.uint64)
    codes[ends] = _PACKING.filler
    triples = codes[:-2] << _PACKING.bits
    triples |= codes[1:-1]
    triples <<= _PACKING.bits
    triples |= codes[2:]
    # Those that begin behind a text or with its last character are none.
    starts, lasts = ends[:-1] + 1, ends[1:] - 1
    triples[ends[:-1]] = triples[lasts] = _PACKING.filler
    return ngrams_of_two_lengths(triples, starts, np.maximum(starts, lasts), _PACKING)


def _lower(texts: Sequence[str]) -> tuple[str, list[int]]:
    """Return the texts in lower case, a NUL after each, and how long they are with it."""
    text = "\0".join([*texts, ""])
    lower = text.lower()
    # İ becomes two characters.
    same = texts if len(lower) == len(text) else map(str.lower, texts)
    return lower, [len(one) + 1 for one in same]


def character_occurrences(text: str) -> NGramOccurrences:
    """Return where each pair and each triple of characters stands.

    A text with a letter that is two in lower case has none: no n-gram would stand where it seems to.
    """
    lower = text.lower()
    codes = code_points(lower if len(lower) == len(text) else "").astype(np.uint64)
    pairs = (codes[:-1] << _PACKING.bits) | codes[1:]
    triples = (pairs[:-1] << _PACKING.bits) | codes[2:]
    starts = np.concatenate((np.arange(len(pairs)), np.arange(len(triples))))
    lengths = np.repeat([2, 3], [len(pairs), len(triples)])
    return NGramOccurrences(np.concatenate((pairs, triples)), starts, starts + lengths)
