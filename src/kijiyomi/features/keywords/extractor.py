"""The keyword extractor: candidates, ranking, folding of spellings."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kijiyomi.analysis import Keyword
from kijiyomi.document import Document
from kijiyomi.features.keywords.compounds import Compounds, Indices, find_compounds
from kijiyomi.features.keywords.frequencies import DocumentFrequencies, fold_phrase
from kijiyomi.features.keywords.ranking import RARITY_WEIGHT, TITLE_WEIGHT, Phrases, distinct, log_odds
from kijiyomi.features.keywords.roles import general_nouns

# Phrases read as strings, as a multiple of the keywords asked for, and at least this many.
_SHORTLIST_FACTOR, _SHORTLIST_LEAST = 3, 20
# A phrase inside a better one is that one cut short when it stands alone this much more rarely.
_CUT_SHORT = 0.5


class KeywordExtractor:
    """Find the phrases that say what an article is about.

    Candidates are maximal noun compounds; a linear model of their frequency, length, script and place
    (see :mod:`~kijiyomi.features.keywords.ranking`) orders them. Spellings that differ in width, case,
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
        if not len(document.tokens):
            return ()
        compounds = find_compounds(document.tokens)
        phrases = distinct(compounds)
        odds = log_odds(document, compounds, phrases)
        size = max(_SHORTLIST_FACTOR * self.top, _SHORTLIST_LEAST)
        shortlist = np.lexsort((phrases.first, -odds))[:size]
        texts = _verbatim(document, compounds, phrases, shortlist)
        candidates = [
            _Candidate(text, fold_phrase(text), weight, count)
            for text, weight, count in zip(
                texts, odds[shortlist].tolist(), phrases.count[shortlist].tolist(), strict=True
            )
            if text and text not in general_nouns()
        ]
        title = fold_phrase(document.article.title)
        return tuple(candidate.keyword() for candidate in self._choose(candidates, title))

    def _choose(self, candidates: list[_Candidate], title: str) -> list[_Candidate]:
        merged: dict[str, _Candidate] = {}
        for candidate in candidates:
            known = merged.get(candidate.folded)
            merged[candidate.folded] = known.joined(candidate) if known else candidate
        weighed = [self._weighed(candidate, title) for candidate in merged.values()]
        ranked = sorted(weighed, key=lambda candidate: -candidate.odds)
        chosen: list[_Candidate] = []
        for candidate in ranked:
            if len(chosen) == self.top:
                break
            if candidate.folded and not any(candidate.cut_short_from(other) for other in chosen):
                chosen.append(candidate)
        return chosen

    def _weighed(self, candidate: _Candidate, title: str) -> _Candidate:
        """Return the candidate with what is known about it from outside the text."""
        by = TITLE_WEIGHT * (candidate.folded in title)
        if self.frequencies is not None:
            by += RARITY_WEIGHT * (self.frequencies.rarity(candidate.folded) - 1)
        return candidate.shifted(by)


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    folded: str
    odds: float
    count: int

    def joined(self, other: _Candidate) -> _Candidate:
        """Return this candidate counting the occurrences of another spelling as well."""
        count = self.count + other.count
        return _Candidate(self.text, self.folded, self.odds + math.log(count / self.count), count)

    def shifted(self, by: float) -> _Candidate:
        return _Candidate(self.text, self.folded, self.odds + by, self.count)

    def cut_short_from(self, other: _Candidate) -> bool:
        return self.folded in other.folded and self.count <= _CUT_SHORT * other.count

    def keyword(self) -> Keyword:
        return Keyword(self.text, 1.0 / (1.0 + math.exp(-self.odds)), self.count)


def _verbatim(document: Document, compounds: Compounds, phrases: Phrases, chosen: Indices) -> list[str]:
    """Return each phrase as its first occurrence without markup inside writes it; ``""`` if none is."""
    texts = _unbroken(document, compounds, phrases.first[chosen])
    for place, phrase in enumerate(chosen.tolist()):
        if not texts[place]:
            others = _unbroken(document, compounds, np.flatnonzero(phrases.of == phrase))
            texts[place] = next(filter(None, others), "")
    return texts


def _unbroken(document: Document, compounds: Compounds, occurrences: Indices) -> list[str]:
    """Return the text of each occurrence, ``""`` for those with markup inside."""
    source, text, aligned = document.article.text, document.passage.text, document.passage.aligned
    start, end = compounds.start[occurrences], compounds.end[occurrences]
    columns = (start, end, aligned.starts[start], aligned.ends[end - 1])
    return [
        text[a:b] if text[a:b] == source[c:d] else ""
        for a, b, c, d in zip(*(column.tolist() for column in columns), strict=True)
    ]
