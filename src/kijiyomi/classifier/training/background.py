"""Texts of many kinds that a model's own articles are told from: hashed n-grams, no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import FloatArray, IndexArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.hashed_counts import BUCKETS, FIELD_STARTS
from kijiyomi.model_store import (
    ArraySpec,
    check_arrays,
    damaged_model,
    read_model,
    shipped_model,
    write_model,
)

FORM = "kijiyomi-background"
# A bucket takes four bits: its sign and the square root of its share of the largest one of its field.
_LEVELS = 7
# Two texts as alike as this are one.
_SAME = 0.9
_MIN_SAME = 2
_FIELDS = tuple(pairwise(FIELD_STARTS))


class BackgroundHeader(msgspec.Struct, frozen=True):
    """What ``model.json`` says: the sources of the texts, each with its licence."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Texts of other archives.

    Attributes:
        sources: Where they come from.
        source: intp ``(texts,)``: which source each is of.
        vectors: float32 ``(texts, buckets)``: their hashed n-grams.
    """

    sources: tuple[str, ...]
    source: IndexArray
    vectors: Float32Array

    def without_archive(self, archive: Float32Array) -> Float32Array:
        """Return the vectors of the sources that share no texts with an archive.

        An archive may be one of the sources; its own articles are not to be told from themselves.

        Args:
            archive: float32 ``(articles, buckets)``.
        """
        alike = _normalised(self.vectors) @ _normalised(archive).T
        same = np.bincount(self.source[alike.max(axis=1) >= _SAME], minlength=len(self.sources))
        return self.vectors[same[self.source] < _MIN_SAME]

    def save(self, path: str | Path) -> None:
        """Write the background to a folder.

        Raises:
            ModelError: If ``path`` holds something else, or cannot be written.
        """
        largest = np.column_stack([abs(self.vectors[:, a:b]).max(axis=1) for a, b in _FIELDS])
        shares = abs(self.vectors) / np.maximum(_each_bucket(largest), np.float32(1e-9))
        levels = (np.rint(np.sqrt(shares) * _LEVELS) * np.sign(self.vectors) + _LEVELS).astype(np.uint8)
        arrays = {
            "levels": levels[:, ::2] | levels[:, 1::2] << 4,
            "largest": largest.astype(np.float32),
            "source": self.source.astype(np.uint16),
        }
        write_model(path, FORM, {"sources": list(self.sources)}, {}, arrays)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Background:
        """Return the background of a folder, or the one that ships with kijiyomi.

        Raises:
            ModelError: If there is none, or it is damaged, foreign or made by a newer version.
        """
        path = path or shipped_model("background")
        record, _, arrays = read_model(path, FORM)
        try:
            header = msgspec.convert(record, BackgroundHeader)
        except ValueError as error:
            raise damaged_model(path, f"model.json: {error}") from error
        check_arrays(path, arrays, {"source": ArraySpec("<u2", (None,), bounds=(0, len(header.sources) - 1))})
        texts = len(arrays["source"])
        specs = {
            "levels": ArraySpec("|u1", (texts, BUCKETS // 2)),
            "largest": ArraySpec("<f4", (texts, len(_FIELDS))),
        }
        check_arrays(path, arrays, specs)
        vectors = _from_levels(arrays["levels"]) * _each_bucket(arrays["largest"])
        return cls(header.sources, arrays["source"].astype(np.intp), vectors)


def _from_levels(packed: NDArray[np.uint8]) -> Float32Array:
    """Return the shares, with their signs, that levels stand for."""
    levels = np.empty((len(packed), BUCKETS), dtype=np.float32)
    levels[:, ::2], levels[:, 1::2] = packed & 15, packed >> 4
    levels -= _LEVELS
    levels /= _LEVELS
    return levels * abs(levels)


def _each_bucket(of_fields: FloatArray | Float32Array) -> Float32Array:
    """Return what holds for each field for each of its buckets."""
    return of_fields.astype(np.float32).repeat([b - a for a, b in _FIELDS], axis=1)


def _normalised(vectors: Float32Array) -> Float32Array:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    normalised: Float32Array = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return normalised


def join_backgrounds(parts: Sequence[tuple[str, Float32Array]]) -> Background:
    """Return the background of named sources."""
    source = np.repeat(np.arange(len(parts)), [len(vectors) for _, vectors in parts])
    return Background(
        tuple(name for name, _ in parts), source, np.concatenate([vectors for _, vectors in parts])
    )
