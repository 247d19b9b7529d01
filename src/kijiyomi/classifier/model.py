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

from kijiyomi.classifier.features.lead import leads_of
from kijiyomi.classifier.features.name_candidates import NameCandidate, NameFinder
from kijiyomi.classifier.features.salience import salience
from kijiyomi.classifier.features.sparse_rows import Rows
from kijiyomi.classifier.features.vectorizer import Vectorizer, VectorizerSettings
from kijiyomi.classifier.tag_ranking import (
    NAME_FEATURES,
    TOPIC_FEATURES,
    Floats,
    Logistic,
    TaggingHabits,
    name_rows,
    sigmoid,
    softmax,
    topic_rows,
)
from kijiyomi.classifier.vocabulary import Term, dump_terms, fold, load_terms
from kijiyomi.document import Document, Documents
from kijiyomi.errors import ModelError
from kijiyomi.model_store import read_model, write_model
from kijiyomi.records.analysis import Category, Entity, Tag

_MOST_CATEGORIES = 3
_LEAST_CATEGORY_SCORE = 0.1
# Documents whose evidence for topics is in memory together: with thousands of topics, half a megabyte each.
_RANKED_TOGETHER = 64
_FORM = "kijiyomi-classifier"
_VOCABULARY = "vocabulary.json"


class Suggestion(NamedTuple):
    """A possible tag.

    Attributes:
        tag: The tag with its probability.
        shown: Whether the probability reaches the tag's threshold.
    """

    tag: Tag
    shown: bool


class _Scored(NamedTuple):
    label: str
    term: int
    score: float


