"""What is learnt from articles directly: their terms, linear classifiers and naming habits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from kijiyomi.classifier.features.name_candidates import NameCandidate, NameFinder, names_in_headlines
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.vectorizer import FIELDS, Vectorizer, VectorizerSettings, fit_vectorizer
from kijiyomi.classifier.tag_ranking import Floats, TaggingHabits
from kijiyomi.classifier.training.matrix_scaling import Scaling
from kijiyomi.classifier.vocabulary import Term, build_terms, spelling_index
from kijiyomi.document import Document
from kijiyomi.records.analysis import Entity
from kijiyomi.text.fold import fold_width_and_case as fold

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_PASSED_OVER = 3
# Margins of 1 are log odds of several, so that support vectors need as much less strength.
_MARGIN_SCALE = 10


Order = Literal["random", "time"]


@dataclass(frozen=True, slots=True)
class Example:
    """A training article.

    Attributes:
        lead: The document cut to its lead.
        entities: Its companies.
        counts: Its n-grams, for each field.
        categories: Its categories, the main one first.
        tags: Its tags.
        group: Articles of one group tell one story and are never on both sides of a split.
    """

    lead: Document
    entities: tuple[Entity, ...]
    counts: NGramCounts
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How classifiers are trained.

    Attributes:
        settings: What documents look like to them.
        min_count: Articles a topic needs for a linear classifier of its own.
        strength: Inverse of the regularisation (scikit-learn's ``C``).
        seed: Seed of everything random.
        vocabulary: Terms known beforehand.
        order: Whether the parts of a validation are random, or follow one another in time.
    """

    settings: VectorizerSettings
    min_count: int
    strength: float
    seed: int
    vocabulary: tuple[Term, ...] | None
    order: Order = "random"


@dataclass(frozen=True, slots=True)
class FittedClassifiers:
    """What was learnt; see :class:`~kijiyomi.classifier.model.Model` for the attributes."""

    terms: tuple[Term, ...]
    spellings: dict[str, int]
    passed_over: tuple[str, ...]
    finder: NameFinder
    vectorizer: Vectorizer
    coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    categories: tuple[str, ...]
    heads: NDArray[np.int32]
    priors: Floats
    habits: TaggingHabits

    def decisions(self, examples: Sequence[Example]) -> Floats:
        """Return float32 (examples, classifiers): what the linear classifiers say."""
        matrix = self.vectorizer.matrix([example.counts for example in examples])
        return np.asarray(matrix @ self.coefficients + self.intercepts, dtype=np.float32)

    def scaled(self, scaling: Scaling) -> FittedClassifiers:
        """Return what was learnt with the scaling of the categories' decisions in their coefficients."""
        count, scaling = len(self.categories), scaling.of(self.categories)
        coefficients, intercepts = self.coefficients.copy(), self.intercepts.copy()
        coefficients[:, :count] @= scaling.weights
        intercepts[:count] = scaling(intercepts[:count])
        return replace(self, coefficients=coefficients, intercepts=intercepts)

    def truth(self, example: Example) -> set[int]:
        """Return the terms of an example's tags."""
        return {self.spellings[tag] for tag in map(fold, example.tags) if tag in self.spellings}

    def is_tag(self, candidate: NameCandidate, example: Example) -> bool:
        """Did the author give this name as a tag?"""
        if candidate.term >= 0:
            return candidate.term in self.truth(example)
        return fold(candidate.label) in set(map(fold, example.tags))


