"""What models say of articles they did not see: all that calibration is fitted to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import FloatArray, IndexArray
from kijiyomi.classifier.array_types import Float32Array
from kijiyomi.classifier.features.salience import salience
from kijiyomi.classifier.tag_ranking import name_evidence, topic_evidence
from kijiyomi.classifier.training.examples import Example
from kijiyomi.classifier.training.fitting import FittedClassifiers

# Decision on an article where the category was unknown to the classifiers: the margin of a plain no.
_UNKNOWN = -1.0


@dataclass(slots=True)
class HeldOutTags:
    """The evidence for possible tags of many articles.

    Attributes:
        evidence: float32 (possible tags, features) of each article.
        truth: Whether the author gave it, for each possible tag.
        terms: Identifier of its term, alike; ``""`` for a name outside the vocabulary.
        support: Tags the authors gave in all, found or not.
    """

    evidence: list[Float32Array] = field(default_factory=list)
    truth: list[bool] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    support: int = 0


class HeldOutCategory(NamedTuple):
    """What is said of one article's category.

    Attributes:
        example: The article.
        names: The categories known to the classifiers, its own main one among them.
        decisions: float32 ``(names,)``.
    """

    example: Example
    names: tuple[str, ...]
    decisions: Float32Array

    @property
    def main(self) -> int:
        """Index of the main category among the names."""
        return self.names.index(self.example.categories[0])


class CategoryDecisions(NamedTuple):
    """What is said of the categories of many articles.

    Attributes:
        names: All categories.
        decisions: float64 (articles, names).
        main: intp (articles,): main category of each.
    """

    names: tuple[str, ...]
    decisions: FloatArray
    main: IndexArray


@dataclass(slots=True)
class HeldOutPredictions:
    """Everything said of held-out articles.

    Attributes:
        topics: Evidence for terms with a classifier.
        names: Evidence for names without.
        categories: What is said of articles' categories.
        examples: The articles, in the order in which their evidence stands.
        labels: Label of each topic's identifier.
    """

    topics: HeldOutTags = field(default_factory=HeldOutTags)
    names: HeldOutTags = field(default_factory=HeldOutTags)
    categories: list[HeldOutCategory] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, fitted: FittedClassifiers, examples: Sequence[Example]) -> None:
        """Add what is said of ``examples`` by classifiers that were not trained on them."""
        topics = np.array([term.source == "topic" for term in fitted.terms], dtype=bool)
        habits = fitted.habits.evidence(topics)
        self.examples += examples
        learnt = [fitted.terms[term] for term in fitted.heads.tolist()]
        self.labels.update((term.id, term.label) for term in learnt)
        for example, decisions in zip(examples, fitted.decisions(examples), strict=True):
            self._add_category(fitted, example, decisions[: len(fitted.categories)])
            self._add_tags(fitted, example, decisions[len(fitted.categories) :], habits)

    def _add_category(self, fitted: FittedClassifiers, example: Example, decisions: Float32Array) -> None:
        if example.categories and example.categories[0] in fitted.categories:
            self.categories.append(HeldOutCategory(example, fitted.categories, decisions))

    def _add_tags(
        self, fitted: FittedClassifiers, example: Example, decisions: Float32Array, habits: Float32Array
    ) -> None:
        heads, terms = fitted.heads.tolist(), fitted.terms
        head_of_term = {term: head for head, term in enumerate(heads)}
        candidates = fitted.finder.find(example.lead, example.entities)
        saliences = salience([example.lead], [candidates])
        tags = fitted.tags(example)
        learnt = sum(term in head_of_term for term in tags)
        self.topics.evidence += list(
            topic_evidence(decisions[np.newaxis], fitted.priors, head_of_term, [candidates], saliences)
        )
        self.topics.truth += [term in tags for term in heads]
        self.topics.terms += [terms[term].id for term in heads]
        self.topics.support += learnt
        others = [index for index, name in enumerate(candidates) if name.term not in head_of_term]
        names = [candidates[index] for index in others]
        self.names.evidence.append(name_evidence(names, saliences[others], habits))
        self.names.truth += [fitted.is_tag(name, example) for name in names]
        self.names.terms += [terms[name.term].id if name.term >= 0 else "" for name in names]
        self.names.support += len(example.tags) - learnt

    def category_decisions(self) -> CategoryDecisions:
        """Return what is said of all categories, be they known to a part's classifiers or not."""
        names = tuple(sorted({name for one in self.categories for name in one.names}))
        column = {name: index for index, name in enumerate(names)}
        decisions = np.full((len(self.categories), len(names)), _UNKNOWN)
        for row, one in zip(decisions, self.categories, strict=True):
            row[[column[name] for name in one.names]] = one.decisions
        main = np.array([column[one.names[one.main]] for one in self.categories], dtype=np.intp)
        return CategoryDecisions(names, decisions, main)
