"""From evidence to calibrated probabilities: which tags an article deserves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.features.name_candidates import NameCandidate
from kijiyomi.classifier.features.salience import FEATURES

Floats = NDArray[np.float32]

TOPIC_FEATURES = ("decision", "prior", "named", *FEATURES)
NAME_FEATURES = ("topic", "habit", "times tagged", *FEATURES)
_PRIOR_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class TaggingHabits:
    """How the archive treats each term.

    Attributes:
        named: float32 ``(terms,)``: articles that name it in title or lead.
        tagged: float32 ``(terms,)``: those of them that carry it as a tag.
        rate: Share of all named candidates that are tags.
    """

    named: Floats
    tagged: Floats
    rate: float

    def log_odds(self) -> Floats:
        """Return float32 ``(terms,)``: log odds that a named term is a tag, smoothed towards :attr:`rate`."""
        chance = (self.tagged + _PRIOR_WEIGHT * self.rate) / (self.named + _PRIOR_WEIGHT)
        return np.asarray(np.log(chance / (1 - chance)), dtype=np.float32)

    def evidence(self, topics: NDArray[np.bool_]) -> Floats:
        """Return float32 ``(terms + 1, 3)``: the first :data:`NAME_FEATURES` of each term.

        Those of names outside the vocabulary are 0 and stand last, where the term -1 finds them.

        Args:
            topics: bool ``(terms,)``: which terms are topics.
        """
        evidence = np.zeros((len(topics) + 1, 3), dtype=np.float32)
        evidence[:-1] = np.column_stack((topics, self.log_odds(), np.log1p(self.tagged)))
        return evidence


def topic_rows(
    decisions: Floats,
    priors: Floats,
    heads: Mapping[int, int],
    candidates: Iterable[Iterable[NameCandidate]],
    marks: Floats,
) -> Floats:
    """Return float32 (articles, heads, :data:`TOPIC_FEATURES`): the evidence for terms with a classifier.

    Args:
        decisions: (articles, heads): what the linear classifiers say.
        priors: Log odds of each of them in training.
        heads: Which classifier a term has.
        candidates: Names found in each article.
        marks: Their salience: (names of all articles,
            :data:`~kijiyomi.classifier.features.salience.FEATURES`).
    """
    rows = np.zeros((*decisions.shape, len(TOPIC_FEATURES)), dtype=np.float32)
    rows[:, :, 0] = decisions
    rows[:, :, 1] = priors
    names = chain.from_iterable(zip(repeat(article), found) for article, found in enumerate(candidates))
    named = [
        (article, heads[candidate.term], name)
        for name, (article, candidate) in enumerate(names)
        if candidate.term in heads
    ]
    if named:
        articles, places, which = zip(*named, strict=True)
        rows[articles, places, 2] = 1
        rows[articles, places, 3:] = marks.take(which, axis=0)
    return rows


def name_rows(candidates: Sequence[NameCandidate], marks: Floats, habits: Floats) -> Floats:
    """Return float32 (candidates, :data:`NAME_FEATURES`): the evidence for names.

    Args:
        candidates: Names found in the article that have no linear classifier.
        marks: Their salience.
        habits: What :meth:`TaggingHabits.evidence` tells of each term.
    """
    terms = np.array([candidate.term for candidate in candidates], dtype=np.intp)
    return np.concatenate((habits.take(terms, axis=0), marks), axis=1)


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression.

    Attributes:
        weights: float32 ``(features,)``.
        bias: Its constant.
    """

    weights: Floats
    bias: float

    def __call__(self, rows: Floats) -> Floats:
        """Return float32 ``(n,)``: the probability of each row."""
        return self.batch([rows])

    def batch(self, documents: Iterable[Floats]) -> Floats:
        """Return float32 ``(n,)``: the probability of each row of each document, one after the other.

        Every document is multiplied by itself: with more rows at once, sums would be rounded otherwise.
        """
        logits = np.concatenate([rows.dot(self.weights) for rows in documents])
        return sigmoid(logits + np.float32(self.bias))


def sigmoid(logits: NDArray[Any]) -> Floats:
    """Return ``1 / (1 + exp(-logits))``."""
    return np.asarray(1 / (1 + np.exp(np.minimum(-logits, 60))), dtype=np.float32)


def softmax(logits: NDArray[Any]) -> Floats:
    """Return the probabilities of logits, along the last axis."""
    powers = np.exp(logits - np.maximum.reduce(logits, axis=-1, keepdims=True, initial=-np.inf))
    return np.asarray(powers / np.add.reduce(powers, axis=-1, keepdims=True), dtype=np.float32)