def fit_classifiers(examples: Sequence[Example], plan: TrainingSettings) -> FittedClassifiers:
    """Return what is learnt from ``examples``."""
    terms = build_terms([example.tags for example in examples], plan.vocabulary)
    spellings = spelling_index(terms)
    passed_over = _passed_over(examples, spellings)
    finder = NameFinder(terms, passed_over)
    vectorizer = fit_vectorizer([example.counts for example in examples], plan.settings)
    tagged = _incidence(examples, spellings, len(terms))
    heads = np.array(
        [
            place
            for place, term in enumerate(terms)
            if term.source == "topic" and plan.min_count <= tagged[:, place].sum() < len(examples)
        ],
        dtype=np.int32,
    )
    categories = tuple(sorted({example.categories[0] for example in examples if example.categories}))
    matrix = vectorizer.matrix([example.counts for example in examples])
    columns = [fit_categories(matrix, [example.categories for example in examples], categories, plan)]
    # A subject is no series and no form: what a line says counts for topics by its words alone.
    form = sum(len(field.keys) for field in vectorizer.fields[FIELDS.index("body_lines") :])
    content = matrix[:, : vectorizer.width - form]
    columns += [fit_tag(content, tagged[:, place], plan, form) for place in heads.tolist()]
    weights = np.column_stack([np.zeros((vectorizer.width + 1, 0)), *columns])
    share = (tagged[:, heads].sum(axis=0) + 0.5) / (len(examples) + 1)
    return FittedClassifiers(
        terms,
        spellings,
        passed_over,
        finder,
        vectorizer,
        weights[:-1],
        weights[-1],
        categories,
        heads,
        np.log(share / (1 - share)).astype(np.float32),
        _habits(examples, finder, tagged),
    )


def _passed_over(examples: Sequence[Example], spellings: Mapping[str, int]) -> tuple[str, ...]:
    """Return the headline names, folded, that stand over several articles and are a tag of none."""
    counts = Counter(
        name for example in examples for name in set(map(fold, names_in_headlines(example.lead)))
    )
    often = (name for name, count in counts.items() if count >= _PASSED_OVER and name not in spellings)
    return tuple(sorted(often))


def fit_tag(
    matrix: csr_matrix, tagged: NDArray[np.bool_], plan: TrainingSettings, further: int
) -> NDArray[np.float64]:
    """Return float64 (columns + further + 1,): the classifier of one tag, its intercept last.

    The further columns are none of its business and weigh nothing.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=plan.strength, solver="liblinear", dual=True, tol=1e-2, max_iter=1000, random_state=plan.seed
    )
    model.fit(matrix, tagged)
    return np.concatenate((model.coef_[0], np.zeros(further), model.intercept_))


def fit_categories(
    matrix: csr_matrix, labels: Sequence[Sequence[str]], categories: Sequence[str], plan: TrainingSettings
) -> NDArray[np.float64]:
    """Return float64 (columns + 1, categories): classifiers of main categories, intercepts last.

    Support vectors tell categories of archives that change with time better than logistic regression does;
    cross-validation makes probabilities of their margins.
    """
    from sklearn.svm import LinearSVC

    if len(categories) < 2:
        return np.zeros((matrix.shape[1] + 1, len(categories)))
    labelled = [row for row, given in enumerate(labels) if given]
    model = LinearSVC(C=plan.strength / _MARGIN_SCALE, random_state=plan.seed, max_iter=5000)
    model.fit(matrix[labelled], [labels[row][0] for row in labelled])
    weights = np.vstack((model.coef_.T, model.intercept_))
    return np.hstack((-weights, weights)) / 2 if len(categories) == 2 else weights


def _incidence(examples: Sequence[Example], spellings: dict[str, int], width: int) -> NDArray[np.bool_]:
    incidence = np.zeros((len(examples), width), dtype=bool)
    for row, example in enumerate(examples):
        incidence[row, [spellings[tag] for tag in map(fold, example.tags)]] = True
    return incidence


def _habits(examples: Sequence[Example], finder: NameFinder, incidence: NDArray[np.bool_]) -> TaggingHabits:
    named, tagged = np.zeros((2, incidence.shape[1]), dtype=np.float32)
    for row, example in enumerate(examples):
        terms = [found.term for found in finder(example.lead, example.entities) if found.term >= 0]
        named[terms] += 1
        tagged[terms] += incidence[row, terms]
    rate = float((tagged.sum() + 1) / (named.sum() + 2))
    return TaggingHabits(named, tagged, rate)
