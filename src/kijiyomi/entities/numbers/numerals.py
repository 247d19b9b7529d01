"""Japanese numerals: where they begin and end, and their values.

Kept by hand, since a numeral must be found at a position of running text, and mixed (4万5千), vague (数百)
and decimal (〇・五) forms must each be read as one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_FORMAL = {"壱": 1, "弐": 2, "参": 3}  # of contracts and certificates
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0} | _FORMAL
_TENS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_TWENTY = "廿"
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_VAGUE = frozenset("数何余")

KANJI = "零〇一二三四五六七八九十百千廿数何壱弐参拾"
LARGE = "".join(_LARGE)
LIST_MARKS = "、,・"
RANGE_MARKS = "~〜∼⁓ー–—―─‒‐−-"
"""The characters that stand between the ends of a range; the hyphen is last, for sets of patterns."""

# Lengths are bounded: no article means a number of more than twenty digits.
_ASCII = r"(?:\d{1,3}+(?:,\d{3}){1,6}(?![\d])|\d{1,20}+)(?:\.\d{1,10}(?![.\d]))?"
_KANJI_DIGITS = "".join(_DIGITS)
_KANJI_POINT = rf"[・.][{_KANJI_DIGITS}]{{1,4}}"
_DECIMAL_OF = "キロ|メートル|センチ|ミリ|トン|グラム|リットル|ヘクタール|ドル|ユーロ|ポンド|ウォン"
_LONG_BEFORE = rf"(?<=[{_KANJI_DIGITS}十百千]{{2}}[・.][{_KANJI_DIGITS}])"  # 三七・五度, not 二・三度
_KANJI_DECIMAL = (
    rf"(?:[〇零]{_KANJI_POINT}|[{_KANJI_DIGITS}十百千]{{1,6}}{_KANJI_POINT}"
    rf"(?:(?=[%割倍{LARGE}ポパ円]|{_DECIMAL_OF})|{_LONG_BEFORE}(?=[度点歳])))"
)
_SOME = rf"数(?=[十百千{LARGE}人社台件名個本枚年回カかヶ点基])"  # 10数社
# 四〇万七、六〇〇, of white papers set in columns
_KANJI_GROUPS = rf"[{_KANJI_DIGITS}]{{1,3}}(?:、[{_KANJI_DIGITS}]{{3}})+(?![{KANJI}{LARGE}、])"
_PART = rf"(?:{_ASCII}(?:{_SOME})?|{_KANJI_DECIMAL}|{_KANJI_GROUPS}|[{KANJI}]{{1,12}})"
_MORE_OF = "人名社年台件個本枚回カかヶ点基校店日国冊頭隻軒戸種字円ドユポウ元"
_MORE = rf"余(?:[{LARGE}]{{1,2}}|(?=[{_MORE_OF}]))"  # 二百余万, 30余社
_SCALE = rf"(?: {{0,2}}[十百千]{{0,3}}[{LARGE}]{{1,2}}|[十百千])"
_POWER = re.compile(
    r"(?:(?<!\d)\d{1,3}(?:\.\d{1,4})? ?[×x] ?)?(?<![\d.,])(?:10|2)\^[-−+]?\d{1,2}(?!\d)"  # 1.5×10^9
)
_POWER_GOES_ON = frozenset("^×x ")
_NUMERAL = re.compile(rf"{_PART}(?:{_SCALE}{_PART}?){{0,6}}(?:{_MORE})?")
_PIECES = re.compile(rf"[\d,.]+|[{_KANJI_DIGITS}]?{_KANJI_POINT}|\S")
_KANJI_TO_ASCII = str.maketrans({character: str(value) for character, value in _DIGITS.items()} | {"・": "."})


class Numeral(NamedTuple):
    """A numeral in a text.

    Attributes:
        start: First code point.
        end: One past the last code point.
        text: The characters as written.
        value: Its exact value; ``None`` for 数十 and 何百.
        ascii: Does it begin with a digit, not a kanji?
        scale: The large unit it ends in (10,000 for 5万), 1 when it ends in none.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    ascii: bool
    scale: int


