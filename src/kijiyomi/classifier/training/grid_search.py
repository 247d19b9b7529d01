"""A small grid of ways to train, compared by cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kijiyomi.classifier.features.vectorizer import weighted_counts
from kijiyomi.classifier.training.calibration import Calibration
from kijiyomi.classifier.training.cross_validation import cross_validate, held_quality
from kijiyomi.classifier.training.fitting import Example, TrainingSettings

STRENGTHS = (3.0, 10.0, 30.0)
"""Inverse regularisation tried; the usual one stands in the middle."""
CHARACTER_WEIGHTS = (0.0, 1.0)
"""Weights of character n-grams beside words tried; 0 leaves them out."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A way to train and how good it is.

    Attributes:
        plan: The way.
        quality: Held-out quality; see :func:`~kijiyomi.classifier.training.cross_validation.held_quality`.
    """

    plan: TrainingSettings
    quality: dict[str, float]

    @property
    def score(self) -> float:
        """Mean of category accuracy and tags' micro F1, or the one there is."""
        values = [self.quality[name] for name in ("category_accuracy", "tags_f1") if name in self.quality]
        return sum(values) / len(values) if values else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return the trial as JSON types."""
        return {
            "strength": self.plan.strength,
            "character_weight": self.plan.settings.weights[2],
            **self.quality,
            "score": self.score,
        }

    def __str__(self) -> str:
        words = "words and characters" if self.plan.settings.weights[2] else "words alone"
        measured = ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in self.quality.items())
        return f"strength {self.plan.strength:g}, {words}: {measured}"


def search(
    examples: Sequence[Example], plan: TrainingSettings, parts: int, progress: Callable[[str], None]
) -> tuple[Trial, ...]:
    """Return every way of the grid with its quality, the best first.

    Args:
        examples: The archive.
        plan: The usual way.
        parts: Parts of the cross-validation.
        progress: Told each result.
    """
    trials = []
    for candidate in _grid(plan):
        seen = [prepared(example, candidate) for example in examples]
        held = cross_validate(seen, candidate, parts)
        trials.append(Trial(candidate, held_quality(held, Calibration.of(held))))
        progress(str(trials[-1]))
    return tuple(sorted(trials, key=lambda trial: -trial.score))


def prepared(example: Example, plan: TrainingSettings) -> Example:
    """Return the example without the n-grams that the plan leaves out."""
    return replace(example, counts=weighted_counts(example.counts, plan.settings))


def _grid(plan: TrainingSettings) -> Iterator[TrainingSettings]:
    for strength, weight in product(STRENGTHS, CHARACTER_WEIGHTS):
        body, title, _, titles, *form = plan.settings.weights
        weights = (body, title, weight, weight * titles, *form)
        yield replace(plan, strength=strength, settings=replace(plan.settings, weights=weights))
