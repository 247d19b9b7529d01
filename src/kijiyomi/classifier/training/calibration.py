"""What turns evidence into probabilities and decisions, fitted to held-out predictions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kijiyomi.arrays import BoolArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.tag_ranking import NAME_FEATURES, TOPIC_FEATURES, Logistic
from kijiyomi.classifier.training.fitting import FittedClassifiers
from kijiyomi.classifier.training.held_out import HeldOutPredictions, HeldOutTags
from kijiyomi.classifier.training.matrix_scaling import MatrixScaling, fit_matrix_scaling
from kijiyomi.errors import ModelError

_INVERSE_TEMPERATURES = np.geomspace(0.25, 16, 49)
_MIN_POSITIVES = 20
_THRESHOLD_RANGE = (0.6, 1.5)
# Half of the best F1 is the best threshold of a calibrated probability (Lipton, Elkan, Naryanaswamy, "Optimal
# Thresholding of Classifiers to Maximize F1 Measure", 2014), so none above one half can be.
_MAX_THRESHOLD = 0.5
_TOPIC_THRESHOLD = "topic_threshold"
_SCALING = "category_scaling"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Calibration of a model.

    Attributes:
        inverse_temperature: Factor on the categories' decisions that makes their softmax a calibrated
            probability.
        scaling: What the categories' decisions say of each other.
        topic_score: Probability of terms with a classifier.
        name_score: Probability of names without.
        topic_threshold: Least probability at which terms with a classifier are shown.
        name_threshold: The same for names without.
        term_thresholds: The same for those terms that have a threshold of their own, by identifier.
    """

    inverse_temperature: float
    scaling: MatrixScaling
    topic_score: Logistic
    name_score: Logistic
    topic_threshold: float
    name_threshold: float
    term_thresholds: Mapping[str, float]

    @classmethod
    def fit(cls, held_out: HeldOutPredictions) -> Calibration:
        """Return the calibration that fits predictions on held-out articles."""
        topic_score, name_score = fit_topic_score(held_out), fit_name_score(held_out)
        topic_threshold, topic_thresholds = fit_thresholds(held_out.topics, topic_score)
        name_threshold, name_thresholds = fit_thresholds(held_out.names, name_score)
        inverse_temperature = fit_inverse_temperature(held_out)
        return cls(
            inverse_temperature,
            fit_matrix_scaling(*held_out.category_decisions(), inverse_temperature),
            topic_score,
            name_score,
            topic_threshold,
            name_threshold,
            name_thresholds | topic_thresholds,
        )

    @classmethod
    def of_model(cls, model: Model) -> Calibration:
        """Return the calibration a model has.

        Raises:
            ModelError: If it was made by a version that did not keep it whole.
        """
        if _TOPIC_THRESHOLD not in model.origin:
            raise ModelError("the model to start from is of an older make; train it anew once")
        thresholds = zip(model.terms, model.thresholds[:-1].tolist(), strict=True)
        return cls(
            model.inverse_temperature,
            MatrixScaling.from_dict(model.origin[_SCALING])
            if _SCALING in model.origin
            else MatrixScaling.identity(),
            model.topic_score,
            model.name_score,
            model.origin[_TOPIC_THRESHOLD],
            float(model.thresholds[-1]),
            {term.id: threshold for term, threshold in thresholds},
        )

    def origin(self) -> dict[str, Any]:
        """Return what a model keeps of it only to start from it again."""
        return {_TOPIC_THRESHOLD: self.topic_threshold, _SCALING: self.scaling.to_dict()}

    def thresholds(self, fitted: FittedClassifiers) -> Float32Array:
        """Return float32 (terms + 1,): the threshold of each term, and of names outside the vocabulary."""
        heads = set(fitted.heads.tolist())
        thresholds = [
            self.term_thresholds.get(term.id, self.topic_threshold if index in heads else self.name_threshold)
            for index, term in enumerate(fitted.terms)
        ]
        return np.array([*thresholds, self.name_threshold], dtype=np.float32)

    def quality(self, held_out: HeldOutPredictions) -> dict[str, float]:
        """Return how good held-out predictions are: category accuracy, tags' micro precision, recall and F1.

        Where the calibration was fitted to the same predictions, this flatters a little; ``kijiyomi
        evaluate`` on new articles does not.
        """
        quality = {}
        if held_out.categories:
            names, decisions, main = held_out.category_decisions()
            scaled = self.scaling.for_categories(names).scale(decisions)
            quality["category_accuracy"] = float(np.mean(scaled.argmax(axis=1) == main))
        support = held_out.topics.support + held_out.names.support
        if support:
            topics = self._count_tags(held_out.topics, self.topic_score, self.topic_threshold)
            names_given = self._count_tags(held_out.names, self.name_score, self.name_threshold)
            right, given = topics[0] + names_given[0], topics[1] + names_given[1]
            quality["tags_precision"] = right / given if given else 0.0
            quality["tags_recall"] = right / support
            quality["tags_f1"] = 2 * right / (given + support)
        return quality

    def _count_tags(self, tags: HeldOutTags, score: Logistic, threshold: float) -> tuple[int, int]:
        """Return how many tags are right, and how many are given."""
        if not tags.truth:
            return 0, 0
        thresholds = np.array([self.term_thresholds.get(term, threshold) for term in tags.terms])
        given = score.predict(np.vstack(tags.evidence)) >= thresholds
        return int((given & np.array(tags.truth)).sum()), int(given.sum())


