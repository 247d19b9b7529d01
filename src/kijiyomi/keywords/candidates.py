"""The phrases that may be keywords: the likeliest of each document, spellings folded, the best chosen."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import BoolArray, IndexArray
from kijiyomi.document import Documents
from kijiyomi.keywords.compounds import Compounds, find_compounds
from kijiyomi.keywords.document_frequencies import DocumentFrequencies
from kijiyomi.keywords.scoring import (
    LEAD,
    RARITY_WEIGHT,
    TITLE_WEIGHT,
    Phrases,
    distinct_phrases,
    log_odds,
)
from kijiyomi.knowledge.nouns import noun_lists
from kijiyomi.records.analysis import Keyword


class Candidates(NamedTuple):
    """The likeliest phrases of documents, document by document, the likeliest first.

    Attributes:
        texts: Each phrase as written, ``""`` if markup breaks it everywhere.
        log_odds: Its log-odds of being a keyword.
        counts: How often it occurs.
        sizes: The number of phrases of each document.
    """

    texts: list[str]
    log_odds: list[float]
    counts: list[int]
    sizes: list[int]


def find_candidates(documents: Documents, limit: int) -> Candidates:
    """Return the likeliest phrases of each document by the text alone, at most ``limit`` of each."""
    joined = documents.joined
    compounds = find_compounds(joined.tokens)
    owners = joined.text_indices(compounds.start)
    phrases = distinct_phrases(compounds, owners)
    documents_of = owners[phrases.first]
    blocks = [document.passage.blocks for document in documents]
    lead_ends = np.array([min(some[0].end, LEAD) if some else 0 for some in blocks])
    offsets = compounds.start[phrases.first] - joined.starts[documents_of]
    odds = log_odds(compounds, phrases, offsets, offsets < lead_ends[documents_of])
    bounds = documents_of.searchsorted(np.arange(len(documents) + 1))
    best_first = np.lexsort((-odds, documents_of))
    chosen = best_first[np.arange(len(documents_of)) - bounds[documents_of] < limit]
    return Candidates(
        _verbatim(documents, compounds, owners, phrases, chosen),
        odds[chosen].tolist(),
        phrases.counts[chosen].tolist(),
        np.minimum(bounds[1:] - bounds[:-1], limit).tolist(),
    )


def _verbatim(
    documents: Documents, compounds: Compounds, owners: IndexArray, phrases: Phrases, chosen: IndexArray
) -> list[str]:
    """Return each phrase as its first occurrence without markup inside writes it; ``""`` if there is none."""
    breaks = _MarkupBreaks(documents, compounds, owners)
    text = documents.joined.tokens.text
    occurrences = phrases.first[chosen]
    starts, ends = compounds.start[occurrences].tolist(), compounds.end[occurrences].tolist()
    verbatim = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for index in breaks.inside(occurrences).nonzero()[0].tolist():
        first = occurrences[index]
        same = ((compounds.key == compounds.key[first]) & (owners == owners[first])).nonzero()[0]
        whole = same[~breaks.inside(same)][:1]
        verbatim[index] = "".join([text[compounds.start[other] : compounds.end[other]] for other in whole])
    return verbatim


class _MarkupBreaks:
    """Which compounds are written with markup inside.

    The characters of all others stand for as many of the article's as they are; an entity stands for more.
    """

    def __init__(self, documents: Documents, compounds: Compounds, owners: IndexArray) -> None:
        aligned = [document.passage.aligned for document in documents]
        self._starts = np.concatenate([one.starts for one in aligned])
        self._ends = np.concatenate([one.ends for one in aligned])
        self._compounds = compounds
        self._owners = owners

    def inside(self, occurrences: IndexArray) -> BoolArray:
        """Return bool ``(n,)``: whether there is markup inside each of the occurrences."""
        # The NUL after each text stands for nothing.
        nuls_before = self._owners[occurrences]
        start = self._compounds.start[occurrences] - nuls_before
        last = self._compounds.end[occurrences] - nuls_before - 1
        return np.asarray(self._ends[last] - self._starts[start] != last - start + 1)


# A phrase inside a better one is that one cut short if it occurs on its own at most this often as that does.
_CUT_SHORT_SHARE = 0.5


class KeywordSelector:
    """Chooses among the candidates of many articles; those of one article are given by their indices.

    Args:
        candidates: The phrases; log-odds and counts are updated in place.
        folded: What the spellings of each have in common.
    """

    def __init__(self, candidates: Candidates, folded: list[str]) -> None:
        self._texts, self._odds, self._counts, _ = candidates
        self._folded = folded

    def merge_spellings(self, start: int, end: int) -> Sequence[int]:
        """Return which phrases say something, one for all its spellings, whose occurrences it counts.

        Args:
            start: First phrase of an article.
            end: One past its last.
        """
        folded, texts, meaningless = self._folded, self._texts, noun_lists().general
        spellings = set(folded[start:end])
        all_differ = len(spellings) == end - start
        if all_differ and "" not in spellings and meaningless.isdisjoint(texts[start:end]):
            return range(start, end)
        kept: dict[str, int] = {}
        for index in range(start, end):
            if folded[index] and texts[index] not in meaningless:
                first = kept.setdefault(folded[index], index)
                if first != index:
                    self._add_occurrences(first, index)
        return list(kept.values())

    def _add_occurrences(self, kept: int, other: int) -> None:
        count = self._counts[kept]
        self._counts[kept] += self._counts[other]
        self._odds[kept] += log(self._counts[kept] / count)

    def add_outside_evidence(
        self, indices: Sequence[int], title: str, frequencies: DocumentFrequencies | None
    ) -> None:
        """Add to the log-odds of phrases what is known from outside the text.

        Args:
            indices: The phrases of an article.
            title: The article's, folded as well.
            frequencies: How common phrases are in the archive.
        """
        for index in indices:
            folded = self._folded[index]
            evidence = TITLE_WEIGHT if folded in title else 0.0
            if frequencies is not None:
                evidence += RARITY_WEIGHT * (frequencies.rarity(folded) - 1)
            self._odds[index] += evidence

    def best(self, indices: Sequence[int], top: int) -> list[int]:
        """Return at most ``top`` of the phrases of an article, best first."""
        counts, folded = self._counts, self._folded
        chosen: list[int] = []
        repeated = ""
        for index in sorted(indices, key=self._odds.__getitem__, reverse=True):
            if len(chosen) == top:
                break
            if folded[index] not in repeated or not self._is_cut_short(index, chosen):
                chosen.append(index)
                if counts[index] > 1:
                    repeated += f"{folded[index]}\0"
        return chosen

    def _is_cut_short(self, index: int, chosen: Sequence[int]) -> bool:
        counts, folded = self._counts, self._folded
        return any(
            folded[index] in folded[other] and counts[index] <= _CUT_SHORT_SHARE * counts[other]
            for other in chosen
        )

    def keywords(self, indices: Sequence[int]) -> tuple[Keyword, ...]:
        """Return phrases as keywords; their scores are probabilities."""
        texts, odds, counts = self._texts, self._odds, self._counts
        return tuple(
            [Keyword(texts[index], 1.0 / (1.0 + exp(-odds[index])), counts[index]) for index in indices]
        )
