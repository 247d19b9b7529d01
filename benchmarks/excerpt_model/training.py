"""Fitting the weights of the model of excerpts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from benchmarks.excerpt_model.annotations import AFTER, BEST, OK, Examples
from kijiyomi.arrays import BoolArray
from kijiyomi.excerpt.model import EDGES, QUESTIONS, Thresholds, body_ends, edge_tokens, word_key
from kijiyomi.excerpt.sentence_features import FEATURE_WEIGHTS, FIRST_FEATURE_WEIGHTS
from kijiyomi.model_store import Arrays

_PENALTY, _ROUNDS = 4.0, 60
# A sentence that is fine counts this much of the best one.
_OK_SHARE = 0.5
# A word's weight where it may stand anywhere counts half of that at an edge.
_BODY_SCALE = 0.5
# Words of fewer articles or sources say more about these than about sentences.
_LEAST_ARTICLES, _LEAST_SOURCES = 6, 4
_SLOTS = len(EDGES) + 1
Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]


def train(examples: Examples, inside: BoolArray, thresholds: Thresholds) -> Arrays:
    """Return the arrays of a model.

    Args:
        examples: Annotated articles.
        inside: bool ``(articles,)``: which of them to learn from.
        thresholds: The least scores of the model.
    """
    keys, ids = _words(examples, inside)
    seen = _design(examples, ids, len(keys))
    alone, behind = _fit_alone(examples, seen, inside), _fit_behind(examples, seen, inside)
    weights = np.stack([alone, behind], axis=1)
    slots, words = weights[:FEATURE_WEIGHTS], weights[FEATURE_WEIGHTS:-1]
    # The constant goes into the first feature, of which every sentence has one class.
    slots[:FIRST_FEATURE_WEIGHTS] += weights[-1]
    words = words.reshape(_SLOTS, len(keys) + 1, len(QUESTIONS))[:, 1:].transpose(1, 0, 2)
    return {
        "slot_weights": slots.astype(np.float32),
        "word_keys": keys,
        "word_weights": np.ascontiguousarray(words * _scales()[:, None], dtype=np.float32),
        "thresholds": np.array(thresholds, dtype=np.float32),
    }


def _scales() -> Floats:
    return np.array([1.0] * len(EDGES) + [_BODY_SCALE])


def _words(examples: Examples, inside: BoolArray) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """Return the keys of the words that have weights, and the number of each morpheme, 0 for none."""
    openings = examples.openings
    articles, sources = defaultdict(set), defaultdict(set)
    of_morphemes = [word_key(openings.lexicon[index]) for index in range(len(openings.lexicon))]
    for sentence in inside[openings.owners].nonzero()[0].tolist():
        owner = int(openings.owners[sentence])
        tokens = slice(openings.first_tokens[sentence], openings.end_tokens[sentence])
        for morpheme in openings.morphemes[tokens].tolist():
            articles[of_morphemes[morpheme]].add(owner)
            sources[of_morphemes[morpheme]].add(examples.sources[owner])
    keys = sorted(
        key
        for key, owners in articles.items()
        if len(owners) >= _LEAST_ARTICLES and len(sources[key]) >= _LEAST_SOURCES
    )
    ids = {key: index for index, key in enumerate(keys, start=1)}
    return np.array(keys, dtype=np.uint32), np.array([ids.get(key, 0) for key in of_morphemes])


def _design(examples: Examples, ids: NDArray[np.intp], count: int) -> csr_matrix:
    """Return the matrix ``(sentences, weights)``: of features, then of words at each edge and anywhere."""
    openings, slots = examples.openings, examples.features.slots
    features, sentences = slots.shape
    first = csr_matrix(
        (np.ones(slots.size), slots.T.ravel(), np.arange(0, slots.size + 1, features)),
        shape=(sentences, FEATURE_WEIGHTS),
    )
    padded = np.append(ids[openings.morphemes], 0)
    each, ones = np.arange(sentences), np.ones(sentences)
    at_edges = [_rows(each, padded[tokens], ones, sentences, count + 1) for tokens in edge_tokens(openings)]
    lengths = body_ends(openings) - openings.first_tokens
    owners = np.arange(sentences).repeat(lengths)
    starts = lengths.cumsum() - lengths
    tokens = np.arange(len(owners)) - starts[owners] + openings.first_tokens[owners]
    scale = np.full(len(owners), _BODY_SCALE)
    anywhere = _rows(owners, padded[tokens], scale, sentences, count + 1)
    return hstack([first, *at_edges, anywhere, csr_matrix(ones[:, None])]).tocsr()


def _rows(rows: Any, columns: Any, values: Any, count: int, size: int) -> csr_matrix:
    known = columns > 0
    return csr_matrix((values[known], (rows[known], columns[known])), shape=(count, size))


def _fit_alone(examples: Examples, seen: csr_matrix, inside: BoolArray) -> Floats:
    """Return weights under which a good sentence is the best of its article, and good ones are above 0."""
    owners, answers = examples.openings.owners, examples.answers
    used = (examples.may_stand & inside[owners]).nonzero()[0]
    rows, owners, answers = seen[used], owners[used], answers[used]
    good = np.where(answers == BEST, 1.0, np.where(answers == OK, _OK_SHARE, 0.0))
    right = np.where(answers == BEST, 1.0, np.where(answers == OK, _OK_SHARE + 0.3, 0.0))
    articles = len(inside)
    answered = np.bincount(owners, good, articles) > 0
    back = rows.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        most = np.full(articles, -np.inf)
        np.maximum.at(most, owners, scores)
        powers = np.exp(scores - most[owners])
        total = np.maximum(np.bincount(owners, powers, articles), 1e-300)
        good_total = np.maximum(np.bincount(owners, powers * good, articles), 1e-12)
        listed = ((np.log(total) - np.log(good_total)) * answered).sum()
        error = (powers / total[owners] - powers * good / good_total[owners]) * answered[owners]
        pointwise = (np.logaddexp(0, scores) - right * scores).sum()
        error += 1 / (1 + np.exp(-scores)) - right
        return float(listed + pointwise) / 2, back @ error / 2

    return _minimum(loss, seen.shape[1])


def _fit_behind(examples: Examples, seen: csr_matrix, inside: BoolArray) -> Floats:
    """Return weights under which sentences that may follow a good one are above 0."""
    owners, answers = examples.openings.owners, examples.answers
    follows_good = np.append(False, answers[:-1] >= OK)
    used = (examples.features.may_follow & (inside & examples.is_whole)[owners] & follows_good).nonzero()[0]
    rows, right = seen[used], (answers[used] >= AFTER).astype(float)
    back = rows.T.tocsr()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        value = (np.logaddexp(0, scores) - right * scores).sum()
        return float(value), back @ (1 / (1 + np.exp(-scores)) - right)

    return _minimum(loss, seen.shape[1])


def _minimum(loss: Loss, size: int) -> Floats:
    penalties = np.append(np.full(size - 1, _PENALTY), 0.0)

    def penalised(weights: Floats) -> tuple[float, Floats]:
        value, gradient = loss(weights)
        return value + float(penalties @ (weights * weights)) / 2, gradient + penalties * weights

    found = minimize(penalised, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    return np.asarray(found.x)
