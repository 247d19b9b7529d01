"""Labels that the archive's other posts speak against, as in confident learning.

Northcutt, Jiang, Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels" (JAIR 70, 2021):
every post is judged by models that did not see it; a label is doubted when another one is at least as
probable as it is, on average, for posts that carry it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kijiyomi.article import Article
from kijiyomi.audit.findings import Finding
from kijiyomi.audit.kinds import CategoryProbabilities, FindingKind, TagProbability
from kijiyomi.classifier.features.vectorizer import VectorizerSettings
from kijiyomi.classifier.tag_ranking import softmax
from kijiyomi.classifier.training.calibration import fit_inverse_temperature, fit_topic_score
from kijiyomi.classifier.training.cross_validation import cross_validate
from kijiyomi.classifier.training.examples import read_examples
from kijiyomi.classifier.training.fitting import TrainingSettings
from kijiyomi.classifier.training.held_out import HeldOutPredictions
from kijiyomi.classifier.training.train import STRENGTH

# A classifier that is never sure of itself speaks for nothing.
_LEAST_CHANCE = 0.5
_PARTS = 5
_MIN_COUNT = 10
_FEWEST_POSTS = 20


def doubtful_categories(
    ids: Sequence[str], scores: NDArray[np.float32], given: NDArray[np.intp], names: Sequence[str], posts: int
) -> Iterator[Finding]:
    """Yield the posts whose main category looks wrong.

    Args:
        ids: Identifier of each judged post.
        scores: float32 ``(judged, categories)``: out-of-fold probabilities.
        given: ``(judged,)``: the category each has.
        names: The categories.
        posts: Posts in the archive.
    """
    usual = np.array(
        [
            scores[given == index, index].mean() if (given == index).any() else 1.0
            for index in range(len(names))
        ]
    )
    for id, row, own in zip(ids, scores, given.tolist(), strict=True):
        rivals = np.where((row >= np.maximum(usual, _LEAST_CHANCE)) & (row > row[own]), row, 0)
        best = int(rivals.argmax())
        if rivals[best]:
            evidence = CategoryProbabilities(names[own], float(row[own]), names[best], float(row[best]))
            severity = float(row[best] - row[own]) / posts
            yield Finding(FindingKind.DOUBTFUL_CATEGORY, id, evidence, (id,), severity)


def doubtful_tags(
    tag: str, ids: Sequence[str], scores: NDArray[np.float32], given: NDArray[np.bool_], posts: int
) -> Iterator[Finding]:
    """Yield the posts that look as if they should not have a tag, or should.

    Args:
        tag: The tag.
        ids: Identifier of each judged post.
        scores: float32 ``(judged,)``: out-of-fold probabilities of the tag.
        given: bool ``(judged,)``: whether each has it.
        posts: Posts in the archive.
    """
    with_it, without = scores[given], 1 - scores[~given]
    if not len(with_it) or not len(without):
        return
    wrong = given & (1 - scores >= without.mean())
    missing = ~given & (scores >= max(with_it.mean(), _LEAST_CHANCE))
    for kind, doubted in ((FindingKind.DOUBTFUL_TAG, wrong), (FindingKind.MISSING_TAG, missing)):
        for row in np.flatnonzero(doubted).tolist():
            probability = float(scores[row])
            severity = abs(2 * probability - 1) / posts
            yield Finding(kind, ids[row], TagProbability(tag, probability), (ids[row],), severity)


def doubtful_labels(articles: Sequence[Article], posts: int) -> Iterator[Finding]:
    """Yield the labels that models trained on the other posts speak against.

    Args:
        articles: The archive, each with an identifier.
        posts: Posts in the archive.
    """
    settings = VectorizerSettings()
    examples = read_examples(articles, settings)
    if len(examples) < _FEWEST_POSTS:
        return
    held = cross_validate(examples, TrainingSettings(settings, _MIN_COUNT, STRENGTH, 0, None), _PARTS)
    if held.categories:
        yield from _categories(held, posts)
    if any(len(rows) for rows in held.topics.evidence):
        yield from _tags(held, posts)


def _categories(held: HeldOutPredictions, posts: int) -> Iterator[Finding]:
    names = sorted({name for one in held.categories for name in one.names})
    inverse_temperature = fit_inverse_temperature(held)
    scores = np.zeros((len(held.categories), len(names)), dtype=np.float32)
    for row, one in zip(scores, held.categories, strict=True):
        row[[names.index(name) for name in one.names]] = softmax(one.decisions * inverse_temperature)
    own = np.array([names.index(one.names[one.main]) for one in held.categories], dtype=np.intp)
    ids = [one.example.lead.article.id for one in held.categories]
    return doubtful_categories(ids, scores, own, names, posts)


def _tags(held: HeldOutPredictions, posts: int) -> Iterator[Finding]:
    score = fit_topic_score(held)
    chances, truth = score.predict(np.vstack(held.topics.evidence)), np.array(held.topics.truth, dtype=bool)
    rows = [len(rows) for rows in held.topics.evidence]
    ids = [e.lead.article.id for e, count in zip(held.examples, rows, strict=True) for _ in range(count)]
    terms = np.array(held.topics.terms)
    for term in np.unique(terms).tolist():
        rows_of_term = np.flatnonzero(terms == term)
        ids_of_term = [ids[row] for row in rows_of_term.tolist()]
        yield from doubtful_tags(
            held.labels[term], ids_of_term, chances[rows_of_term], truth[rows_of_term], posts
        )