def are_consecutive(low: Numeral, high: Numeral) -> bool:
    """Are these two small numbers in a row, as in 2、3人 and 二、三百人?"""
    if low.value is None or high.value is None or not 0 < low.value < 9:
        return False
    return low.value + 1 == high.value / high.scale


def continues_list(text: str, start: int) -> bool:
    """Does the numeral at ``start`` continue a list of them, as the 2 of 1、2、3人?"""
    return (
        start > 1
        and text[start - 1] in LIST_MARKS
        and (text[start - 2].isdigit() or text[start - 2] in KANJI)
    )


def is_group_after(text: str, numeral: Numeral) -> bool:
    """Is this the 六〇〇 of 七、六〇〇, whose first group is no numeral by itself?"""
    digits = len(numeral.text) == _GROUP and _DIGITS.keys() >= set(numeral.text)
    return digits and text[numeral.start - 2] in _DIGITS


_GROUP = 3


def numeral_at(text: str, start: int) -> Numeral | None:
    """Return the numeral that begins at ``start``."""
    match = _NUMERAL.match(text, start)
    if match is None:
        return None
    end = match.end()
    if text[end : end + 1] in _POWER_GOES_ON and (power := _POWER.match(text, start)):
        end = power.end()
    written = text[start:end]
    value, is_ascii, scale = _value_of(written)
    return Numeral(start, end, written, value, is_ascii, scale)


@lru_cache(maxsize=4096)
def _value_of(written: str) -> tuple[Decimal | None, bool, int]:
    """Return the value, script and scale of a :class:`Numeral`; articles repeat theirs."""
    return parse_numeral(written), written[0].isascii(), _scale_of(written)


def _scale_of(written: str) -> int:
    scale = 1
    for character in reversed(written):
        unit = _LARGE.get(character) or _TENS.get(character)
        if unit is None:
            break
        scale *= unit
    return scale


def _power(written: str) -> Decimal:
    """Return the value of 10^9 and 1.5×10^9."""
    times, _, power = written.replace("x", "×").replace("−", "-").rpartition("×")
    base, _, exponent = power.partition("^")
    return Decimal(times.strip() or 1) * Decimal(base) ** int(exponent)


_MOST_PARTS, _MOST_DAYS = 5, 31
_PARTS = frozenset({6, 8, 10, 16, 20, 30})  # 1/10 is a part, 1/7 is a day


def is_fraction(first: str, second: str) -> bool:
    """Is first/second rather a fraction (1/3) than a day (7/18)?"""
    if first.startswith("0") or second.startswith("0") or int(first) >= int(second):
        return False
    parts = int(second)
    return parts <= _MOST_PARTS or (first == "1" and (parts in _PARTS or parts > _MOST_DAYS))


@lru_cache(maxsize=4096)
def parse_numeral(written: str) -> Decimal | None:
    """Return the exact value of a numeral such as 1億2,000万, 三十五 or 2.4兆; ``None`` for 数百."""
    if "^" in written:
        return _power(written)
    if written.isascii():
        return Decimal(written.replace(",", ""))
    if not _VAGUE.isdisjoint(written):
        return None
    total = section = Decimal(0)
    current: Decimal | None = None
    for piece in _PIECES.findall(written.replace("、", "")):
        if piece in _DIGITS:
            current = Decimal(_DIGITS[piece]) if current is None else current * 10 + _DIGITS[piece]
        elif piece in _TENS:
            section += (1 if current is None else current) * _TENS[piece]
            current = None
        elif piece in _LARGE:
            section += current or 0
            nested = total and not section  # 1万億
            total = (total if nested else section) * _LARGE[piece] + (0 if nested else total)
            section, current = Decimal(0), None
        elif piece == _TWENTY:
            section += 20
        else:
            tens = 0 if current is None else current * 10  # the 九 of 九二・四
            current = tens + Decimal(piece.translate(_KANJI_TO_ASCII).replace(",", ""))
    return total + section + (current or 0)
