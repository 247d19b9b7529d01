"""A tagger in numpy: rows of tables added up, then convolutions, worked out only where a name may be.

Everything about a morpheme by itself is worked out once. A first sum of small rows, one for each token of a
window, drops most tokens: no name is there. For the others, and the tokens around them as far as they are
looked at, a sum of wider rows and convolutions give a score to each tag. What a token gets depends on the
tokens around it alone, not on what else is in a batch: matrices are multiplied in blocks of one shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.entities.gazetteer import company_gazetteer
from kijiyomi.entities.ner_model.morpheme_features import (
    FEATURES,
    ListedCompanies,
    WordVectors,
    morpheme_features,
)
from kijiyomi.entities.ner_model.token_stream import GAPS, TokenStream
from kijiyomi.tokenizer.tokens import BOUNDARY, Lexicon, Morpheme

Floats = NDArray[np.float32]

# Rows of every matrix product: another shape may add up in another order.
_BLOCK_ROWS = 256
# Tokens that are sifted at a time: their rows fit the processor's cache.
_SIFTED_TOGETHER = 8192


class Network:
    """Finds out where names may be, and scores the tags of those tokens.

    Args:
        arrays: What :func:`~kijiyomi.entities.ner_model.model_format.read_arrays` returns.

    Attributes:
        reach: How many tokens to either side what a token gets depends on.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._encoder = MorphemeEncoder(arrays)
        self._sieve = Sieve(arrays)
        self._first = WindowSum(arrays["weight_window"], arrays["bias_window"], arrays["gaps_window"])
        self._convolutions: list[Convolution] = []
        while f"weight_{len(self._convolutions) + 1}" in arrays:
            number = len(self._convolutions) + 1
            kernel = (arrays[f"{part}_{number}"] for part in ("weight", "bias", "offsets"))
            self._convolutions.append(Convolution(*kernel))
        self._out = _float32(arrays["weight_out"]), _float32(arrays["bias_out"])
        self.reach = self._first.reach + sum(layer.reach for layer in self._convolutions)

    def candidates(self, stream: TokenStream, lexicon: Lexicon, output: int) -> BoolArray:
        """Return bool ``(n,)``: which tokens of the stream may be part of a name.

        Args:
            stream: The tokens.
            lexicon: What their morphemes are.
            output: 0 for names of any label, 1 for companies.
        """
        return self._sieve(lexicon.table(self._sieve_rows), stream, output)

    def scores(self, stream: TokenStream, lexicon: Lexicon, candidates: BoolArray) -> Floats:
        """Return float32 ``(candidates, tags)``: unnormalised log-probabilities of the tags.

        Args:
            stream: The tokens.
            lexicon: What their morphemes are.
            candidates: bool ``(n,)``: which tokens are scored.
        """
        masks = [candidates]
        for convolution in self._convolutions[::-1]:
            masks.append(_reached(masks[-1], convolution.offsets))
        positions = [mask.nonzero()[0] for mask in masks[::-1]]
        hidden = self._first(lexicon.table(self._embeddings), stream, positions[0])
        rows = np.empty(len(candidates), dtype=np.intp)
        for convolution, below, here in zip(self._convolutions, positions, positions[1:], strict=False):
            rows[below] = np.arange(len(below))
            hidden = convolution(hidden, rows, here)
        weight, bias = self._out
        scores = np.empty((len(hidden), len(bias)), dtype=np.float32)
        for block in _blocks(len(hidden)):
            scores[block] = _product(hidden[block], weight)
        scores += bias
        return scores

    def _embeddings(self, lexicon: Lexicon, first: int) -> NDArray[np.float16]:
        return self._encoder(lexicon[first:])

    def _sieve_rows(self, lexicon: Lexicon, first: int) -> Floats:
        return self._sieve.rows(lexicon.table(self._embeddings)[first:])


