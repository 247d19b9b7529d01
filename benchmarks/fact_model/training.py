"""From annotated facts to the arrays of a model."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.fact_model.annotations import Examples, Targets, class_targets, targets
from benchmarks.fact_model.log_linear import design, fit_classifier, fit_ranker, scale_of_weights
from kijiyomi.facts.feature_slots import FeatureMatrix
from kijiyomi.facts.figure_features import context_features, figure_features
from kijiyomi.facts.model import CLASSIFIERS
from kijiyomi.facts.pair_features import Guesses, guess_features, pair_features, view_pairs
from kijiyomi.facts.pairs import Pairs
from kijiyomi.model_store import Arrays

Mask = NDArray[np.bool_]
_PENALTY_OF_RANKERS, _PENALTY_OF_CLASSIFIERS = 2.0, 4.0


class _Question(NamedTuple):
    pairs: Pairs
    seen: FeatureMatrix
    alone: FeatureMatrix
    right: Targets


def train(examples: Examples, chosen: Mask) -> Arrays:
    """Return the weights of a model.

    Args:
        examples: The annotated texts.
        chosen: bool ``(figures,)``: which figures to learn from.
    """
    reading = examples.reading
    columns, figures, chunks = reading.columns, reading.figures, reading.chunks
    chosen = chosen & np.array([fact is not None for fact in examples.facts])
    alone = figure_features(columns, figures).matrix()
    view = view_pairs(columns, figures, chunks, reading.pairs)
    plain = pair_features(view).matrix()
    dates = pair_features(view_pairs(columns, figures, reading.dates, reading.date_pairs)).matrix()
    questions = {
        name: _Question(reading.pairs, plain, alone, targets(examples, name, reading.pairs, chunks.spans))
        for name in ("property", "purpose", "basis")
    }
    of_dates = targets(examples, "when", reading.date_pairs, reading.dates.spans)
    questions["when"] = _Question(reading.date_pairs, dates, alone, of_dates)
    arrays: Arrays = {}
    for name, question in questions.items():
        arrays |= _ranker(name, question, _fitted(question, chosen))
    properties = questions["property"].right.main
    context = context_features(columns, figures, chunks.spans, properties).matrix()
    matrix, scales = design(context), scale_of_weights(context)
    right = {name: class_targets(examples, name) for name in CLASSIFIERS}
    for name, good in right.items():
        weights = fit_classifier(matrix[chosen.nonzero()[0]], good[chosen], penalty=_PENALTY_OF_CLASSIFIERS)
        arrays[f"{name}_weights"] = (weights * scales[:, None]).astype(np.float16)
    types = np.where(right["type"].any(axis=1), right["type"].argmax(axis=1) + 1, 0).astype(np.int32)
    guessed = guess_features(view, Guesses(properties, types)).matrix()
    both = FeatureMatrix(
        np.concatenate((plain.indices, guessed.indices + plain.size)),
        plain.size + guessed.size,
        np.concatenate((plain.scales, guessed.scales)),
    )
    holders = targets(examples, "entity", reading.pairs, chunks.spans)
    question = _Question(reading.pairs, both, figure_features(columns, figures, types).matrix(), holders)
    weights = _fitted(question, chosen, reading.may_hold)
    arrays |= _ranker("entity", question, weights)
    arrays["entity_guesses"] = arrays["entity_pairs"][plain.size :]
    arrays["entity_pairs"] = arrays["entity_pairs"][: plain.size]
    return arrays


def _fitted(question: _Question, chosen: Mask, allowed: Mask | None = None) -> NDArray[np.float64]:
    pairs = question.pairs
    inside = chosen[pairs.figure] if allowed is None else chosen[pairs.figure] & allowed
    number = np.cumsum(chosen) - 1
    return fit_ranker(
        design(question.seen)[inside.nonzero()[0]],
        design(question.alone)[chosen.nonzero()[0]],
        number[pairs.figure[inside]],
        question.right.pairs[inside],
        question.right.none[chosen],
        penalty=_PENALTY_OF_RANKERS,
    )


def _ranker(name: str, question: _Question, weights: NDArray[np.float64]) -> Arrays:
    size = question.seen.size
    return {
        f"{name}_pairs": weights[:size].astype(np.float16),
        f"{name}_none": weights[size:].astype(np.float16),
    }
