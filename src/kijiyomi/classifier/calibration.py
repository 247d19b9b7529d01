"""Everything that turns evidence into probabilities and decisions, apart from the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kijiyomi.classifier.calibrate import (
    Held,
    fit_category_scaling,
    fit_name_score,
    fit_sharpness,
    fit_topic_score,
    thresholds,
)
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.ranker import Floats, Logistic
from kijiyomi.classifier.scaling import Scaling, unscaled
from kijiyomi.classifier.stage import Stage
from kijiyomi.errors import ModelError

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
    def of(cls, held: Held) -> Calibration:
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

    def thresholds(self, stage: Stage) -> Floats:
        """Return float32 (terms + 1,): the threshold of each term, and of names outside the vocabulary."""
        heads = set(stage.heads.tolist())
        least = [
            self.own.get(term.id, self.topic_threshold if place in heads else self.name_threshold)
            for place, term in enumerate(stage.terms)
        ]
        return np.array([*least, self.name_threshold], dtype=np.float32)
