"""The phrases that may be keywords: spellings folded, best chosen."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from kijiyomi.document import Documents
from kijiyomi.keywords.compounds import Compounds, Indices, Mask, find_compounds
from kijiyomi.keywords.document_frequencies import DocumentFrequencies
from kijiyomi.keywords.morpheme_roles import general_nouns
from kijiyomi.keywords.scoring import LEAD, RARITY_WEIGHT, TITLE_WEIGHT, Phrases, distinct, log_odds
from kijiyomi.records.analysis import Keyword


class Shortlists(NamedTuple):
    """The likeliest phrases of documents, document by document, the likeliest first.

    Attributes:
        written: Each phrase as written, ``""`` where markup breaks it everywhere.
        odds: Its log-odds of being a keyword.
        times: How often it occurs.
        sizes: The number of phrases of each document.
    """

    written: list[str]
    odds: list[float]
    times: list[int]
    sizes: list[int]


def shortlists(documents: Documents, size: int) -> Shortlists:
    """Return so many phrases of each document, by the text alone."""
    joined = documents.joined
    compounds = find_compounds(joined.tokens)
    texts = joined.texts_at(compounds.start)
    phrases = distinct(compounds, texts)
    owners = texts[phrases.first]
    blocks = [document.passage.blocks for document in documents]
    leads = np.array([min(some[0].end, LEAD) if some else 0 for some in blocks])
    place = compounds.start[phrases.first] - joined.starts[owners]
    odds = log_odds(compounds, phrases, place, place < leads[owners])
    bounds = owners.searchsorted(np.arange(len(documents) + 1))
    best_first = np.lexsort((-odds, owners))
    chosen = best_first[np.arange(len(owners)) - bounds[owners] < size]
    return Shortlists(
        _verbatim(documents, compounds, texts, phrases, chosen),
        odds[chosen].tolist(),
        phrases.times[chosen].tolist(),
        np.minimum(bounds[1:] - bounds[:-1], size).tolist(),
    )


def _verbatim(
    documents: Documents, compounds: Compounds, texts: Indices, phrases: Phrases, chosen: Indices
) -> list[str]:
    """Return each phrase as its first occurrence without markup inside writes it; ``""`` if none is."""
    broken = _Broken(documents, compounds, texts)
    text = documents.joined.tokens.text
    occurrences = phrases.first[chosen]
    starts, ends = compounds.start[occurrences].tolist(), compounds.end[occurrences].tolist()
    written = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for number in broken.among(occurrences).nonzero()[0].tolist():
        first = occurrences[number]
        same = ((compounds.key == compounds.key[first]) & (texts == texts[first])).nonzero()[0]
        others = same[~broken.among(same)][:1]
        written[number] = "".join([text[compounds.start[other] : compounds.end[other]] for other in others])
    return written


class _Broken:
    """Tells which compounds are written with markup inside.

    The characters of all others stand for as many of the article's as they are; an entity stands for more.
    """

    def __init__(self, documents: Documents, compounds: Compounds, texts: Indices) -> None:
        aligned = [document.passage.aligned for document in documents]
        self._starts = np.concatenate([one.starts for one in aligned])
        self._ends = np.concatenate([one.ends for one in aligned])
        self._compounds = compounds
        self._texts = texts

    def among(self, occurrences: Indices) -> Mask:
        """Return bool ``(n,)``: whether each of the occurrences is broken."""
        # The NUL after each text stands for nothing.
        nuls = self._texts[occurrences]
        start = self._compounds.start[occurrences] - nuls
        last = self._compounds.end[occurrences] - nuls - 1
        return np.asarray(self._ends[last] - self._starts[start] != last - start + 1)


# A phrase inside a better one is that one cut short when it stands alone this much more rarely.
_CUT_SHORT = 0.5


class Candidates:
    """Phrases of many articles; those of one are told by their numbers.

    Args:
        listed: The phrases; what becomes known of them is written into it.
        folded: What the spellings of each have in common.
    """

    def __init__(self, listed: Shortlists, folded: list[str]) -> None:
        self._written, self._odds, self._times, _ = listed
        self._folded = folded

    def merged(self, start: int, end: int) -> Sequence[int]:
        """Return which of the phrases say something; each counts the occurrences of its other spellings."""
        folded, written, meaningless = self._folded, self._written, general_nouns()
        spellings = set(folded[start:end])
        if (
            len(spellings) == end - start
            and "" not in spellings
            and meaningless.isdisjoint(written[start:end])
        ):
            return range(start, end)
        kept: dict[str, int] = {}
        for number in range(start, end):
            if folded[number] and written[number] not in meaningless:
                first = kept.setdefault(folded[number], number)
                if first != number:
                    self._count(first, number)
        return list(kept.values())

    def _count(self, kept: int, other: int) -> None:
        times = self._times[kept]
        self._times[kept] += self._times[other]
        self._odds[kept] += log(self._times[kept] / times)

    def weigh(self, numbers: Sequence[int], title: str, frequencies: DocumentFrequencies | None) -> None:
        """Weigh what is known about phrases from outside the text.

        Args:
            numbers: The phrases of an article.
            title: The article's, folded as well.
            frequencies: How common phrases are in the archive.
        """
        for number in numbers:
            folded = self._folded[number]
            beside = TITLE_WEIGHT if folded in title else 0.0
            if frequencies is not None:
                beside += RARITY_WEIGHT * (frequencies.rarity(folded) - 1)
            self._odds[number] += beside

    def best(self, numbers: Sequence[int], top: int) -> list[int]:
        """Return so many of the phrases of an article, best first."""
        times, folded = self._times, self._folded
        chosen: list[int] = []
        repeated = ""
        for number in sorted(numbers, key=self._odds.__getitem__, reverse=True):
            if len(chosen) == top:
                break
            if folded[number] not in repeated or not self._is_cut_short(number, chosen):
                chosen.append(number)
                if times[number] > 1:
                    repeated += f"{folded[number]}\0"
        return chosen

    def _is_cut_short(self, number: int, chosen: Sequence[int]) -> bool:
        times, folded = self._times, self._folded
        return any(
            folded[number] in folded[other] and times[number] <= _CUT_SHORT * times[other] for other in chosen
        )

    def keywords(self, numbers: Sequence[int]) -> tuple[Keyword, ...]:
        """Return phrases as keywords; scores are probabilities by the ranking's model."""
        written, odds, times = self._written, self._odds, self._times
        return tuple(
            [Keyword(written[number], 1.0 / (1.0 + exp(-odds[number])), times[number]) for number in numbers]
        )
