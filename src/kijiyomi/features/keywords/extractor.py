"""The keyword extractor: candidates, ranking, folding of spellings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
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

_Candidate = tuple[str, float, int]
"""A phrase as written, its log-odds of being a keyword by the text alone, and its count."""
_Weighed = tuple[float, int, str, str]
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
        phrases = zip(folded, listed.written, listed.odds, listed.times, strict=False)
        for title, size in zip(folded[-len(titles) :], listed.sizes, strict=True):
            weighed = self._weighed(_merged(islice(phrases, size)), title)
            yield tuple([_keyword(chosen) for chosen in self._chosen(weighed)])

    def _weighed(self, merged: Mapping[str, _Candidate], title: str) -> list[_Weighed]:
        """Return the candidates with what is known about them from outside the text.

        Args:
            merged: Candidates by what their spellings have in common.
            title: The article's, folded as well.
        """
        weighed = []
        for folded, (text, odds, times) in merged.items():
            by = TITLE_WEIGHT if folded in title else 0.0
            if self.frequencies is not None:
                by += RARITY_WEIGHT * (self.frequencies.rarity(folded) - 1)
            weighed.append((odds + by, times, text, folded))
        return weighed

    def _chosen(self, weighed: list[_Weighed]) -> list[_Weighed]:
        """Return the best candidates, best first."""
        chosen: list[_Weighed] = []
        all_folded = ""
        for candidate in sorted(weighed, key=itemgetter(0), reverse=True):
            if len(chosen) == self.top:
                break
            folded = candidate[3]
            if folded not in all_folded or not _is_cut_short(candidate, chosen):
                chosen.append(candidate)
                all_folded += f"{folded}\0"
        return chosen


def _merged(phrases: Iterable[tuple[str, str, float, int]]) -> dict[str, _Candidate]:
    """Return the phrases that say something, counting the occurrences of other spellings as well."""
    merged: dict[str, _Candidate] = {}
    meaningless = general_nouns()
    for folded, text, odds, times in phrases:
        if not folded or text in meaningless:
            continue
        if folded in merged:
            kept, kept_odds, kept_times = merged[folded]
            all_times = kept_times + times
            merged[folded] = kept, kept_odds + math.log(all_times / kept_times), all_times
        else:
            merged[folded] = text, odds, times
    return merged


def _is_cut_short(candidate: _Weighed, chosen: Iterable[_Weighed]) -> bool:
    _, times, _, folded = candidate
    return any(folded in other[3] and times <= _CUT_SHORT * other[1] for other in chosen)


def _keyword(chosen: _Weighed) -> Keyword:
    odds, times, text, _ = chosen
    return Keyword(text, 1.0 / (1.0 + math.exp(-odds)), times)
