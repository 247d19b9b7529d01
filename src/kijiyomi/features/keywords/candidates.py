"""The phrases that may be keywords: spellings folded, best chosen."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from kijiyomi.analysis import Keyword
from kijiyomi.features.keywords.frequencies import DocumentFrequencies
from kijiyomi.features.keywords.ranking import RARITY_WEIGHT, TITLE_WEIGHT
from kijiyomi.features.keywords.roles import general_nouns
from kijiyomi.features.keywords.shortlists import Shortlists

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
