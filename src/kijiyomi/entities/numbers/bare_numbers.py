"""Reading numbers without a unit, which only a qualifier or comparison makes figures: 約300の企業, 50以上."""

from __future__ import annotations

import re

from kijiyomi.entities.numbers.counting_context import begins_count, is_count
from kijiyomi.entities.numbers.exclusions import exclusions
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import Numeral, numeral_at
from kijiyomi.entities.numbers.single_amounts import with_sign
from kijiyomi.knowledge.noun_units import noun_unit_words

BOUND_AGAIN = re.compile(r"(?:が|かつ|[、,] ?)?(?=\d)")
"""What stands between two bounds of one number: 20以上、30未満."""

_COMPARED = re.compile(
    r"以上|以下|未満|超え?(?![過電音高])|を超え|に等しい|(?:もしくは|または)それ以上"
    r"|より(?:大き|小さ|多|少な|高|低)[いく](?:か等しい)?|大なり|小なり"
)
_NEARLY = re.compile(r"近く|弱(?![点い者])|程度|前後|ほど(?!な)|くらい|ぐらい")
_FROM = re.compile(r"から(?=\d)")
_NAMED = re.compile(r"(?:[A-Za-z] ?|[ァ-ヶー] ?|[第#])\Z")  # iOS 17以上, レベル4以上
_PARTICLE = re.compile(r"[はをにがのでもへま、。)」]|\Z")
_LEAST = 10
# What all of these, what stands before another number and what a noun follows begin with, and _ENDS_NUMBER.
_FOLLOWERS = frozenset("以未超をにもまよ大小近弱程前ほくぐかはがのでへとだ、。)」\n") | {""}


def read_bare_number(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Return the figure of a number without unit: 50以上, 20より大きい, 20以上30未満, 約300.

    Args:
        text: NFKC text.
        numeral: The number.
        floor: The figure, with its sign and qualifiers, begins no earlier.
    """
    if text[numeral.end : numeral.end + 1] not in _FOLLOWERS:
        return None
    after = _COMPARED.match(text, numeral.end)
    if after is None and numeral.scale > 1:
        after = _NEARLY.match(text, numeral.end)
    again = BOUND_AGAIN.match(text, after.end()) if after else _FROM.match(text, numeral.end)
    other = numeral_at(text, again.end()) if again else None
    last = _COMPARED.match(text, other.end) if other else None
    start, value = with_sign(text, numeral, floor)
    if not (after or last):
        return _qualified(text, numeral, floor) or _before_noun(text, numeral)
    if value is None or _NAMED.search(text[max(0, numeral.start - 2) : numeral.start]):
        return None
    if exclusions().is_version(text, numeral):
        return None
    if last and other and other.value is not None:
        low, high = sorted((value, other.value))
        return Figure(start, last.end(), "QUANTITY", min=float(low), max=float(high))
    if after is None:
        return None
    span = modifiers().qualify(text, start, numeral.end, floor)
    end = span.end if after.group().startswith("を") else after.end()  # を超える stands outside
    return Figure(span.start, end, "QUANTITY", float(value), modifier=span.modifier)


def _qualified(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Read a number after its qualifier: 約300の企業, 最大700."""
    if numeral.value is None or numeral.value < _LEAST:
        return None
    if not _PARTICLE.match(text, numeral.end):
        return _number_of(text, numeral)
    span = modifiers().qualify(text, numeral.start, numeral.end, floor)
    if span.start == numeral.start or text[span.start] == "~":
        return _number_of(text, numeral)
    return Figure(span.start, span.end, "QUANTITY", float(numeral.value), modifier=span.modifier)


_NUMBER_OF = re.compile(r"[一-龥ァ-ヺー](?<![変定係指偶奇乱人分複])数(?:[はがも]|: ?)\Z")


_ENDS_NUMBER = re.compile(r"[はをにがのでもへまとだ、。)」\n]|\Z")


def is_number_of(text: str, numeral: Numeral) -> bool:
    """Does a noun such as パラメータ数が or 回答数: say what a large number without a unit counts?"""
    if numeral.scale == 1 and "," not in numeral.text:
        return False
    return _NUMBER_OF.search(text[max(0, numeral.start - 4) : numeral.start]) is not None


def _number_of(text: str, numeral: Numeral) -> Figure | None:
    if numeral.value is None or not _ENDS_NUMBER.match(text, numeral.end) or not is_number_of(text, numeral):
        return None
    return Figure(numeral.start, numeral.end, "QUANTITY", float(numeral.value))


_NOUN_FOLLOWS = frozenset("のも")
_MANY = re.compile(r"もの(?=[一-鿿ァ-ヺA-Za-z])")
_NOUN_AFTER_NO = re.compile(r"の([一-鿿々ァ-ヺー]{1,16})(?![一-鿿々ァ-ヺーA-Za-z0-9])")


def _before_noun(text: str, numeral: Numeral) -> Figure | None:
    """Read a number before もの or の and what it counts: 99ものパターン, 240の病院."""
    if text[numeral.end : numeral.end + 1] not in _NOUN_FOLLOWS or numeral.value is None:
        return None
    if not numeral.ascii or not is_count(numeral):
        return None
    if not begins_count(text, numeral.start):
        return None
    if not _MANY.match(text, numeral.end):
        noun = _NOUN_AFTER_NO.match(text, numeral.end)
        counted = noun is not None and noun[1].endswith(noun_unit_words().counted_with_no)
        if not counted or numeral.value < _LEAST:
            return None
    return Figure(numeral.start, numeral.end, "QUANTITY", float(numeral.value))
