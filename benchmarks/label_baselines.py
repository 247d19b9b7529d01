"""Peers of the classifier on the same articles: what anyone would try first, and Omikuji's Parabel.

Every peer sees a title and a text and gives each tag a score. Where a threshold is needed, it is the one with
the best micro F1 in five-fold_width_and_case cross-validation on the training articles.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from kijiyomi.article import Article
from kijiyomi.classifier.evaluate import JudgedTags, TagQuality, judge_tags
from kijiyomi.classifier.training.cross_validation import random_parts
from kijiyomi.frontmatter.keys import categories_of, tags_of
from kijiyomi.text.fold import fold_width_and_case
from kijiyomi.text.markdown import read_passage
from kijiyomi.tokenizer.mecab import MecabTokenizer

_PARTS = 5
_TITLE_TIMES = 3
_READ = 3000

Scores = np.ndarray
Scorer = Callable[[Sequence[Article], Sequence[Article], Sequence[str]], Scores]

_tokenizer = MecabTokenizer()


@lru_cache(maxsize=20_000)
def _text(title: str, text: str) -> str:
    return "\n".join([title] * _TITLE_TIMES) + "\n" + read_passage(Article(text)).text[:_READ]


@lru_cache(maxsize=20_000)
def _words(title: str, text: str) -> tuple[str, ...]:
    return tuple(token.lemma.lower() for token in _tokenizer(_text(title, text)) if token.pos1 != "補助記号")


def _word_pairs(article: Article) -> list[str]:
    words = _words(article.title, article.text)
    return [*words, *map("\0".join, itertools.pairwise(words))]


def words_and_characters(old: Sequence[Article], new: Sequence[Article]) -> tuple[csr_matrix, csr_matrix]:
    """Return tf-idf of words 1-2 and characters 2-3 of both, fitted to the first."""
    words = TfidfVectorizer(analyzer=_word_pairs, min_df=2, sublinear_tf=True)
    characters = TfidfVectorizer(
        analyzer="char",
        ngram_range=(2, 3),
        preprocessor=lambda article: _text(article.title, article.text).lower(),
        min_df=2,
        sublinear_tf=True,
    )
    fitted = hstack([words.fit_transform(old), characters.fit_transform(old)]).tocsr()
    return fitted, hstack([words.transform(new), characters.transform(new)]).tocsr()


def svm_accuracy(old: Sequence[Article], new: Sequence[Article]) -> float:
    """Return the accuracy of LinearSVC (C=3) on words 1-2 and characters 2-3 in telling main categories."""
    fitted, asked = words_and_characters(old, new)
    model = LinearSVC(C=3, random_state=0).fit(
        fitted, [categories_of(article.metadata)[0] for article in old]
    )
    return float(np.mean(model.predict(asked) == [categories_of(article.metadata)[0] for article in new]))


def most_used(old: Sequence[Article], new: Sequence[Article], tags: Sequence[str]) -> Scores:
    """Score each tag by the share of training articles that carry it."""
    return np.tile(_truth(old, tags).mean(axis=0), (len(new), 1))


def name_occurs(old: Sequence[Article], new: Sequence[Article], tags: Sequence[str]) -> Scores:
    """Score each tag by whether its name stands in the title (1), or in the text (one half)."""
    texts = [
        (fold_width_and_case(article.title), fold_width_and_case(read_passage(article).text))
        for article in new
    ]
    return np.array([[1.0 if t in title else 0.5 * (t in body) for t in tags] for title, body in texts])


def linear(old: Sequence[Article], new: Sequence[Article], tags: Sequence[str]) -> Scores:
    """Score each tag by a logistic regression on words 1-2 and characters 2-3."""
    fitted, asked = words_and_characters(old, new)
    truth, scores = _truth(old, tags), np.zeros((len(new), len(tags)))
    for place in range(len(tags)):
        if truth[:, place].any() and not truth[:, place].all():
            model = LogisticRegression(C=10, solver="liblinear", dual=True, random_state=0, max_iter=1000)
            scores[:, place] = model.fit(fitted, truth[:, place]).predict_proba(asked)[:, 1]
    return scores


def svm_on_words(old: Sequence[Article], new: Sequence[Article], tags: Sequence[str]) -> Scores:
    """Score each tag by the decision of LinearSVC on words, squeezed between 0 and 1."""
    words = TfidfVectorizer(analyzer=lambda a: _words(a.title, a.text), min_df=2, sublinear_tf=True)
    fitted, asked = words.fit_transform(old), words.transform(new)
    truth, scores = _truth(old, tags), np.full((len(new), len(tags)), -9.0)
    for place in range(len(tags)):
        if truth[:, place].any() and not truth[:, place].all():
            scores[:, place] = LinearSVC(random_state=0).fit(fitted, truth[:, place]).decision_function(asked)
    return 1 / (1 + np.exp(-scores))


def linear_and_names(old: Sequence[Article], new: Sequence[Article], tags: Sequence[str]) -> Scores:
    """Score each tag by :func:`linear` and, for half as much, :func:`name_occurs`."""
    return (linear(old, new, tags) + 0.5 * name_occurs(old, new, tags)) / 1.5


def omikuji(old: Sequence[Article], new: Sequence[Article], tags: Sequence[str]) -> Scores:
    """Score each tag by Omikuji's Parabel, its settings as they come, on words 1-2."""
    import omikuji as package

    words = TfidfVectorizer(analyzer=_word_pairs, min_df=2, sublinear_tf=True)
    fitted, asked = words.fit_transform(old), words.transform(new)
    truth = _truth(old, tags)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as stream:
        rows = [r for r in range(len(old)) if truth[r].any()]
        stream.write(f"{len(rows)} {fitted.shape[1]} {len(tags)}\n")
        for r in rows:
            row = fitted[r]
            labels = ",".join(map(str, np.flatnonzero(truth[r])))
            cells = " ".join(f"{c}:{v:.6f}" for c, v in sorted(zip(row.indices, row.data, strict=True)))
            stream.write(f"{labels} {cells}\n")
        stream.flush()
        model = package.Model.train_on_data(stream.name, package.Model.default_hyper_param(), n_threads=1)
    scores = np.zeros((len(new), len(tags)))
    for r in range(len(new)):
        row = asked[r]
        cells = sorted(zip(row.indices.tolist(), row.data.tolist(), strict=True))
        for tag, score in model.predict(cells, top_k=len(tags)):
            scores[r, tag] = score
    return scores


