"""The sentences that become the excerpt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from kijiyomi.batching import batch_slices
from kijiyomi.document import Document
from kijiyomi.excerpt.opening_sentences import OPENING_CHARACTERS, OpeningSentences
from kijiyomi.excerpt.sentence_scores import (
    MAX_GOOD_LENGTH,
    MAX_STANDALONE_SCORE,
    content_scores,
    standalone_score,
)
from kijiyomi.records.analysis import Keyword

_MAX_TWO_SENTENCES = 170
# Characters looked through together: few enough for the processor's caches.
_BATCH_CHARACTERS = 64_000


def extract_excerpt(document: Document, keywords: Sequence[Keyword]) -> str:
    """Return one or two whole sentences of the article, verbatim, that say what it is about.

    記事の内容を表す1文か2文を、書かれたまま返す。

    A sentence is better the earlier it comes, the more of the keywords and of the title it holds and
    the more it stands on its own: no question, no greeting, no heading or list item, no 「しかし」 before
    it, neither a fragment nor endless. A short one takes its neighbour with it.

    Args:
        document: The article.
        keywords: Its keywords, best first.

    Returns:
        The sentences; a list item or heading if there is no sentence; ``""`` for an empty article.
    """
    return extract_excerpt_batch([document], [keywords])[0]


def extract_excerpt_batch(documents: Sequence[Document], keywords: Sequence[Sequence[Keyword]]) -> list[str]:
    """Return the excerpt of each document, whose keywords are given in the same order."""
    lengths = [min(OPENING_CHARACTERS, len(document.passage.text)) for document in documents]
    parts = batch_slices(lengths, _BATCH_CHARACTERS)
    return [excerpt for part in parts for excerpt in _select(documents[part], keywords[part])]


def _select(documents: Sequence[Document], keywords: Sequence[Sequence[Keyword]]) -> Iterator[str]:
    openings = OpeningSentences.from_documents(documents)
    scores = content_scores(documents, openings, keywords)
    best_first = np.lexsort((-scores, openings.owners)).tolist()
    selector = _SentenceSelector(openings.text, openings.spans.tolist(), scores.tolist())
    for first, end in pairwise(openings.bounds):
        yield selector.excerpt(best_first[first:end], end) if first < end else ""


class _SentenceSelector:
    """Selects sentences by the product of their content and standalone scores."""

    def __init__(self, text: str, spans: list[list[int]], content_scores: list[float]) -> None:
        self._text = text
        self._spans = spans
        self._content_scores = content_scores

    def excerpt(self, best_first: list[int], end: int) -> str:
        """Return the excerpt of an article.

        Args:
            best_first: Its sentences by falling content score.
            end: One past its last sentence.
        """
        best, score = self._best(best_first)
        last = best + (best + 1 < end and self._takes_next(best, score))
        return self._text[self._spans[best][0] : self._spans[last][1]]

    def _best(self, best_first: list[int]) -> tuple[int, float]:
        """Return the best sentence and its score; the form of those that cannot win is never looked at."""
        best, best_score = 0, -1.0
        for sentence in best_first:
            if MAX_STANDALONE_SCORE * self._content_scores[sentence] < best_score:
                break
            score = self._score(sentence)
            if score > best_score or (score == best_score and sentence < best):
                best, best_score = sentence, score
        return best, best_score

    def _score(self, sentence: int) -> float:
        start, end = self._spans[sentence]
        return standalone_score(self._text[start:end]) * self._content_scores[sentence]

    def _takes_next(self, best: int, score: float) -> bool:
        """Does the next sentence of the same block fit in, and is it worth reading?"""
        (start, end), (next_start, next_end) = self._spans[best : best + 2]
        if end - start >= MAX_GOOD_LENGTH / 2 or next_end - start > _MAX_TWO_SENTENCES:
            return False
        return "\n" not in self._text[end:next_start] and self._score(best + 1) >= score / 4
