"""Noun compounds, token by token."""

from __future__ import annotations

from dataclasses import dataclass

from kijiyomi.keywords import morpheme_roles as roles
from kijiyomi.keywords.compounds import MAX_WORDS
from kijiyomi.tokenizer.tokens import Tokens

NUMBER = roles.DIGITS | roles.KANJI_NUMERAL
NAME = roles.LATIN | roles.DIGITS


@dataclass(frozen=True)
class Compound:
    start: int
    end: int
    spellings: tuple[int, ...]
    roles: int
    quoted: bool


def find_compounds(tokens: Tokens) -> list[Compound]:
    """Return the compounds of one text."""
    starts, ends, morphemes = tokens.start.tolist(), tokens.end.tolist(), list(tokens)
    written = [roles.compound_roles(morpheme) for morpheme in morphemes]
    touches = [end == start for end, start in zip(ends, starts[1:], strict=False)]
    bits = roles_in_names(written, touches)
    compounds = []
    for first, last in runs(tokens.text, starts, ends, bits):
        while first <= last and not bits[first] & roles.CAN_START:
            first += 1
        while first <= last and not bits[last] & roles.CAN_END:
            last -= 1
        long_enough = first < last or (first == last and bits[first] & roles.CAN_STAND_ALONE)
        if not long_enough or last - first >= MAX_WORDS:
            continue
        any_roles = 0
        for token_bits in bits[first : last + 1]:
            any_roles |= token_bits
        opened = first > 0 and written[first - 1] & roles.OPENING_QUOTE
        closed = last + 1 < len(written) and written[last + 1] & roles.CLOSING_QUOTE
        spellings = tuple(map(roles.spelling_hash, morphemes[first : last + 1]))
        compounds.append(Compound(starts[first], ends[last], spellings, any_roles, bool(opened and closed)))
    return compounds


def runs(text: str, starts: list[int], ends: list[int], bits: list[int]) -> list[tuple[int, int]]:
    """Return the first and last token of each run of members."""
    found: list[tuple[int, int]] = []
    for index, token_bits in enumerate(bits):
        if not token_bits & roles.MEMBER:
            continue
        if found and found[-1][1] == index - 1:
            between = text[ends[index - 1] : starts[index]]
            if between == "" or (between == " " and bits[index - 1] & NAME and token_bits & NAME):
                found[-1] = (found[-1][0], index)
                continue
        found.append((index, index))
    return found


def roles_in_names(written: list[int], touches: list[bool]) -> list[int]:
    """Return the bits of each token, without those of joiners and figures that belong to no name."""

    def before(index: int) -> int:
        return written[index - 1] if index > 0 and touches[index - 1] else 0

    def after(index: int) -> int:
        return written[index + 1] if index + 1 < len(written) and touches[index] else 0

    def is_number(index: int) -> bool:
        between_digits = written[index] & roles.DECIMAL_POINT and before(index) & after(index) & roles.DIGITS
        return bool(written[index] & NUMBER or between_digits)

    bits = list(written)
    for index, token_bits in enumerate(written):
        if token_bits & roles.DIGITS and after(index) & roles.LATIN:
            bits[index] |= roles.CAN_START
        if token_bits & roles.HYPHEN and not (before(index) & NAME and after(index) & NAME):
            bits[index] = 0
        if token_bits & roles.MIDDLE_DOT and not before(index) & after(index) & roles.ALL_KATAKANA:
            bits[index] = 0
    index = 0
    while index < len(written):
        if not is_number(index):
            index += 1
            continue
        last = index
        while last + 1 < len(written) and touches[last] and is_number(last + 1):
            last += 1
        has_unit = after(last) & roles.COUNTER
        in_kanji = any(token_bits & roles.KANJI_NUMERAL for token_bits in written[index : last + 1])
        if in_kanji or (has_unit and not before(index) & (roles.LATIN | roles.HYPHEN)):
            bits[index : last + 1 + bool(has_unit)] = [0] * (last + 1 - index + bool(has_unit))
        index = last + 1
    return bits
