"""What is learnt from articles directly: their terms, linear classifiers and tagging habits."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray, FloatArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.name_candidates import NameCandidate, NameFinder, names_in_headlines
from kijiyomi.classifier.features.vectorizer import Vectorizer, VectorizerSettings, fit_vectorizer
from kijiyomi.classifier.tag_ranking import TaggingHabits
from kijiyomi.classifier.training.examples import Example
from kijiyomi.classifier.training.matrix_scaling import MatrixScaling
from kijiyomi.classifier.vocabulary import Term, build_terms, spelling_index
from kijiyomi.text.fold import fold_width_and_case

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_MIN_HEADLINES = 3
# Margins of 1 are log odds of several, so that support vectors need as much less strength.
_MARGIN_SCALE = 10

Order = Literal["random", "time"]


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How classifiers are trained.

    Attributes:
        vectorizer: What documents look like to them.
        min_count: Articles a topic needs for a linear classifier of its own.
        strength: Inverse of the regularisation (scikit-learn's ``C``).
        seed: Seed of everything random.
        vocabulary: Terms known beforehand.
        order: Whether the parts of a validation are random, or follow one another in time.
    """

    vectorizer: VectorizerSettings
    min_count: int
    strength: float
    seed: int
    vocabulary: tuple[Term, ...] | None
    order: Order = "random"


@dataclass(frozen=True, slots=True)
class FittedClassifiers:
    """What was learnt; see :class:`~kijiyomi.classifier.model.Model` for the attributes.

    Attributes:
        spellings: The term of each folded spelling.
        coefficients: float64 (columns, classifiers).
        intercepts: float64 (classifiers,).
    """

    terms: tuple[Term, ...]
    spellings: dict[str, int]
    skipped_names: tuple[str, ...]
    finder: NameFinder
    vectorizer: Vectorizer
    coefficients: FloatArray
    intercepts: FloatArray
    categories: tuple[str, ...]
    heads: NDArray[np.int32]
    priors: Float32Array
    habits: TaggingHabits

    def decisions(self, examples: Sequence[Example]) -> Float32Array:
        """Return float32 (examples, classifiers): what the linear classifiers say."""
        matrix = self.vectorizer.matrix([example.counts for example in examples])
        return np.asarray(matrix @ self.coefficients + self.intercepts, dtype=np.float32)

    def scaled(self, scaling: MatrixScaling) -> FittedClassifiers:
        """Return what was learnt with the scaling of the categories' decisions in their coefficients."""
        count, scaling = len(self.categories), scaling.for_categories(self.categories)
        coefficients, intercepts = self.coefficients.copy(), self.intercepts.copy()
        coefficients[:, :count] @= scaling.weights
        intercepts[:count] = scaling.scale(intercepts[:count])
        return replace(self, coefficients=coefficients, intercepts=intercepts)

    def tags(self, example: Example) -> set[int]:
        """Return the terms of an example's tags."""
        return {
            self.spellings[tag] for tag in map(fold_width_and_case, example.tags) if tag in self.spellings
        }

    def is_tag(self, candidate: NameCandidate, example: Example) -> bool:
        """Did the author give this name as a tag?"""
        if candidate.term >= 0:
            return candidate.term in self.tags(example)
        return fold_width_and_case(candidate.label) in set(map(fold_width_and_case, example.tags))


def fit_classifiers(examples: Sequence[Example], settings: TrainingSettings) -> FittedClassifiers:
    """Return what is learnt from ``examples``."""
    terms = build_terms([example.tags for example in examples], settings.vocabulary)
    spellings = spelling_index(terms)
    skipped_names = _untagged_headline_names(examples, spellings)
    finder = NameFinder(terms, skipped_names)
    vectorizer = fit_vectorizer([example.counts for example in examples], settings.vectorizer)
    tagged = _tag_matrix(examples, spellings, len(terms))
    heads = np.array(
        [
            index
            for index, term in enumerate(terms)
            if term.source == "topic" and settings.min_count <= tagged[:, index].sum() < len(examples)
        ],
        dtype=np.int32,
    )
    categories = tuple(sorted({example.categories[0] for example in examples if example.categories}))
    matrix = vectorizer.matrix([example.counts for example in examples])
    weights = np.column_stack(
        [
            np.zeros((vectorizer.width + 1, 0)),
            fit_categories(matrix, [example.categories for example in examples], categories, settings),
            *fit_topics(matrix, tagged[:, heads], vectorizer.topic_columns, settings),
        ]
    )
    share = (tagged[:, heads].sum(axis=0) + 0.5) / (len(examples) + 1)
    return FittedClassifiers(
        terms,
        spellings,
        skipped_names,
        finder,
        vectorizer,
        weights[:-1],
        weights[-1],
        categories,
        heads,
        np.log(share / (1 - share)).astype(np.float32),
        _tagging_habits(examples, finder, tagged),
    )


