"""Training a model on an archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.classifier.features.lead import lead_of
from kijiyomi.classifier.features.vectorizer import VectorizerSettings, document_counts
from kijiyomi.classifier.labelled_articles import Labelled, read_labelled
from kijiyomi.classifier.model import Linear, Model
from kijiyomi.classifier.training.calibration import Calibration
from kijiyomi.classifier.training.cross_validation import Progress, cross_validate, held_quality
from kijiyomi.classifier.training.fitting import (
    Example,
    FittedClassifiers,
    Order,
    TrainingSettings,
    fit_classifiers,
)
from kijiyomi.classifier.training.grid_search import Trial, prepared
from kijiyomi.classifier.training.grid_search import search as try_ways
from kijiyomi.classifier.vocabulary import Term, read_vocabulary
from kijiyomi.errors import InputError, ModelError
from kijiyomi.frontmatter.keys import date_of

# What a model may hold: a few megabytes, whether its classifiers are few or many.
_KEPT_COLUMNS, _KEPT_COEFFICIENTS = 60_000, 2_000_000
STRENGTH = 10.0


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
    progress: Progress | None = None,
) -> Model:
    """Return a model of the categories and tags that ``articles`` carry in their metadata.

    Calibration and thresholds come from cross-validation in which articles of one day stay together,
    since they often tell one story; at random, articles without a date are split one by one.

    Args:
        articles: The archive; those without labels are passed over.
        seed: Decides the split and everything else random: the same archive and seed give the same model.
        validation: Parts of the cross-validation, at least 2.
        order: ``"random"`` parts, all judged by models of all others; or parts in the order of ``"time"``,
            each judged by a model of what came before, as new posts are: kinder to archives that change.
        min_count: Articles a topic needs to be learnt from words; rarer tags are found by their names.
        vocabulary: Terms known beforehand, or the TOML file that lists them; every other tag then is a name.
        search: Try a few ways to train by cross-validation and take the best; six times the work.
        start_from: A model of the archive as it was before it grew. Its settings, calibration and thresholds
            are taken over, so that nothing is cross-validated and only the classifiers are learnt anew;
            ``validation``, ``order``, ``min_count``, ``seed`` and ``search`` then have no effect.
        progress: Told what is being done.

    Raises:
        ValueError: If ``validation`` is less than 2.
        ModelError: If ``start_from`` is of an older make.
        InputError: If too few articles carry a label, or, in the order of time, a date.
        KnowledgeError: If the vocabulary file is malformed.
    """
    if validation < 2:
        raise ValueError(f"validation must be at least 2, got {validation}")
    say = progress or (lambda _: None)
    known = read_vocabulary(vocabulary) if isinstance(vocabulary, str | Path) else vocabulary
    terms = None if known is None else tuple(known)
    plan = (
        TrainingSettings(VectorizerSettings(), min_count, STRENGTH, seed, terms, order)
        if start_from is None
        else _plan(start_from, terms)
    )
    say("reading articles")
    examples = read_examples(articles, plan.settings)
    if len(examples) < 2 * validation:
        raise InputError(
            f"{len(examples)} articles carry categories or tags, at least {2 * validation} are needed; "
            "give an archive whose front matter has `categories` or `tags`"
        )
    trials: tuple[Trial, ...] = ()
    if start_from is not None:
        calibration, quality = Calibration.of_model(start_from), {}
    else:
        if search:
            trials = try_ways(examples, plan, validation, say)
            plan = trials[0].plan
            examples = [prepared(example, plan) for example in examples]
            say(f"chosen, for the best mean of category accuracy and tags' F1: {trials[0]}")
        held = cross_validate(examples, plan, validation, say)
        calibration = Calibration.of(held)
        quality = held_quality(held, calibration)
    say("learning from all articles")
    origin = {
        "articles": len(examples),
        "archive": fingerprint(examples),
        "seed": plan.seed,
        "min_count": plan.min_count,
        "strength": plan.strength,
        "validation_order": plan.order,
        "quality": {name: round(value, 4) for name, value in quality.items()},
        "search": [trial.to_dict() for trial in trials],
        "started_from": start_from.fingerprint if start_from else "",
        **calibration.origin(),
    }
    return _model(fit_classifiers(examples, plan), calibration, origin)


def fingerprint(examples: Iterable[Example]) -> str:
    """Return the SHA-256 of the texts and labels trained on, in hexadecimal."""
    digest = sha256()
    for example in examples:
        article = example.lead.article
        parts = (article.title, article.text, example.categories, example.tags)
        digest.update(json.dumps(parts).encode())
    return digest.hexdigest()


def _plan(model: Model, vocabulary: tuple[Term, ...] | None) -> TrainingSettings:
    """Return how a model was trained.

    Raises:
        ModelError: If it does not tell.
    """
    try:
        made = model.origin["min_count"], model.origin["strength"], model.origin["seed"]
    except KeyError as error:
        raise ModelError(f"the model to start from does not tell its {error}; train it anew once") from error
    return TrainingSettings(model.vectorizer.settings, *made, vocabulary)


def read_examples(articles: Iterable[Article], settings: VectorizerSettings) -> list[Example]:
    """Return the articles that have labels, as they are trained on."""
    return [_example(read, settings) for read in read_labelled(articles)]


def _example(read: Labelled, settings: VectorizerSettings) -> Example:
    lead = lead_of(read.document, settings.lead)
    return Example(
        lead,
        read.entities,
        document_counts([lead], settings),
        read.categories,
        read.tags,
        date_of(read.document.article.metadata)[:10],
    )


def _model(stage: FittedClassifiers, calibration: Calibration, origin: dict[str, Any]) -> Model:
    stage = stage.scaled(calibration.scaling)
    classifiers = max(stage.coefficients.shape[1], 1)
    kept = heaviest(stage.coefficients, min(_KEPT_COLUMNS, _KEPT_COEFFICIENTS // classifiers))
    return Model(
        vectorizer=stage.vectorizer.keep(kept),
        linear=Linear(stage.coefficients[kept].astype(np.float32), stage.intercepts.astype(np.float32)),
        categories=stage.categories,
        sharpness=calibration.sharpness,
        terms=stage.terms,
        passed_over=stage.passed_over,
        heads=stage.heads,
        priors=stage.priors,
        habits=stage.habits,
        topic_score=calibration.topic_score,
        name_score=calibration.name_score,
        thresholds=calibration.thresholds(stage),
        origin=origin,
    )


def heaviest(coefficients: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Return which rows to keep: the ``count`` of the largest norm."""
    norms = np.linalg.norm(coefficients, axis=1)
    kept = np.zeros(len(norms), dtype=bool)
    kept[np.argsort(-norms, kind="stable")[:count]] = True
    return kept
