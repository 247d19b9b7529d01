"""A tagger in numpy: two layers of long short-term memory, each read from both ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.entities.ner_model.token_features import FEATURES, Ints

DIRECTIONS = ("forward", "backward")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PackedSentences:
    """Sentences side by side: all first tokens, those of the longest sentences first, then all second ones.

    Attributes:
        order: int ``(tokens,)``: the index, sentence after sentence, of each token in this order.
        steps: For each index in a sentence, where the tokens with this index lie.
    """

    order: NDArray[np.intp]
    steps: tuple[slice, ...]

    @staticmethod
    def of(lengths: NDArray[np.intp]) -> PackedSentences:
        """Lay out sentences of ``(n,)`` lengths, none of them 0."""
        longest_first = np.argsort(-lengths, kind="stable")
        firsts = (np.cumsum(lengths) - lengths)[longest_first]
        indices = np.arange(int(lengths.max(initial=0)))
        active = np.searchsorted(-lengths[longest_first], -indices, side="left")
        ends = np.cumsum(active)
        within = np.arange(int(active.sum())) - np.repeat(ends - active, active)
        order = firsts[within] + np.repeat(indices, active)
        steps = tuple(map(slice, (ends - active).tolist(), ends.tolist()))
        return PackedSentences(order, steps)


class Network:
    """Embeddings added up beside word vectors, two layers that read both ways, a linear layer.

    Both layers read the embeddings; the second one reads the first beside them.

    Args:
        arrays: ``embedding_FEATURE`` int8 ``(rows, d)`` with ``scale_FEATURE`` for each feature;
            ``vectors`` int8 ``(words + 1, p)`` with ``scale_vectors``; for both layers N and directions D
            ``weight_N_D`` ``(inputs + h, 4h)`` and ``bias_N_D`` ``(4h,)``, gates in the order input, forget,
            output, cell; ``weight_out`` ``(2h, tags)`` and ``bias_out`` ``(tags,)``.

    Raises:
        KeyError: If an array is missing.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._embeddings = [arrays[f"embedding_{feature.name}"] for feature in FEATURES]
        self._scales = [np.float32(arrays[f"scale_{feature.name}"]) for feature in FEATURES]
        self._vectors, self._vector_scale = arrays["vectors"], np.float32(arrays["scale_vectors"])
        width = self._embeddings[0].shape[1] + self._vectors.shape[1]
        self._first, self._second = (
            _Layer(((arrays[f"weight_{layer}_{d}"], arrays[f"bias_{layer}_{d}"]) for d in DIRECTIONS), width)
            for layer in (1, 2)
        )
        self._out = arrays["weight_out"].astype(np.float32), arrays["bias_out"].astype(np.float32)

    def __call__(
        self, features: Ints, rows: Ints, tokens: NDArray[np.intp], packed: PackedSentences
    ) -> Floats:
        """Return float32 ``(tokens, tags)``: unnormalised log-probabilities, sentence after sentence.

        Args:
            features: int32 ``(n, features)``: every distinct row of features.
            rows: int32 ``(n,)``: their word vectors.
            tokens: int ``(tokens,)``: which of them each token has, sentence after sentence.
            packed: Layout of the sentences.
        """
        words, tokens = self._embedded(features, rows), tokens[packed.order]
        hidden = self._second(words, tokens, self._first(words, tokens, None, packed.steps), packed.steps)
        weight, bias = self._out
        scores = np.empty((len(tokens), len(bias)), dtype=np.float32)
        scores[packed.order] = hidden @ weight + bias
        return scores

    def _embedded(self, features: Ints, rows: Ints) -> Floats:
        total = np.zeros((len(features), self._embeddings[0].shape[1]), dtype=np.float32)
        for column, table, scale in zip(features.T, self._embeddings, self._scales, strict=True):
            total += table[column] * scale
        return np.concatenate([total, self._vectors[rows] * self._vector_scale], axis=1)


class _Layer:
    """A layer of long short-term memory (Hochreiter and Schmidhuber 1997), read from both ends."""

    def __init__(self, directions: Iterable[tuple[NDArray[Any], NDArray[Any]]], width: int) -> None:
        forward, backward = ((w.astype(np.float32), b.astype(np.float32)) for w, b in directions)
        self.units = len(forward[1]) // 4
        weights = [_halved(weight) for weight, _ in (forward, backward)]
        self._bias = np.concatenate([_halved(bias[None]) for _, bias in (forward, backward)], axis=1)
        below = len(weights[0]) - width - self.units
        # What it reads comes in the order: layer below, embeddings, its own last output.
        self._of_below = np.concatenate([weight[:below] for weight in weights], axis=1)
        self._of_words = np.concatenate([weight[below : -self.units] for weight in weights], axis=1)
        self._of_itself = [np.ascontiguousarray(weight[-self.units :]) for weight in weights]

    def __call__(
        self, words: Floats, tokens: NDArray[np.intp], below: Floats | None, steps: tuple[slice, ...]
    ) -> Floats:
        """Return float32 ``(tokens, 2h)``."""
        # A word's share is worked out once, however often the word is used.
        gates = (words @ self._of_words + self._bias)[tokens]
        if below is not None:
            gates += below @ self._of_below
        out = np.empty((len(tokens), 2 * self.units), dtype=np.float32)
        half = gates.shape[1] // 2
        forward, backward = self._of_itself
        _read(gates[:, :half], forward, steps, out[:, : self.units])
        _read(gates[:, half:], backward, steps[::-1], out[:, self.units :])
        return out


def _halved(weights: Floats) -> Floats:
    """Return the weights with those of the three gates halved: σ(x) = tanh(x / 2) / 2 + 1 / 2."""
    halved: Floats = weights.copy()
    halved[:, : halved.shape[1] // 4 * 3] /= 2
    return halved


def _read(gates: Floats, weight: Floats, steps: tuple[slice, ...], out: Floats) -> None:
    """Fill ``out`` ``(tokens, h)`` step by step; a sentence not begun has zeros for its state."""
    units = out.shape[1]
    sentences = max((step.stop - step.start for step in steps), default=0)
    output, cell = np.zeros((2, sentences, units), dtype=np.float32)
    for step in steps:
        active = step.stop - step.start
        here = gates[step] + output[:active] @ weight
        np.tanh(here, out=here)
        opened = here[:, : 3 * units]
        opened *= 0.5
        opened += 0.5
        let_in, kept, let_out = opened[:, :units], opened[:, units : 2 * units], opened[:, 2 * units :]
        state = cell[:active]
        state *= kept
        state += let_in * here[:, 3 * units :]
        output[:active] = let_out * np.tanh(state)
        out[step] = output[:active]
