"""Matrix scaling: the categories' decisions corrected for what each tells of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Inverse of the regularisation; ten times as much helps large archives no more and small ones less.
_STRENGTH = 1.0

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scaling:
    """A linear map of decisions; classifiers trained one against the rest do not know of each other.

    One of them may be too timid, since its category is rare, or say yes wherever a neighbour is meant.

    Attributes:
        names: The categories.
        weights: float64 (categories, categories): what each decision adds to each category.
        intercepts: float64 (categories,).
    """

    names: tuple[str, ...]
    weights: Matrix
    intercepts: Matrix

    def __call__(self, decisions: NDArray[Any]) -> Matrix:
        """Return the scaled decisions, whose last axis is that of the names."""
        return np.asarray(decisions @ self.weights + self.intercepts)

    def of(self, names: Sequence[str]) -> Scaling:
        """Return the scaling of other categories; those it does not know stay as they are."""
        weights, intercepts = np.eye(len(names)), np.zeros(len(names))
        known = [place for place, name in enumerate(names) if name in self.names]
        own = [self.names.index(names[place]) for place in known]
        weights[np.ix_(known, known)] = self.weights[np.ix_(own, own)]
        intercepts[known] = self.intercepts[own]
        return Scaling(tuple(names), weights, intercepts)

    def to_dict(self) -> dict[str, Any]:
        """Return the scaling as JSON types."""
        return {
            "names": list(self.names),
            "weights": self.weights.tolist(),
            "intercepts": self.intercepts.tolist(),
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Scaling:
        """Return the scaling that :meth:`to_dict` wrote."""
        weights, intercepts = np.array(record["weights"]), np.array(record["intercepts"])
        return cls(tuple(record["names"]), weights, intercepts)


def unscaled(names: Sequence[str] = ()) -> Scaling:
    """Return the scaling that changes nothing."""
    return Scaling(tuple(names), np.eye(len(names)), np.zeros(len(names)))


def fit_scaling(names: Sequence[str], decisions: Matrix, own: NDArray[np.intp], sharpness: float) -> Scaling:
    """Return the scaling under which the right categories of held-out articles are likeliest.

    It is a multinomial logistic regression drawn towards temperature scaling instead of towards nothing, so
    that few articles leave the decisions as they are (Kull et al., "Beyond temperature scaling: Obtaining
    well-calibrated multiclass probabilities with Dirichlet calibration", 2019).

    Args:
        names: The categories.
        decisions: float64 (articles, categories).
        own: The right category of each article.
        sharpness: The temperature's inverse; the scaled decisions need it like the others.
    """
    from scipy.optimize import minimize

    count = len(names)
    if count < 2 or not len(own):
        return unscaled(names)
    inputs = np.column_stack((decisions, np.ones(len(decisions)))) * sharpness
    start = np.vstack((np.eye(count), np.zeros(count)))
    truth = np.eye(count)[own]
    penalty = sharpness**2 / _STRENGTH

    def loss(flat: Matrix) -> tuple[float, Matrix]:
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
    return Scaling(tuple(names), weights[:-1], weights[-1])
