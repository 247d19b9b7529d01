"""Noun compounds of texts, found on token columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.arrays import run_bounds
from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.tokenizer.tokens import Tokens

_ANY = roles.MEMBER | roles.NUMERAL | roles.COUNTER
_JOINT = roles.HYPHEN | roles.NAKAGURO
_NUMBER = roles.DIGITS | roles.NUMERAL
_NAME = roles.LATIN | roles.DIGITS

Flags = NDArray[np.int32]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]


class Parts(NamedTuple):
    """Tokens that may stand in a compound or tell which others may not, and last the final boundary.

    Attributes:
        tokens: ``(n,)``: which token each is.
        flags: int32 ``(n,)``: its bits; 0 where it stands in no compound after all.
        joined: bool ``(n - 1,)``: whether each but the first continues the compound of the one before.
    """

    tokens: Indices
    flags: Flags
    joined: Mask


def having(flags: Flags, bits: int) -> Mask:
    """Return which of the flags have one of the bits."""
    return (flags & bits).astype(bool)


def find_parts(tokens: Tokens, flags: Flags) -> Parts:
    """Return the parts of compounds among tokens.

    Args:
        tokens: Tokens of texts joined to one, so that the last is a boundary.
        flags: int32 ``(tokens,)``: their roles.
    """
    taking_part = having(flags, _ANY)
    taking_part[-1] = True
    places = taking_part.nonzero()[0]
    flags, end = flags[places], tokens.end[places]
    gaps = tokens.start[places[1:]] - end[:-1]
    touching = gaps == 0
    special = having(flags, _JOINT | _NUMBER).nonzero()[0]
    if len(special):
        _settle(flags, touching, special)
    named = having(flags, _NAME)
    spaced = (named[1:] & named[:-1] & (gaps == 1)).nonzero()[0]
    if len(spaced):
        text = tokens.text
        touching[spaced] = [text[between] == " " for between in end[spaced].tolist()]
    member = having(flags, roles.MEMBER)
    return Parts(places, flags, touching & member[1:] & member[:-1])


class _Special(NamedTuple):
    """Hyphens, ・ and numbers with what touches them.

    Attributes:
        places: ``(m,)``: which part each is.
        here: int32 ``(m,)``: its flags.
        before: int32 ``(m,)``: those of the part that touches it from before, 0 where none does.
        after: int32 ``(m,)``: those of the part that touches it from behind, 0 where none does.
    """

    places: Indices
    here: Flags
    before: Flags
    after: Flags


def _settle(flags: Flags, touching: Mask, places: Indices) -> None:
    """Clear the flags of the hyphens, ・ and numbers among parts that belong to no name."""
    previous = places - 1
    special = _Special(
        places,
        flags[places],
        flags[previous] * touching[previous],
        flags[places + 1] * touching[places],
    )
    # 5G, 3D: a figure begins a name when letters follow at once.
    flags[places[having(special.here, roles.DIGITS) & having(special.after, roles.LATIN)]] |= roles.STARTS
    flags[_loose_joints(special)] = 0
    numbers = _numbers(special)
    if len(numbers.places):
        _clear_quantities(flags, numbers)


def _loose_joints(special: _Special) -> Indices:
    """Return the hyphens and ・ that join nothing."""
    places, here, before, after = special
    in_name = having(before, _NAME) & having(after, _NAME)
    in_katakana = having(before & after, roles.KATAKANA_ONLY)
    joining = np.where(here & roles.HYPHEN, in_name, in_katakana)
    return places[having(here, _JOINT) & ~joining]


def _numbers(special: _Special) -> _Special:
    """Return the digits, numerals, and points between digits."""
    _, here, before, after = special
    between_digits = having(here, roles.POINT) & having(before & after, roles.DIGITS)
    chosen = (having(here, _NUMBER) | between_digits).nonzero()[0]
    return _Special._make([column[chosen] for column in special])


def _clear_quantities(flags: Flags, numbers: _Special) -> None:
    """Clear the flags of figures and of the units after them."""
    places, here, before, after = numbers
    bounds = run_bounds(len(places), (places[1:] - places[:-1] != 1) | (before[1:] == 0))
    heads, lengths = bounds[:-1], bounds[1:] - bounds[:-1]
    tails = bounds[1:] - 1
    measured = having(after[tails], roles.COUNTER) & ((before[heads] & (roles.LATIN | roles.HYPHEN)) == 0)
    measured |= np.bitwise_or.reduceat(here & roles.NUMERAL, heads).astype(bool)
    counted = tails[measured]
    units = places[counted[having(after[counted], roles.COUNTER)]] + 1
    flags[places[measured.repeat(lengths)]] = 0
    flags[units] = 0


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
        flags: int32 ``(n,)``: bits of :mod:`~kijiyomi.keywords.morpheme_roles` that any of its tokens has.
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
