"""The weights that decide what a figure says, and deciding by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.facts.feature_slots import FeatureMatrix
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.model_store import Arrays, ArraySpec, check_arrays, read_model
from kijiyomi.records.facts import FactStatus, PropertyType

FORM = "kijiyomi-facts"
TYPES, STATUSES = get_args(PropertyType), get_args(FactStatus)
RANKERS = ("property", "entity", "when", "purpose", "basis")
"""What is chosen among candidates."""
_GUESSES = "entity_guesses"
CLASSIFIERS = {"type": TYPES, "status": STATUSES}
_FLOAT16, _FLOAT32 = "<f2", "<f4"

Floats = NDArray[np.float32]


class Choice(NamedTuple):
    """What is chosen for each figure.

    Attributes:
        candidate: ``(figures,)``: index of the candidate, -1 for none.
        probability: float32 ``(figures,)``: how probable the choice is.
    """

    candidate: IndexArray
    probability: Floats


class FactModel:
    """Linear rankers and classifiers.

    Args:
        arrays: For each ranker R ``R_pairs`` and ``R_none``, and
            ``entity_guesses``, float16 ``(weights,)``; for each classifier C
            ``C_weights``, float16 ``(weights, classes)``; ``word_keys`` uint32 and ``word_clusters`` uint8
            ``(words,)``.
        fingerprint: What the model is known by.
    """

    def __init__(self, arrays: Arrays, fingerprint: str = "") -> None:
        self.fingerprint = fingerprint
        self.clusters = WordClusters(arrays["word_keys"], arrays["word_clusters"])
        self._weights = {name: np.asarray(arrays[name], dtype=np.float32) for name in _weight_names()}

    @classmethod
    def read(cls, path: str | Path) -> FactModel:
        """Return the model in a folder.

        Raises:
            ModelError: If there is none, or it is damaged, foreign or made by a newer version.
        """
        header, _, arrays = read_model(path, FORM)
        words = ArraySpec("<u4", (None,), is_ascending=True)
        check_arrays(path, arrays, {"word_keys": words})
        specs = {"word_clusters": ArraySpec("|u1", arrays["word_keys"].shape)}
        for ranker in RANKERS:
            specs |= {f"{ranker}_{part}": ArraySpec(_FLOAT16, (None,)) for part in ("pairs", "none")}
        specs[_GUESSES] = ArraySpec(_FLOAT16, (None,))
        for name, classes in CLASSIFIERS.items():
            specs[f"{name}_weights"] = ArraySpec(_FLOAT16, (None, len(classes)))
        check_arrays(path, arrays, specs)
        return cls(arrays, str(header["fingerprint"]))

    def choose(self, ranker: str, pairs: Pairs, seen: FeatureMatrix, alone: FeatureMatrix) -> Choice:
        """Return the best candidate of each figure.

        Args:
            ranker: One of :data:`RANKERS`.
            pairs: Figures with their candidates.
            seen: What is seen of each pair.
            alone: What is seen of each figure alone.
        """
        return best_candidates(
            pairs, self._sums(f"{ranker}_pairs", seen), self._sums(f"{ranker}_none", alone)
        )

    def choose_entity(
        self,
        pairs: Pairs,
        seen: FeatureMatrix,
        guessed: FeatureMatrix,
        alone: FeatureMatrix,
        may_hold: BoolArray,
    ) -> Choice:
        """Return who or what each figure belongs to.

        Args:
            pairs: Figures with their candidates.
            seen: What is seen of each pair.
            guessed: What is seen of each pair once property and type are known.
            alone: What is seen of each figure alone, its type known.
            may_hold: bool ``(pairs,)``: whether the candidate may be chosen.
        """
        scores = self._sums("entity_pairs", seen) + self._sums(_GUESSES, guessed)
        scores[~may_hold] = -np.inf
        return best_candidates(pairs, scores, self._sums("entity_none", alone))

    def _sums(self, weights: str, seen: FeatureMatrix) -> Floats:
        return np.asarray(self._weights[weights].take(seen.indices).sum(axis=0))

    def classify(self, classifier: str, seen: FeatureMatrix) -> tuple[IndexArray, Floats]:
        """Return the most probable class of each figure, and its probability.

        Args:
            classifier: One of :data:`CLASSIFIERS`.
            seen: What is seen of each figure.
        """
        scores = self._weights[f"{classifier}_weights"][seen.indices].sum(axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        best = powers.argmax(axis=1)
        return best, (powers.max(axis=1) / powers.sum(axis=1)).astype(np.float32)


def _weight_names() -> Iterator[str]:
    for ranker in RANKERS:
        yield from (f"{ranker}_pairs", f"{ranker}_none")
    yield _GUESSES
    yield from (f"{classifier}_weights" for classifier in CLASSIFIERS)


def best_candidates(pairs: Pairs, scores: Floats, none: Floats) -> Choice:
    """Return the candidate of the highest score for each figure, or none.

    Args:
        pairs: Figures with their candidates.
        scores: float ``(pairs,)``: the logarithm of the odds of each.
        none: float ``(figures,)``: the same for having none.
    """
    chosen = np.full(len(none), -1, dtype=np.intp)
    if not len(scores):
        return Choice(chosen, np.ones(len(none), dtype=np.float32))
    firsts = np.flatnonzero(np.diff(pairs.figure, prepend=-1))
    figures = pairs.figure[firsts]
    best = none.copy()
    best[figures] = np.maximum(best[figures], np.maximum.reduceat(scores, firsts))
    powers = np.exp(scores - best[pairs.figure])
    total = np.exp(none - best)
    total[figures] += np.add.reduceat(powers, firsts)
    winners = (scores == best[pairs.figure]).nonzero()[0][::-1]
    chosen[pairs.figure[winners]] = pairs.candidate[winners]
    return Choice(chosen, (1 / total).astype(np.float32))
