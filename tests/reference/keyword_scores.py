"""Log-odds of the phrases of a text, phrase by phrase."""

from __future__ import annotations

from math import log, log1p

from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.keywords.scoring import CHAIN, INTERCEPT, LEAD, SHORT, WEIGHTS
from reference.compounds import Compound


def log_odds_of_phrases(compounds: list[Compound], lead_end: int) -> dict[int, float]:
    """Return the log-odds of each distinct phrase by the start of its first occurrence."""
    odds: dict[int, float] = {}
    for phrase in dict.fromkeys(compound.spellings for compound in compounds):
        occurrences = [compound for compound in compounds if compound.spellings == phrase]
        first = occurrences[0]
        odds[first.start] = log_odds(first, occurrences, in_lead=first.start < lead_end)
    return odds


def log_odds(first: Compound, occurrences: list[Compound], *, in_lead: bool) -> float:
    words, length = len(first.spellings), first.end - first.start
    japanese_word = words == 1 and not first.roles & roles.LATIN
    holds = {
        "count": log(len(occurrences)),
        "length": log(length),
        "short": length <= SHORT,
        "word": japanese_word,
        "pair": words == 2,
        "chain": words >= CHAIN,
        "position": log1p(first.start / LEAD),
        "lead": in_lead,
        "quoted": any(occurrence.quoted for occurrence in occurrences),
        "unknown": japanese_word and bool(first.roles & roles.UNKNOWN_WORD),
        "katakana": bool(first.roles & roles.HAS_KATAKANA),
    }
    assert holds.keys() == WEIGHTS.keys()
    return INTERCEPT + sum(WEIGHTS[name] * value for name, value in holds.items())
