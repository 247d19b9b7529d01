"""How likely each compound of an article is one of its keywords."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import run_bounds
from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.keywords.compounds import LONGEST, Compounds, Indices, Mask

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
LEAD = 200
_SHORT = 2
_CHAIN = 6
_TELLING = roles.LATIN | roles.UNLISTED | roles.KATAKANA
# Any odd number tells 2**64 texts apart.
_TEXT_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class Phrases(NamedTuple):
    """The distinct compounds of articles.

    Attributes:
        first: ``(n,)``: first occurrence of each phrase.
        times: ``(n,)``: number of occurrences.
        quoted: bool ``(n,)``: whether one of them fills a pair of quotation marks.
    """

    first: Indices
    times: Indices
    quoted: Mask


def distinct(compounds: Compounds, texts: Indices) -> Phrases:
    """Return the distinct phrases among ``compounds``, by first occurrence; those of two texts differ.

    Args:
        compounds: By start.
        texts: ``(occurrences,)``: which text each stands in.
    """
    keys = compounds.key ^ (texts.astype(np.uint64) * _TEXT_MULTIPLIER)
    # Sorting without caring for ties, and ordering the phrases afterwards, is faster than numpy.unique.
    by_key = keys.argsort()
    ordered = keys[by_key]
    bounds = run_bounds(len(keys), ordered[1:] != ordered[:-1])
    heads = bounds[:-1]
    first = np.minimum.reduceat(by_key, heads)
    by_first = first.argsort()
    quoted = np.logical_or.reduceat(compounds.quoted[by_key], heads)
    return Phrases(first[by_first], (bounds[1:] - heads)[by_first], quoted[by_first])


def log_odds(compounds: Compounds, phrases: Phrases, place: Indices, in_lead: Mask) -> NDArray[np.float64]:
    """Return float64 ``(phrases,)``: log-odds, by the text alone, of being a keyword.

    Args:
        compounds: Compounds of one or more texts.
        phrases: The distinct ones.
        place: ``(phrases,)``: first character of each, counted in its own text.
        in_lead: bool ``(phrases,)``: whether it stands in the lead of its text.
    """
    first = phrases.first
    characters = compounds.end[first] - compounds.start[first]
    form = compounds.words[first] + (compounds.flags[first] & _TELLING)
    odds: NDArray[np.float64] = WEIGHTS["count"] * np.log(phrases.times)
    odds += _INTERCEPT
    # One after the other: sums in another order are rounded differently.
    for by in (
        WEIGHTS["length"] * np.log(characters),
        WEIGHTS["short"] * (characters <= _SHORT),
        _BY_WORDS[form],
        WEIGHTS["position"] * np.log1p(place / LEAD),
        WEIGHTS["lead"] * in_lead,
        WEIGHTS["quoted"] * phrases.quoted,
        _IF_UNLISTED[form],
        _IF_KATAKANA[form],
    ):
        odds += by
    return odds


def _weighed(weight: Callable[[int, int], float]) -> NDArray[np.float64]:
    """Return the weight of each number of words with each of the flags that tell something."""
    weights = np.zeros(_TELLING + LONGEST + 1)
    for words, flags in product(range(1, LONGEST + 1), range(0, _TELLING + 1, roles.LATIN)):
        weights[words + flags] = weight(words, flags)
    return weights


def _is_word(words: int, flags: int) -> bool:
    return words == 1 and not flags & roles.LATIN


def _by_words(words: int, flags: int) -> float:
    if _is_word(words, flags):
        return WEIGHTS["word"]
    if words == 2:
        return WEIGHTS["pair"]
    return WEIGHTS["chain"] if words >= _CHAIN else 0.0


_BY_WORDS = _weighed(_by_words)
_IF_UNLISTED = _weighed(
    lambda words, flags: WEIGHTS["unlisted"] if _is_word(words, flags) and flags & roles.UNLISTED else 0.0
)
_IF_KATAKANA = _weighed(lambda _, flags: WEIGHTS["katakana"] if flags & roles.KATAKANA else 0.0)
