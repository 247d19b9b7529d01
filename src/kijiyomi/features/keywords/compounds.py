"""Noun compounds of texts, found on token columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.features.keywords import roles
from kijiyomi.features.keywords.parts import Flags, Indices, Mask, Parts, find_parts, having
from kijiyomi.text.runs import run_bounds
from kijiyomi.tokenizer.tokens import Tokens

# Longer runs are foreign sentences or lists, not phrases.
LONGEST = 10
_BASE = np.uint64(0x9E3779B97F4A7C15)
# For as many parts as short texts have when they are joined; a longer one has its own computed.
_POWERS = np.full(16_000, _BASE).cumprod()
_ONE = np.uint64(1)


class Compounds(NamedTuple):
    """Occurrences of maximal noun compounds, by start.

    Attributes:
        start: int32 ``(n,)``: first code point in the tokens' text.
        end: int32 ``(n,)``: one past the last code point.
        words: ``(n,)``: number of tokens.
        key: uint64 ``(n,)``: the same for the same words, whatever their case and width.
        flags: int32 ``(n,)``: bits of :mod:`~kijiyomi.features.keywords.roles` that any of its tokens has.
        quoted: bool ``(n,)``: whether it fills a pair of quotation marks.
    """

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    words: Indices
    key: NDArray[np.uint64]
    flags: Flags
    quoted: Mask


def find_compounds(tokens: Tokens) -> Compounds:
    """Return the maximal noun compounds of texts.

    A compound is a run of nouns, prefixes and noun suffixes, Latin words (over single spaces) and the
    numbers that belong to a name (``Claude 4``, ``H100``); figures with a unit end it.

    Args:
        tokens: Tokens of texts joined to one; see :class:`~kijiyomi.document.Joined`.
    """
    flags = tokens.column(roles.role)
    parts = find_parts(tokens, flags)
    first, last = _runs(parts)
    begins, ends = parts.tokens[first], parts.tokens[last]
    opened = having(flags[begins - 1], roles.OPENS_QUOTE)
    closed = having(flags[ends + 1], roles.CLOSES_QUOTE)
    return Compounds(
        tokens.start[begins],
        tokens.end[ends],
        last - first + 1,
        _keys(tokens, parts, first, last),
        _any_flags(parts, first, last),
        opened & closed,
    )


def _runs(parts: Parts) -> tuple[Indices, Indices]:
    """Return the first and last part of each compound: runs, trimmed to what may begin and end one."""
    flags = parts.flags
    bounds = run_bounds(len(flags), ~parts.joined)
    order = np.arange(len(flags))
    starts, ends = having(flags, roles.STARTS), having(flags, roles.ENDS)
    next_start = order[-1] - np.maximum.accumulate(order * starts[::-1])[::-1]
    last_end = np.maximum.accumulate(order * ends)
    first, last = next_start[bounds[:-1]], last_end[bounds[1:] - 1]
    further = last - first
    incomplete = ~having(flags[first], roles.ALONE)
    kept = ((further >= incomplete) & (further < LONGEST)).nonzero()[0]
    return first[kept], last[kept]


def _keys(tokens: Tokens, parts: Parts, first: Indices, last: Indices) -> NDArray[np.uint64]:
    """Return a polynomial over the keys of each compound's words."""
    words = tokens.lexicon.column(roles.key).take(tokens.morpheme[parts.tokens]).astype(np.uint64) + _ONE
    # The powers run on through all compounds; a factor for each makes up for where it stands.
    powers = _powers(len(words))
    terms = words * powers
    sums = terms.cumsum()
    return np.asarray((sums[last] - sums[first] + terms[first]) * powers[len(words) - 1 - first])


def _powers(count: int) -> NDArray[np.uint64]:
    return _POWERS[:count] if count <= len(_POWERS) else np.full(count, _BASE).cumprod()


def _any_flags(parts: Parts, first: Indices, last: Indices) -> Flags:
    bounds = np.empty(2 * len(first), dtype=np.intp)
    bounds[::2] = first
    bounds[1::2] = last + 1
    return np.asarray(np.bitwise_or.reduceat(parts.flags, bounds)[::2])
