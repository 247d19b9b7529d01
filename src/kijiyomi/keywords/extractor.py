"""The keyword extractor: candidates, scores, spellings, selection."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from kijiyomi.document import Document, Documents
from kijiyomi.keywords.candidates import KeywordSelector, find_candidates
from kijiyomi.keywords.document_frequencies import DocumentFrequencies
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.fold import fold_phrase_batch

# Candidates for each keyword asked for, and at least this many.
_CANDIDATE_FACTOR, _MIN_CANDIDATES = 3, 20


class KeywordExtractor:
    """Find the phrases that say what an article is about.

    記事の内容を表す語句を見つける。

    Candidates are maximal noun compounds; a linear model of their frequency, length, script and position
    (see :mod:`~kijiyomi.keywords.scoring`) orders them. Spellings that differ in width, case,
    hyphens, ・ or a final long-vowel mark are one keyword, shown as first written.

    Args:
        top: How many keywords to return at most.
        frequencies: How common phrases are in the archive; without, each article stands for itself.

    Raises:
        ValueError: If ``top`` is negative.
    """

    def __init__(self, top: int = 10, frequencies: DocumentFrequencies | None = None) -> None:
        if top < 0:
            raise ValueError(f"top must not be negative, got {top}")
        self.top = top
        self.frequencies = frequencies

    def __call__(self, document: Document) -> tuple[Keyword, ...]:
        """Return the keywords, best first; their scores are probabilities.

        キーワードを良い順に返す。点数は確率を表す。
        """
        return self.extract_batch(Documents([document]))[0]

    def extract_batch(self, documents: Documents) -> list[tuple[Keyword, ...]]:
        """Return the keywords of each document.

        文書ごとにキーワードを返す。
        """
        return [keywords for chunk in documents.chunks for keywords in self._extract_chunk(chunk)]

    def _extract_chunk(self, documents: Documents) -> Iterator[tuple[Keyword, ...]]:
        candidates = find_candidates(documents, max(_CANDIDATE_FACTOR * self.top, _MIN_CANDIDATES))
        titles = [document.article.title for document in documents]
        folded = fold_phrase_batch([*candidates.texts, *titles])
        selector = KeywordSelector(candidates, folded)
        bounds = pairwise(accumulate(candidates.sizes, initial=0))
        for title, (start, end) in zip(folded[len(candidates.texts) :], bounds, strict=True):
            indices = selector.merge_spellings(start, end)
            if title or self.frequencies is not None:
                selector.add_outside_evidence(indices, title, self.frequencies)
            yield selector.keywords(selector.best(indices, self.top))
