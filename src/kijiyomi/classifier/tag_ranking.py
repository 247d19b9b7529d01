"""From evidence to calibrated probabilities: which tags an article deserves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.name_candidates import NameCandidate
from kijiyomi.classifier.features.salience import SALIENCE_FEATURES

TOPIC_FEATURES = ("decision", "prior", "named", *SALIENCE_FEATURES)
"""The evidence for a term with a linear classifier."""
HABIT_FEATURES = ("topic", "habit", "times tagged")
"""What is known of a term before reading."""
NAME_FEATURES = (*HABIT_FEATURES, *SALIENCE_FEATURES)
"""The evidence for a name without one."""
_PRIOR_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class TaggingHabits:
    """How often the archive tags what it names.

    Attributes:
        named: float32 ``(terms,)``: articles that name each term in title or lead.
        tagged: float32 ``(terms,)``: those of them that carry it as a tag.
        base_rate: Share of all named candidates that are tags.
    """

    named: Float32Array
    tagged: Float32Array
    base_rate: float

    def log_odds(self) -> Float32Array:
        """Return float32 ``(terms,)``: log odds that a named term is a tag, smoothed to the base rate."""
        share = (self.tagged + _PRIOR_WEIGHT * self.base_rate) / (self.named + _PRIOR_WEIGHT)
        return np.asarray(np.log(share / (1 - share)), dtype=np.float32)

    def evidence(self, topics: BoolArray) -> Float32Array:
        """Return float32 ``(terms + 1, 3)``: the :data:`HABIT_FEATURES` of each term.

        Those of names outside the vocabulary are 0 and stand last, where the term -1 finds them.

        Args:
            topics: bool ``(terms,)``: which terms are topics.
        """
        evidence = np.zeros((len(topics) + 1, len(HABIT_FEATURES)), dtype=np.float32)
        evidence[:-1] = np.column_stack((topics, self.log_odds(), np.log1p(self.tagged)))
        return evidence


def topic_evidence(
    decisions: Float32Array,
    priors: Float32Array,
    head_of_term: Mapping[int, int],
    candidates: Iterable[Iterable[NameCandidate]],
    saliences: Float32Array,
) -> Float32Array:
    """Return float32 (articles, heads, :data:`TOPIC_FEATURES`): the evidence for terms with a classifier.

    Args:
        decisions: (articles, heads): what the linear classifiers say.
        priors: Log odds of each of them in training.
        head_of_term: Which classifier a term has.
        candidates: Names found in each article.
        saliences: (names of all articles,
            :data:`~kijiyomi.classifier.features.salience.SALIENCE_FEATURES`).
    """
    evidence = np.zeros((*decisions.shape, len(TOPIC_FEATURES)), dtype=np.float32)
    evidence[:, :, 0] = decisions
    evidence[:, :, 1] = priors
    names = chain.from_iterable(zip(repeat(article), found) for article, found in enumerate(candidates))
    named = [
        (article, head_of_term[candidate.term], name)
        for name, (article, candidate) in enumerate(names)
        if candidate.term in head_of_term
    ]
    if named:
        articles, heads, rows = zip(*named, strict=True)
        evidence[articles, heads, 2] = 1
        evidence[articles, heads, 3:] = saliences.take(rows, axis=0)
    return evidence


def name_evidence(
    candidates: Sequence[NameCandidate], saliences: Float32Array, habits: Float32Array
) -> Float32Array:
    """Return float32 (candidates, :data:`NAME_FEATURES`): the evidence for names.

    Args:
        candidates: Names found in the article that have no linear classifier.
        saliences: (candidates, :data:`~kijiyomi.classifier.features.salience.SALIENCE_FEATURES`).
        habits: What :meth:`TaggingHabits.evidence` says of each term.
    """
    terms = np.array([candidate.term for candidate in candidates], dtype=np.intp)
    return np.concatenate((habits.take(terms, axis=0), saliences), axis=1)


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression.

    Attributes:
        weights: float32 ``(features,)``.
        bias: Its constant.
    """

    weights: Float32Array
    bias: float

    def predict(self, evidence: Float32Array) -> Float32Array:
        """Return float32 ``(n,)``: the probability of each row of (n, features)."""
        return self.predict_batch([evidence])

    def predict_batch(self, documents: Iterable[Float32Array]) -> Float32Array:
        """Return float32 ``(n,)``: the probability of each row of each document, one after the other.

        Every document is multiplied by itself: with more rows at once, sums would be rounded otherwise.
        """
        logits = np.concatenate([evidence.dot(self.weights) for evidence in documents])
        return sigmoid(logits + np.float32(self.bias))


def sigmoid(logits: NDArray[Any]) -> Float32Array:
    """Return ``1 / (1 + exp(-logits))``."""
    return np.asarray(1 / (1 + np.exp(np.minimum(-logits, 60))), dtype=np.float32)


def softmax(logits: NDArray[Any]) -> Float32Array:
    """Return the probabilities of logits, along the last axis."""
    powers = np.exp(logits - np.maximum.reduce(logits, axis=-1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / np.add.reduce(powers, axis=-1, keepdims=True), dtype=np.float32)