def fit_topic_score(held_out: HeldOutPredictions) -> Logistic:
    """Return the probability of terms with a classifier."""
    return _fit_score(held_out.topics, len(TOPIC_FEATURES))


def fit_name_score(held_out: HeldOutPredictions) -> Logistic:
    """Return the probability of names without a classifier."""
    return _fit_score(held_out.names, len(NAME_FEATURES))


def _fit_score(tags: HeldOutTags, features: int) -> Logistic:
    """Return the logistic regression that turns evidence into a probability."""
    from sklearn.linear_model import LogisticRegression

    truth = np.array(tags.truth, dtype=bool)
    if not truth.any() or truth.all():
        share = (truth.sum() + 0.5) / (len(truth) + 1)
        return Logistic(np.zeros(features, dtype=np.float32), float(np.log(share / (1 - share))))
    model = LogisticRegression(C=1.0, max_iter=5000).fit(np.vstack(tags.evidence), truth)
    return Logistic(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def fit_inverse_temperature(held_out: HeldOutPredictions) -> float:
    """Return the factor on the categories' decisions under which the right ones are likeliest.

    Guo et al., "On Calibration of Modern Neural Networks" (2017).
    """
    from scipy.special import log_softmax

    def loss(inverse_temperature: float) -> float:
        likelihoods = (
            log_softmax((one.decisions * inverse_temperature).astype(np.float64))[one.main]
            for one in held_out.categories
        )
        return -float(sum(likelihoods))

    return float(min(_INVERSE_TEMPERATURES, key=loss)) if held_out.categories else 1.0


def fit_thresholds(tags: HeldOutTags, score: Logistic) -> tuple[float, dict[str, float]]:
    """Return the least probability at which tags are shown, in general and by term id.

    Both make micro F1 largest on the held-out articles. A term has its own threshold only when enough
    articles carry it, and one not far from the general one.
    """
    truth = np.array(tags.truth, dtype=bool)
    if not truth.any():
        return _MAX_THRESHOLD, {}
    scores = score.predict(np.vstack(tags.evidence))
    general, best = best_threshold(scores, truth, tags.support)
    terms = np.array(tags.terms)
    term_thresholds = {}
    for term in np.unique(terms).tolist():
        own = terms == term
        if term and truth[own].sum() >= _MIN_POSITIVES:
            term_thresholds[term] = _term_threshold(scores[own], truth[own], general, best / 2)
    return general, term_thresholds


def best_threshold(scores: Float32Array, truth: BoolArray, support: int) -> tuple[float, float]:
    """Return the threshold with the largest micro F1, none above one half, and that F1.

    scikit-learn's precision-recall curve knows of no tags that were never scored, and so of another recall.

    Args:
        scores: Probabilities.
        truth: Which of them belong to tags the authors gave.
        support: Tags the authors gave in all.
    """
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    f1 = 2 * right / (np.arange(1, len(scores) + 1) + max(support, int(truth.sum())))
    last = int(np.argmax(f1))
    between = scores[order[last : last + 2]].mean()
    return min(float(between), _MAX_THRESHOLD), float(f1[last])


def _term_threshold(scores: Float32Array, truth: BoolArray, general: float, cost: float) -> float:
    """Return the threshold of one term under which right tags less ``cost`` for each shown are most.

    Maximising that difference in every term maximises micro F1 overall when ``cost`` is half of it
    (Dinkelbach, "On Nonlinear Fractional Programming", 1967).
    """
    low, high = (general * factor for factor in _THRESHOLD_RANGE)
    choices = np.unique(np.append(scores[(scores >= low) & (scores <= high)], general))
    gains = [float((truth[scores >= choice] - cost).sum()) for choice in choices]
    return min(float((choices[int(np.argmax(gains))] + general) / 2), _MAX_THRESHOLD)
