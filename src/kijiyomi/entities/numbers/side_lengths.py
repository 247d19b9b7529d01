"""Sizes given by their sides: 138×98×84mm, 2,880×1,800ドット.

Such a size is one figure with a unit and without a value, since no one number says how big the thing is.
"""

from __future__ import annotations

import re

from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import Numeral
from kijiyomi.entities.numbers.unit_patterns import unit_matcher
from kijiyomi.knowledge.units import unit_of

_SIDE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,5}(?:\.\d+)?(?![\d.])"
_MORE_SIDES = re.compile(rf"(?: ?[×x] ?(?:{_SIDE})){{1,2}}(?! ?[×x])")
_JOINED = re.compile(r"[A-Za-z0-9×#^.,/-] ?\Z")
_COUNTED_ALONG = frozenset(["ドット", "ピクセル", "画素"])
_METRES = frozenset(["m", "メートル"])
_MOST_RUNNERS = 4


def goes_on_by_sides(text: str, end: int) -> bool:
    """Does a sign of multiplication follow the number that ends at ``end``?"""
    following = text[end : end + 1]
    return following in _CROSSES or (following == " " and text[end + 1 : end + 2] in _CROSSES)


_CROSSES = frozenset("×x")


def read_sides(text: str, numeral: Numeral, floor: int) -> Figure | None:
    """Return the size whose first side is ``numeral``.

    Args:
        text: NFKC text.
        numeral: The first side.
        floor: The figure, with its qualifiers, begins no earlier.
    """
    sides = _MORE_SIDES.match(text, numeral.end)
    found = unit_matcher().at(text, sides.end()) if sides else None
    if found is None or _JOINED.search(text[max(0, numeral.start - 2) : numeral.start]):
        return None
    unit, end = found
    measure = unit_of(unit.name)
    if measure is None or (measure.dimension != "length" and measure.si_unit not in _COUNTED_ALONG):
        return None
    if unit.name in _METRES and numeral.value is not None and numeral.value <= _MOST_RUNNERS:
        return None  # the relay of 4×100m
    span = modifiers().qualify(text, numeral.start, end, floor)
    return Figure(span.start, span.end, "QUANTITY", unit=unit.name, modifier=span.modifier)