PEERS: dict[str, Scorer] = {
    "most used tags": most_used,
    "name in title or text": name_occurs,
    "linear SVM, words": svm_on_words,
    "linear, words and characters": linear,
    "linear + names": linear_and_names,
    "Omikuji (Parabel)": omikuji,
}


def quality(peer: Scorer, old: Sequence[Article], new: Sequence[Article]) -> TagQuality:
    """Return how well a peer that learnt from ``old`` tags ``new``."""
    tags = sorted({fold_width_and_case(tag) for article in old for tag in tags_of(article.metadata)})
    days = [str(article.metadata.get("date", ""))[:10] for article in old]
    parts = np.array(random_parts(days, _PARTS, 0))
    held = np.zeros((len(old), len(tags)))
    for part in range(_PARTS):
        inside = [old[place] for place in np.flatnonzero(parts != part)]
        outside = [old[place] for place in np.flatnonzero(parts == part)]
        held[parts == part] = peer(inside, outside, tags)
    truth = _truth(old, tags)
    least = _best_threshold(held.ravel(), truth.ravel())
    scores = peer(old, new, tags)
    judged = []
    for article, row in zip(new, scores, strict=True):
        if wanted := frozenset(map(fold_width_and_case, tags_of(article.metadata))):
            best = np.argsort(-row, kind="stable")
            chosen = [tags[place] for place in best], row[best].tolist(), (row[best] >= least).tolist()
            judged.append(JudgedTags(*chosen, wanted))
    return judge_tags(judged)


def _best_threshold(scores: Scores, truth: np.ndarray) -> float:
    order = np.argsort(-scores, kind="stable")
    f1 = 2 * np.cumsum(truth[order]) / (np.arange(1, len(scores) + 1) + truth.sum())
    # Scores that are alike are shown together or not at all.
    last = np.append(np.diff(scores[order]) != 0, True)
    return float(scores[order][int(np.argmax(np.where(last, f1, 0)))])


def _truth(articles: Sequence[Article], tags: Sequence[str]) -> np.ndarray:
    place = {tag: number for number, tag in enumerate(tags)}
    truth = np.zeros((len(articles), len(tags)), dtype=bool)
    for row, article in zip(truth, articles, strict=True):
        row[
            [
                place[fold_width_and_case(tag)]
                for tag in tags_of(article.metadata)
                if fold_width_and_case(tag) in place
            ]
        ] = True
    return truth
