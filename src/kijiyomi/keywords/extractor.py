"""The keyword extractor: candidates, ranking, folding of spellings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from kijiyomi.document import Document, Documents
from kijiyomi.keywords.candidates import Candidates, shortlists
from kijiyomi.keywords.document_frequencies import DocumentFrequencies
from kijiyomi.records.analysis import Keyword
from kijiyomi.text.fold import fold_phrases

# Phrases read as strings, as a multiple of the keywords asked for, and at least this many.
_SHORTLIST_FACTOR, _SHORTLIST_LEAST = 3, 20


class KeywordExtractor:
    """Find the phrases that say what an article is about.

    Candidates are maximal noun compounds; a linear model of their frequency, length, script and place
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
        """Return the keywords, best first; scores are probabilities by the ranking's model."""
        return self.batch(Documents([document]))[0]

    def batch(self, documents: Documents) -> list[tuple[Keyword, ...]]:
        """Return the keywords of each document."""
        return [keywords for group in documents.groups for keywords in self._of_group(group)]

    def _of_group(self, documents: Documents) -> Iterator[tuple[Keyword, ...]]:
        listed = shortlists(documents, max(_SHORTLIST_FACTOR * self.top, _SHORTLIST_LEAST))
        titles = [document.article.title for document in documents]
        folded = fold_phrases([*listed.written, *titles])
        candidates = Candidates(listed, folded)
        bounds = pairwise(accumulate(listed.sizes, initial=0))
        for title, (start, end) in zip(folded[len(listed.written) :], bounds, strict=True):
            numbers = candidates.merged(start, end)
            if title or self.frequencies is not None:
                candidates.weigh(numbers, title, self.frequencies)
            yield candidates.keywords(candidates.best(numbers, self.top))
