"""Learning which articles are like those of an archive."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, FloatArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.domain import Domain
from kijiyomi.classifier.features.fields import FIELDS
from kijiyomi.classifier.features.hashed_counts import BUCKETS, FIELD_STARTS, hash_counts
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.vectorizer import VectorizerSettings
from kijiyomi.classifier.training.background import Background
from kijiyomi.classifier.training.cross_validation import Fold, random_folds

# Later parts of an archive are judged by models of the earlier ones, as new posts are.
_PARTS, _FIRST_JUDGED, _MIN_DATES = 5, 2, 20
# Fewer articles do not show what else their archive may hold.
_FEWEST_ARTICLES = 50
# Articles of the archive that may be taken for others. Of few articles the lowest decision says little, so
# the threshold keeps a distance from it that shrinks with their number.
_LOST_SHARE, _DISTANCE = 0.01, 10


class _Goal(NamedTuple):
    """What is to be told from the rest.

    Attributes:
        sees_form: Whether lines and layout count, or topical n-grams alone.
        strength: Inverse regularisation (scikit-learn's ``C``).
        highest_threshold: Highest least decision on an article that is inside.
    """

    sees_form: bool
    strength: float
    highest_threshold: float


# Texts shorter than the archive's, or in another form, lie a little below the boundary.
_ARCHIVE = _Goal(sees_form=True, strength=1.0, highest_threshold=-0.25)
_MATTER = _Goal(sees_form=False, strength=0.1, highest_threshold=0.0)


def fit_domain(
    counts: Sequence[NGramCounts],
    dates: Sequence[str],
    settings: VectorizerSettings,
    seed: int,
    alike: Sequence[NGramCounts] = (),
    unlike: Sequence[NGramCounts] = (),
    background: Background | None = None,
) -> Domain | None:
    """Return the domain of an archive, ``None`` for fewer than 50 articles.

    Args:
        counts: What is counted in each of its articles, for each field.
        dates: Date of each article; ``""`` for none.
        settings: What is counted.
        seed: Seed of everything random.
        alike: What is counted in further texts that are inside.
        unlike: The same of texts that are outside, beside the background.
        background: Texts of other archives; those that ship when not given.
    """
    if len(counts) < _FEWEST_ARTICLES:
        return None
    goal = _MATTER if alike or unlike else _ARCHIVE
    columns = _columns(settings, goal)
    vectors = hashed_vectors(counts)
    own, inside, outside = (some[:, columns] for some in (vectors, *map(hashed_vectors, (alike, unlike))))
    elsewhere = (background or Background.load()).without_archive(vectors)
    others = np.concatenate([elsewhere[:, columns], outside])
    decisions = [
        _decisions(_fit(own[learnt], inside, others, goal, seed), own[judged])
        for learnt, judged in _folds(dates, seed)
    ]
    fitted = _fit(own, inside, others, goal, seed)
    weights = np.zeros(BUCKETS, dtype=np.float32)
    weights[columns] = fitted[:-1]
    return Domain(weights, float(fitted[-1]) - _threshold(np.concatenate(decisions), goal))


def hashed_vectors(counts: Sequence[NGramCounts]) -> Float32Array:
    """Return float32 ``(articles, buckets)``: the hashed n-grams of articles."""
    vectors = np.zeros((len(counts), BUCKETS), dtype=np.float32)
    for vector, own in zip(vectors, counts, strict=True):
        hashed = hash_counts(own)
        vector[:] = np.bincount(hashed.buckets, hashed.values, BUCKETS)
    return vectors


def _columns(settings: VectorizerSettings, goal: _Goal) -> BoolArray:
    """Return which buckets are looked at."""
    used = [bool(settings.weight(field)) and (field.for_topics or goal.sees_form) for field in FIELDS]
    return np.repeat(used, np.diff(FIELD_STARTS))


def _folds(dates: Sequence[str], seed: int) -> Iterator[Fold]:
    """Yield folds in the order of time, or random ones if there are few dates."""
    if len(set(dates) - {""}) < _MIN_DATES:
        yield from random_folds(dates, _PARTS, seed)
        return
    parts = np.array_split(sorted(range(len(dates)), key=dates.__getitem__), _PARTS)
    for number in range(_FIRST_JUDGED, _PARTS):
        yield np.concatenate(parts[:number]).tolist(), parts[number].tolist()


def _fit(own: Float32Array, alike: Float32Array, others: Float32Array, goal: _Goal, seed: int) -> FloatArray:
    """Return float64 (columns + 1,): what tells an archive's articles from others, its intercept last.

    Texts alike weigh as much in all as the archive, and the others as much as both.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.svm import LinearSVC

    parts = (own, alike, others)
    truth = np.repeat([True, True, False], list(map(len, parts)))
    weight = np.repeat([1, len(own) / max(len(alike), 1), 1], list(map(len, parts)))
    weight[truth] *= weight[~truth].sum() / weight[truth].sum()
    model = LinearSVC(C=goal.strength, random_state=seed, dual=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(np.concatenate(parts), truth, sample_weight=weight)
    return np.append(model.coef_[0], model.intercept_)


def _decisions(fitted: FloatArray, vectors: Float32Array) -> FloatArray:
    decisions: FloatArray = vectors @ fitted[:-1] + fitted[-1]
    return decisions


def _threshold(decisions: FloatArray, goal: _Goal) -> float:
    """Return the least decision on an article that is inside, given those on held-out ones of the archive."""
    distance = _DISTANCE / len(decisions) * decisions.std()
    return min(float(np.quantile(decisions, _LOST_SHARE) - distance), goal.highest_threshold)
