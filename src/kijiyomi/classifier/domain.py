"""Whether an article is like those a model was trained on: of others it has nothing to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kijiyomi.arrays import BoolArray, FloatArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.hashed_counts import hash_counts
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.document import Document

UNLIKE = "unlike the articles this model was trained on"
"""The warning of an article that is outside the domain of a model."""

_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d]")


@dataclass(frozen=True, slots=True, eq=False)
class Domain:
    """A linear classifier of a model's own articles against texts of everything else.

    Attributes:
        weights: float32 ``(buckets,)``: the weight of each bucket of hashed n-grams.
        intercept: Added to what is weighed; 0 or more is inside.
    """

    weights: Float32Array
    intercept: float

    def decisions(self, counts: NGramCounts) -> FloatArray:
        """Return float64 ``(texts,)``: how far inside (or, below 0, outside) each text is.

        Args:
            counts: What is counted in all texts, for each field.
        """
        hashed = hash_counts(counts)
        texts = (len(counts.bounds) - 1) // len(FIELDS)
        weighed = hashed.values * self.weights.take(hashed.buckets)
        decisions = np.bincount(hashed.texts, weighed, texts)
        return decisions.astype(np.float64) + self.intercept

    def contains(self, leads: Sequence[Document], counts: NGramCounts) -> BoolArray:
        """Return which documents are inside; one that is empty or has nothing Japanese never is.

        Args:
            leads: The documents, cut to their lead.
            counts: What is counted in them.
        """
        readable = np.fromiter(map(is_japanese, leads), dtype=bool, count=len(leads))
        return readable & (self.decisions(counts) >= 0)


def is_japanese(document: Document) -> bool:
    """Return whether a document has a body, and kana or kanji in it or in its title."""
    text = document.passage.text
    return bool(text.strip()) and bool(_JAPANESE.search(text) or _JAPANESE.search(document.title.text))
