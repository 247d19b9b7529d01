"""Noun compounds of texts, found on token columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.features.keywords import roles
from kijiyomi.features.keywords.parts import Parts, find_parts
from kijiyomi.text.runs import run_bounds
from kijiyomi.tokenizer.tokens import Tokens

# Longer runs are foreign sentences or lists, not phrases.
LONGEST = 10
_BASE = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)

Flags = NDArray[np.int32]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]


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
    opened, closed = flags[begins - 1] & roles.OPENS_QUOTE, flags[ends + 1] & roles.CLOSES_QUOTE
    return Compounds(
        tokens.start[begins],
        tokens.end[ends],
        last - first + 1,
        _keys(tokens, parts, first, last),
        _any_flags(parts, first, last),
        (opened != 0) & (closed != 0),
    )


def _runs(parts: Parts) -> tuple[Indices, Indices]:
    """Return the first and last part of each compound: runs, trimmed to what may begin and end one."""
    flags = parts.flags
    bounds = run_bounds(len(flags), ~parts.joined)
    order = np.arange(len(flags))
    from_end = np.maximum.accumulate((order[::-1] * ((flags & roles.STARTS) != 0))[::-1])[::-1]
    next_start = order[-1] - from_end
    last_end = np.maximum.accumulate(order * ((flags & roles.ENDS) != 0))
    first, last = next_start[bounds[:-1]], last_end[bounds[1:] - 1]
    further = last - first
    incomplete = (flags[first] & roles.ALONE) == 0
    kept = ((further >= incomplete) & (further < LONGEST)).nonzero()[0]
    return first[kept], last[kept]


def _keys(tokens: Tokens, parts: Parts, first: Indices, last: Indices) -> NDArray[np.uint64]:
    """Return a polynomial over the keys of each compound's words."""
    words = tokens.lexicon.column(roles.key).take(tokens.morpheme[parts.tokens]).astype(np.uint64) + _ONE
    # The powers run on through all compounds; a factor for each makes up for where it stands.
    powers = np.full(len(words), _BASE).cumprod()
    terms = words * powers
    sums = terms.cumsum()
    return np.asarray((sums[last] - sums[first] + terms[first]) * powers[len(words) - 1 - first])


def _any_flags(parts: Parts, first: Indices, last: Indices) -> Flags:
    bounds = np.empty(2 * len(first), dtype=np.intp)
    bounds[::2] = first
    bounds[1::2] = last + 1
    return np.asarray(np.bitwise_or.reduceat(parts.flags, bounds)[::2])
