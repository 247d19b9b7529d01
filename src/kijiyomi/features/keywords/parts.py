"""The tokens that noun compounds are made of, and which of them belong together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kijiyomi.features.keywords import roles
from kijiyomi.text.runs import run_bounds
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
