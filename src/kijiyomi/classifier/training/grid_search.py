"""A small grid of training settings, compared by cross-validation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kijiyomi.classifier.features.fields import CHARACTERS, FIELDS
from kijiyomi.classifier.features.vectorizer import weighted_counts
from kijiyomi.classifier.training.calibration import Calibration
from kijiyomi.classifier.training.cross_validation import Progress, cross_validate
from kijiyomi.classifier.training.examples import Example
from kijiyomi.classifier.training.fitting import TrainingSettings

STRENGTHS = (3.0, 10.0, 30.0)
"""Inverse regularisation tried; the usual one stands in the middle."""
CHARACTER_WEIGHTS = (0.0, 1.0)
"""Factors on the weights of character n-grams beside words tried; 0 leaves them out."""
_BODY_CHARACTERS = next(field for field in FIELDS if field.kind is CHARACTERS and field.part == "body")


@dataclass(frozen=True, slots=True)
class Trial:
    """Training settings and how good they are.

    Attributes:
        settings: The settings.
        quality: See :meth:`~kijiyomi.classifier.training.calibration.Calibration.quality`.
    """

    settings: TrainingSettings
    quality: dict[str, float]

    @property
    def score(self) -> float:
        """Mean of category accuracy and tags' micro F1, or the one there is."""
        values = [self.quality[name] for name in ("category_accuracy", "tags_f1") if name in self.quality]
        return sum(values) / len(values) if values else 0.0

    @property
    def character_weight(self) -> float:
        """Weight of the body's character n-grams."""
        return self.settings.vectorizer.weight(_BODY_CHARACTERS)

    def to_dict(self) -> dict[str, float]:
        """Return the trial as JSON types."""
        return {
            "strength": self.settings.strength,
            "character_weight": self.character_weight,
            **self.quality,
            "score": self.score,
        }

    def __str__(self) -> str:
        words = "words and characters" if self.character_weight else "words alone"
        measured = ", ".join(f"{name.replace('_', ' ')} {value:.3f}" for name, value in self.quality.items())
        return f"strength {self.settings.strength:g}, {words}: {measured}"


def grid_search(
    examples: Sequence[Example], settings: TrainingSettings, parts: int, progress: Progress
) -> tuple[Trial, ...]:
    """Return all settings of the grid with their quality, the best first.

    Args:
        examples: The archive.
        settings: The usual ones.
        parts: Parts of the cross-validation.
        progress: Called with each result.
    """
    trials = []
    for candidate in _grid(settings):
        held_out = cross_validate(with_weighted_counts(examples, candidate), candidate, parts)
        trials.append(Trial(candidate, Calibration.fit(held_out).quality(held_out)))
        progress(str(trials[-1]))
    return tuple(sorted(trials, key=lambda trial: -trial.score))


def with_weighted_counts(examples: Sequence[Example], settings: TrainingSettings) -> list[Example]:
    """Return the examples without the n-grams that the settings leave out."""
    return [
        replace(example, counts=weighted_counts(example.counts, settings.vectorizer)) for example in examples
    ]


def _grid(settings: TrainingSettings) -> Iterator[TrainingSettings]:
    vectorizer = settings.vectorizer
    for strength, factor in product(STRENGTHS, CHARACTER_WEIGHTS):
        characters = {
            field.name: factor * vectorizer.weight(field) for field in FIELDS if field.kind is CHARACTERS
        }
        weights = {**vectorizer.weights, **characters}
        yield replace(settings, strength=strength, vectorizer=replace(vectorizer, weights=weights))
