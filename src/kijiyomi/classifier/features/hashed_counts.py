"""n-grams hashed into a fixed number of buckets, so that texts of different archives can be compared.

The vectorizer's columns are the n-grams of one archive; what is written in another has no column there.
Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009).
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import FloatArray, IndexArray
from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.ngrams import NGramCounts

FIELD_STARTS = tuple(accumulate((1 << field.hash_bits for field in FIELDS), initial=0))
"""Where the buckets of each field begin, and where the last ones end."""
BUCKETS = FIELD_STARTS[-1]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF, _SIGN_BIT = np.uint64(32), np.uint64(1 << 20)
_SHIFTS = np.array([64 - field.hash_bits for field in FIELDS], dtype=np.uint64)
_STARTS = np.array(FIELD_STARTS[:-1], dtype=np.intp)
_WEIGHTS = np.array([field.weight for field in FIELDS])


class HashedCounts(NamedTuple):
    """The hashed n-grams of texts; several of one text may be in one bucket.

    Attributes:
        texts: intp ``(n,)``: which text each is of.
        buckets: intp ``(n,)``: its bucket.
        values: float64 ``(n,)``: ``1 + ln tf`` with the sign of its hash, each field of a text at the length
            of the field's weight.
    """

    texts: IndexArray
    buckets: IndexArray
    values: FloatArray


def hash_counts(counts: NGramCounts) -> HashedCounts:
    """Return the hashed n-grams of texts.

    Args:
        counts: What is counted in all texts, for each of :data:`~kijiyomi.classifier.features.fields.FIELDS`.
    """
    sizes = counts.bounds[1:] - counts.bounds[:-1]
    parts = len(sizes)
    texts = parts // len(FIELDS)
    part = np.arange(parts).repeat(sizes)
    field = part // texts
    mixed = counts.keys * _MIX
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    buckets = (mixed >> _SHIFTS.take(field)).astype(np.intp) + _STARTS.take(field)
    values = 1 + np.log(counts.frequency)
    # Added up one by one: the sums of a text are the same whatever stands beside it.
    squares = np.bincount(part, values * values, parts)
    values *= (_WEIGHTS.take(np.arange(parts) // texts) / np.sqrt(np.maximum(squares, 1))).take(part)
    np.negative(values, out=values, where=mixed & _SIGN_BIT != 0)
    return HashedCounts(part - field * texts, buckets, values)
