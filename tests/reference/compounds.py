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
    signed = with_signs(written, touches, [tokens.surface(index) for index in range(len(tokens))])
    bits = roles_in_names(signed, touches)
    bits = without_function_words(tokens.text, starts, ends, bits, written)
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


def with_signs(written: list[int], touches: list[bool], surfaces: list[str]) -> list[int]:
    """Return the bits of each token, those of the signs in C++, C#, LGBTQ+ and .NET made members."""
    bits = list(written)
    joined = roles.MEMBER | roles.CAN_END | roles.LATIN
    for index, token_bits in enumerate(written):
        previous = bits[index - 1] if index > 0 and touches[index - 1] else 0
        following = bits[index + 1] if index + 1 < len(written) and touches[index] else 0
        if token_bits & roles.AFTER_POINT:
            in_name = index > 1 and touches[index - 2] and bits[index - 2] & NAME
            if previous and surfaces[index - 1] in (".", "．") and not in_name:
                bits[index - 1] = roles.MEMBER | roles.CAN_START
        elif token_bits & roles.SIGN and previous & roles.LATIN:
            is_letter = len(surfaces[index - 1]) == 1
            if token_bits & roles.HYPHEN:  # a plus
                first, second = following & roles.SIGN, previous == joined and not following & NAME
                if first or second or is_letter or not following & roles.MEMBER:
                    bits[index] = joined
            elif is_letter and previous & roles.CAPITALISED:
                bits[index] = joined
    return bits


def without_function_words(
    text: str, starts: list[int], ends: list[int], bits: list[int], written: list[int]
) -> list[int]:
    """Return the bits of each token, without those of function words of English outside names."""
    constituents = roles.MEMBER | roles.KANJI_NUMERAL | roles.COUNTER | roles.SIGN

    def connected(index: int) -> bool:
        if not written[index] & constituents or not written[index + 1] & constituents:
            return False
        between = text[ends[index] : starts[index + 1]]
        return between == "" or (between == " " and bool(bits[index] & NAME and bits[index + 1] & NAME))

    def connects(index: int) -> bool:
        before, after = text[max(starts[index] - 2, 0) : starts[index]], text[ends[index] : ends[index] + 2]
        nearest = (before[:-1] if before.endswith(" ") else before[-1:]) + after.removeprefix(" ")[:1]
        nearest = nearest.replace("’", "'")
        joining = roles.HYPHEN | NAME
        joins_before = index > 0 and starts[index] == ends[index - 1] and bits[index - 1] & joining
        joins_after = index + 1 < len(bits) and ends[index] == starts[index + 1] and bits[index + 1] & joining
        spaced = is_letter(index) and (
            (index > 0 and is_letter(index - 1) and connected(index - 1))
            or (index + 1 < len(bits) and is_letter(index + 1) and connected(index))
        )
        in_word = joins_before or joins_after or spaced
        return bool(bits[index] & roles.FUNCTION_WORD and nearest.isascii() and not in_word)

    def is_letter(index: int) -> bool:
        return ends[index] - starts[index] == 1 and bool(bits[index] & NAME)

    def in_capitals(index: int) -> bool:
        return bool(bits[index] & (roles.CAPITALISED | roles.DIGITS))

    left = list(bits)
    for index in filter(connects, range(len(bits))):
        first = last = index
        while first > 0 and connects(first) and connected(first - 1):
            first -= 1
        while last + 1 < len(bits) and connects(last) and connected(last):
            last += 1
        in_name = not connects(first) and not connects(last) and in_capitals(first) and in_capitals(last)
        edges = roles.CAN_START | roles.CAN_END | roles.CAN_STAND_ALONE
        left[index] = bits[index] & ~edges if in_name or in_capitals(index) else 0
    return left


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
        if after(last) & roles.NUMBERED:
            bits[index : last + 1] = [roles.MEMBER | roles.CAN_START] * (last + 1 - index)
        elif in_kanji or (has_unit and not before(index) & (roles.LATIN | roles.HYPHEN)):
            bits[index : last + 1 + bool(has_unit)] = [0] * (last + 1 - index + bool(has_unit))
        index = last + 1
    return bits
