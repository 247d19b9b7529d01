"""Everything that turns evidence into probabilities and decisions, apart from the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.features.salience import salience
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.tag_ranking import (
    NAME_FEATURES,
    TOPIC_FEATURES,
    Floats,
    Logistic,
    name_rows,
    topic_rows,
)
from kijiyomi.classifier.training.fitting import Example, FittedClassifiers
from kijiyomi.classifier.training.matrix_scaling import Scaling, fit_scaling, unscaled
from kijiyomi.errors import ModelError

_NEEDED_POSITIVES = 20
_THRESHOLD_RANGE = (0.6, 1.5)
# Half of the best F1 is the best threshold of a calibrated probability (Lipton, Elkan, Naryanaswamy, "Optimal
# Thresholding of Classifiers to Maximize F1 Measure", 2014), so none above one half can be.
_HIGHEST_THRESHOLD = 0.5
_SHARPNESS = np.geomspace(0.25, 16, 49)
# What a classifier says of an article where the category was unknown: the margin of a plain no.
_UNKNOWN = -1.0


@dataclass(slots=True)
class Evidence:
    """The evidence for possible tags of many articles, one row a possible tag.

    Attributes:
        rows: Features.
        truth: Whether the author gave the tag.
        terms: Identifier of each row's term; ``""`` for a name outside the vocabulary.
        wanted: Tags the authors gave in all, found or not.
    """

    rows: list[Floats] = field(default_factory=list)
    truth: list[bool] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    wanted: int = 0


class HeldOutCategories(NamedTuple):
    """What is said of one article's category.

    Attributes:
        example: The article.
        names: The categories known to the classifier, its own main one among them.
        decisions: float32 ``(names,)``.
    """

    example: Example
    names: tuple[str, ...]
    decisions: Floats

    @property
    def own(self) -> int:
        """Place of the main category among the names."""
        return self.names.index(self.example.categories[0])


@dataclass(slots=True)
class HeldOutPredictions:
    """Everything said of held-out articles.

    Attributes:
        topics: Evidence for terms with a classifier.
        names: Evidence for names without.
        categories: What is said of articles' categories.
        examples: The articles, in the order in which their topics' evidence stands.
        labels: Label of each topic's identifier.
    """

    topics: Evidence = field(default_factory=Evidence)
    names: Evidence = field(default_factory=Evidence)
    categories: list[HeldOutCategories] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)


def add_held(held: HeldOutPredictions, stage: FittedClassifiers, examples: Sequence[Example]) -> None:
    """Add what ``stage`` says of ``examples``, on which it was not trained."""
    head_of = {term: head for head, term in enumerate(stage.heads.tolist())}
    treated = stage.habits.evidence(np.array([term.source == "topic" for term in stage.terms], dtype=bool))
    count = len(stage.categories)
    held.examples += examples
    held.labels.update((stage.terms[term].id, stage.terms[term].label) for term in head_of)
    for example, decisions in zip(examples, stage.decisions(examples), strict=True):
        if example.categories and example.categories[0] in stage.categories:
            held.categories.append(HeldOutCategories(example, stage.categories, decisions[:count]))
        found = stage.finder(example.lead, example.entities)
        marks = salience([example.lead], [found])
        truth = stage.truth(example)
        held.topics.rows += list(
            topic_rows(decisions[np.newaxis, count:], stage.priors, head_of, [found], marks)
        )
        held.topics.truth += [term in truth for term in stage.heads.tolist()]
        held.topics.terms += [stage.terms[term].id for term in stage.heads.tolist()]
        held.topics.wanted += sum(term in head_of for term in truth)
        others = [place for place, candidate in enumerate(found) if candidate.term not in head_of]
        names = [found[place] for place in others]
        held.names.rows.append(name_rows(names, marks[others], treated))
        held.names.truth += [stage.is_tag(name, example) for name in names]
        held.names.terms += [stage.terms[name.term].id if name.term >= 0 else "" for name in names]
        held.names.wanted += len(example.tags) - sum(term in head_of for term in truth)


def fit_score(evidence: Evidence, width: int) -> Logistic:
    """Return the logistic regression that turns evidence into a probability."""
    from sklearn.linear_model import LogisticRegression

    truth = np.array(evidence.truth, dtype=bool)
    if not truth.any() or truth.all():
        share = (truth.sum() + 0.5) / (len(truth) + 1)
        return Logistic(np.zeros(width, dtype=np.float32), float(np.log(share / (1 - share))))
    model = LogisticRegression(C=1.0, max_iter=5000).fit(np.vstack(evidence.rows), truth)
    return Logistic(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def fit_topic_score(held: HeldOutPredictions) -> Logistic:
    """Return the probability of terms with a classifier."""
    return fit_score(held.topics, len(TOPIC_FEATURES))


def fit_name_score(held: HeldOutPredictions) -> Logistic:
    """Return the probability of names without a classifier."""
    return fit_score(held.names, len(NAME_FEATURES))


def fit_sharpness(held: HeldOutPredictions) -> float:
    """Return the factor on the categories' decisions under which the right ones are likeliest."""

    def loss(sharpness: float) -> float:
        likelihoods = (_log_softmax(one.decisions * sharpness)[one.own] for one in held.categories)
        return -float(sum(likelihoods))

    return float(min(_SHARPNESS, key=loss)) if held.categories else 1.0


