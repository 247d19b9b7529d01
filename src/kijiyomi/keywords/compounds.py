"""Noun compounds of texts, found on token columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kijiyomi.arrays import HASH_FACTOR, BoolArray, HashArray, IndexArray, Int32Array, hash_powers, run_bounds
from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.tokenizer.tokens import Tokens

# Longer runs are foreign sentences or lists, not phrases.
MAX_WORDS = 10

_CONSTITUENT = roles.MEMBER | roles.KANJI_NUMERAL | roles.COUNTER | roles.SIGN
_JOINER = roles.HYPHEN | roles.MIDDLE_DOT
_SIGN = roles.SIGN | roles.AFTER_POINT
_AT_EDGES = roles.CAN_START | roles.CAN_END | roles.CAN_STAND_ALONE
_NUMBER = roles.DIGITS | roles.KANJI_NUMERAL
_NAME = roles.LATIN | roles.DIGITS


class Compounds(NamedTuple):
    """Occurrences of maximal noun compounds, by start.

    Attributes:
        start: int32 ``(n,)``: first code point in the tokens' text.
        end: int32 ``(n,)``: one past the last code point.
        words: ``(n,)``: number of tokens, at most :data:`MAX_WORDS`.
        key: uint64 ``(n,)``: the same for the same words, whatever their case and width.
        roles: int32 ``(n,)``: bits of :mod:`~kijiyomi.keywords.morpheme_roles` that any of its tokens has.
        quoted: bool ``(n,)``: whether it fills a pair of quotation marks.
    """

    start: Int32Array
    end: Int32Array
    words: IndexArray
    key: HashArray
    roles: Int32Array
    quoted: BoolArray


def find_compounds(tokens: Tokens) -> Compounds:
    """Return the maximal noun compounds of texts.

    A compound is a run of nouns, prefixes and noun suffixes, Latin words (over single spaces) and the
    numbers that belong to a name (``Claude 4``, ``H100``); figures with a unit end it.

    Args:
        tokens: Tokens of texts joined to one; see :class:`~kijiyomi.document.JoinedTexts`.
    """
    token_roles = tokens.column(roles.compound_roles)
    constituents = _find_constituents(tokens, token_roles)
    first, last = _trimmed_runs(constituents)
    first_token, last_token = constituents.tokens[first], constituents.tokens[last]
    opened = _has_any(token_roles[first_token - 1], roles.OPENING_QUOTE)
    closed = _has_any(token_roles[last_token + 1], roles.CLOSING_QUOTE)
    return Compounds(
        tokens.start[first_token],
        tokens.end[last_token],
        last - first + 1,
        _keys(tokens, constituents, first, last),
        _roles_of_any(constituents, first, last),
        opened & closed,
    )


class _Constituents(NamedTuple):
    """Tokens that may be in a compound or decide what else may not, and as the last the final boundary.

    Attributes:
        tokens: ``(n,)``: which token each is.
        roles: int32 ``(n,)``: its bits; 0 if it is in no compound after all.
        continues: bool ``(n - 1,)``: whether each but the first continues the compound of the one before.
    """

    tokens: IndexArray
    roles: Int32Array
    continues: BoolArray


def _has_any(bits: Int32Array, wanted: int) -> BoolArray:
    """Return which elements have any of the wanted bits."""
    return (bits & wanted).astype(bool)


def _find_constituents(tokens: Tokens, token_roles: Int32Array) -> _Constituents:
    """Return the constituents of compounds among tokens.

    Args:
        tokens: Tokens of texts joined to one, so that the last is a boundary.
        token_roles: int32 ``(tokens,)``: their bits.
    """
    is_constituent = _has_any(token_roles, _CONSTITUENT)
    is_constituent[-1] = True
    indices = is_constituent.nonzero()[0]
    bits, start, end = token_roles[indices], tokens.start[indices], tokens.end[indices]
    gaps = start[1:] - end[:-1]
    touching = gaps == 0
    signs = _has_any(bits, _SIGN).nonzero()[0]
    if len(signs):
        _join_signs(bits, touching, signs, [tokens.surface(token - 1) for token in indices[signs].tolist()])
    undecided = _has_any(bits, _JOINER | _NUMBER).nonzero()[0]
    if len(undecided):
        _clear_outside_names(bits, touching, undecided)
    in_name = _has_any(bits, _NAME)
    gap_of_one = (in_name[1:] & in_name[:-1] & (gaps == 1)).nonzero()[0]
    if len(gap_of_one):
        text = tokens.text
        touching[gap_of_one] = [text[between] == " " for between in end[gap_of_one].tolist()]
    connecting = _has_any(bits, roles.FUNCTION_WORD).nonzero()[0]
    if len(connecting):
        is_letter = in_name & (end - start == 1)
        in_word = _in_names(bits, gaps == 0, connecting) | _among_letters(is_letter, touching, connecting)
        connecting = connecting[~in_word]
        connecting = connecting[_in_english(tokens.text, start, end, connecting)]
        _clear_function_words(bits, touching, connecting)
    member = _has_any(bits, roles.MEMBER)
    return _Constituents(indices, bits, touching & member[1:] & member[:-1])


def _join_signs(bits: Int32Array, touching: BoolArray, signs: IndexArray, before: Sequence[str]) -> None:
    """Make the signs that belong to a name members of it: C++, C#, LGBTQ+, .NET.

    Args:
        bits: int32 ``(n,)``: the bits of all constituents; changed in place.
        touching: bool ``(n - 1,)``: whether nothing is between each and the next.
        signs: ``(m,)``: which are signs that may follow a name, or names that a point may begin.
        before: The token before each.
    """
    joined = roles.MEMBER | roles.CAN_END | roles.LATIN
    for index, word in zip(signs.tolist(), before, strict=True):
        previous = bits[index - 1] if index and touching[index - 1] else 0
        following = bits[index + 1] if touching[index] else 0
        if bits[index] & roles.AFTER_POINT:
            in_name = index > 1 and touching[index - 2] and bits[index - 2] & _NAME
            if previous and word in (".", "．") and not in_name:
                bits[index - 1] = roles.MEMBER | roles.CAN_START
        elif not previous & roles.LATIN:
            continue
        elif bits[index] & roles.HYPHEN:
            in_pair = following & roles.SIGN or (previous == joined and not following & _NAME)
            if in_pair or len(word) == 1 or not following & roles.MEMBER:
                bits[index] = joined
        elif previous & roles.CAPITALISED and len(word) == 1:
            bits[index] = joined


def _in_names(bits: Int32Array, touching: BoolArray, words: IndexArray) -> BoolArray:
    """Return bool ``(m,)``: whether each of some constituents is in a Latin word: end-to-end, Next.js."""
    before, after = bits[words - 1] * touching[words - 1], bits[words + 1] * touching[words]
    return _has_any(before | after, roles.HYPHEN | _NAME)


def _among_letters(is_letter: BoolArray, connected: BoolArray, words: IndexArray) -> BoolArray:
    """Return bool ``(m,)``: whether each of some constituents is a letter beside another: s p a c e d."""
    beside = (is_letter[words - 1] & connected[words - 1]) | (is_letter[words + 1] & connected[words])
    return np.asarray(is_letter[words] & beside)


def _in_english(text: str, start: Int32Array, end: Int32Array, words: IndexArray) -> BoolArray:
    """Return bool ``(m,)``: whether what stands beside each constituent, over a space, is of English text."""

    def beside(position: int, step: int) -> str:
        """Return the character there, or the next one if that is a space."""
        found = text[position + step : position + step + 1] if text[position] == " " else text[position]
        return "'" if found == "’" else found

    firsts, lasts = start[words].tolist(), end[words].tolist()
    return np.array(
        [
            beside(max(first - 1, 0), -1).isascii() and beside(last, 1).isascii()
            for first, last in zip(firsts, lasts, strict=True)
        ],
        dtype=bool,
    )


def _clear_function_words(bits: Int32Array, connected: BoolArray, words: IndexArray) -> None:
    """Clear the bits of the words that end an English phrase; let others begin and end none.

    Between words with capitals they are part of a name: Bank of Japan, Attention Is All You Need.

    Args:
        bits: int32 ``(n,)``: the bits of all constituents; changed in place.
        connected: bool ``(n - 1,)``: whether each may be in one compound with the next.
        words: ``(m,)``: which are function words.
    """
    count = len(bits)
    order, is_content = np.arange(count), np.ones(count, dtype=bool)
    is_content[words] = False
    run = np.zeros(count, dtype=np.intp)
    (~connected).cumsum(out=run[1:])
    before = np.maximum.accumulate(order * is_content)[words]
    after = count - 1 - np.maximum.accumulate(order * is_content[::-1])[::-1][words]
    capitalised = _has_any(bits, roles.CAPITALISED | roles.DIGITS)
    in_name = (
        capitalised[before] & capitalised[after] & (run[before] == run[words]) & (run[after] == run[words])
    )
    bits[words] &= np.where(in_name | capitalised[words], ~_AT_EDGES, 0)


class _WithNeighbours(NamedTuple):
    """Hyphens, ・ and numbers with the constituents that touch them.

    Attributes:
        indices: ``(m,)``: which constituent each is.
        here: int32 ``(m,)``: its bits.
        before: int32 ``(m,)``: those of the constituent that touches it from before, 0 if none does.
        after: int32 ``(m,)``: those of the constituent that touches it from behind, 0 if none does.
    """

    indices: IndexArray
    here: Int32Array
    before: Int32Array
    after: Int32Array


def _clear_outside_names(bits: Int32Array, touching: BoolArray, undecided: IndexArray) -> None:
    """Clear the bits of the hyphens, ・ and numbers that belong to no name.

    Args:
        bits: int32 ``(n,)``: the bits of all constituents; changed in place.
        touching: bool ``(n - 1,)``: whether nothing is between each and the next.
        undecided: ``(m,)``: which are hyphens, ・ and numbers.
    """
    previous = undecided - 1
    here = _WithNeighbours(
        undecided,
        bits[undecided],
        bits[previous] * touching[previous],
        bits[undecided + 1] * touching[undecided],
    )
    # 5G, 3D: a figure begins a name when letters follow at once.
    before_letters = _has_any(here.here, roles.DIGITS) & _has_any(here.after, roles.LATIN)
    bits[undecided[before_letters]] |= roles.CAN_START
    bits[_loose_joiners(here)] = 0
    numbers = _numbers(here)
    if len(numbers.indices):
        _clear_quantities(bits, numbers)


def _loose_joiners(undecided: _WithNeighbours) -> IndexArray:
    """Return the hyphens and ・ that join nothing."""
    indices, here, before, after = undecided
    in_name = _has_any(before, _NAME) & _has_any(after, _NAME)
    in_katakana = _has_any(before & after, roles.ALL_KATAKANA)
    joining = np.where(here & roles.HYPHEN, in_name, in_katakana)
    return indices[_has_any(here, _JOINER) & ~joining]


def _numbers(undecided: _WithNeighbours) -> _WithNeighbours:
    """Return the digits, the numbers in kanji, and the points between digits."""
    _, here, before, after = undecided
    between_digits = _has_any(here, roles.DECIMAL_POINT) & _has_any(before & after, roles.DIGITS)
    chosen = (_has_any(here, _NUMBER) | between_digits).nonzero()[0]
    return _WithNeighbours._make([column[chosen] for column in undecided])


def _clear_quantities(bits: Int32Array, numbers: _WithNeighbours) -> None:
    """Clear the bits of the figures that are quantities, and of the units after them."""
    indices, here, before, after = numbers
    bounds = run_bounds(len(indices), (indices[1:] - indices[:-1] != 1) | (before[1:] == 0))
    first, last, lengths = bounds[:-1], bounds[1:] - 1, bounds[1:] - bounds[:-1]
    has_unit = _has_any(after[last], roles.COUNTER)
    quantity = has_unit & ~_has_any(before[first], roles.LATIN | roles.HYPHEN)
    quantity |= np.bitwise_or.reduceat(here & roles.KANJI_NUMERAL, first).astype(bool)
    begins_term = _has_any(after[last], roles.NUMBERED)
    bits[indices[begins_term.repeat(lengths)]] = roles.MEMBER | roles.CAN_START
    quantity &= ~begins_term
    units = indices[last[quantity & has_unit]] + 1
    bits[indices[quantity.repeat(lengths)]] = 0
    bits[units] = 0


def _trimmed_runs(constituents: _Constituents) -> tuple[IndexArray, IndexArray]:
    """Return the first and last constituent of each compound: runs, trimmed to what may begin and end one."""
    bits = constituents.roles
    bounds = run_bounds(len(bits), ~constituents.continues)
    order = np.arange(len(bits))
    can_start, can_end = _has_any(bits, roles.CAN_START), _has_any(bits, roles.CAN_END)
    next_start = order[-1] - np.maximum.accumulate(order * can_start[::-1])[::-1]
    last_end = np.maximum.accumulate(order * can_end)
    first, last = next_start[bounds[:-1]], last_end[bounds[1:] - 1]
    words_after_first = last - first
    incomplete_alone = ~_has_any(bits[first], roles.CAN_STAND_ALONE)
    kept = ((words_after_first >= incomplete_alone) & (words_after_first < MAX_WORDS)).nonzero()[0]
    return first[kept], last[kept]


_ONE = np.uint64(1)


def _keys(tokens: Tokens, constituents: _Constituents, first: IndexArray, last: IndexArray) -> HashArray:
    """Return a polynomial over the spelling hashes of each compound's words."""
    morphemes = tokens.morpheme[constituents.tokens]
    words = tokens.lexicon.column(roles.spelling_hash).take(morphemes).astype(np.uint64) + _ONE
    # The powers run on through all compounds; a factor for each makes up for where it begins.
    powers = _powers(len(words))
    terms = words * powers
    sums = terms.cumsum()
    return np.asarray((sums[last] - sums[first] + terms[first]) * powers[len(words) - 1 - first])


def _powers(count: int) -> HashArray:
    return _FIRST_POWERS[:count] if count <= len(_FIRST_POWERS) else hash_powers(HASH_FACTOR, count)


# For as many constituents as short texts have when they are joined; a longer text has its own computed.
_FIRST_POWERS = hash_powers(HASH_FACTOR, 16_000)


def _roles_of_any(constituents: _Constituents, first: IndexArray, last: IndexArray) -> Int32Array:
    bounds = np.empty(2 * len(first), dtype=np.intp)
    bounds[::2] = first
    bounds[1::2] = last + 1
    return np.asarray(np.bitwise_or.reduceat(constituents.roles, bounds)[::2])
