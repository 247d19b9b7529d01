"""The keyword extractor: candidates, ranking, folding of spellings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from operator import itemgetter

from kijiyomi.analysis import Keyword
from kijiyomi.document import Document, Documents
from kijiyomi.features.keywords.frequencies import DocumentFrequencies, fold_phrases
from kijiyomi.features.keywords.ranking import RARITY_WEIGHT, TITLE_WEIGHT
from kijiyomi.features.keywords.roles import general_nouns
from kijiyomi.features.keywords.shortlists import shortlists

# Phrases read as strings, as a multiple of the keywords asked for, and at least this many.
_SHORTLIST_FACTOR, _SHORTLIST_LEAST = 3, 20
# A phrase inside a better one is that one cut short when it stands alone this much more rarely.
_CUT_SHORT = 0.5

_Candidate = tuple[float, int, str, str]
"""Log-odds of being a keyword, count, the phrase as written and what its spellings have in common."""


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
        return [keywords for group in documents.groups for keywords in self._of_group(group)]

    def _of_group(self, documents: Documents) -> Iterator[tuple[Keyword, ...]]:
        listed = shortlists(documents, max(_SHORTLIST_FACTOR * self.top, _SHORTLIST_LEAST))
        titles = [document.article.title for document in documents]
        folded = fold_phrases([*listed.written, *titles])
        candidates = list(zip(listed.odds, listed.times, listed.written, folded, strict=False))
        bounds = pairwise(accumulate(listed.sizes, initial=0))
        for title, (start, end) in zip(folded[len(candidates) :], bounds, strict=True):
            yield _keywords(self._chosen(self._weighed(_merged(candidates[start:end]), title)))

    def _weighed(self, candidates: list[_Candidate], title: str) -> list[_Candidate]:
        """Return the candidates with what is known about them from outside the text.

        Args:
            candidates: By the text alone.
            title: The article's, folded as well.
        """
        if not title and self.frequencies is None:
            return candidates
        beside = [TITLE_WEIGHT if candidate[3] in title else 0.0 for candidate in candidates]
        if self.frequencies is not None:
            rarities = [self.frequencies.rarity(candidate[3]) for candidate in candidates]
            beside = [by + RARITY_WEIGHT * (rarity - 1) for by, rarity in zip(beside, rarities, strict=True)]
        return [
            (odds + by, times, text, folded)
            for by, (odds, times, text, folded) in zip(beside, candidates, strict=True)
        ]

    def _chosen(self, weighed: list[_Candidate]) -> list[_Candidate]:
        """Return the best candidates, best first."""
        chosen: list[_Candidate] = []
        all_folded = ""
        for candidate in sorted(weighed, key=itemgetter(0), reverse=True):
            if len(chosen) == self.top:
                break
            folded = candidate[3]
            if folded not in all_folded or not _is_cut_short(candidate, chosen):
                chosen.append(candidate)
                all_folded += f"{folded}\0"
        return chosen


def _merged(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the phrases that say something, counting the occurrences of other spellings as well."""
    meaningless = general_nouns()
    distinct = set(map(itemgetter(3), candidates))
    if (
        len(distinct) == len(candidates)
        and "" not in distinct
        and meaningless.isdisjoint(map(itemgetter(2), candidates))
    ):
        return candidates
    merged: dict[str, _Candidate] = {}
    for candidate in candidates:
        _, _, text, folded = candidate
        if folded and text not in meaningless:
            merged[folded] = _together(merged[folded], candidate) if folded in merged else candidate
    return list(merged.values())


def _together(kept: _Candidate, other: _Candidate) -> _Candidate:
    odds, times, text, folded = kept
    all_times = times + other[1]
    return odds + math.log(all_times / times), all_times, text, folded


def _is_cut_short(candidate: _Candidate, chosen: Iterable[_Candidate]) -> bool:
    _, times, _, folded = candidate
    return any(folded in other[3] and times <= _CUT_SHORT * other[1] for other in chosen)


def _keywords(chosen: Iterable[_Candidate]) -> tuple[Keyword, ...]:
    return tuple([Keyword(text, 1.0 / (1.0 + math.exp(-odds)), times) for odds, times, text, _ in chosen])
