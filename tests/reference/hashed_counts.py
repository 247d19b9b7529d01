"""The hashed n-grams of one text, n-gram by n-gram."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kijiyomi.classifier.features.fields import FIELDS

_WORD = (1 << 64) - 1


def buckets(counts: Sequence[Mapping[int, int]]) -> dict[int, float]:
    """Return what is in each bucket, given how often each n-gram occurs in each field."""
    filled: dict[int, float] = defaultdict(float)
    start = 0
    for field, own in zip(FIELDS, counts, strict=True):
        weights = {key: 1 + math.log(count) for key, count in own.items()}
        for key, weight in weights.items():
            mixed = key * 0x9E3779B97F4A7C15 & _WORD
            mixed = (mixed ^ mixed >> 32) * 0x9E3779B97F4A7C15 & _WORD
            sign = -1 if mixed >> 20 & 1 else 1
            bucket = start + (mixed >> (64 - field.hash_bits))
            filled[bucket] += sign * weight * field.weight / math.hypot(*weights.values())
        start += 1 << field.hash_bits
    return filled
