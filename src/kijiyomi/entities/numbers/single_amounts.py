"""Reading one amount: a number with its sign, symbol and unit, or a fraction."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.entities.numbers.exclusions import exclusions
from kijiyomi.entities.numbers.fractions import FRACTION_BEGINS, Fraction, fraction_at
from kijiyomi.entities.numbers.numerals import RANGE_MARKS, Numeral, numeral_at
from kijiyomi.entities.numbers.unit_patterns import currency_patterns, scale_before_unit, unit_matcher
from kijiyomi.knowledge.currencies import currencies
from kijiyomi.knowledge.data_files import any_of
from kijiyomi.knowledge.units import WrittenUnit, counters, measures
from kijiyomi.records.labels import EntityLabel

_LABELS: dict[str, EntityLabel] = {
    "money": "MONEY",
    "percent": "PERCENT",
    "counter": "QUANTITY",
    "measure": "QUANTITY",
}
_SIGN_REACH, _SYMBOL_REACH, _WORD_REACH = 5, 6, 9  # characters before a number in which each stands


class Amount(NamedTuple):
    """A number with its unit.

    Attributes:
        start: First code point, a sign or symbol included.
        end: One past the last code point.
        label: MONEY, PERCENT or QUANTITY.
        value: The number in units, percent in points; ``None`` for 数十.
        numeral: The number as written.
        currency: ISO 4217 code.
        unit: Unit or counter.
        factor: How many units, or points, one of what is written after the number is: 10 for 割.
    """

    start: int
    end: int
    label: EntityLabel
    value: Decimal | None
    numeral: Numeral
    currency: str | None = None
    unit: str | None = None
    factor: Decimal = Decimal(1)

    def same_kind(self, other: Amount) -> bool:
        """Have both one unit, so that they can be the ends of a range?"""
        return (self.label, self.currency, self.unit) == (other.label, other.currency, other.unit)


_HALF = re.compile(r"半(?![導年期分数額値端ば永径島日世月角])")


def amount_at(text: str, numeral: Numeral, floor: int) -> Amount | None:
    """Return the amount whose number is ``numeral``; its sign or symbol begins no earlier than ``floor``."""
    start, value = numeral.start, numeral.value
    preceded = start > floor and text[start - 1] in _ends_before()
    if preceded:
        if symbol := symbol_before(text, start, floor):
            return _with_symbol(text, numeral, floor, symbol)
        start, value = with_sign(text, numeral, floor)
    following = text[numeral.end : numeral.end + 1]
    if following in FRACTION_BEGINS and (fraction := fraction_at(text, numeral)):
        return _with_fraction(text, numeral, start, fraction)
    scaled = numeral.ascii and following in _scale_begins()
    scale = scale_before_unit().match(text, numeral.end) if scaled else None
    found = unit_matcher().at(text, scale.end() if scale else numeral.end)
    if found is None or found[0].kind == "duration" or exclusions().is_no_count(text, numeral, *found):
        return None
    unit, end = found
    if preceded and text[start] in _MARKERS and _is_marker(text, start, end, unit):
        start, value = numeral.start, numeral.value
    factor = Decimal(1)
    if scale:
        factor = factor.scaleb(_scales()[scale[scale.lastindex or 1]])
        value = None if value is None else value * factor
    if unit.kind == "money" and numeral.scale == 1 and unit.name == measures().weighed.unit:
        unit = WrittenUnit(unit.name, "measure") if _weighs(text, start, end) else unit
    if unit.kind == "money":
        amount = Amount(start, end, "MONEY", value, numeral, unit.currency, None, factor)
        return amount if scale else _with_subunits(text, amount, unit)
    if unit.name == "割":
        return _in_tenths(text, Amount(start, end, "PERCENT", value, numeral))
    if value is not None and text.startswith("半", end) and (half := _HALF.match(text, end)):
        end, value = half.end(), value + Decimal("0.5")
    if value is not None and text[end : end + 1].isdigit():
        if unit.name in measures().subunits:
            end, value = _with_smaller_unit(text, end, value, unit)
        elif unit.name == "度":
            end, value = _with_part_of_degree(text, start, end, value)
    start = unit_word_before(text, start, floor) if preceded else start
    name = None if unit.kind == "percent" else unit.name
    return Amount(start, end, _LABELS[unit.kind], value, numeral, None, name, factor)


def _with_smaller_unit(text: str, end: int, value: Decimal, unit: WrittenUnit) -> tuple[int, Decimal]:
    """Read on after 3m for 50cm; return where it ends, and the value in the first unit."""
    numeral = numeral_at(text, end)
    found = unit_matcher().at(text, numeral.end) if numeral else None
    part = measures().subunits[unit.name].get(found[0].name) if found else None
    if found is None or part is None or numeral is None or numeral.value is None or value < 0:
        return end, value
    smaller = float(numeral.value) * part
    return (found[1], Decimal(repr(float(value) + smaller))) if smaller < 1 else (end, value)


_DEGREE_PARTS = re.compile(r"(\d{1,2})分(?!間|の ?[0-9一二三四五六七八九])(?:(\d{1,2}(?:\.\d+)?)秒)?")
_GEOGRAPHIC = re.compile(r"(?:[北南]緯|[東西]経|緯度|経度)(?:[はがの: ]*|\d+度[\d分秒.]*(?:から|[~〜-]))\Z")
_POSITION_REACH = 18
_BODY_HEAT = range(34, 44)


def _with_part_of_degree(text: str, start: int, end: int, value: Decimal) -> tuple[int, Decimal]:
    """Read on after 36度 for 5分, a tenth each, and after 北緯35度 for 40分30秒."""
    parts = _DEGREE_PARTS.match(text, end)
    if parts is None:
        return end, value
    before = text[max(0, start - _POSITION_REACH) : start]
    if _GEOGRAPHIC.search(before):
        return parts.end(), value + Decimal(parts[1]) / 60 + Decimal(parts[2] or 0) / 3600
    heat = "氏" in before[-3:] or (value in _BODY_HEAT and parts[2] is None)
    if heat and len(parts[1]) == 1:
        return parts.end(1) + 1, value + Decimal(parts[1]) / 10
    return end, value


@lru_cache(maxsize=1)
def _scales() -> dict[str, int]:
    """Return the powers of ten of all scales before a counter or a currency."""
    return currencies().scales | counters().scales


@lru_cache(maxsize=1)
def _scale_begins() -> frozenset[str]:
    return frozenset(scale[0] for scale in _scales()) | {" "}


@lru_cache(maxsize=1)
def _ends_before() -> frozenset[str]:
    """Return the last characters of all that belongs to an amount before its number."""
    return currency_patterns().symbol_ends | _SIGN_ENDS | _unit_word_ends()


_SIGN = re.compile(r"(?:(?<![A-Za-z0-9)\]])[-−+±]|[▲△▼▽]|マイナス ?|プラス ?|氷点下 ?|零下 ?)\Z")
_SIGN_ENDS = frozenset("-−+±▲△▼▽ス下 ")
_MARKERS = frozenset("▼▽")
_NEGATIVE = frozenset("-−▲△▼▽マ氷零")


def _is_marker(text: str, start: int, end: int, unit: WrittenUnit) -> bool:
    """Does the triangle at ``start`` mark a list item: at the beginning of a line, or before a count?"""
    begins_line = text[start - 1 : start] in ("", "\n")
    fills_line = text[end : end + 1] in ("", "\n")
    return unit.kind not in ("money", "percent") or (begins_line and not fills_line)


def with_sign(text: str, numeral: Numeral, floor: int) -> tuple[int, Decimal | None]:
    """Return where the numeral with its sign begins, and its value."""
    if numeral.start <= floor or numeral.value is None or text[numeral.start - 1] not in _SIGN_ENDS:
        return numeral.start, numeral.value
    base = max(floor, numeral.start - _SIGN_REACH)
    sign = _SIGN.search(text[base : numeral.start])
    if sign is None:
        return numeral.start, numeral.value
    negative = sign.group()[0] in _NEGATIVE
    return base + sign.start(), -numeral.value if negative else numeral.value


def unit_word_before(text: str, start: int, floor: int) -> int:
    """Return where the word before a number begins that belongs to its unit (時速), or ``start``."""
    if start <= floor or text[start - 1] not in _unit_word_ends():
        return start
    word = _unit_word().search(text[max(floor, start - _WORD_REACH) : start])
    return start - len(word.group()) if word else start


@lru_cache(maxsize=1)
def _unit_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(measures().before)}) ?\Z")


@lru_cache(maxsize=1)
def _unit_word_ends() -> frozenset[str]:
    return frozenset(word[-1] for word in measures().before) | {" "}


_PRICE = re.compile(r"[1-9][\d,]")
_CODE_MARKS = frozenset("\\\"'`/_|*")
_JAPANESE_BEFORE = re.compile(r"[ぁ-ヺー一-鿿々)]\Z")
_DRIVE = re.compile(r"[A-Za-z]:\Z")  # C:\2024


def _is_yen(text: str, numeral: Numeral) -> bool:
    """Is the backslash before a number the yen sign of Japanese typewriters, not part of a path or code?"""
    if "," in numeral.text:
        return True
    before, after = text[max(0, numeral.start - 3) : numeral.start - 1], text[numeral.end : numeral.end + 1]
    if after == "/" and _JAPANESE_BEFORE.search(before):
        return _PRICE.match(numeral.text) is not None  # 大人\700/子ども\500
    in_code = after in _CODE_MARKS or before[-1:] in _CODE_MARKS or _DRIVE.search(before)
    return _PRICE.match(numeral.text) is not None and not in_code


def symbol_before(text: str, start: int, floor: int) -> re.Match[str] | None:
    """Return the currency symbol or code that ends at ``start``, searched in the few characters before it."""
    ends = currency_patterns().symbol_ends
    if start <= floor or text[start - 1] not in ends:
        return None
    if text[start - 1] == " " and text[start - 2 : start - 1] not in ends:
        return None
    return currency_patterns().symbol.search(text[max(floor, start - _SYMBOL_REACH) : start])


def _with_symbol(text: str, numeral: Numeral, floor: int, symbol: re.Match[str]) -> Amount | None:
    if symbol.group() == "\\" and not _is_yen(text, numeral):
        return None
    start = max(floor, numeral.start - _SYMBOL_REACH) + symbol.start()
    written = symbol.group().rstrip()
    currency = currency_patterns().codes[written]
    end, value, factor = numeral.end, numeral.value, Decimal(1)
    scale = currency_patterns().scale.match(text, end)
    if scale and value is not None:
        factor = factor.scaleb(currencies().scales[scale[1]])
        end, value = scale.end(), value * factor
    elif _goes_on_in_latin(text, end) or exclusions().is_version_after_code(written, numeral):
        return None
    unit = unit_matcher().at(text, end)
    if unit and unit[0].currency == currency:
        end = unit[1]  # ¥100円, US$5ドル
    return Amount(start, end, "MONEY", value, numeral, currency, None, factor)


def _goes_on_in_latin(text: str, end: int) -> bool:
    return text[end : end + 1].isascii() and text[end : end + 1].isalpha()


def _with_subunits(text: str, amount: Amount, unit: WrittenUnit) -> Amount:
    """Read on after 2ドル for 3セント."""
    parts, not_before = currencies().parts, currencies().not_before
    end, value = amount.end, amount.value
    if unit.name in parts:
        factor = Decimal(1).scaleb(-parts[unit.name].digits)
        return amount._replace(value=None if value is None else value * factor, factor=factor)
    while value is not None and amount.numeral.scale == 1:
        part = numeral_at(text, end + text.startswith("と", end))
        written = _subunit().match(text, part.end) if part else None
        name = written.group() if written else ""
        if part is None or part.value is None or name not in parts or unit.currency not in parts[name].of:
            break
        if name in not_before and re.compile(not_before[name]).match(text, part.end + len(name)):
            break
        end, value = part.end + len(name), value + part.value.scaleb(-parts[name].digits)
    return amount if end == amount.end else amount._replace(end=end, value=value)


@lru_cache(maxsize=1)
def _subunit() -> re.Pattern[str]:
    return re.compile(any_of(currencies().parts))


_NUMBER = r"[\d.一二三四五六七八九]+"
_TENTHS = re.compile(
    rf"(?P<half>半)|(?P<bu>{_NUMBER})分(?:(?P<rin>{_NUMBER})厘)?|(?P<joined>[合当り振])|引(?:き(?![上下出受取継])|(?!き))"
)


def _in_tenths(text: str, amount: Amount) -> Amount | None:
    """Read on after 3割 for 5分, and take tenths to points."""
    rest = _TENTHS.match(text, amount.end)
    if rest and rest["joined"]:
        return None
    value = None if amount.value is None else amount.value * 10
    if rest and value is not None:
        value += (5 if rest["half"] else 0) + _value(rest["bu"]) + _value(rest["rin"]) / 10
    return amount._replace(end=rest.end() if rest else amount.end, value=value, factor=Decimal(10))


def _value(written: str | None) -> Decimal:
    numeral = numeral_at(written, 0) if written else None
    return (numeral.value if numeral else None) or Decimal(0)


def _with_fraction(text: str, numeral: Numeral, start: int, fraction: Fraction) -> Amount | None:
    """Read the unit after 1/2, which alone is a number if nothing else is written so."""
    found = unit_matcher().at(text, fraction.end)
    amount = Amount(start, fraction.end, "QUANTITY", fraction.value, numeral)
    if found and (found[0].name in measures().fractions or (fraction.certain and found[0].kind == "measure")):
        return amount._replace(end=found[1], unit=found[0].name)
    return amount if fraction.certain else None


def _weighs(text: str, start: int, end: int) -> bool:
    """Is the ポンド that ends at ``end`` a weight, as the words beside it say?"""
    before, after = _weighed()
    near = text[max(0, start - _WEIGHED_REACH) : start].rpartition("。")[2]
    return after.match(text, end) is not None or before.search(near) is not None


_WEIGHED_REACH = 12


@lru_cache(maxsize=1)
def _weighed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = measures().weighed
    higher = rf"(?:(?:から|[{RANGE_MARKS}])[\d.,]+{words.unit})?"
    smaller = rf"\d+(?:{any_of(measures().subunits[words.unit])})"
    return (
        re.compile("|".join(words.before)),
        re.compile(
            rf"{higher}(?:{smaller}|(?:以上|以下|近く|超|弱|強|未満|前後|程度|ほど)?(?:{'|'.join(words.after)}))"
        ),
    )