class MorphemeEncoder:
    """What the network knows of a morpheme by itself: embeddings, a word vector, and a layer over both.

    Args:
        arrays: ``embedding_FEATURE`` int8 ``(rows, a)`` with ``scale_FEATURE`` for each feature; ``vectors``
            int8 ``(words + 1, b)`` with ``scale_vectors``; ``weight_encoder`` ``(a + b, h)`` and
            ``bias_encoder``; ``weight_embedding`` ``(h + a + b, d)`` and ``bias_embedding``.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._tables = [
            (arrays[f"embedding_{feature.name}"], np.float32(arrays[f"scale_{feature.name}"]))
            for feature in FEATURES
        ]
        self._words = WordVectors(arrays["word_keys"], arrays["word_rows"])
        self._vectors = arrays["vectors"], np.float32(arrays["scale_vectors"])
        self._hidden = _float32(arrays["weight_encoder"]), _float32(arrays["bias_encoder"])
        self._out = _float32(arrays["weight_embedding"]), _float32(arrays["bias_embedding"])
        self._companies = ListedCompanies(company_gazetteer())

    def __call__(self, morphemes: Sequence[Morpheme]) -> NDArray[np.float16]:
        """Return float16 ``(morphemes, d)``."""
        features = morpheme_features(morphemes, self._companies)
        total = np.zeros((len(morphemes), self._tables[0][0].shape[1]), dtype=np.float32)
        for column, (table, scale) in zip(features.T, self._tables, strict=True):
            total += table[column] * scale
        vectors, scale = self._vectors
        inputs = np.concatenate((total, vectors[self._words.rows(morphemes)] * scale), axis=1)
        weight, bias = self._out
        embedded = np.empty((len(morphemes), len(bias)), dtype=np.float16)
        for block in _blocks(len(morphemes)):
            hidden = np.maximum(_product(inputs[block], self._hidden[0]) + self._hidden[1], 0)
            embedded[block] = _product(np.concatenate((hidden, inputs[block]), axis=1), weight) + bias
        return embedded


class Sieve:
    """Lets through the tokens that may be in a name, and few others.

    Args:
        arrays: ``weight_sieve`` ``(d, w, h)``: what each of the ``w`` tokens of the window adds;
            ``gaps_sieve`` ``(gaps ** 2, h)``: what the gaps before and after the token add;
            ``sieve_out`` ``(h, 2)`` and ``sieve_thresholds`` ``(2,)``.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        weight = _float32(arrays["weight_sieve"])
        _, self._width, self._units = weight.shape
        self._weight = weight.reshape(len(weight), -1)
        self._gaps = _float32(arrays["gaps_sieve"])
        self._out, self._thresholds = _float32(arrays["sieve_out"]), _float32(arrays["sieve_thresholds"])

    def rows(self, embeddings: NDArray[np.float16]) -> Floats:
        """Return float32 ``(morphemes, w, h)``."""
        rows = np.empty((len(embeddings), self._weight.shape[1]), dtype=np.float32)
        for block in _blocks(len(embeddings)):
            rows[block] = _product(embeddings[block].astype(np.float32), self._weight)
        return rows.reshape(len(rows), self._width, self._units)

    def __call__(self, rows: Floats, stream: TokenStream, output: int) -> BoolArray:
        """Return bool ``(n,)``: which tokens are let through, with those beside them."""
        flat = rows.reshape(-1, self._units)
        reach, count = self._width // 2, len(stream.morphemes)
        passed = np.zeros(count, dtype=bool)
        threshold = self._thresholds[output]
        weight = np.ascontiguousarray(self._out[:, output])
        for first in range(reach, count - reach, _SIFTED_TOGETHER):
            stop = min(first + _SIFTED_TOGETHER, count - reach)
            window = stream.morphemes[first - reach : stop + reach] * self._width
            codes = stream.gaps[first:stop] * np.uint8(GAPS) + stream.gaps[first + 1 : stop + 1]
            total = self._gaps.take(codes, axis=0)
            part = np.empty_like(total)
            for offset in range(self._width):
                index = window[offset : offset + stop - first] + np.int32(offset)
                total += flat.take(index, axis=0, out=part, mode="clip")
            np.maximum(total, 0, out=total)
            total *= weight
            passed[first:stop] = _row_sums(total) > threshold
        # A name that is let through is let through whole.
        is_token = stream.morphemes != BOUNDARY
        with_neighbours = _reached(passed & is_token, (-1, 0, 1))
        with_neighbours &= is_token
        return with_neighbours