def fit_topics(
    matrix: csr_matrix, tagged: BoolArray, columns: BoolArray, settings: TrainingSettings
) -> list[FloatArray]:
    """Return the classifier of each topic: float64 (columns + 1,), its intercept last.

    Args:
        matrix: Articles × columns.
        tagged: bool (articles, topics).
        columns: Which columns topics are learnt from; the others weigh nothing.
        settings: How to train.
    """
    from sklearn.linear_model import LogisticRegression

    content = matrix[:, columns]
    if not content.shape[1]:
        return [np.zeros(len(columns) + 1) for _ in tagged.T]
    topics = []
    for truth in tagged.T:
        model = LogisticRegression(
            C=settings.strength,
            solver="liblinear",
            dual=True,
            tol=1e-2,
            max_iter=1000,
            random_state=settings.seed,
        ).fit(content, truth)
        weights = np.zeros(len(columns) + 1)
        weights[:-1][columns], weights[-1] = model.coef_[0], model.intercept_[0]
        topics.append(weights)
    return topics


def fit_categories(
    matrix: csr_matrix, labels: Sequence[Sequence[str]], categories: Sequence[str], settings: TrainingSettings
) -> FloatArray:
    """Return float64 (columns + 1, categories): classifiers of main categories, intercepts last.

    Support vectors separate categories of archives that change with time better than logistic regression
    does; cross-validation makes probabilities of their margins.
    """
    from sklearn.svm import LinearSVC

    if len(categories) < 2 or not matrix.shape[1]:
        return np.zeros((matrix.shape[1] + 1, len(categories)))
    labelled = [row for row, own in enumerate(labels) if own]
    model = LinearSVC(C=settings.strength / _MARGIN_SCALE, random_state=settings.seed, max_iter=5000)
    with warnings.catch_warnings():
        # Archives in which every other post has a category of its own are odd, but theirs.
        warnings.filterwarnings("ignore", message="The number of unique classes", category=UserWarning)
        model.fit(matrix[labelled], [labels[row][0] for row in labelled])
    weights = np.vstack((model.coef_.T, model.intercept_))
    return np.hstack((-weights, weights)) / 2 if len(categories) == 2 else weights


def _untagged_headline_names(examples: Sequence[Example], spellings: Mapping[str, int]) -> tuple[str, ...]:
    """Return the headline names, folded, that stand over several articles and are a tag of none."""
    counts = Counter(
        name
        for example in examples
        for name in set(map(fold_width_and_case, names_in_headlines(example.lead)))
    )
    often = (name for name, count in counts.items() if count >= _MIN_HEADLINES and name not in spellings)
    return tuple(sorted(often))


def _tag_matrix(examples: Sequence[Example], spellings: Mapping[str, int], terms: int) -> BoolArray:
    """Return bool (examples, terms): which terms are tags of which example."""
    tagged = np.zeros((len(examples), terms), dtype=bool)
    for row, example in enumerate(examples):
        tagged[row, [spellings[tag] for tag in map(fold_width_and_case, example.tags)]] = True
    return tagged


def _tagging_habits(examples: Sequence[Example], finder: NameFinder, tagged: BoolArray) -> TaggingHabits:
    named, named_and_tagged = np.zeros((2, tagged.shape[1]), dtype=np.float32)
    for row, example in enumerate(examples):
        found = finder.find(example.lead, example.entities)
        terms = [candidate.term for candidate in found if candidate.term >= 0]
        named[terms] += 1
        named_and_tagged[terms] += tagged[row, terms]
    base_rate = float((named_and_tagged.sum() + 1) / (named.sum() + 2))
    return TaggingHabits(named, named_and_tagged, base_rate)
