"""How likely each compound of an article is one of its keywords."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import HASH_FACTOR, BoolArray, FloatArray, IndexArray, run_bounds
from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.keywords.compounds import MAX_WORDS, Compounds

# Log-odds of being a keyphrase, fitted by logistic regression on 30 Japanese news leads with keyphrases
# given by readers and rounded (F1 of ten keywords .48 in leave-one-article-out validation). Frequency,
# length and position are the classic evidence: Frantzi et al. 2000 (C-value), Witten et al. 1999 (KEA).
TITLE_WEIGHT = 0.7  # is in the title
RARITY_WEIGHT = 0.7  # relative inverse document frequency in the archive, where it is known
WEIGHTS = {
    "count": 1.6,  # natural logarithm of the number of occurrences
    "length": 1.1,  # natural logarithm of the number of characters
    "short": -2.3,  # two characters or fewer
    "word": -2.4,  # one word, not a Latin one
    "pair": -0.25,  # two words
    "chain": -1.5,  # six words or more
    "position": -0.3,  # ln(1 + offset of the first character / 200)
    "lead": 0.9,  # begins in the first 200 characters of the first block
    "quoted": 2.0,  # once fills quotation marks
    "unknown": 2.4,  # one word the tokenizer's dictionary does not have, not a Latin one
    "katakana": 0.6,  # holds katakana
}
INTERCEPT = -4.0
LEAD = 200
SHORT = 2
CHAIN = 6
_SCORED_ROLES = roles.LATIN | roles.UNKNOWN_WORD | roles.HAS_KATAKANA


class Phrases(NamedTuple):
    """The distinct compounds of articles.

    Attributes:
        first: ``(n,)``: first occurrence of each phrase.
        counts: ``(n,)``: number of occurrences.
        quoted: bool ``(n,)``: whether one of them fills a pair of quotation marks.
    """

    first: IndexArray
    counts: IndexArray
    quoted: BoolArray


def distinct_phrases(compounds: Compounds, texts: IndexArray) -> Phrases:
    """Return the distinct phrases among ``compounds``, by first occurrence; those of two texts differ.

    Args:
        compounds: By start.
        texts: ``(occurrences,)``: index of the text each is in.
    """
    keys = compounds.key ^ (texts.astype(np.uint64) * HASH_FACTOR)
    # Sorting without caring for ties, and ordering the phrases afterwards, is faster than numpy.unique.
    by_key = keys.argsort()
    ordered = keys[by_key]
    bounds = run_bounds(len(keys), ordered[1:] != ordered[:-1])
    begins = bounds[:-1]
    first = np.minimum.reduceat(by_key, begins)
    by_first = first.argsort()
    quoted = np.logical_or.reduceat(compounds.quoted[by_key], begins)
    return Phrases(first[by_first], (bounds[1:] - begins)[by_first], quoted[by_first])


def log_odds(compounds: Compounds, phrases: Phrases, offsets: IndexArray, in_lead: BoolArray) -> FloatArray:
    """Return float64 ``(phrases,)``: log-odds, by the text alone, of being a keyword.

    Args:
        compounds: Compounds of one or more texts.
        phrases: The distinct ones.
        offsets: ``(phrases,)``: first character of each, counted in its own text.
        in_lead: bool ``(phrases,)``: whether it begins in the lead of its text.
    """
    first = phrases.first
    characters = compounds.end[first] - compounds.start[first]
    form = compounds.words[first] + (compounds.roles[first] & _SCORED_ROLES)
    odds: FloatArray = WEIGHTS["count"] * np.log(phrases.counts)
    odds += INTERCEPT
    # One after the other: sums in another order are rounded differently.
    for term in (
        WEIGHTS["length"] * np.log(characters),
        WEIGHTS["short"] * (characters <= SHORT),
        _BY_WORDS[form],
        WEIGHTS["position"] * np.log1p(offsets / LEAD),
        WEIGHTS["lead"] * in_lead,
        WEIGHTS["quoted"] * phrases.quoted,
        _IF_UNKNOWN[form],
        _IF_KATAKANA[form],
    ):
        odds += term
    return odds


def _weight_table(weight: Callable[[int, int], float]) -> FloatArray:
    """Return the weight of each number of words with each of the scored roles, at the sum of both."""
    weights = np.zeros(_SCORED_ROLES + MAX_WORDS + 1)
    for words, bits in product(range(1, MAX_WORDS + 1), range(0, _SCORED_ROLES + 1, roles.LATIN)):
        weights[words + bits] = weight(words, bits)
    return weights


def _is_japanese_word(words: int, bits: int) -> bool:
    return words == 1 and not bits & roles.LATIN


def _weight_of_words(words: int, bits: int) -> float:
    if _is_japanese_word(words, bits):
        return WEIGHTS["word"]
    if words == 2:
        return WEIGHTS["pair"]
    return WEIGHTS["chain"] if words >= CHAIN else 0.0


def _weight_if_unknown(words: int, bits: int) -> float:
    return WEIGHTS["unknown"] if _is_japanese_word(words, bits) and bits & roles.UNKNOWN_WORD else 0.0


def _weight_if_katakana(_words: int, bits: int) -> float:
    return WEIGHTS["katakana"] if bits & roles.HAS_KATAKANA else 0.0


_BY_WORDS = _weight_table(_weight_of_words)
_IF_UNKNOWN = _weight_table(_weight_if_unknown)
_IF_KATAKANA = _weight_table(_weight_if_katakana)
