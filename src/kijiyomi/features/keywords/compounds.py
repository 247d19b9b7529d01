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
    row = _Row(tokens)
    member = (row.flags & roles.MEMBER) > 0
    member[_loose_joints(row)] = False
    member[_quantities(row)] = False
    places = member.nonzero()[0]
    first, last = _runs(tokens, row, places)
    return _describe(tokens, row, places, first, last)


class _Row:
    """The flags of tokens in a row, and those of their neighbours.

    Attributes:
        flags: int32 ``(n,)``.
        around: int32 ``(n + 2,)``: the same with a 0 before and after them.
        touching: bool ``(n + 1,)``: whether no space stands before each, nor after the last.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.around = np.zeros(len(tokens) + 2, dtype=np.int32)
        self.around[1:-1] = tokens.column(roles.role)
        self.flags: Flags = self.around[1:-1]
        self.touching = np.zeros(len(tokens) + 1, dtype=bool)
        self.touching[1:-1] = tokens.start[1:] == tokens.end[:-1]

    def before(self, places: Indices) -> Flags:
        """Return the flags of the token that touches each place from before, 0 where none does."""
        return self.around[places] * self.touching[places]

    def after(self, places: Indices) -> Flags:
        """Return the flags of the token that touches each place from behind, 0 where none does."""
        return self.around[places + 2] * self.touching[places + 1]


def _loose_joints(row: _Row) -> Indices:
    """Return the hyphens and ・ that join nothing."""
    joints: Indices = ((row.flags & (roles.HYPHEN | roles.NAKAGURO)) != 0).nonzero()[0]
    here, before, after = row.flags[joints], row.before(joints), row.after(joints)
    name_part = roles.LATIN | roles.DIGITS
    in_name = ((before & name_part) > 0) & ((after & name_part) > 0)
    in_katakana = (before & after & roles.KATAKANA_ONLY) > 0
    return joints[~np.where(here & roles.HYPHEN, in_name, in_katakana)]


def _quantities(row: _Row) -> Indices:
    """Return the tokens that are a figure or the unit after one."""
    numbers = _numbers(row)
    begins = np.ones(len(numbers), dtype=bool)
    begins[1:] = (numbers[1:] != numbers[:-1] + 1) | ~row.touching[numbers[1:]]
    runs = begins.nonzero()[0]
    if not len(runs):
        return numbers
    bounds = np.append(runs, len(numbers))
    tails = numbers[bounds[1:] - 1]
    in_name = (row.before(numbers[runs]) & (roles.LATIN | roles.HYPHEN)) > 0
    measured = ((row.after(tails) & roles.COUNTER) > 0) & ~in_name
    measured |= np.bitwise_or.reduceat(row.flags[numbers] & roles.NUMERAL, runs) > 0
    counted = tails[measured]
    units = counted[(row.after(counted) & roles.COUNTER) > 0] + 1
    return np.concatenate((numbers[np.repeat(measured, np.diff(bounds))], units))


def _numbers(row: _Row) -> Indices:
    """Return the tokens that are digits, numerals, or points between digits."""
    numeral = roles.DIGITS | roles.NUMERAL
    places: Indices = ((row.flags & (numeral | roles.POINT)) != 0).nonzero()[0]
    is_number = (row.flags[places] & numeral) > 0
    is_number |= (row.before(places) & row.after(places) & roles.DIGITS) > 0
    return places[is_number]


def _runs(tokens: Tokens, row: _Row, places: Indices) -> tuple[Indices, Indices]:
    """Return the first and last of the places of each run, trimmed to what may begin and end a compound.

    Args:
        tokens: All tokens.
        row: Their flags.
        places: Those that may stand in a compound.
    """
    if not len(places):
        return places, places
    flags, touching = row.flags[places], row.touching[places[1:]]
    joined = (places[1:] == places[:-1] + 1) & (touching | _spaced_names(tokens, flags, places))
    begins = np.ones(len(places), dtype=bool)
    begins[1:] = ~joined
    heads = begins.nonzero()[0]
    count = len(places)
    order = np.arange(count)
    starts = (flags & roles.STARTS) > 0
    # 5G, 3D: a figure begins a name when letters follow at once.
    starts[:-1] |= ((flags[:-1] & roles.DIGITS) > 0) & ((flags[1:] & roles.LATIN) > 0) & joined & touching
    ends = (flags & roles.ENDS) > 0
    first = np.minimum.reduceat(np.where(starts, order, count), heads)
    last = np.maximum.reduceat(np.where(ends, order, -1), heads)
    length = last - first + 1
    alone = (flags[np.minimum(first, count - 1)] & roles.ALONE) > 0
    kept = (length > 0) & (length <= LONGEST) & (alone | (length > 1))
    return first[kept], last[kept]


def _spaced_names(tokens: Tokens, flags: Flags, places: Indices) -> Mask:
    """Return which places but the first follow the one before after a single space, both parts of a name."""
    part = (flags & (roles.LATIN | roles.DIGITS)) > 0
    spaced: Mask = part[1:] & part[:-1]
    spaced[spaced] = tokens.start[places[1:][spaced]] == tokens.end[places[:-1][spaced]] + 1
    text = tokens.text
    spaced[spaced] = [text[between] == " " for between in tokens.end[places[:-1][spaced]].tolist()]
    return spaced


def _describe(tokens: Tokens, row: _Row, places: Indices, first: Indices, last: Indices) -> Compounds:
    words = tokens.lexicon.column(roles.key)[tokens.morpheme[places]].astype(np.uint64) + np.uint64(1)
    flags = row.flags[places]
    # A polynomial over the keys of the words.
    keys, any_flags = words[first], flags[first]
    longer = (last > first).nonzero()[0]
    word = first[longer]
    while len(longer):
        word = word + 1
        keys[longer] = keys[longer] * _BASE + words[word]
        any_flags[longer] |= flags[word]
        goes_on = word < last[longer]
        longer, word = longer[goes_on], word[goes_on]
    first, last = places[first], places[last]
    opened, closed = row.around[first] & roles.OPENS_QUOTE, row.around[last + 2] & roles.CLOSES_QUOTE
    quoted = (opened > 0) & (closed > 0)
    return Compounds(first, last, tokens.start[first], tokens.end[last], keys, any_flags, quoted)
