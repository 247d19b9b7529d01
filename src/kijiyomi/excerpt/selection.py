"""The sentences that become the excerpt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from kijiyomi.batching import slices
from kijiyomi.document import Document
from kijiyomi.excerpt.opening_sentences import LOOKED_AT, OpeningSentences
from kijiyomi.excerpt.sentence_scores import BEST_FORM, GOOD_TO, form, worths
from kijiyomi.records.analysis import Keyword

_TWO_SENTENCES = 170
# Characters looked through together: few enough for the processor's caches.
_TOGETHER = 64_000


def excerpt(document: Document, keywords: Sequence[Keyword]) -> str:
    """Return one or two whole sentences of the article, verbatim, that say what it is about.

    A sentence is better the earlier it stands, the more of the keywords and of the title it holds and
    the more it stands on its own: no question, no greeting, no heading or list item, no 「しかし」 before
    it, neither a fragment nor endless. A short one takes its neighbour with it.

    Args:
        document: The article.
        keywords: Its keywords, best first.

    Returns:
        The sentences; a list item or heading where there is no sentence; ``""`` for an empty article.
    """
    return excerpts([document], [keywords])[0]


def excerpts(documents: Sequence[Document], keywords: Sequence[Sequence[Keyword]]) -> list[str]:
    """Return the excerpt of each document, whose keywords are given in the same order."""
    lengths = [min(LOOKED_AT, len(document.passage.text)) for document in documents]
    parts = slices(lengths, _TOGETHER)
    return [found for part in parts for found in _chosen(documents[part], keywords[part])]


def _chosen(documents: Sequence[Document], keywords: Sequence[Sequence[Keyword]]) -> Iterator[str]:
    beginnings = OpeningSentences.of(documents)
    worth = worths(documents, beginnings, keywords)
    best_first = np.lexsort((-worth, beginnings.owners)).tolist()
    scoring = _Scoring(beginnings.text, beginnings.spans.tolist(), worth.tolist())
    for first, end in pairwise(beginnings.bounds):
        yield scoring.chosen(best_first[first:end], end) if first < end else ""


class _Scoring:
    """Sentences compared by what they are worth in the form they have."""

    def __init__(self, text: str, spans: list[list[int]], worth: list[float]) -> None:
        self._text = text
        self._spans = spans
        self._worth = worth

    def chosen(self, best_first: list[int], end: int) -> str:
        """Return the excerpt.

        Args:
            best_first: The sentences of the article by falling worth.
            end: One past its last sentence.
        """
        best, score = self._best(best_first)
        last = best + (best + 1 < end and self._takes_next(best, score))
        return self._text[self._spans[best][0] : self._spans[last][1]]

    def _best(self, best_first: list[int]) -> tuple[int, float]:
        """Return the best sentence and its score; the form of those that cannot win is never looked at."""
        best, best_score = 0, -1.0
        for place in best_first:
            if BEST_FORM * self._worth[place] < best_score:
                break
            score = self._score(place)
            if score > best_score or (score == best_score and place < best):
                best, best_score = place, score
        return best, best_score

    def _score(self, place: int) -> float:
        start, end = self._spans[place]
        return form(self._text[start:end]) * self._worth[place]

    def _takes_next(self, best: int, score: float) -> bool:
        """Does the next sentence of the same block fit in, and is it worth reading?"""
        (start, end), (next_start, next_end) = self._spans[best : best + 2]
        if end - start >= GOOD_TO / 2 or next_end - start > _TWO_SENTENCES:
            return False
        return "\n" not in self._text[end:next_start] and self._score(best + 1) >= score / 4
