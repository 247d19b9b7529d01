"""Noun compounds of a text, found on token columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kijiyomi.features.keywords import roles
from kijiyomi.tokenizer.tokens import Tokens

# Longer runs are foreign sentences or lists, not phrases.
LONGEST = 10
_BASE = np.uint64(0x9E3779B97F4A7C15)

Flags = NDArray[np.int32]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Compounds:
    """Occurrences of maximal noun compounds, by start.

    Attributes:
        first: ``(n,)``: first token of each.
        last: ``(n,)``: last token of each.
        start: int32 ``(n,)``: first code point in the tokens' text.
        end: int32 ``(n,)``: one past the last code point.
        key: uint64 ``(n,)``: the same for the same words, whatever their case and width.
        flags: int32 ``(n,)``: bits of :mod:`~kijiyomi.features.keywords.roles` that any of its tokens has.
        quoted: bool ``(n,)``: whether it fills a pair of quotation marks.
    """

    first: Indices
    last: Indices
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    key: NDArray[np.uint64]
    flags: Flags
    quoted: Mask

    def __len__(self) -> int:
        return len(self.first)


def find_compounds(tokens: Tokens) -> Compounds:
    """Return the maximal noun compounds of ``tokens``.

    A compound is a run of nouns, prefixes and noun suffixes, Latin words (over single spaces) and the
    numbers that belong to a name (``Claude 4``, ``H100``); figures with a unit end it.
    """
    flags = tokens.column(roles.role)
    touching = np.zeros(len(tokens) + 1, dtype=bool)
    touching[1:-1] = tokens.start[1:] == tokens.end[:-1]
    member = _members(flags, touching)
    first, last = _runs(tokens, flags, touching, member)
    return _describe(tokens, flags, first, last)


def _members(flags: Flags, touching: Mask) -> Mask:
    """Return which tokens may stand in a compound; ``touching[i]``: no space before token ``i``."""
    before = np.append(0, flags[:-1]) * touching[:-1]
    after = np.append(flags[1:], 0) * touching[1:]
    member: Mask = (flags & roles.MEMBER) > 0
    name_part = roles.LATIN | roles.DIGITS
    hyphen = (flags & roles.HYPHEN) > 0
    member &= ~hyphen | (((before & name_part) > 0) & ((after & name_part) > 0))
    nakaguro = (flags & roles.NAKAGURO) > 0
    member &= ~nakaguro | (((before & after) & roles.KATAKANA_ONLY) > 0)
    return member & ~_quantities(flags, before, after, touching)


def _quantities(flags: Flags, before: Flags, after: Flags, touching: Mask) -> Mask:
    """Return which tokens are a figure or the unit after one."""
    numeral = roles.DIGITS | roles.NUMERAL
    number = (flags & numeral) > 0
    number |= ((flags & roles.POINT) > 0) & (((before & after) & roles.DIGITS) > 0)
    begins = number & ~(np.append(False, number[:-1]) & touching[:-1])
    heads = np.flatnonzero(begins)
    if not len(heads):
        return number
    members = np.flatnonzero(number)
    tails = np.append(members[np.searchsorted(members, heads[1:]) - 1], members[-1])
    in_name = (before[heads] & (roles.LATIN | roles.HYPHEN)) > 0
    measured = ((after[tails] & roles.COUNTER) > 0) & ~in_name
    measured |= np.bitwise_or.reduceat(np.where(number, flags & roles.NUMERAL, 0), heads) > 0
    quantity: Mask = np.zeros(len(flags), dtype=bool)
    quantity[members] = measured[np.cumsum(begins[members]) - 1]
    units = tails[measured] + 1
    units = units[units < len(flags)]
    quantity[units[(before[units] != 0) & ((flags[units] & roles.COUNTER) > 0)]] = True
    return quantity


def _runs(tokens: Tokens, flags: Flags, touching: Mask, member: Mask) -> tuple[Indices, Indices]:
    """Return the first and last token of each run, trimmed to what may begin and end a compound."""
    places = np.flatnonzero(member)
    if not len(places):
        return places, places
    here, before = places[1:], places[:-1]
    joined = (here == before + 1) & (touching[here] | _spaced_names(tokens, flags, here))
    heads = np.append(0, np.flatnonzero(~joined) + 1)
    count = len(places)
    order = np.arange(count)
    starts = (flags[places] & roles.STARTS) > 0
    # 5G, 3D: a figure begins a name when letters follow at once.
    followed = np.append(flags[places[1:]] & roles.LATIN, 0) > 0
    starts |= ((flags[places] & roles.DIGITS) > 0) & followed & np.append(joined & touching[here], False)
    ends = (flags[places] & roles.ENDS) > 0
    first = np.minimum.reduceat(np.where(starts, order, count), heads)
    last = np.maximum.reduceat(np.where(ends, order, -1), heads)
    length = last - first + 1
    alone = (flags[places[np.minimum(first, count - 1)]] & roles.ALONE) > 0
    kept = (length > 0) & (length <= LONGEST) & (alone | (length > 1))
    return places[first[kept]], places[last[kept]]


def _spaced_names(tokens: Tokens, flags: Flags, here: Indices) -> Mask:
    """Return which tokens follow the one before after a single space, both parts of a Latin name."""
    parts = (flags & (roles.LATIN | roles.DIGITS)) > 0
    one_apart = parts[here] & parts[here - 1] & (tokens.start[here] - tokens.end[here - 1] == 1)
    spaced: Mask = one_apart
    text = tokens.text
    spaced[one_apart] = [text[between] == " " for between in tokens.end[here[one_apart] - 1].tolist()]
    return spaced


def _describe(tokens: Tokens, flags: Flags, first: Indices, last: Indices) -> Compounds:
    bounds = np.stack((first, last + 1), axis=1).ravel()
    padded = np.append(flags, 0)
    any_flags = np.bitwise_or.reduceat(padded, bounds)[::2] if len(first) else first.astype(np.int32)
    neighbours = np.concatenate(([0], flags, [0]))
    quoted = ((neighbours[first] & roles.OPENS_QUOTE) > 0) & ((neighbours[last + 2] & roles.CLOSES_QUOTE) > 0)
    return Compounds(
        first,
        last,
        tokens.start[first],
        tokens.end[last],
        _keys(tokens, first, last),
        any_flags,
        quoted,
    )


def _keys(tokens: Tokens, first: Indices, last: Indices) -> NDArray[np.uint64]:
    """Return one polynomial hash per compound over the keys of its words."""
    words = tokens.column(roles.key).astype(np.uint64)
    keys = np.zeros(len(first), dtype=np.uint64)
    for offset in range(int((last - first).max(initial=-1)) + 1):
        inside = first + offset <= last
        keys[inside] = keys[inside] * _BASE + words[first[inside] + offset] + np.uint64(1)
    return keys
