"""Training a model on an archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kijiyomi.arrays import BoolArray, FloatArray
from kijiyomi.article import Article
from kijiyomi.classifier.domain import Domain
from kijiyomi.classifier.features.vectorizer import VectorizerSettings
from kijiyomi.classifier.linear import Linear
from kijiyomi.classifier.model import Model
from kijiyomi.classifier.training.calibration import Calibration
from kijiyomi.classifier.training.cross_validation import Progress, cross_validate
from kijiyomi.classifier.training.domain_fitting import fit_domain
from kijiyomi.classifier.training.examples import archive_fingerprint, read_counts, read_examples
from kijiyomi.classifier.training.fitting import (
    FittedClassifiers,
    Order,
    TrainingSettings,
    fit_classifiers,
)
from kijiyomi.classifier.training.grid_search import Trial, grid_search, with_weighted_counts
from kijiyomi.classifier.vocabulary import Term, read_vocabulary
from kijiyomi.errors import InputError, ModelError

# What a model may hold: a few megabytes, whether its classifiers are few or many.
_MAX_COLUMNS, _MAX_COEFFICIENTS = 60_000, 2_000_000
STRENGTH = 10.0
"""Inverse regularisation (scikit-learn's ``C``) unless a search finds a better one."""


def train(
    articles: Iterable[Article],
    *,
    seed: int = 0,
    validation: int = 5,
    order: Order = "random",
    min_count: int = 5,
    vocabulary: str | Path | Sequence[Term] | None = None,
    search: bool = False,
    start_from: Model | None = None,
    alike: Iterable[Article] = (),
    unlike: Iterable[Article] = (),
    progress: Progress | None = None,
) -> Model:
    """Return a model of the categories and tags that ``articles`` carry in their metadata.

    記事のメタデータにあるカテゴリーとタグを学習し、モデルを返す。

    Calibration and thresholds come from cross-validation in which articles of one day stay together,
    since they often tell one story; at random, articles without a date are split one by one.

    Args:
        articles: The archive; those without labels are skipped.
        seed: Decides the split and everything else random: the same archive and seed give the same model.
        validation: Parts of the cross-validation, at least 2.
        order: ``"random"`` parts, all judged by models of all others; or parts in the order of ``"time"``,
            each judged by a model of what came before, as new posts are: kinder to archives that change.
        min_count: Articles a topic needs to be learnt from words; rarer tags are found by their names.
        vocabulary: Terms known beforehand, or the TOML file that lists them; every other tag then is a name.
        search: Try a few training settings by cross-validation and take the best; six times the work.
        start_from: A model of the archive as it was before it grew. Its settings, calibration and thresholds
            are taken over, so that nothing is cross-validated and only the classifiers are learnt anew;
            ``validation``, ``order``, ``min_count``, ``seed`` and ``search`` then have no effect.
        alike: Further articles that the model shall have something to say of; their labels do not count.
        unlike: Articles that it shall say nothing of, beside the texts of many kinds that ship. With either,
            what an article looks like does not count, only what it is about.
        progress: Called with what is being done.

    Raises:
        ValueError: If ``validation`` is less than 2.
        ModelError: If ``start_from`` is of an older make.
        InputError: If too few articles carry a label, or, in the order of time, a date, or if their texts
            have nothing in common to learn from.
        KnowledgeError: If the vocabulary file is malformed.
    """
    if validation < 2:
        raise ValueError(f"validation must be at least 2, got {validation}")
    say = progress or (lambda _: None)
    known = read_vocabulary(vocabulary) if isinstance(vocabulary, str | Path) else vocabulary
    terms = None if known is None else tuple(known)
    settings = (
        TrainingSettings(VectorizerSettings(), min_count, STRENGTH, seed, terms, order)
        if start_from is None
        else _settings_of(start_from, terms)
    )
    say("reading articles")
    examples = read_examples(articles, settings.vectorizer)
    if len(examples) < 2 * validation:
        raise InputError(
            f"{len(examples)} articles carry categories or tags, at least {2 * validation} are needed; "
            "give an archive whose front matter has `categories` or `tags`"
        )
    trials: tuple[Trial, ...] = ()
    quality: dict[str, float] = {}
    if start_from is not None:
        calibration = Calibration.of_model(start_from)
    else:
        if search:
            trials = grid_search(examples, settings, validation, say)
            settings = trials[0].settings
            examples = with_weighted_counts(examples, settings)
            say(f"chosen, for the best mean of category accuracy and tags' F1: {trials[0]}")
        held_out = cross_validate(examples, settings, validation, say)
        calibration = Calibration.fit(held_out)
        quality = calibration.quality(held_out)
    say("learning from all articles")
    origin = {
        "articles": len(examples),
        "archive": archive_fingerprint(examples),
        "seed": settings.seed,
        "min_count": settings.min_count,
        "strength": settings.strength,
        "validation_order": settings.order,
        "quality": {name: round(value, 4) for name, value in quality.items()},
        "search": [trial.to_dict() for trial in trials],
        "started_from": start_from.fingerprint if start_from else "",
        **calibration.origin(),
    }
    fitted = fit_classifiers(examples, settings)
    say("learning what the archive is like")
    domain = fit_domain(
        [example.counts for example in examples],
        [example.group for example in examples],
        settings.vectorizer,
        settings.seed,
        read_counts(alike, settings.vectorizer),
        read_counts(unlike, settings.vectorizer),
    )
    has_choice = len(fitted.categories) > 1 or len(fitted.heads) > 0
    if has_choice and not fitted.vectorizer.width:
        raise InputError(
            f"the texts of the {len(examples)} articles have nothing to learn from: they are empty, or no "
            f"word stands in {settings.vectorizer.min_documents} of them and not in nearly all; give more "
            "articles, and check that the right column is read as text"
        )
    return _model(fitted, calibration, domain, origin)


def _settings_of(model: Model, vocabulary: tuple[Term, ...] | None) -> TrainingSettings:
    """Return how a model was trained.

    Raises:
        ModelError: If it does not say.
    """
    try:
        made = model.origin["min_count"], model.origin["strength"], model.origin["seed"]
    except KeyError as error:
        raise ModelError(f"the model to start from does not say its {error}; train it anew once") from error
    return TrainingSettings(model.vectorizer.settings, *made, vocabulary)


def _model(
    fitted: FittedClassifiers, calibration: Calibration, domain: Domain | None, origin: dict[str, Any]
) -> Model:
    fitted = fitted.scaled(calibration.scaling)
    classifiers = max(fitted.coefficients.shape[1], 1)
    columns = heaviest(fitted.coefficients, min(_MAX_COLUMNS, _MAX_COEFFICIENTS // classifiers))
    return Model(
        vectorizer=fitted.vectorizer.select(columns),
        linear=Linear(fitted.coefficients[columns].astype(np.float32), fitted.intercepts.astype(np.float32)),
        categories=fitted.categories,
        inverse_temperature=calibration.inverse_temperature,
        terms=fitted.terms,
        skipped_names=fitted.skipped_names,
        heads=fitted.heads,
        priors=fitted.priors,
        habits=fitted.habits,
        topic_score=calibration.topic_score,
        name_score=calibration.name_score,
        thresholds=calibration.thresholds(fitted),
        domain=domain,
        origin=origin,
    )


def heaviest(coefficients: FloatArray, count: int) -> BoolArray:
    """Return which rows to keep: the ``count`` of the largest norm."""
    norms = np.linalg.norm(coefficients, axis=1)
    kept = np.zeros(len(norms), dtype=bool)
    kept[np.argsort(-norms, kind="stable")[:count]] = True
    return kept
