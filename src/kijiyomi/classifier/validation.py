"""Cross-validation: what models say of articles they did not see, and how good that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kijiyomi.classifier.calibrate import Evidence, Held, add_held, category_decisions
from kijiyomi.classifier.calibration import Calibration
from kijiyomi.classifier.ranker import Logistic
from kijiyomi.classifier.stage import Example, Plan, fit_stage

Progress = Callable[[str], None]


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


def held_quality(held: Held, calibration: Calibration) -> dict[str, float]:
    """Return how good the held-out predictions are: category accuracy, tags' micro precision, recall and F1.

    The calibration was fitted to the same predictions, so this flatters a little; ``kijiyomi evaluate`` on
    new articles does not.
    """
    quality = {}
    if held.categories:
        categories, decisions, own = category_decisions(held)
        scaled = calibration.scaling.of(categories)(decisions)
        quality["category_accuracy"] = float(np.mean(scaled.argmax(axis=1) == own))
    wanted = held.topics.wanted + held.names.wanted
    if wanted:
        topics = _counts(held.topics, calibration.topic_score, calibration.topic_threshold, calibration)
        names = _counts(held.names, calibration.name_score, calibration.name_threshold, calibration)
        right, given = topics[0] + names[0], topics[1] + names[1]
        quality["tags_precision"] = right / given if given else 0.0
        quality["tags_recall"] = right / wanted
        quality["tags_f1"] = 2 * right / (given + wanted)
    return quality


def _counts(evidence: Evidence, score: Logistic, general: float, calibration: Calibration) -> tuple[int, int]:
    """Return how many tags are right, and how many are given."""
    if not evidence.truth:
        return 0, 0
    least = np.array([calibration.own.get(term, general) for term in evidence.terms])
    given = score(np.vstack(evidence.rows)) >= least
    return int((given & np.array(evidence.truth)).sum()), int(given.sum())
