"""The weights that decide what a figure says, and deciding by them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.facts.feature_slots import FeatureSlots
from kijiyomi.facts.pairs import Pairs
from kijiyomi.facts.weight_counts import weight_counts
from kijiyomi.facts.word_classes import WordClusters
from kijiyomi.model_store import Arrays, ArraySpec, check_arrays, read_model
from kijiyomi.records.facts import FactStatus, PropertyType

FORM = "kijiyomi-facts"
TYPES, STATUSES = get_args(PropertyType), get_args(FactStatus)
RANKERS = ("property", "entity", "when", "purpose", "basis")
"""What is chosen among candidates."""
_OF_ALL_PAIRS = ("property", "entity")
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


class Classes(NamedTuple):
    """What each figure is.

    Attributes:
        type: ``(figures,)``: index of the type of property.
        type_probability: float32 ``(figures,)``: how probable the type is.
        status: ``(figures,)``: index of the status.
        status_probability: float32 ``(figures,)``: how probable the status is.
    """

    type: IndexArray
    type_probability: Floats
    status: IndexArray
    status_probability: Floats


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
        self._weights = {name: np.asarray(arrays[name], dtype=np.float32) for name in _ranker_weights()}
        # One look-up serves all that is asked of the same features.
        self._pairs = np.stack([self._weights[f"{ranker}_pairs"] for ranker in _OF_ALL_PAIRS], axis=1)
        self._classes = np.concatenate(
            [arrays[f"{classifier}_weights"] for classifier in CLASSIFIERS], axis=1, dtype=np.float32
        )

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
        for name, count in weight_counts().items():
            classes = CLASSIFIERS.get(name.removesuffix("_weights"))
            specs[name] = ArraySpec(_FLOAT16, (count, len(classes)) if classes else (count,))
        check_arrays(path, arrays, specs)
        return cls(arrays, str(header["fingerprint"]))

    def sum_pairs(self, seen: FeatureSlots) -> tuple[Floats, Floats]:
        """Return float32 ``(pairs,)`` twice: the weights of each pair for a property, and for a holder."""
        sums = seen.sums(self._pairs)
        return sums[:, 0].copy(), sums[:, 1].copy()

    def choose_property(self, pairs: Pairs, sums: Floats, alone: FeatureSlots) -> Choice:
        """Return the candidate that names what each figure measures.

        Args:
            pairs: Figures with their candidates.
            sums: float32 ``(pairs,)``: of :meth:`sum_pairs`.
            alone: What is seen of each figure alone.
        """
        return best_candidates(pairs, sums, self._sums("property_none", alone))

    def choose(self, ranker: str, pairs: Pairs, seen: FeatureSlots, alone: FeatureSlots) -> Choice:
        """Return the best candidate of each figure for a date, a purpose or a basis.

        Args:
            ranker: One of :data:`RANKERS`: when, purpose or basis.
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
        sums: Floats,
        guessed: FeatureSlots,
        alone: FeatureSlots,
        may_hold: BoolArray,
    ) -> Choice:
        """Return who or what each figure belongs to.

        Args:
            pairs: Figures with their candidates.
            sums: float32 ``(pairs,)``: of :meth:`sum_pairs`.
            guessed: What is seen of each pair once property and type are known.
            alone: What is seen of each figure alone, its type known.
            may_hold: bool ``(pairs,)``: whether the candidate may be chosen.
        """
        scores = sums + self._sums(_GUESSES, guessed)
        scores[~may_hold] = -np.inf
        return best_candidates(pairs, scores, self._sums("entity_none", alone))

    def _sums(self, weights: str, seen: FeatureSlots) -> Floats:
        return seen.sums(self._weights[weights])

    def classify(self, seen: FeatureSlots) -> Classes:
        """Return the most probable type and status of each figure.

        Args:
            seen: What is seen of each figure.
        """
        scores = seen.sums(self._classes)
        return Classes(*_most_probable(scores[:, : len(TYPES)]), *_most_probable(scores[:, len(TYPES) :]))


def _most_probable(scores: Floats) -> tuple[IndexArray, Floats]:
    """Return the best class of each row, and how probable it is."""
    best = scores.max(axis=1, keepdims=True)
    return scores.argmax(axis=1), 1 / np.exp(scores - best).sum(axis=1)


def _ranker_weights() -> Iterator[str]:
    for ranker in RANKERS:
        yield from (f"{ranker}_pairs", f"{ranker}_none")
    yield _GUESSES


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
