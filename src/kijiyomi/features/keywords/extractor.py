"""The keyword extractor: candidates, ranking, folding of spellings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from kijiyomi.analysis import Keyword
from kijiyomi.document import Document, Documents
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
        return self.batch(Documents([document]))[0]

    def batch(self, documents: Documents) -> list[tuple[Keyword, ...]]:
        """Return the keywords of each document."""
        size = max(_SHORTLIST_FACTOR * self.top, _SHORTLIST_LEAST)
        shortlists = chain.from_iterable(_shortlists(group, size) for group in documents.groups)
        return list(map(self._keywords, documents, shortlists))

    def _keywords(self, document: Document, shortlist: Iterable[_Candidate]) -> tuple[Keyword, ...]:
        merged: dict[str, _Candidate] = {}
        for candidate in shortlist:
            if candidate.text and candidate.text not in general_nouns():
                folded = fold_phrase(candidate.text)
                merged[folded] = merged[folded].joined(candidate) if folded in merged else candidate
        weighed = self._weighed(merged, fold_phrase(document.article.title))
        chosen: dict[str, _Candidate] = {}
        for folded, candidate in sorted(weighed, key=_odds, reverse=True):
            if len(chosen) == self.top:
                break
            if folded and not _is_cut_short(folded, candidate.times, chosen):
                chosen[folded] = candidate
        return tuple([candidate.keyword() for candidate in chosen.values()])

    def _weighed(self, candidates: Mapping[str, _Candidate], title: str) -> Iterator[tuple[str, _Candidate]]:
        """Yield the candidates with what is known about them from outside the text."""
        for folded, candidate in candidates.items():
            by = TITLE_WEIGHT * (folded in title)
            if self.frequencies is not None:
                by += RARITY_WEIGHT * (self.frequencies.rarity(folded) - 1)
            yield folded, candidate.shifted(by) if by else candidate


class _Candidate(NamedTuple):
    text: str
    odds: float
    times: int

    def joined(self, other: _Candidate) -> _Candidate:
        """Return this candidate counting the occurrences of another spelling as well."""
        times = self.times + other.times
        return _Candidate(self.text, self.odds + math.log(times / self.times), times)

    def shifted(self, by: float) -> _Candidate:
        return _Candidate(self.text, self.odds + by, self.times)

    def keyword(self) -> Keyword:
        return Keyword(self.text, 1.0 / (1.0 + math.exp(-self.odds)), self.times)


def _odds(weighed: tuple[str, _Candidate]) -> float:
    return weighed[1].odds


def _is_cut_short(folded: str, times: int, chosen: Mapping[str, _Candidate]) -> bool:
    for other, candidate in chosen.items():
        if folded in other and times <= _CUT_SHORT * candidate.times:
            return True
    return False


def _shortlists(documents: Documents, size: int) -> Iterator[Iterator[_Candidate]]:
    """Yield so many of each document's phrases, the likeliest first."""
    joined = documents.joined
    compounds = find_compounds(joined.tokens)
    texts = joined.texts_at(compounds.start)
    phrases = distinct(compounds, texts)
    text = texts[phrases.first]
    leads = np.array([_first_block_end(document) for document in documents])
    place = compounds.start[phrases.first] - joined.starts[text]
    odds = log_odds(compounds, phrases, place, leads[text])
    order = np.lexsort((phrases.first, -odds, text))
    bounds = np.searchsorted(text[order], np.arange(len(documents) + 1)).tolist()
    for number, document in enumerate(documents):
        chosen = order[bounds[number] : min(bounds[number] + size, bounds[number + 1])]
        written = _verbatim(document, int(joined.starts[number]), compounds, phrases, chosen)
        yield map(_Candidate, written, odds[chosen].tolist(), phrases.count[chosen].tolist())


def _first_block_end(document: Document) -> int:
    blocks = document.passage.blocks
    return blocks[0].end if blocks else 0


def _verbatim(
    document: Document, shift: int, compounds: Compounds, phrases: Phrases, chosen: Indices
) -> list[str]:
    """Return each phrase as its first occurrence without markup inside writes it; ``""`` if none is."""
    texts = _unbroken(document, shift, compounds, phrases.first[chosen])
    for place, phrase in enumerate(chosen.tolist()):
        if not texts[place]:
            others = _unbroken(document, shift, compounds, np.flatnonzero(phrases.of == phrase))
            texts[place] = next(filter(None, others), "")
    return texts


def _unbroken(document: Document, shift: int, compounds: Compounds, occurrences: Indices) -> list[str]:
    """Return the text of each occurrence, ``""`` for those with markup inside."""
    source, text, aligned = document.article.text, document.passage.text, document.passage.aligned
    start, end = compounds.start[occurrences] - shift, compounds.end[occurrences] - shift
    columns = (start, end, aligned.starts[start], aligned.ends[end - 1])
    return [
        text[a:b] if text[a:b] == source[c:d] else ""
        for a, b, c, d in zip(*(column.tolist() for column in columns), strict=True)
    ]
