"""A small network of names with random weights."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from kijiyomi.entities.ner_model.morpheme_features import FEATURES
from kijiyomi.entities.ner_model.token_stream import GAPS
from kijiyomi.model_store import Arrays

EMBEDDED, VECTOR, HIDDEN, WIDTH, UNITS, SIEVE_UNITS, LABELS = 3, 2, 4, 5, 4, 3, 8
WINDOW, SIEVE_WINDOW = 5, 3
OFFSETS = ((-1, 0, 1), (-2, 0, 2))


def random_arrays(generator: Generator) -> Arrays:
    """Return the arrays of a network."""

    def normal(*shape: int) -> np.ndarray:
        return generator.normal(0, 0.7, shape).astype(np.float32)

    inputs, tags = EMBEDDED + VECTOR, 4 * LABELS + 1
    arrays: Arrays = {
        "vectors": np.int8(generator.integers(-9, 9, (4, VECTOR))),
        "scale_vectors": np.array(0.1, dtype=np.float32),
        "word_keys": np.array([], dtype=np.uint32),
        "word_rows": np.array([], dtype=np.uint16),
        "weight_encoder": normal(inputs, HIDDEN).astype(np.float16),
        "bias_encoder": normal(HIDDEN),
        "weight_embedding": normal(HIDDEN + inputs, WIDTH).astype(np.float16),
        "bias_embedding": normal(WIDTH),
        "weight_sieve": normal(WIDTH, SIEVE_WINDOW, SIEVE_UNITS).astype(np.float16),
        "gaps_sieve": normal(GAPS**2, SIEVE_UNITS),
        "sieve_out": normal(SIEVE_UNITS, 2),
        "sieve_thresholds": np.zeros(2, dtype=np.float32),
        "weight_window": normal(WINDOW, WIDTH, UNITS).astype(np.float16),
        "bias_window": normal(UNITS),
        "gaps_window": normal(WINDOW - 1, GAPS, UNITS),
        "weight_out": normal(UNITS, tags).astype(np.float16),
        "bias_out": normal(tags),
        "thresholds": np.zeros(LABELS, dtype=np.float32),
    }
    for feature in FEATURES:
        rows = (1 << feature.bits, EMBEDDED)
        arrays[f"embedding_{feature.name}"] = np.int8(generator.integers(-9, 9, rows))
        arrays[f"scale_{feature.name}"] = np.array(generator.uniform(0.02, 0.2), dtype=np.float32)
    for number, offsets in enumerate(OFFSETS, 1):
        arrays[f"weight_{number}"] = normal(len(offsets) * UNITS, UNITS).astype(np.float16)
        arrays[f"bias_{number}"] = normal(UNITS)
        arrays[f"offsets_{number}"] = np.array(offsets, dtype=np.int32)
    return arrays