class WindowSum:
    """A layer over a window of tokens, as a sum of rows worked out for the morphemes that occur.

    Args:
        weight: ``(w, d, h)``: for each token of the window.
        bias: ``(h,)``.
        gaps: ``(w - 1, gaps, h)``: what the gap before each token of the window but the first adds.
    """

    def __init__(self, weight: NDArray[Any], bias: NDArray[Any], gaps: NDArray[Any]) -> None:
        self._width, _, self._units = weight.shape
        self._weight = np.ascontiguousarray(np.concatenate(list(_float32(weight)), axis=1))
        # All gaps of a window at once.
        combined = _float32(bias)[None]
        for table in _float32(gaps):
            combined = (combined[:, None] + table).reshape(-1, self._units)
        self._combined = combined
        self.reach = self._width // 2

    def __call__(self, embeddings: NDArray[np.float16], stream: TokenStream, positions: IndexArray) -> Floats:
        """Return float32 ``(positions, h)``."""
        morphemes = stream.morphemes
        occurs = np.zeros(len(embeddings), dtype=bool)
        for offset in range(-self.reach, self.reach + 1):
            occurs[morphemes[positions + offset]] = True
        words = occurs.nonzero()[0]
        rows = np.empty((len(words), self._weight.shape[1]), dtype=np.float32)
        for block in _blocks(len(words)):
            rows[block] = _product(embeddings[words[block]].astype(np.float32), self._weight)
        flat = rows.reshape(-1, self._units)
        row_of = np.zeros(len(embeddings), dtype=np.intp)
        row_of[words] = np.arange(0, len(flat), self._width)
        hidden = np.empty((len(positions), self._units), dtype=np.float32)
        for block in _blocks(len(positions)):
            here, total = positions[block], hidden[block]
            codes = np.zeros(len(here), dtype=np.intp)
            for offset in range(1 - self.reach, self.reach + 1):
                codes *= GAPS
                codes += stream.gaps[here + offset]
            self._combined.take(codes, axis=0, out=total, mode="clip")
            for offset in range(self._width):
                total += flat.take(row_of[morphemes[here + (offset - self.reach)]] + offset, axis=0)
            np.maximum(total, 0, out=total)
        return hidden


class Convolution:
    """A layer that reads the layer below at some tokens around each one, and is added to it.

    Args:
        weight: ``(w * h, h)``.
        bias: ``(h,)``.
        offsets: int ``(w,)``: which tokens it reads, counted from the one it is worked out for.
    """

    def __init__(self, weight: NDArray[Any], bias: NDArray[Any], offsets: NDArray[Any]) -> None:
        self._weight, self._bias = _float32(weight), _float32(bias)
        self._offsets = np.array(offsets, dtype=np.intp)
        self.offsets: list[int] = self._offsets.tolist()
        self.reach = max(map(abs, self.offsets))

    def __call__(self, below: Floats, rows: IndexArray, positions: IndexArray) -> Floats:
        """Return float32 ``(positions, h)``.

        Args:
            below: The layer below where it is needed.
            rows: int ``(n,)``: which row of it belongs to each token.
            positions: Tokens to work out.
        """
        hidden = np.empty((len(positions), below.shape[1]), dtype=np.float32)
        for block in _blocks(len(positions)):
            here = positions[block]
            read = below.take(rows[here[:, None] + self._offsets], axis=0, mode="clip")
            total = _product(read.reshape(len(here), -1), self._weight)
            total += self._bias
            np.maximum(total, 0, out=total)
            np.add(total, below[rows[here]], out=hidden[block])
        return hidden


def _product(inputs: Floats, weight: Floats) -> Floats:
    """Return the matrix product of at most :data:`_BLOCK_ROWS` rows, each as in a full block."""
    count = len(inputs)
    if count < _BLOCK_ROWS:
        full = np.zeros((_BLOCK_ROWS, inputs.shape[1]), dtype=np.float32)
        full[:count] = inputs
        inputs = full
    product: Floats = (inputs @ weight)[:count]
    return product


def _row_sums(table: Floats) -> Floats:
    """Return the sum of each row, added up column by column whatever the number of rows."""
    total = table[:, 0].copy()
    for column in range(1, table.shape[1]):
        total += table[:, column]
    return total


def _blocks(count: int) -> list[slice]:
    return [slice(first, min(first + _BLOCK_ROWS, count)) for first in range(0, count, _BLOCK_ROWS)]


def _reached(mask: BoolArray, offsets: Sequence[int]) -> BoolArray:
    """Return which elements lie at any of the offsets from one that is set."""
    reached = np.zeros_like(mask)
    count = len(mask)
    for offset in offsets:
        if offset >= 0:
            reached[offset:] |= mask[: count - offset]
        else:
            reached[:offset] |= mask[-offset:]
    return reached


def _float32(array: NDArray[Any]) -> Floats:
    return np.asarray(array, dtype=np.float32)
