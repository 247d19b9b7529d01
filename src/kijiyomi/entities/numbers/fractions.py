"""Reading fractions: 1/3, 4分の3, 2と1/2, and the vulgar ones of one character (½), which NFKC spells out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kijiyomi.entities.numbers.numerals import Numeral, is_fraction, numeral_at
from kijiyomi.entities.numbers.unit_patterns import unit_matcher
from kijiyomi.knowledge.units import measures

VULGAR_STROKE = "⁄"
FRACTION_BEGINS = frozenset("/分と -" + VULGAR_STROKE)
"""The characters after a number that can make it the beginning of a fraction."""

MIXED = re.compile(rf"と(?=\d{{1,2}}(?:[/{VULGAR_STROKE}]\d|分の\d))")
"""What stands between the whole and the fraction: 2と1/2."""

MIXED_BEFORE_UNIT = re.compile(r"[ -](?=\d{1,2}/\d)")
"""What stands between them only before a unit: 2-1/2インチ."""

# Level 3/4 and レベル3/4 are two levels.
_AFTER_NAME = re.compile(r"(?:[A-Za-z] |レベル|フェーズ|ステージ|ステップ|クラス|ージョン|シリーズ|タイプ)\Z")
_SLASHED = re.compile(rf"([/{VULGAR_STROKE}])(\d{{1,4}})(?![\d/%:])")
# 2 + 1/2 = 5/4 is a formula.
_OPERATOR_BEFORE = re.compile(r"(?:[=+*×÷] ?|[\d)] [-−] )\Z")
_OPERATOR_AFTER = re.compile(r" ?[=+*×÷]")
_PARTS_OF = re.compile(r"分の(?=[\d一二三四五六七八九十百])")
_EIGHTHS = frozenset({2, 4, 8, 16, 32, 64})
_MOST_WHOLE = 1000


class Fraction(NamedTuple):
    """A number written as a fraction.

    Attributes:
        end: One past its last code point.
        value: Its value.
        certain: Is it one whatever follows? 3/8 is one only before its unit.
    """

    end: int
    value: Decimal
    certain: bool


def fraction_at(text: str, numeral: Numeral) -> Fraction | None:
    """Return the fraction that begins with ``numeral``, perhaps after a whole: 2と1/2."""
    following = text[numeral.end : numeral.end + 1]
    if following not in FRACTION_BEGINS or not numeral.value:
        return None
    if following in "と -":
        return _mixed(text, numeral)
    if slashed := _SLASHED.match(text, numeral.end):
        before = text[max(0, numeral.start - 5) : numeral.start]
        in_formula = _OPERATOR_BEFORE.search(before) or _OPERATOR_AFTER.match(text, slashed.end())
        is_page = before.endswith("(") and text.startswith(")", slashed.end())  # (1/2)
        named = _AFTER_NAME.search(before) or ((in_formula or is_page) and slashed[1] == "/")
        return None if named else _slashed(numeral, slashed)
    mark = _PARTS_OF.match(text, numeral.end)
    part = numeral_at(text, mark.end()) if mark else None
    if part is None or part.value is None:
        return None
    return Fraction(part.end, part.value / numeral.value, certain=True)


def _mixed(text: str, whole: Numeral) -> Fraction | None:
    joined = MIXED.match(text, whole.end)
    between = joined or MIXED_BEFORE_UNIT.match(text, whole.end)
    numeral = numeral_at(text, between.end()) if between else None
    fraction = fraction_at(text, numeral) if numeral else None
    if fraction is None or not whole.text.isdigit() or whole.value is None:
        return None
    if fraction.value >= 1 or whole.value >= _MOST_WHOLE:
        return None
    return Fraction(fraction.end, whole.value + fraction.value, fraction.certain and joined is not None)


def _slashed(numeral: Numeral, slashed: re.Match[str]) -> Fraction | None:
    stroke, parts = slashed.groups()
    if not numeral.text.isdigit() or not int(parts):
        return None
    vulgar = stroke == VULGAR_STROKE
    certain = vulgar or is_fraction(numeral.text, parts)
    if not certain and (int(parts) not in _EIGHTHS or int(numeral.text) >= int(parts)):
        return None
    return Fraction(slashed.end(), Decimal(numeral.text) / int(parts), certain)


def counts_unit(text: str, numeral: Numeral) -> bool:
    """Does a fraction with the unit it counts begin with ``numeral``: 3/8インチ?"""
    fraction = fraction_at(text, numeral)
    unit = unit_matcher().at(text, fraction.end) if fraction else None
    return unit is not None and unit[0].name in measures().fractions
