"""A convolutional tagger in numpy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.features.entities.names.features import FIELDS, Ints

WIDTH = 5
"""Tokens a layer looks at, the one in the middle being tagged."""

_REACH = WIDTH // 2
LAYERS = 3

Floats = NDArray[np.float32]


class Network:
    """Embeddings added up, three convolutions (the later two added to what they read), a linear layer.

    Args:
        arrays: ``embedding_FIELD`` int8 (rows, d) with ``scale_FIELD`` for each field; ``vectors`` int8
            (rows + 1, d) with ``scale_vectors``; ``weight_N`` (WIDTH * inputs, h) and ``bias_N`` (h,) for
            each layer; ``weight_out`` (h, tags) and ``bias_out`` (tags,).

    Raises:
        KeyError: If an array is missing.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._embeddings = [arrays[f"embedding_{field.name}"] for field in FIELDS]
        self._scales = [np.float32(arrays[f"scale_{field.name}"]) for field in FIELDS]
        self._vectors, self._vector_scale = arrays["vectors"], np.float32(arrays["scale_vectors"])
        names = (*map(str, range(1, LAYERS + 1)), "out")
        self._layers = [
            (arrays[f"weight_{name}"].astype(np.float32), arrays[f"bias_{name}"].astype(np.float32))
            for name in names
        ]

    def __call__(self, features: Ints, rows: Ints, lengths: NDArray[np.intp]) -> Floats:
        """Return float32 ``(tokens, tags)``: unnormalised log-probabilities.

        Args:
            features: int32 ``(tokens, fields)``, sentence after sentence.
            rows: int32 ``(tokens,)``: their word vectors.
            lengths: Tokens of each sentence; none empty.
        """
        # Sentences lie in one array with a gap between them that no layer may fill.
        places = np.arange(len(rows)) + np.repeat(np.arange(1, len(lengths) + 1) * _REACH, lengths)
        padded = np.zeros((len(rows) + (len(lengths) + 1) * _REACH, self._vectors.shape[1]), dtype=np.float32)
        padded[places] = self._embedded(features, rows)
        hidden = _convolved(padded, *self._layers[0], places)
        for layer in self._layers[1:-1]:
            hidden += _convolved(hidden, *layer, places)
        weight, bias = self._layers[-1]
        return np.asarray(hidden[places] @ weight + bias)

    def _embedded(self, features: Ints, rows: Ints) -> Floats:
        total = self._vectors[rows].astype(np.float32) * self._vector_scale
        for column, table, scale in zip(features.T, self._embeddings, self._scales, strict=True):
            total += table[column] * scale
        return np.asarray(total)


def _convolved(padded: Floats, weight: Floats, bias: Floats, places: NDArray[np.intp]) -> Floats:
    """Return float32 ``(len(padded), h)``: the rectified convolution at ``places``, 0 elsewhere."""
    inputs = np.concatenate([padded[places + offset] for offset in range(-_REACH, _REACH + 1)], axis=1)
    out = np.zeros((len(padded), weight.shape[1]), dtype=np.float32)
    out[places] = np.maximum(inputs @ weight + bias, 0)
    return out
