"""How likely each compound of an article is one of its keywords."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kijiyomi.features.keywords import roles
from kijiyomi.features.keywords.compounds import Compounds, Indices

# Log-odds of being a keyphrase, fitted by logistic regression on 30 Japanese news leads with keyphrases
# given by readers and rounded (F1 of ten keywords .48 in leave-one-article-out validation). Frequency,
# length and position are the classic evidence: Frantzi et al. 2000 (C-value), Witten et al. 1999 (KEA).
TITLE_WEIGHT = 0.7  # stands in the title
RARITY_WEIGHT = 0.7  # relative inverse document frequency in the archive, where it is known
WEIGHTS = {
    "count": 1.6,  # natural logarithm of the number of occurrences
    "length": 1.1,  # natural logarithm of the number of characters
    "short": -2.3,  # two characters or fewer
    "word": -2.4,  # one word, not a Latin one
    "pair": -0.25,  # two words
    "chain": -1.5,  # six words or more
    "position": -0.3,  # ln(1 + first character / 200)
    "lead": 0.9,  # stands in the first 200 characters of the first block
    "quoted": 2.0,  # once stands alone in quotation marks
    "unlisted": 2.4,  # one word the tokenizer's dictionary does not list, not a Latin one
    "katakana": 0.6,  # holds katakana
}
_INTERCEPT = -4.0
_LEAD = 200
_CHAIN = 6
# Any odd number tells 2**64 texts apart.
_TEXT_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The distinct compounds of articles.

    Attributes:
        of: ``(occurrences,)``: which phrase each compound is.
        first: ``(n,)``: first occurrence of each phrase.
        count: ``(n,)``: number of occurrences.
    """

    of: NDArray[np.intp]
    first: NDArray[np.intp]
    count: NDArray[np.intp]


def distinct(compounds: Compounds, texts: Indices) -> Phrases:
    """Return the distinct phrases among ``compounds``, by first occurrence; those of two texts differ.

    Args:
        compounds: By start.
        texts: ``(occurrences,)``: which text each stands in.
    """
    keys = compounds.key ^ (texts.astype(np.uint64) * _TEXT_MULTIPLIER)
    # Sorting without caring for ties, and numbering the phrases afterwards, is faster than numpy.unique.
    by_key = np.argsort(keys)
    ordered = keys[by_key]
    differs = np.ones(len(keys), dtype=bool)
    differs[1:] = ordered[1:] != ordered[:-1]
    heads = differs.nonzero()[0]
    if not len(heads):
        return Phrases(heads, heads, heads)
    count = np.append(heads[1:], len(keys)) - heads
    first = np.minimum.reduceat(by_key, heads)
    by_first = np.argsort(first)
    number = np.empty_like(by_first)
    number[by_first] = np.arange(len(by_first))
    of = np.empty_like(by_key)
    of[by_key] = np.repeat(number, count)
    return Phrases(of, first[by_first], count[by_first])


def log_odds(compounds: Compounds, phrases: Phrases, place: Indices, lead: Indices) -> NDArray[np.float64]:
    """Return float64 ``(phrases,)``: log-odds, by the text alone, of being a keyword.

    Args:
        compounds: Compounds of one or more texts.
        phrases: The distinct ones.
        place: ``(phrases,)``: first character of each, counted in its own text.
        lead: ``(phrases,)``: where the first block of its text ends.
    """
    evidence = features(compounds, phrases, place, lead)
    odds = np.full(len(phrases.first), _INTERCEPT)
    for name, weight in WEIGHTS.items():
        odds += weight * evidence[name]
    return odds


def features(
    compounds: Compounds, phrases: Phrases, place: Indices, lead: Indices
) -> dict[str, NDArray[np.float64] | NDArray[np.bool_]]:
    """Return the evidence named in :data:`WEIGHTS`, one ``(phrases,)`` column each; see :func:`log_odds`."""
    first = phrases.first
    flags = compounds.flags[first]
    words = compounds.last[first] - compounds.first[first] + 1
    characters = compounds.end[first] - compounds.start[first]
    word = (words == 1) & (flags & roles.LATIN == 0)
    return {
        "count": np.log(phrases.count),
        "length": np.log(characters),
        "short": characters <= 2,
        "word": word,
        "pair": words == 2,
        "chain": words >= _CHAIN,
        "position": np.log1p(place / _LEAD),
        "lead": place < np.minimum(lead, _LEAD),
        "quoted": np.bincount(phrases.of[compounds.quoted], minlength=len(first)) > 0,
        "unlisted": word & (flags & roles.UNLISTED > 0),
        "katakana": flags & roles.KATAKANA > 0,
    }
