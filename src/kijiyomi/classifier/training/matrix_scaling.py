"""Matrix scaling: the categories' decisions corrected for what each says of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import FloatArray, IndexArray

# Inverse of the regularisation; ten times as much helps large archives no more and small ones less.
_STRENGTH = 1.0


@dataclass(frozen=True, slots=True)
class MatrixScaling:
    """A linear map of decisions; classifiers trained one against the rest do not know of each other.

    One of them may be too timid, since its category is rare, or say yes wherever a neighbour is meant.

    Attributes:
        names: The categories.
        weights: float64 (categories, categories): what each decision adds to each category.
        intercepts: float64 (categories,).
    """

    names: tuple[str, ...]
    weights: FloatArray
    intercepts: FloatArray

    @classmethod
    def identity(cls, names: Sequence[str] = ()) -> MatrixScaling:
        """Return the scaling that changes nothing."""
        return cls(tuple(names), np.eye(len(names)), np.zeros(len(names)))

    def scale(self, decisions: NDArray[Any]) -> FloatArray:
        """Return the scaled decisions, whose last axis is that of the names."""
        return np.asarray(decisions @ self.weights + self.intercepts)

    def for_categories(self, names: Sequence[str]) -> MatrixScaling:
        """Return the scaling of other categories; those it does not know stay as they are."""
        weights, intercepts = np.eye(len(names)), np.zeros(len(names))
        known = [index for index, name in enumerate(names) if name in self.names]
        own = [self.names.index(names[index]) for index in known]
        weights[np.ix_(known, known)] = self.weights[np.ix_(own, own)]
        intercepts[known] = self.intercepts[own]
        return MatrixScaling(tuple(names), weights, intercepts)

    def to_dict(self) -> dict[str, Any]:
        """Return the scaling as JSON types."""
        return {
            "names": list(self.names),
            "weights": self.weights.tolist(),
            "intercepts": self.intercepts.tolist(),
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> MatrixScaling:
        """Return the scaling that :meth:`to_dict` wrote."""
        weights, intercepts = np.array(record["weights"]), np.array(record["intercepts"])
        return cls(tuple(record["names"]), weights, intercepts)


def fit_matrix_scaling(
    names: Sequence[str], decisions: FloatArray, main: IndexArray, inverse_temperature: float
) -> MatrixScaling:
    """Return the scaling under which the right categories of held-out articles are likeliest.

    It is a multinomial logistic regression drawn towards temperature scaling instead of towards nothing, so
    that few articles leave the decisions as they are (Kull et al., "Beyond temperature scaling: Obtaining
    well-calibrated multiclass probabilities with Dirichlet calibration", 2019). scikit-learn's can be drawn
    towards nothing only.

    Args:
        names: The categories.
        decisions: float64 (articles, categories).
        main: intp (articles,): the right category of each article.
        inverse_temperature: The scaled decisions need it like the others.
    """
    from scipy.optimize import minimize

    count = len(names)
    if count < 2 or not len(main):
        return MatrixScaling.identity(names)
    inputs = np.column_stack((decisions, np.ones(len(decisions)))) * inverse_temperature
    start = np.vstack((np.eye(count), np.zeros(count)))
    truth = np.eye(count)[main]
    penalty = inverse_temperature**2 / _STRENGTH

    def loss(flat: FloatArray) -> tuple[float, FloatArray]:
        change = flat.reshape(start.shape)
        logits = inputs @ (start + change)
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        sums = powers.sum(axis=1, keepdims=True)
        value = float((np.log(sums[:, 0]) - (logits * truth).sum(axis=1)).sum())
        gradient = inputs.T @ (powers / sums - truth) + penalty * change
        return value + penalty / 2 * float((change**2).sum()), gradient.ravel()

    found = minimize(loss, np.zeros(start.size), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    weights = start + found.x.reshape(start.shape)
    return MatrixScaling(tuple(names), weights[:-1], weights[-1])
