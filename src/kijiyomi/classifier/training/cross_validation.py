"""Cross-validation: what models say of articles they did not see, and how good that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from kijiyomi.classifier.tag_ranking import Logistic
from kijiyomi.classifier.training.calibration import (
    Calibration,
    Evidence,
    HeldOutPredictions,
    add_held,
    category_decisions,
)
from kijiyomi.classifier.training.fitting import Example, TrainingSettings, fit_classifiers
from kijiyomi.errors import InputError

Progress = Callable[[str], None]
Fold = tuple[list[int], list[int]]


def cross_validate(
    examples: Sequence[Example], plan: TrainingSettings, parts: int, progress: Progress = lambda _: None
) -> HeldOutPredictions:
    """Return what models say of ``examples`` they did not see, articles of one group kept together.

    Args:
        examples: The archive.
        plan: How to train on the other parts, and in which order the parts are judged.
        parts: Number of parts.
        progress: Told what is being done.

    Raises:
        InputError: If the order is that of time and there are too few dates.
    """
    groups = [example.group for example in examples]
    folds = by_time(groups, parts) if plan.order == "time" else at_random(groups, parts, plan.seed)
    held = HeldOutPredictions()
    for number, (learnt, judged) in enumerate(folds, 1):
        progress(f"validating, part {number} of {parts}")
        stage = fit_classifiers([examples[place] for place in learnt], plan)
        add_held(held, stage, [examples[place] for place in judged])
    return held


def at_random(groups: Sequence[str], parts: int, seed: int) -> Iterator[Fold]:
    """Yield, for each part, which articles to learn from and which to judge: every one is judged once.

    Args:
        groups: Group of each article; ``""`` for an article that is its own group.
        parts: Number of parts.
        seed: Decides which groups go where.
    """
    part_of = split(groups, parts, seed)
    for part in range(parts):
        yield (
            [place for place, own in enumerate(part_of) if own != part],
            [place for place, own in enumerate(part_of) if own == part],
        )


def by_time(groups: Sequence[str], parts: int) -> Iterator[Fold]:
    """Yield, for each part, the articles before it, to learn from, and its own, to judge.

    The oldest articles are judged by nobody. Those without a date count as older than all others.

    Args:
        groups: Date of each article, such that later ones sort later; ``""`` for none.
        parts: Number of parts.

    Raises:
        InputError: If there are fewer dates than parts and one.
    """
    from sklearn.model_selection import TimeSeriesSplit

    dates = sorted(set(groups) - {""})
    if len(dates) <= parts:
        raise InputError(
            f"{len(dates)} different dates are too few to validate {parts} parts in the order of time; "
            "give the articles a `date`, or validate at random"
        )
    for _, test in TimeSeriesSplit(parts).split(dates):
        first, last = dates[test[0]], dates[test[-1]]
        yield (
            [place for place, date in enumerate(groups) if date < first],
            [place for place, date in enumerate(groups) if first <= date <= last],
        )


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


def held_quality(held: HeldOutPredictions, calibration: Calibration) -> dict[str, float]:
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