def category_decisions(
    held: HeldOutPredictions,
) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.intp]]:
    """Return the categories, what is said of each article, (articles, categories), and its own category."""
    names = tuple(sorted({name for one in held.categories for name in one.names}))
    place = {name: column for column, name in enumerate(names)}
    decisions = np.full((len(held.categories), len(names)), _UNKNOWN)
    for row, one in zip(decisions, held.categories, strict=True):
        row[[place[name] for name in one.names]] = one.decisions
    own = np.array([place[one.names[one.own]] for one in held.categories], dtype=np.intp)
    return names, decisions, own


def fit_category_scaling(held: HeldOutPredictions, sharpness: float) -> Scaling:
    """Return the scaling under which the categories' right decisions, sharpened, are likeliest."""
    names, decisions, own = category_decisions(held)
    return fit_scaling(names, decisions, own, sharpness) if len(own) else unscaled(names)


def thresholds(evidence: Evidence, score: Logistic) -> tuple[float, dict[str, float]]:
    """Return the least probability at which tags are shown, in general and by term id.

    Both make micro F1 largest on the held-out articles. A term has its own threshold only when enough
    articles carry it, and one not far from the general one.
    """
    truth = np.array(evidence.truth, dtype=bool)
    if not truth.any():
        return 0.5, {}
    scores = score(np.vstack(evidence.rows))
    general, best = best_threshold(scores, truth, evidence.wanted)
    terms = np.array(evidence.terms)
    own = {}
    for term in np.unique(terms).tolist():
        at = terms == term
        if term and truth[at].sum() >= _NEEDED_POSITIVES:
            own[term] = _threshold_of(scores[at], truth[at], general, best / 2)
    return general, own


def best_threshold(scores: Floats, truth: NDArray[np.bool_], wanted: int) -> tuple[float, float]:
    """Return the threshold with the largest micro F1, none above one half, and that F1.

    Args:
        scores: Probabilities.
        truth: Which of them belong to tags the authors gave.
        wanted: Tags the authors gave in all.
    """
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order])
    f1 = 2 * right / (np.arange(1, len(scores) + 1) + max(wanted, int(truth.sum())))
    last = int(np.argmax(f1))
    between = scores[order[last : last + 2]].mean()
    return min(float(between), _HIGHEST_THRESHOLD), float(f1[last])


def _threshold_of(scores: Floats, truth: NDArray[np.bool_], general: float, cost: float) -> float:
    """Return the threshold of one term under which right tags less ``cost`` for each shown are most.

    Maximising that difference in every term maximises micro F1 overall when ``cost`` is half of it
    (Dinkelbach, "On Nonlinear Fractional Programming", 1967).
    """
    low, high = (general * factor for factor in _THRESHOLD_RANGE)
    choices = np.unique(np.append(scores[(scores >= low) & (scores <= high)], general))
    gains = [float((truth[scores >= choice] - cost).sum()) for choice in choices]
    return min(float((choices[int(np.argmax(gains))] + general) / 2), _HIGHEST_THRESHOLD)


def _log_softmax(decisions: Floats) -> NDArray[np.float64]:
    shifted = decisions.astype(np.float64) - decisions.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))


_TOPIC_THRESHOLD = "topic_threshold"
_SCALING = "category_scaling"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Calibration of a model.

    Attributes:
        sharpness: Factor that makes the categories' softmax a calibrated probability.
        scaling: What the categories' decisions tell of each other.
        topic_score: Probability of terms with a classifier.
        name_score: Probability of names without.
        topic_threshold: Least probability at which terms with a classifier are shown.
        name_threshold: The same for names without.
        own: The same for those terms that have a threshold of their own, by identifier.
    """

    sharpness: float
    scaling: Scaling
    topic_score: Logistic
    name_score: Logistic
    topic_threshold: float
    name_threshold: float
    own: Mapping[str, float]

    @classmethod
    def of(cls, held: HeldOutPredictions) -> Calibration:
        """Return the calibration that fits predictions on held-out articles."""
        topic_score, name_score = fit_topic_score(held), fit_name_score(held)
        topics, topics_own = thresholds(held.topics, topic_score)
        names, names_own = thresholds(held.names, name_score)
        sharpness = fit_sharpness(held)
        scaling = fit_category_scaling(held, sharpness)
        return cls(sharpness, scaling, topic_score, name_score, topics, names, names_own | topics_own)

    @classmethod
    def of_model(cls, model: Model) -> Calibration:
        """Return the calibration a model has.

        Raises:
            ModelError: If it was made by a version that did not keep it whole.
        """
        if _TOPIC_THRESHOLD not in model.origin:
            raise ModelError("the model to start from is of an older make; train it anew once")
        own = {term.id: float(least) for term, least in zip(model.terms, model.thresholds[:-1], strict=True)}
        return cls(
            model.sharpness,
            Scaling.from_dict(model.origin[_SCALING]) if _SCALING in model.origin else unscaled(),
            model.topic_score,
            model.name_score,
            model.origin[_TOPIC_THRESHOLD],
            float(model.thresholds[-1]),
            own,
        )

    def origin(self) -> dict[str, Any]:
        """Return what a model keeps of it only to start from it again."""
        return {_TOPIC_THRESHOLD: self.topic_threshold, _SCALING: self.scaling.to_dict()}

    def thresholds(self, stage: FittedClassifiers) -> Floats:
        """Return float32 (terms + 1,): the threshold of each term, and of names outside the vocabulary."""
        heads = set(stage.heads.tolist())
        least = [
            self.own.get(term.id, self.topic_threshold if place in heads else self.name_threshold)
            for place, term in enumerate(stage.terms)
        ]
        return np.array([*least, self.name_threshold], dtype=np.float32)
