"""From labelled texts and word vectors to a classifier of subjects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from benchmarks.subject_model.texts import LabelledText
from benchmarks.word_vectors import word_vectors
from kijiyomi.classifier.subjects import (
    SubjectCalibration,
    SubjectClassifier,
    SubjectHeader,
    WordTable,
    leads_over_others,
    weigh_batch,
)
from kijiyomi.document import Document
from kijiyomi.knowledge.subjects import subjects

_LEAST_LIKENESS = 0.15
_SEED_WEIGHT = 1.5
_STRENGTH = 1.0
_MIN_DOCUMENTS = 3
_LEAST_FIRST, _LEAST_OTHER = 0.2, 0.35


def word_table(documents: Sequence[Document]) -> tuple[WordTable, np.ndarray]:
    """Return the rows of words with their idf in ``documents``, and the vector of each row."""
    vectors, keys, rows = word_vectors()
    vectors = _unit(vectors[1:])
    vectors -= vectors.mean(axis=0)
    plain = WordTable(keys, rows, np.ones(len(vectors), dtype=np.float32))
    frequency = np.zeros(len(vectors))
    for weighed in weigh_batch(plain, documents):
        frequency[np.unique(weighed.rows)] += 1
    idf = np.log((len(documents) + 1) / (frequency + 1))
    idf = np.minimum(idf, np.log(len(documents) / _MIN_DOCUMENTS)).astype(np.float32)
    return WordTable(keys, rows, idf), vectors


@dataclass(frozen=True, slots=True)
class Trainer:
    """What every fold shares.

    Attributes:
        words: The rows of words.
        features: float32 (rows, features): the vector of each row, and how like each subject's seed words
            it is.
        texts: float32 (texts, features).
        seeds: float32 (lists, features): the lists of seed words.
        subject_of_seeds: The subject of each list.
    """

    words: WordTable
    features: np.ndarray
    texts: np.ndarray
    seeds: np.ndarray
    subject_of_seeds: np.ndarray

    @classmethod
    def create(
        cls,
        texts: Sequence[LabelledText],
        unlabelled: Sequence[Document],
        lists: Sequence[Document],
        subject_of_seeds: np.ndarray,
    ) -> Trainer:
        """Return the trainer of labelled texts and lists of seed words.

        Args:
            texts: The labelled texts.
            unlabelled: Further texts that words are counted in.
            lists: The lists of seed words.
            subject_of_seeds: The subject of each.
        """
        documents = [text.document for text in texts]
        words, vectors = word_table([*documents, *unlabelled])
        bags = _bags(words, documents), _bags(words, lists)
        means = np.stack(
            [
                _unit(bags[1][subject_of_seeds == number] @ vectors).mean(axis=0)
                for number in range(len(subjects()))
            ]
        )
        likeness = np.maximum(_unit(vectors) @ _unit(means).T - _LEAST_LIKENESS, 0)
        features = np.hstack([block / _mean_length(bags[0] @ block) for block in (vectors, likeness)])
        return cls(words, features, bags[0] @ features, bags[1] @ features, subject_of_seeds)

    def cross_validate(self, main: np.ndarray, folds: np.ndarray) -> np.ndarray:
        """Return float64 (texts, subjects): what is said of each text by a model of the other folds."""
        decisions = np.zeros((len(main), len(subjects())))
        for fold in np.unique(folds):
            weights, intercepts = self.fit(main, np.flatnonzero(folds != fold))
            held = folds == fold
            decisions[held] = self.texts[held] @ weights + intercepts
        return decisions

    def fit(self, main: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the weight of each feature for each subject, and the intercepts.

        Args:
            main: Main subject of every text.
            chosen: The texts to learn from.
        """
        weight = np.repeat([1.0, _SEED_WEIGHT], [len(chosen), len(self.seeds)])
        model = LinearSVC(C=_STRENGTH, random_state=0).fit(
            np.concatenate([self.texts[chosen], self.seeds]),
            np.concatenate([main[chosen], self.subject_of_seeds]),
            sample_weight=weight,
        )
        return model.coef_.T, model.intercept_

    def classifier(self, main: np.ndarray, calibration: SubjectCalibration) -> SubjectClassifier:
        """Return the classifier of all texts."""
        weights, intercepts = self.fit(main, np.arange(len(main)))
        rows = (self.features @ weights).astype(np.float16).astype(np.float32)
        header = SubjectHeader(tuple(subjects()), calibration)
        return SubjectClassifier(self.words, rows, intercepts.astype(np.float32), header)


def fit_calibration(decisions: np.ndarray, texts: Sequence[LabelledText]) -> SubjectCalibration:
    """Return the calibration that fits decisions on held-out texts."""
    judged = [index for index, text in enumerate(texts) if text.judged]
    evidence = np.column_stack(
        [
            decisions[judged].ravel(),
            np.concatenate([leads_over_others(decisions[index]) for index in judged]),
        ]
    )
    truth = [number in texts[index].subjects for index in judged for number in range(decisions.shape[1])]
    model = LogisticRegression(C=100).fit(evidence, truth)
    decision, lead = model.coef_[0].tolist()
    return SubjectCalibration(decision, lead, float(model.intercept_[0]), _LEAST_FIRST, _LEAST_OTHER)


def _bags(words: WordTable, documents: Sequence[Document]) -> csr_matrix:
    """Return the float matrix, documents × rows, of weighed rows."""
    weighed = list(weigh_batch(words, documents))
    ends = np.cumsum([0, *(len(own.rows) for own in weighed)])
    values = np.concatenate([own.values for own in weighed])
    rows = np.concatenate([own.rows for own in weighed])
    return csr_matrix((values, rows, ends), shape=(len(documents), len(words.idf)))


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def _mean_length(vectors: np.ndarray) -> float:
    return float(np.linalg.norm(vectors, axis=1).mean())
