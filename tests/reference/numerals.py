"""The plain form of ``kijiyomi.entities.numbers.numerals``: how a whole number is written, and what a numeral is worth."""

from __future__ import annotations

SMALL = {"千": 1000, "百": 100, "十": 10}
LARGE = {"京": 10**16, "兆": 10**12, "億": 10**8, "万": 10**4}
DIGITS = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    """Write a whole number below ten thousand 京 in kanji: 2030 is 二千三十."""
    for unit, power in (LARGE | SMALL).items():
        if number >= power:
            times, rest = divmod(number, power)
            one = times == 1 and unit in SMALL
            return ("" if one else kanji(times)) + unit + (kanji(rest) if rest else "")
    return DIGITS[number]


def mixed(number: int, *, commas: bool) -> str:
    """Write a whole number with digits and large units: 12,345 is 1万2,345."""
    for unit, power in LARGE.items():
        if number >= power:
            times, rest = divmod(number, power)
            return mixed(times, commas=commas) + unit + (mixed(rest, commas=commas) if rest else "")
    return f"{number:,}" if commas else str(number)


def worth(written: str) -> int:
    """Return the value of a kanji numeral: what stands before its largest unit times the unit, and the rest."""
    for unit, power in (LARGE | SMALL).items():
        before, found, rest = written.partition(unit)
        if found:
            return (worth(before) if before else 1) * power + worth(rest)
    return sum(DIGITS.index(digit) * 10**place for place, digit in enumerate(reversed(written)))
