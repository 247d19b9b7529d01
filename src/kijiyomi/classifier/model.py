"""A trained classifier: suggests categories and tags, needs numpy only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import BoolArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.domain import UNLIKE, Domain
from kijiyomi.classifier.features.lead import cut_to_lead_batch
from kijiyomi.classifier.features.name_candidates import NameCandidate, NameFinder
from kijiyomi.classifier.features.ngrams import NGramCounts
from kijiyomi.classifier.features.salience import salience
from kijiyomi.classifier.features.sparse_rows import SparseRows
from kijiyomi.classifier.features.vectorizer import Vectorizer, document_counts
from kijiyomi.classifier.linear import Linear
from kijiyomi.classifier.model_format import FORM, VOCABULARY, LogisticRecord, read_parts
from kijiyomi.classifier.tag_ranking import (
    NAME_FEATURES,
    TOPIC_FEATURES,
    Logistic,
    TaggingHabits,
    name_evidence,
    sigmoid,
    softmax,
    topic_evidence,
)
from kijiyomi.classifier.vocabulary import Term, dump_terms
from kijiyomi.document import Document, Documents
from kijiyomi.model_store import damaged_model, write_model
from kijiyomi.records.analysis import Category, Entity, Labels, Tag
from kijiyomi.text.fold import fold_width_and_case

_MAX_CATEGORIES = 3
_MIN_CATEGORY_SCORE = 0.1
# Documents whose evidence for topics is in memory together: with thousands of topics, half a megabyte each.
_CHUNK_DOCUMENTS = 64


class Suggestion(NamedTuple):
    """A possible tag.

    Attributes:
        tag: The tag with its probability.
        shown: Whether the probability reaches the tag's threshold.
    """

    tag: Tag
    shown: bool


class _ScoredTerm(NamedTuple):
    label: str
    term: int
    score: float


class Evidence(NamedTuple):
    """What a model knows of documents before it decides.

    Attributes:
        leads: The documents, cut to their lead.
        rows: Their vectors, those of each group of documents together.
        decisions: float32 (documents, classifiers): what the linear classifiers say.
        candidates: The names in each document.
        saliences: float32 (names of all documents, features): how central each is.
        bounds: Where the names of each document begin in ``saliences``, and where the last ones end.
        inside: bool (documents,): which are like those the model was trained on.
    """

    leads: list[Document]
    rows: list[SparseRows]
    decisions: Float32Array
    candidates: list[list[NameCandidate]]
    saliences: Float32Array
    bounds: list[int]
    inside: BoolArray

    def saliences_of(self, documents: Sequence[int]) -> Float32Array:
        """Return the part of one document at least, or of several in order."""
        bounds = self.bounds
        return np.concatenate([self.saliences[bounds[index] : bounds[index + 1]] for index in documents])


@dataclass(frozen=True, eq=False)
class Model:
    """Suggest categories and tags for documents.

    文書にカテゴリーとタグを提案する。

    Attributes:
        vectorizer: What documents look like to the linear classifiers.
        linear: The linear classifiers.
        categories: Labels of the first classifiers.
        inverse_temperature: Factor on the categories' decisions that makes their softmax a calibrated
            probability.
        terms: The tags.
        skipped_names: Folded headline names that are no tags.
        heads: int32: the term of each further classifier.
        priors: float32: log odds of each of those terms in training.
        habits: How often the archive tags each term that it names.
        topic_score: Probability of terms with a classifier.
        name_score: Probability of names without.
        thresholds: float32 (terms + 1,): least probability at which each is shown; the last one is for
            names outside the vocabulary.
        domain: Which articles are like those it was trained on; ``None`` for a model of too few
            articles or of an older version, which has something to say of every article.
        origin: How the model was made; JSON types.
        fingerprint: SHA-256 of its header; empty for a model that was never saved.
        finder: Finds the terms' names, and other ones.
        head_of_term: The further classifier of each term that has one.
        habit_evidence: float32 (terms + 1, 3); see :meth:`TaggingHabits.evidence`.
    """

    vectorizer: Vectorizer
    linear: Linear
    categories: tuple[str, ...]
    inverse_temperature: float
    terms: tuple[Term, ...]
    skipped_names: tuple[str, ...]
    heads: NDArray[np.int32]
    priors: Float32Array
    habits: TaggingHabits
    topic_score: Logistic
    name_score: Logistic
    thresholds: Float32Array
    domain: Domain | None
    origin: dict[str, Any]
    fingerprint: str = ""
    finder: NameFinder = field(init=False, repr=False)
    head_of_term: dict[int, int] = field(init=False, repr=False)
    habit_evidence: Float32Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "finder", NameFinder(self.terms, self.skipped_names))
        head_of_term = {term: head for head, term in enumerate(self.heads.tolist())}
        object.__setattr__(self, "head_of_term", head_of_term)
        topics = np.array([term.source == "topic" for term in self.terms], dtype=bool)
        object.__setattr__(self, "habit_evidence", self.habits.evidence(topics))

    def suggest(self, document: Document, entities: Sequence[Entity]) -> Labels:
        """Return the categories and the tags worth showing, best first.

        1つの文書のカテゴリーと、見せる価値のあるタグを、良い順に返す。

        A document unlike those the model was trained on gets no category and no topic, only names, and a
        warning.

        Args:
            document: What to label.
            entities: Its entities, with offsets into ``document.article.text``.
        """
        return self.suggest_batch(Documents([document]), [entities])[0]

    def suggest_batch(self, documents: Documents, entities: Sequence[Sequence[Entity]]) -> list[Labels]:
        """Return what :meth:`suggest` returns for each document, each step done for all before the next.

        文書ごとに、`suggest`と同じものを返す。
        """
        return self.suggest_from(self.evidence(documents, entities)) if documents else []

    def suggest_from(self, evidence: Evidence) -> list[Labels]:
        """Return what :meth:`suggest_batch` returns, given what is known of the documents."""
        categories = self._categories(evidence, _MAX_CATEGORIES, _MIN_CATEGORY_SCORE)
        tags = (tuple(map(self._tag, scored)) for scored in self._scored_terms(evidence, self.thresholds))
        labels = map(Labels, categories, tags)
        return [
            own if is_inside else _names_alone(own)
            for own, is_inside in zip(labels, evidence.inside.tolist(), strict=True)
        ]

    def rank(
        self, document: Document, entities: Sequence[Entity]
    ) -> tuple[tuple[Category, ...], tuple[Suggestion, ...]]:
        """Return all categories and all possible tags, best first, be the document like others or not.

        Args:
            document: What to label.
            entities: Its entities, with offsets into ``document.article.text``.
        """
        evidence = self.evidence(Documents([document]), [entities])
        (scored,) = self._scored_terms(evidence, np.zeros_like(self.thresholds))
        (categories,) = self._categories(evidence, len(self.categories), 0)
        return categories, tuple(
            Suggestion(self._tag(one), bool(one.score >= self.thresholds[one.term])) for one in scored
        )

    def evidence(self, documents: Documents, entities: Sequence[Sequence[Entity]]) -> Evidence:
        """Return what suggestions are made from, for one document at least.

        Args:
            documents: What to label.
            entities: The entities of each, with offsets into its article's text.
        """
        groups = cut_to_lead_batch(documents, self.vectorizer.settings.lead)
        leads = list(chain.from_iterable(groups))
        counts = [document_counts(group, self.vectorizer.settings) for group in groups]
        rows = list(map(self.vectorizer.rows, counts))
        candidates = self.finder.find_batch(groups, entities)
        return Evidence(
            leads,
            rows,
            np.concatenate(list(map(self.linear.decisions, rows))),
            candidates,
            salience(leads, candidates),
            [0, *accumulate(map(len, candidates))],
            np.concatenate(list(map(self._inside, groups, counts))),
        )

    def _inside(self, leads: Sequence[Document], counts: NGramCounts) -> BoolArray:
        """Return which documents are like those the model was trained on."""
        return np.ones(len(leads), dtype=bool) if self.domain is None else self.domain.contains(leads, counts)

    def _categories(self, evidence: Evidence, most: int, least: float) -> list[tuple[Category, ...]]:
        """Return the likeliest categories of each document, best first, the first one at least.

        Args:
            evidence: What is known of the documents.
            most: Categories of a document at most.
            least: Score that the others reach.
        """
        losses = -softmax(evidence.decisions[:, : len(self.categories)] * self.inverse_temperature)
        best = losses.argsort(axis=1, kind="stable")[:, :most]
        losses.sort(axis=1)
        rounded = (-losses[:, :most]).astype(np.float64).round(4)
        likely = np.maximum(np.add.reduce(rounded >= least, axis=1), 1)
        labels = self.categories
        return [
            tuple([Category(labels[index], score) for index, score in zip(own[:count], scores, strict=False)])
            for own, scores, count in zip(best.tolist(), rounded.tolist(), likely.tolist(), strict=True)
        ]

    def _scored_terms(self, evidence: Evidence, least: Float32Array) -> list[list[_ScoredTerm]]:
        """Return the tags of each document that reach the ``least`` score of their term, best first."""
        scored: list[list[_ScoredTerm]] = [[] for _ in evidence.candidates]
        for document, one in chain(self._scored_topics(evidence, least), self._scored_names(evidence, least)):
            scored[document].append(one)
        return [_one_of_each(sorted(terms, key=_best_first)) if terms else terms for terms in scored]

    def _scored_topics(self, evidence: Evidence, least: Float32Array) -> Iterator[tuple[int, _ScoredTerm]]:
        """Yield the terms with a classifier that reach their score, and of which document."""
        scores = self._topic_scores(evidence)
        documents, heads = (scores >= least.take(self.heads)).nonzero()
        terms = self.heads.take(heads).tolist()
        for document, term, score in zip(
            documents.tolist(), terms, scores[documents, heads].tolist(), strict=True
        ):
            yield document, _ScoredTerm(self.terms[term].label, term, score)

    def _topic_scores(self, evidence: Evidence) -> Float32Array:
        """Return float32 (documents, heads): the probability of each term with a classifier."""
        weights, head_of_term = self.topic_score.weights, self.head_of_term
        decisions = evidence.decisions[:, len(self.categories) :]
        # Where no such term is named, all other evidence is 0.
        logits = decisions * weights[0] + self.priors * weights[1]
        naming = [
            document
            for document, names in enumerate(evidence.candidates)
            if any(name.term in head_of_term for name in names)
        ]
        for start in range(0, len(naming), _CHUNK_DOCUMENTS):
            some = naming[start : start + _CHUNK_DOCUMENTS]
            own = topic_evidence(
                decisions.take(some, axis=0),
                self.priors,
                head_of_term,
                [evidence.candidates[index] for index in some],
                evidence.saliences_of(some),
            )
            logits[some] = [document.dot(weights) for document in own]
        return sigmoid(logits + np.float32(self.topic_score.bias))

    def _scored_names(self, evidence: Evidence, least: Float32Array) -> Iterator[tuple[int, _ScoredTerm]]:
        """Yield the names without a classifier that reach their score, and of which document."""
        names = list(chain.from_iterable(evidence.candidates))
        others = [index for index, name in enumerate(names) if name.term not in self.head_of_term]
        if not others:
            return
        names = [names[index] for index in others]
        rows = name_evidence(names, evidence.saliences.take(others, axis=0), self.habit_evidence)
        bounds = np.searchsorted(others, evidence.bounds).tolist()
        scores = self.name_score.predict_batch(
            rows[start:stop] for start, stop in pairwise(bounds) if start < stop
        )
        enough = least.take([name.term for name in names])
        for index in (scores >= enough).nonzero()[0].tolist():
            name = names[index]
            document = bisect_right(bounds, index) - 1
            yield document, _ScoredTerm(name.label, name.term, float(scores[index]))

    def _tag(self, one: _ScoredTerm) -> Tag:
        return Tag(one.label, round(one.score, 4), self.terms[one.term].source if one.term >= 0 else "entity")

    def save(self, path: str | Path) -> Model:
        """Write the model to a folder, all or nothing, and return it with its fingerprint.

        モデルをフォルダーに、丸ごと書くか、まったく書かない。識別子の付いたモデルを返す。

        Raises:
            ModelError: If ``path`` holds something other than a model, or cannot be written.
        """
        description = {
            "settings": asdict(self.vectorizer.settings),
            "categories": list(self.categories),
            "inverse_temperature": self.inverse_temperature,
            "skipped_names": list(self.skipped_names),
            "base_rate": self.habits.base_rate,
            "topic_score": _logistic_record(TOPIC_FEATURES, self.topic_score),
            "name_score": _logistic_record(NAME_FEATURES, self.name_score),
            "domain_intercept": None if self.domain is None else self.domain.intercept,
            "origin": self.origin,
        }
        arrays = self.vectorizer.to_arrays() | {
            "coefficients": self.linear.coefficients,
            "intercepts": self.linear.intercepts,
            "heads": self.heads,
            "priors": self.priors,
            "named": self.habits.named,
            "tagged": self.habits.tagged,
            "thresholds": self.thresholds,
        }
        if self.domain is not None:
            arrays["domain_weights"] = self.domain.weights
        fingerprint = write_model(path, FORM, description, {VOCABULARY: dump_terms(self.terms)}, arrays)
        return replace(self, fingerprint=fingerprint)

    @classmethod
    def load(cls, path: str | Path) -> Model:
        """Return the model of a folder; its arrays are mapped, not copied, where they are used as stored.

        フォルダーからモデルを読み込む。読み込んでも、コードは実行されない。

        Raises:
            ModelError: If there is no model, or it is damaged, foreign or made by a newer version.
        """
        header, terms, arrays = read_parts(path)
        try:
            return cls(
                vectorizer=Vectorizer.from_arrays(header.settings, arrays),
                linear=Linear(arrays["coefficients"], arrays["intercepts"]),
                categories=header.categories,
                inverse_temperature=header.inverse_temperature,
                terms=terms,
                skipped_names=header.skipped_names,
                heads=arrays["heads"],
                priors=arrays["priors"],
                habits=TaggingHabits(arrays["named"], arrays["tagged"], header.base_rate),
                topic_score=_logistic(TOPIC_FEATURES, header.topic_score),
                name_score=_logistic(NAME_FEATURES, header.name_score),
                thresholds=arrays["thresholds"],
                domain=None
                if header.domain_intercept is None
                else Domain(arrays["domain_weights"], header.domain_intercept),
                origin=header.origin,
                fingerprint=header.fingerprint,
            )
        except ValueError as error:
            raise damaged_model(path, str(error)) from error


def _names_alone(labels: Labels) -> Labels:
    """Return what is said of a document that is unlike those the model was trained on."""
    return Labels((), tuple(tag for tag in labels.tags if tag.source == "entity"), (UNLIKE,))


def _best_first(one: _ScoredTerm) -> tuple[float, str]:
    return -one.score, one.label


def _one_of_each(scored: Sequence[_ScoredTerm]) -> list[_ScoredTerm]:
    """Return the first of those that differ in case or width only."""
    best: dict[str, _ScoredTerm] = {}
    for one in scored:
        best.setdefault(fold_width_and_case(one.label), one)
    return list(best.values())


def _logistic_record(features: Sequence[str], score: Logistic) -> dict[str, Any]:
    weights = dict(zip(features, map(float, score.weights), strict=True))
    return {"bias": score.bias, "weights": weights}


def _logistic(features: Sequence[str], record: LogisticRecord) -> Logistic:
    weights = [record.weights[feature] for feature in features]
    return Logistic(np.array(weights, dtype=np.float32), record.bias)
