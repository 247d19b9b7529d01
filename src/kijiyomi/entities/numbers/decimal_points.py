"""Middle dots between digits: decimal points of newspapers (1・8倍), lists (1・2号機), 第2・四半期.

Newspapers set numbers vertically, where a middle dot is the decimal point. Between numbers that are
counted or ordered one by one it lists them; after a product's name it divides (iPhone 16・256GB).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kijiyomi.entities.numbers.exclusions import ends_in_name
from kijiyomi.entities.numbers.numerals import LARGE, RANGE_MARKS
from kijiyomi.entities.numbers.unit_patterns import scale_before_unit, unit_matcher
from kijiyomi.knowledge.number_words import exclusion_words
from kijiyomi.knowledge.units import WrittenUnit

MIDDLE_DOTS = "・·"
_AFTER_DIGIT = r"(?<=[0-9一二三四].)(?=[0-9四])"
# One character to begin with makes searching fast.
_BETWEEN_DIGITS = {dot: re.compile(dot + _AFTER_DIGIT) for dot in MIDDLE_DOTS}
_QUARTER = re.compile(rf"[{MIDDLE_DOTS}](?<=[1-4一二三四].)(?=[四4]半期)")
_LEFT = re.compile(
    rf"(?<!\d[{MIDDLE_DOTS}])(?<![\d.,第{LARGE}])(?:[1-9]\d{{0,2}}(?:,\d{{3}}){{1,3}}|0|[1-9]\d{{0,4}})\Z"
)
_RIGHT = re.compile(rf"\d{{1,3}}(?![\d,.]|[{MIDDLE_DOTS}]\d)")
_RANGE = re.compile(rf" ?(?:から|[{RANGE_MARKS}]) ?\d[\d,]*(?:[{MIDDLE_DOTS}.]\d{{1,3}})?")
_SCALE = re.compile(rf" ?[百千]?[{LARGE}]{{1,2}}")
_COMPARED = re.compile(r"以上|以下|未満|超|を(?:超え|下回|上回)")
_AVERAGE = re.compile(r"(?:平均|率)[^\d。、]{0,6}\Z")
_REACH = 14  # characters before a dot in which its number and what names it stand
_PRECISE = frozenset({"倍", "ポイント", "%"})
_HALVED = frozenset({"年", "週", "カ月", "か月", "ヶ月", "ヵ月", "ケ月"})
_CALENDAR = frozenset("日月")
_BYTES = re.compile(r"[KMGTP]i?B\Z|[キメギテ]\w?ガ?バイト\Z")
_LATIN_ENDS = re.compile(r"[A-Za-z][ -]?\Z")
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,5} ?\Z")
_MEMORY_SIZES = frozenset({"16", "32", "64", "128", "256", "512"})


def find_dots(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index of each middle dot of a number in an NFKC text, and what to read for it.

    That is ``.`` for a decimal point, ``;`` for what divides a name from a figure, and nothing for the
    dot of 第2・四半期; in 第2・4半期 the digit after it is read as 四.
    """
    for dot, pattern in _BETWEEN_DIGITS.items():
        if dot in text:
            for match in pattern.finditer(text):
                index = match.start()
                meaning = "" if _QUARTER.match(text, index) else _meaning(text, index)
                if meaning is not None:
                    yield index, meaning
                if meaning == "" and text[index + 1] == "4":
                    yield index + 1, "四"


def _meaning(text: str, dot: int) -> str | None:
    """Return what the dot between digits stands for, ``None`` for one that lists."""
    base = max(0, dot - _REACH)
    left = _LEFT.search(text[base:dot])
    right = _RIGHT.match(text, dot + 1)
    if left is None or right is None:
        return None
    before = text[base : base + left.start()]
    end = right.end()
    if between := _RANGE.match(text, end):
        end = between.end()
    scale = _SCALE.match(text, end)
    english = None if scale else scale_before_unit().match(text, end)
    found = unit_matcher().at(text, (scale or english or right).end() if scale or english else end)
    unit = found[0] if found else None
    sized = unit is not None and _BYTES.search(unit.name) is not None
    if ends_in_name(before) and (sized or _is_product(before, unit)):
        return ";" if unit and not scale and _is_whole(right.group(), unit) else None
    if sized and right.group() in _MEMORY_SIZES:
        return None
    if scale:
        return "."
    if unit is None:
        return "." if _COMPARED.match(text, end) else None
    return "." if _is_decimal(left.group(), right.group(), unit, before) else None


def _is_product(before: str, unit: WrittenUnit | None) -> bool:
    """Is the name before a number a product, not an index as in GDP0・5% or a word as in シェア44・1%?"""
    if not _LATIN_ENDS.search(before):
        return False
    return unit is None or unit.name not in _PRECISE or not _ACRONYM.search(before)


def _is_whole(right: str, unit: WrittenUnit) -> bool:
    """Is the number after the dot rather one by itself, as in RTX 5070・549ドル?"""
    return unit.kind in ("measure", "counter") or (unit.kind == "money" and len(right) > _MOST_DECIMALS)


_MOST_DECIMALS = 2


def _is_decimal(left: str, right: str, unit: WrittenUnit, before: str) -> bool:
    """Is this a decimal with a unit rather than two numbers that share it, as in 2・3人 and 18・24ミリ?"""
    if unit.kind == "percent" or unit.name in _PRECISE or left == "0":
        return unit.name[0] not in _CALENDAR
    if len(left) == len(right) > 1 and int(left) < int(right):
        return False
    if unit.kind == "duration":
        if unit.name in _HALVED:
            return right == "5" and left != "4" and not _SCHOOL.search(before)
        return unit.name[0] not in _CALENDAR and unit.name != "四半期" and not _in_a_row(left, right)
    if unit.kind != "counter":
        return True
    if _AVERAGE.search(before):
        return True
    return unit.name not in _numbered() and not _in_a_row(left, right)


_SCHOOL = re.compile(r"[小中高大]学?校?\Z")


def _in_a_row(left: str, right: str) -> bool:
    return left.isdigit() and int(left) + 1 == int(right)


@lru_cache(maxsize=1)
def _numbered() -> frozenset[str]:
    """Return the counters that number one thing after the other: 1・3巻 are two volumes."""
    return frozenset(exclusion_words().numbered)
