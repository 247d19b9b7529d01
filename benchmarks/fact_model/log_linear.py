"""Fitting linear rankers and classifiers with several right answers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kijiyomi.facts.feature_slots import FeatureMatrix

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


def design(seen: FeatureMatrix) -> csr_matrix:
    """Return the matrix ``(things, weights)`` of features, scaled as their slots are."""
    slots, things = seen.indices.shape
    values = np.tile(seen.scales, things)
    matrix = csr_matrix(
        (values, seen.indices.T.flatten(), np.arange(0, things * slots + 1, slots)), shape=(things, seen.size)
    )
    matrix.sum_duplicates()
    return matrix


def scale_of_weights(seen: FeatureMatrix) -> Floats:
    """Return ``(weights,)``: the scale of the slot that each weight belongs to."""
    scales = np.ones(seen.size)
    for slot, scale in enumerate(seen.scales):
        scales[np.unique(seen.indices[slot])] = scale
    return scales


def fit_ranker(
    pairs: csr_matrix,
    alone: csr_matrix,
    figure: Rows,
    good: Floats,
    good_none: Floats,
    *,
    penalty: float,
    rounds: int = 50,
) -> Floats:
    """Return the weights of pairs, then those of having no candidate.

    The likelihood of a figure is the probability that any right answer has; figures without one are left out.

    Args:
        pairs: ``(pairs, weights)``: features of pairs.
        alone: ``(figures, weights)``: features of figures.
        figure: ``(pairs,)``: figure of each pair.
        good: ``(pairs,)``: 1 where the candidate is right.
        good_none: ``(figures,)``: 1 where having none is right.
        penalty: Weight of the squares of the weights (L2).
        rounds: Iterations of L-BFGS at most.
    """
    count, size = len(good_none), pairs.shape[1]
    used = (good_none + np.bincount(figure, good, count)) > 0
    back, back_alone = pairs.T.tocsr(), alone.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores, none = pairs @ weights[:size], alone @ weights[size:]
        most = none.copy()
        np.maximum.at(most, figure, scores)
        powers, powers_none = np.exp(scores - most[figure]), np.exp(none - most)
        total = powers_none + np.bincount(figure, powers, count)
        right = np.maximum(powers_none * good_none + np.bincount(figure, powers * good, count), 1e-12)
        error = (powers / total[figure] - powers * good / right[figure]) * used[figure]
        error_none = (powers_none / total - powers_none * good_none / right) * used
        gradient = np.concatenate((back @ error, back_alone @ error_none)) + penalty * weights
        value = float(((np.log(total) - np.log(right)) * used).sum() + penalty / 2 * (weights @ weights))
        return value, gradient

    return _minimum(loss, size + alone.shape[1], rounds)


def fit_classifier(seen: csr_matrix, good: Floats, *, penalty: float, rounds: int = 50) -> Floats:
    """Return the weights ``(weights, classes)``; a row of ``good`` has 1 for each right class."""
    size, classes = seen.shape[1], good.shape[1]
    back = seen.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(size, classes)
        scores = seen @ weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        total, right = powers.sum(axis=1), np.maximum((powers * good).sum(axis=1), 1e-12)
        error = powers / total[:, None] - powers * good / right[:, None]
        gradient = (back @ error).ravel() + penalty * flat
        return float((np.log(total) - np.log(right)).sum() + penalty / 2 * (flat @ flat)), gradient

    return _minimum(loss, size * classes, rounds).reshape(size, classes)


def _minimum(loss: Any, size: int, rounds: int) -> Floats:
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return np.asarray(found.x)
