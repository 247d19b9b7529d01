"""Cross-validation: articles are judged by models of other articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from kijiyomi.classifier.training.examples import Example
from kijiyomi.classifier.training.fitting import TrainingSettings, fit_classifiers
from kijiyomi.classifier.training.held_out import HeldOutPredictions
from kijiyomi.errors import InputError

Progress = Callable[[str], None]
Fold = tuple[list[int], list[int]]
"""Indices of the articles to learn from, and of those to judge."""


def cross_validate(
    examples: Sequence[Example], settings: TrainingSettings, parts: int, progress: Progress = lambda _: None
) -> HeldOutPredictions:
    """Return what models say of ``examples`` they did not see, articles of one group kept together.

    Args:
        examples: The archive.
        settings: How to train on the other parts, and in which order the parts are judged.
        parts: Number of parts.
        progress: Called with what is being done.

    Raises:
        InputError: If the order is that of time and there are too few dates.
    """
    groups = [example.group for example in examples]
    by_time = settings.order == "time"
    folds = time_folds(groups, parts) if by_time else random_folds(groups, parts, settings.seed)
    held_out = HeldOutPredictions()
    for number, (learnt, judged) in enumerate(folds, 1):
        progress(f"validating, part {number} of {parts}")
        fitted = fit_classifiers([examples[index] for index in learnt], settings)
        held_out.add(fitted, [examples[index] for index in judged])
    return held_out


def random_folds(groups: Sequence[str], parts: int, seed: int) -> Iterator[Fold]:
    """Yield the folds of random parts: every article is judged once, by a model of all other parts.

    Args:
        groups: Group of each article; ``""`` for an article that is its own group. When all are of one,
            that is none: each is its own.
        parts: Number of parts.
        seed: Decides which groups go where.
    """
    from sklearn.model_selection import PredefinedSplit

    if len(set(groups)) == 1:
        groups = [""] * len(groups)
    for learnt, judged in PredefinedSplit(random_parts(groups, parts, seed)).split():
        yield learnt.tolist(), judged.tolist()


def time_folds(groups: Sequence[str], parts: int) -> Iterator[Fold]:
    """Yield the folds of parts in the order of time, each judged by a model of the articles before it.

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
    for _, judged in TimeSeriesSplit(parts).split(dates):
        first, last = dates[judged[0]], dates[judged[-1]]
        yield (
            [index for index, date in enumerate(groups) if date < first],
            [index for index, date in enumerate(groups) if first <= date <= last],
        )


def random_parts(groups: Sequence[str], parts: int, seed: int) -> list[int]:
    """Return the part of each article, groups undivided and parts about equal.

    scikit-learn's ``GroupKFold`` makes equal parts or shuffled ones, not both.

    Args:
        groups: Group of each article; ``""`` for an article that is its own group.
        parts: Number of parts.
        seed: Decides which groups go where.
    """
    keys = [group or f"\\0{index}" for index, group in enumerate(groups)]
    sizes = Counter(keys)
    names = sorted(sizes)
    filled = [0] * parts
    part_of = {}
    for group in np.random.default_rng(seed).permutation(len(names)).tolist():
        part = min(range(parts), key=filled.__getitem__)
        part_of[names[group]] = part
        filled[part] += sizes[names[group]]
    return [part_of[key] for key in keys]
