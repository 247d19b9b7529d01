"""Training a model on an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.classifier.calibrate import (
    Held,
    add_held,
    fit_name_score,
    fit_sharpness,
    fit_topic_score,
    thresholds,
)
from kijiyomi.classifier.lead import lead_of
from kijiyomi.classifier.model import Linear, Model
from kijiyomi.classifier.ranker import Floats
from kijiyomi.classifier.reading import Labelled, read_labelled
from kijiyomi.classifier.stage import Example, Plan, Stage, fit_stage
from kijiyomi.classifier.vectorize import Settings, document_counts
from kijiyomi.classifier.vocabulary import Term, read_vocabulary
from kijiyomi.errors import InputError

Progress = Callable[[str], None]

_KEPT_COLUMNS = 20_000
STRENGTH = 10.0


def train(
    articles: Iterable[Article],
    *,
    seed: int = 0,
    validation: int = 5,
    min_count: int = 10,
    vocabulary: str | Path | Sequence[Term] | None = None,
    progress: Progress | None = None,
) -> Model:
    """Return a model of the categories and tags that ``articles`` carry in their metadata.

    Calibration and thresholds come from cross-validation in which articles of one day stay together,
    since they often tell one story; articles without a date are split one by one.

    Args:
        articles: The archive; those without labels are passed over.
        seed: Decides the split and everything else random: the same archive and seed give the same model.
        validation: Parts of the cross-validation, at least 2.
        min_count: Articles a topic needs to be learnt from words; rarer tags are found by their names.
        vocabulary: Terms known beforehand, or the TOML file that lists them; every other tag then is a name.
        progress: Told what is being done.

    Raises:
        ValueError: If ``validation`` is less than 2.
        InputError: If too few articles carry a label.
        KnowledgeError: If the vocabulary file is malformed.
    """
    if validation < 2:
        raise ValueError(f"validation must be at least 2, got {validation}")
    say = progress or (lambda _: None)
    known = read_vocabulary(vocabulary) if isinstance(vocabulary, str | Path) else vocabulary
    settings = Settings()
    plan = Plan(settings, min_count, STRENGTH, seed, None if known is None else tuple(known))
    say("reading articles")
    examples = read_examples(articles, settings)
    if len(examples) < 2 * validation:
        raise InputError(
            f"{len(examples)} articles carry categories or tags, at least {2 * validation} are needed; "
            "give an archive whose front matter has `categories` or `tags`"
        )
    held = cross_validate(examples, plan, validation, say)
    say("learning from all articles")
    return _model(fit_stage(examples, plan), held, plan, len(examples))


def cross_validate(
    examples: Sequence[Example], plan: Plan, parts: int, progress: Progress = lambda _: None
) -> Held:
    """Return what models that did not see them say of all ``examples``, articles of one group kept together.

    Args:
        examples: The archive.
        plan: How to train on the other parts.
        parts: Number of parts.
        progress: Told what is being done.
    """
    folds = split([example.group for example in examples], parts, plan.seed)
    held = Held()
    for fold in range(parts):
        progress(f"validating, part {fold + 1} of {parts}")
        stage = fit_stage([e for e, f in zip(examples, folds, strict=True) if f != fold], plan)
        add_held(held, stage, [e for e, f in zip(examples, folds, strict=True) if f == fold])
    return held


def split(groups: Sequence[str], parts: int, seed: int) -> list[int]:
    """Return the part of each article, groups undivided and parts about equal.

    Args:
        groups: Group of each article; ``""`` for an article that is its own group.
        parts: Number of parts.
        seed: Decides which groups go where.
    """
    keys = [group or f"\\0{place}" for place, group in enumerate(groups)]
    names = sorted(set(keys))
    order = np.random.default_rng(seed).permutation(len(names)).tolist()
    sizes = dict.fromkeys(names, 0)
    for key in keys:
        sizes[key] += 1
    filled = [0] * parts
    part_of = {}
    for place in order:
        part = min(range(parts), key=filled.__getitem__)
        part_of[names[place]] = part
        filled[part] += sizes[names[place]]
    return [part_of[key] for key in keys]


def read_examples(articles: Iterable[Article], settings: Settings) -> list[Example]:
    """Return the articles that have labels, as they are trained on."""
    return [_example(read, settings) for read in read_labelled(articles)]


def _example(read: Labelled, settings: Settings) -> Example:
    lead = lead_of(read.document, settings.lead)
    date = read.document.article.metadata.get("date")
    return Example(
        lead,
        read.entities,
        document_counts(lead, settings),
        read.categories,
        read.tags,
        "" if date is None else str(date)[:10],
    )


def _model(stage: Stage, held: Held, plan: Plan, articles: int) -> Model:
    topic_score, name_score = fit_topic_score(held), fit_name_score(held)
    kept = heaviest(stage.coefficients, _KEPT_COLUMNS)
    return Model(
        vectorizer=stage.vectorizer.keep(kept),
        linear=Linear(stage.coefficients[kept].astype(np.float16), stage.intercepts.astype(np.float32)),
        categories=stage.categories,
        sharpness=fit_sharpness(held),
        terms=stage.terms,
        passed_over=stage.passed_over,
        heads=stage.heads,
        priors=stage.priors,
        habits=stage.habits,
        topic_score=topic_score,
        name_score=name_score,
        thresholds=_all_thresholds(
            stage, thresholds(held.topics, topic_score), thresholds(held.names, name_score)
        ),
        origin={"articles": articles, "seed": plan.seed, "min_count": plan.min_count},
    )


def heaviest(coefficients: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Return which rows to keep: the ``count`` of the largest norm."""
    norms = np.linalg.norm(coefficients, axis=1)
    kept = np.zeros(len(norms), dtype=bool)
    kept[np.argsort(-norms, kind="stable")[:count]] = True
    return kept


def _all_thresholds(
    stage: Stage, topics: tuple[float, dict[str, float]], names: tuple[float, dict[str, float]]
) -> Floats:
    heads = set(stage.heads.tolist())
    chosen = [
        own.get(term.id, general)
        for place, term in enumerate(stage.terms)
        for general, own in [topics if place in heads else names]
    ]
    return np.array([*chosen, names[0]], dtype=np.float32)
