"""The keyword extractor: candidates, ranking, folding of spellings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from kijiyomi.analysis import Keyword
from kijiyomi.document import Document, Documents
from kijiyomi.features.keywords.frequencies import DocumentFrequencies, fold_phrases
from kijiyomi.features.keywords.ranking import RARITY_WEIGHT, TITLE_WEIGHT
from kijiyomi.features.keywords.shortlists import Candidate, shortlists

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
        return [keywords for group in documents.groups for keywords in self._of_group(group)]

    def _of_group(self, documents: Documents) -> Iterator[tuple[Keyword, ...]]:
        shortlisted = list(shortlists(documents, max(_SHORTLIST_FACTOR * self.top, _SHORTLIST_LEAST)))
        titles = [document.article.title for document in documents]
        folded = iter(fold_phrases([*titles, *[text for some in shortlisted for text, _, _ in some]]))
        folded_titles = list(islice(folded, len(titles)))
        for title, some in zip(folded_titles, shortlisted, strict=True):
            merged = _merged(zip(islice(folded, len(some)), some, strict=True))
            yield tuple([_keyword(candidate) for candidate in self._chosen(merged, title)])

    def _chosen(self, merged: Mapping[str, Candidate], title: str) -> list[Candidate]:
        """Return the keywords among candidates, best first.

        Args:
            merged: Candidates by what their spellings have in common.
            title: The article's, folded as well.
        """
        chosen: dict[str, Candidate] = {}
        all_chosen = ""
        for folded, candidate in sorted(self._weighed(merged, title), key=_odds, reverse=True):
            if len(chosen) == self.top:
                break
            if folded in all_chosen and _is_cut_short(folded, candidate, chosen):
                continue
            chosen[folded] = candidate
            all_chosen += f"{folded}\0"
        return list(chosen.values())

    def _weighed(self, merged: Mapping[str, Candidate], title: str) -> list[tuple[str, Candidate]]:
        """Return the candidates with what is known about them from outside the text."""
        weighed = []
        for folded, (text, odds, times) in merged.items():
            by = TITLE_WEIGHT if folded in title else 0.0
            if self.frequencies is not None:
                by += RARITY_WEIGHT * (self.frequencies.rarity(folded) - 1)
            weighed.append((folded, (text, odds + by, times)))
        return weighed


def _merged(candidates: Iterable[tuple[str, Candidate]]) -> dict[str, Candidate]:
    """Return each candidate but the empty one, counting the occurrences of its other spellings as well."""
    merged: dict[str, Candidate] = {}
    for folded, candidate in candidates:
        if folded in merged:
            text, odds, times = merged[folded]
            all_times = times + candidate[2]
            merged[folded] = text, odds + math.log(all_times / times), all_times
        elif folded:
            merged[folded] = candidate
    return merged


def _odds(weighed: tuple[str, Candidate]) -> float:
    return weighed[1][1]


def _is_cut_short(folded: str, candidate: Candidate, chosen: Mapping[str, Candidate]) -> bool:
    times = candidate[2]
    return any(folded in other and times <= _CUT_SHORT * chosen[other][2] for other in chosen)


def _keyword(candidate: Candidate) -> Keyword:
    text, odds, times = candidate
    return Keyword(text, 1.0 / (1.0 + math.exp(-odds)), times)