class _Evidence(NamedTuple):
    """What is known of documents.

    Attributes:
        decisions: (documents, classifiers): what the linear classifiers say.
        candidates: The names in each document.
        marks: (names of all documents, features): their salience.
        bounds: Where the names of each document begin in ``marks``, and where the last ones end.
    """

    decisions: Floats
    candidates: list[list[NameCandidate]]
    marks: Floats
    bounds: list[int]

    def of(self, documents: Sequence[int]) -> _Evidence:
        """Return what is known of one document at least, or of several in order."""
        candidates = [self.candidates[place] for place in documents]
        marks = [self.marks[self.bounds[place] : self.bounds[place + 1]] for place in documents]
        bounds = [0, *accumulate(map(len, candidates))]
        return _Evidence(self.decisions.take(documents, axis=0), candidates, np.concatenate(marks), bounds)


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Linear classifiers over one vectorizer's columns: those of the categories, then those of terms.

    Attributes:
        coefficients: float32 (columns, classifiers).
        intercepts: float32 (classifiers,).
    """

    coefficients: Floats
    intercepts: Floats

    def __call__(self, rows: Rows) -> Floats:
        """Return float32 (rows, classifiers): what each says of each document.

        Every document is multiplied by itself: with more rows at once, sums would be rounded otherwise.
        """
        bounds, classifiers = rows.bounds.tolist(), len(self.intercepts)
        longest = np.maximum.reduce(rows.bounds[1:] - rows.bounds[:-1])
        own = np.empty((longest, classifiers), np.float32)
        decisions = np.empty((len(bounds) - 1, classifiers), np.float32)
        for decision, (start, stop) in zip(decisions, pairwise(bounds), strict=True):
            # No column lies outside; numpy would copy the buffer once more to be sure of that.
            self.coefficients.take(rows.columns[start:stop], axis=0, out=own[: stop - start], mode="clip")
            rows.values[start:stop].dot(own[: stop - start], out=decision)
        return decisions + self.intercepts

    def of(self, classifier: int) -> Floats:
        """Return float32 (columns,): the coefficients of one classifier."""
        return self.coefficients[:, classifier]


@dataclass(frozen=True, eq=False)
class Model:
    """Suggest categories and tags for documents.

    Attributes:
        vectorizer: What documents look like to the linear classifiers.
        linear: The linear classifiers.
        categories: Labels of the first classifiers.
        sharpness: Factor that makes the categories' softmax a calibrated probability.
        terms: The tags.
        passed_over: Folded headline names that are no tags.
        heads: int32: the term of each further classifier.
        priors: float32: log odds of each of those terms in training.
        habits: How the archive treats each term that is named.
        topic_score: Probability of terms with a classifier.
        name_score: Probability of names without.
        thresholds: float32 (terms + 1,): least probability at which each is shown; the last one is for
            names outside the vocabulary.
        origin: How the model was made; JSON types.
        fingerprint: SHA-256 of its header; empty for a model that was never saved.
        finder: Finds the terms' names, and other ones.
        head_of: The further classifier of each term that has one.
        treated: float32 (terms + 1, 3): how the archive treats each name; see :meth:`TaggingHabits.evidence`.
    """

    vectorizer: Vectorizer
    linear: Linear
    categories: tuple[str, ...]
    sharpness: float
    terms: tuple[Term, ...]
    passed_over: tuple[str, ...]
    heads: NDArray[np.int32]
    priors: Floats
    habits: TaggingHabits
    topic_score: Logistic
    name_score: Logistic
    thresholds: Floats
    origin: dict[str, Any]
    fingerprint: str = ""
    finder: NameFinder = field(init=False, repr=False)
    head_of: dict[int, int] = field(init=False, repr=False)
    treated: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "finder", NameFinder(self.terms, self.passed_over))
        object.__setattr__(self, "head_of", {term: head for head, term in enumerate(self.heads.tolist())})
        topics = np.array([term.source == "topic" for term in self.terms], dtype=bool)
        object.__setattr__(self, "treated", self.habits.evidence(topics))

    def suggest(
        self, document: Document, entities: Sequence[Entity]
    ) -> tuple[tuple[Category, ...], tuple[Tag, ...]]:
        """Return the categories and the tags worth showing, best first.

        Args:
            document: What to label.
            entities: Its entities, with offsets into ``document.article.text``.
        """
        return self.suggest_batch(Documents([document]), [entities])[0]

    def suggest_batch(
        self, documents: Documents, entities: Sequence[Sequence[Entity]]
    ) -> list[tuple[tuple[Category, ...], tuple[Tag, ...]]]:
        """Return what :meth:`suggest` returns for each document, each step done for all before the next."""
        if not documents:
            return []
        evidence = self._evidence(documents, entities)
        categories = self._categories(evidence, _MOST_CATEGORIES, _LEAST_CATEGORY_SCORE)
        terms = self._scored_terms(evidence, self.thresholds)
        return [
            (likely, tuple(map(self._tag, scored))) for likely, scored in zip(categories, terms, strict=True)
        ]

    def rank(
        self, document: Document, entities: Sequence[Entity]
    ) -> tuple[tuple[Category, ...], tuple[Suggestion, ...]]:
        """Return all categories and all possible tags, best first.

        Args:
            document: What to label.
            entities: Its entities, with offsets into ``document.article.text``.
        """
        evidence = self._evidence(Documents([document]), [entities])
        (scored,) = self._scored_terms(evidence, np.zeros_like(self.thresholds))
        (categories,) = self._categories(evidence, len(self.categories), 0)
        return categories, tuple(
            Suggestion(self._tag(one), bool(one.score >= self.thresholds[one.term])) for one in scored
        )

    def _evidence(self, documents: Documents, entities: Sequence[Sequence[Entity]]) -> _Evidence:
        groups = leads_of(documents, self.vectorizer.settings.lead)
        leads = list(chain.from_iterable(groups))
        decisions = np.concatenate([self.linear(self.vectorizer.of_leads(group)) for group in groups])
        candidates = self.finder.batch(groups, entities)
        bounds = [0, *accumulate(map(len, candidates))]
        return _Evidence(decisions, candidates, salience(leads, candidates), bounds)

    def _categories(self, evidence: _Evidence, most: int, least: float) -> list[tuple[Category, ...]]:
        """Return the likeliest categories of each document, best first, the first one at least.

        Args:
            evidence: What is known of the documents.
            most: Categories of a document at most.
            least: Score that the others reach.
        """
        losses = -softmax(evidence.decisions[:, : len(self.categories)] * self.sharpness)
        best = losses.argsort(axis=1, kind="stable")[:, :most]
        losses.sort(axis=1)
        rounded = (-losses[:, :most]).astype(np.float64).round(4)
        likely = np.maximum(np.add.reduce(rounded >= least, axis=1), 1)
        labels = self.categories
        return [
            tuple([Category(labels[place], score) for place, score in zip(places[:count], own, strict=False)])
            for places, own, count in zip(best.tolist(), rounded.tolist(), likely.tolist(), strict=True)
        ]

    def _scored_terms(self, evidence: _Evidence, least: Floats) -> list[list[_Scored]]:
        """Return the tags of each document that reach the ``least`` score of their term, best first."""
        scored: list[list[_Scored]] = [[] for _ in evidence.candidates]
        for document, one in chain(self._scored_topics(evidence, least), self._scored_names(evidence, least)):
            scored[document].append(one)
        return [_one_of_each(sorted(terms, key=_best_first)) if terms else terms for terms in scored]

    def _scored_topics(self, evidence: _Evidence, least: Floats) -> Iterator[tuple[int, _Scored]]:
        """Yield the terms with a classifier that reach their score, and of which document."""
        scores = self._topic_scores(evidence)
        documents, heads = (scores >= least.take(self.heads)).nonzero()
        terms = self.heads.take(heads).tolist()
        for document, term, score in zip(
            documents.tolist(), terms, scores[documents, heads].tolist(), strict=True
        ):
            yield document, _Scored(self.terms[term].label, term, score)

    def _topic_scores(self, evidence: _Evidence) -> Floats:
        """Return float32 (documents, heads): the probability of each term with a classifier."""
        first, weights, heads = len(self.categories), self.topic_score.weights, self.head_of
        # Where no such term is named, all other evidence is 0.
        logits = evidence.decisions[:, first:] * weights[0] + self.priors * weights[1]
        naming = list(
            dict.fromkeys(
                place
                for place, names in enumerate(evidence.candidates)
                for name in names
                if name.term in heads
            )
        )
        for start in range(0, len(naming), _RANKED_TOGETHER):
            some = naming[start : start + _RANKED_TOGETHER]
            decisions, candidates, marks, _ = evidence.of(some)
            rows = topic_rows(decisions[:, first:], self.priors, heads, candidates, marks)
            logits[some] = [own.dot(weights) for own in rows]
        return sigmoid(logits + np.float32(self.topic_score.bias))

    def _scored_names(self, evidence: _Evidence, least: Floats) -> Iterator[tuple[int, _Scored]]:
        """Yield the names without a classifier that reach their score, and of which document."""
        names = list(chain.from_iterable(evidence.candidates))
        others = [place for place, name in enumerate(names) if name.term not in self.head_of]
        if not others:
            return
        names = [names[place] for place in others]
        rows = name_rows(names, evidence.marks.take(others, axis=0), self.treated)
        bounds = np.searchsorted(others, evidence.bounds).tolist()
        scores = self.name_score.batch(rows[start:stop] for start, stop in pairwise(bounds) if start < stop)
        enough = least.take([name.term for name in names])
        for place in (scores >= enough).nonzero()[0].tolist():
            name = names[place]
            yield bisect_right(bounds, place) - 1, _Scored(name.label, name.term, float(scores[place]))

    def _tag(self, one: _Scored) -> Tag:
        return Tag(one.label, round(one.score, 4), self.terms[one.term].source if one.term >= 0 else "entity")

    def save(self, path: str | Path) -> Model:
        """Write the model to a folder, all or nothing, and return it with its fingerprint.

        Raises:
            ModelError: If ``path`` holds something other than a model, or cannot be written.
        """
        description = {
            "settings": asdict(self.vectorizer.settings),
            "categories": list(self.categories),
            "sharpness": self.sharpness,
            "passed_over": list(self.passed_over),
            "rate": self.habits.rate,
            "topic_score": _logistic_record(TOPIC_FEATURES, self.topic_score),
            "name_score": _logistic_record(NAME_FEATURES, self.name_score),
            "origin": self.origin,
        }
        arrays = self.vectorizer.arrays() | {
            "coefficients": self.linear.coefficients,
            "intercepts": self.linear.intercepts,
            "heads": self.heads,
            "priors": self.priors,
            "named": self.habits.named,
            "tagged": self.habits.tagged,
            "thresholds": self.thresholds,
        }
        fingerprint = write_model(path, _FORM, description, {_VOCABULARY: dump_terms(self.terms)}, arrays)
        return replace(self, fingerprint=fingerprint)

    @classmethod
    def load(cls, path: str | Path) -> Model:
        """Return the model of a folder; its arrays are mapped, not copied, where they are used as stored.

        Raises:
            ModelError: If there is no model, or it is damaged, foreign or made by a newer version.
        """
        header, texts, arrays = read_model(path, _FORM)
        try:
            return cls(
                vectorizer=Vectorizer.from_arrays(VectorizerSettings.from_dict(header["settings"]), arrays),
                linear=Linear(arrays["coefficients"], arrays["intercepts"]),
                categories=tuple(header["categories"]),
                sharpness=header["sharpness"],
                terms=load_terms(texts[_VOCABULARY]),
                passed_over=tuple(header["passed_over"]),
                heads=arrays["heads"],
                priors=arrays["priors"],
                habits=TaggingHabits(arrays["named"], arrays["tagged"], header["rate"]),
                topic_score=_logistic(TOPIC_FEATURES, header["topic_score"]),
                name_score=_logistic(NAME_FEATURES, header["name_score"]),
                thresholds=arrays["thresholds"],
                origin=header["origin"],
                fingerprint=header["fingerprint"],
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"{path}: the model lacks a part ({error!r}); train it again with `kijiyomi train`"
            ) from error


def _best_first(one: _Scored) -> tuple[float, str]:
    return -one.score, one.label


def _one_of_each(scored: Sequence[_Scored]) -> list[_Scored]:
    """Return the first of those that differ in case or width only."""
    best: dict[str, _Scored] = {}
    for one in scored:
        best.setdefault(fold(one.label), one)
    return list(best.values())


def _logistic_record(features: Sequence[str], score: Logistic) -> dict[str, Any]:
    weights = dict(zip(features, map(float, score.weights), strict=True))
    return {"bias": score.bias, "weights": weights}


def _logistic(features: Sequence[str], record: dict[str, Any]) -> Logistic:
    weights = [record["weights"][feature] for feature in features]
    return Logistic(np.array(weights, dtype=np.float32), record["bias"])
