"""Lengths of time: reading them, and writing them as ISO 8601 durations."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.features.entities.figures.guards import guards
from kijiyomi.features.entities.figures.numerals import Numeral, numeral_at
from kijiyomi.features.entities.figures.vocabulary import KNOWLEDGE, units
from kijiyomi.knowledge.toml import read_toml

# Designators of ISO 8601 from coarse to fine; those of the time of day are told from the date's by a T.
_ORDER = ("Y", "M", "W", "BD", "D", "TH", "TM", "TS")
# About how many days each is.
DAYS = {
    "Y": Decimal("365.25"),
    "M": Decimal("30.4"),
    "W": Decimal(7),
    "BD": Decimal(1),
    "D": Decimal(1),
    "TH": Decimal(1) / 24,
    "TM": Decimal(1) / 1440,
    "TS": Decimal(1) / 86_400,
}
_HALVES = {"Y": ("M", 6), "TH": ("TM", 30), "TM": ("TS", 30)}
_HALF = re.compile(r"半(?![導年額数角径端永])")
_JOIN = re.compile(r"と? ?(?=[\d一二三四五六七八九十])")
_HUNDREDTHS = re.compile(r"\d{1,3}(?![\d.時分秒年月日])")  # 9秒58


class Length(NamedTuple):
    """A length of time.

    Attributes:
        start: First code point.
        end: One past the last code point.
        parts: Amount by designator, coarse to fine; ``None`` amounts are vague (数年).
        factor: Years, months … in the first unit written: 100 for 世紀.
    """

    start: int
    end: int
    parts: dict[str, Decimal | None]
    factor: Decimal

    def timex(self) -> str:
        """Return the ISO 8601 duration, with X for what is vague."""
        date = time = ""
        for designator, amount in self.parts.items():
            if designator[0] == "T":
                time += _written(designator[1:], amount)
            else:
                date += _written(designator, amount)
        return f"P{date}T{time}" if time else f"P{date}"

    def days(self) -> Decimal:
        """Return about how many days it is; what is vague counts nothing."""
        return sum((DAYS[d] * (amount or 0) for d, amount in self.parts.items()), Decimal(0))

    def of(self, numeral: Numeral) -> Length:
        """Return the length that ``numeral`` is in this length's first unit: the 3 of 3〜5年."""
        value = None if numeral.value is None else numeral.value * self.factor
        return Length(numeral.start, numeral.end, {next(iter(self.parts)): value}, self.factor)


def _written(letter: str, amount: Decimal | None) -> str:
    if amount is None:
        return f"X{letter}"
    written = f"{amount:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) + letter


def length_at(text: str, numeral: Numeral) -> Length | None:
    """Return the length of time that begins with ``numeral``: 3か月, 1時間半, 1年2か月."""
    designators, closing, vague_only = _units()
    parts: dict[str, Decimal | None] = {}
    end, first_factor = numeral.end, Decimal(1)
    part: Numeral | None = numeral
    while part is not None:
        found = units().at(text, part.end)
        if found is None or found[0].kind != "duration" or guards().uncounted(text, part, *found):
            break
        designator, factor = designators[found[0].name]
        if found[0].name in vague_only and part.value is not None:
            break
        if parts and not _follows(text, part, designator, next(reversed(parts)), end):
            break
        first_factor = first_factor if parts else factor
        end = _add(text, found[1], parts, designator, part.value, factor)
        join = None if found[0].name in closing or part.value is None else _JOIN.match(text, end)
        part = numeral_at(text, join.end()) if join else None
    return Length(numeral.start, end, parts, first_factor) if parts else None


def _follows(text: str, part: Numeral, designator: str, before: str, end: int) -> bool:
    """May a part go on a length? 1日8時間 is no length but eight hours a day, 1日と8時間 is one."""
    if part.value is None or _ORDER.index(designator) <= _ORDER.index(before):
        return False
    return "と" in text[end : part.start] or designator.startswith("T") == before.startswith("T")


def _add(
    text: str,
    end: int,
    parts: dict[str, Decimal | None],
    designator: str,
    value: Decimal | None,
    factor: Decimal,
) -> int:
    """Add a part whose unit ends at ``end``, and return where what belongs to it (半, hundredths) ends."""
    if value is None:
        parts[designator] = None
        return end
    parts[designator] = value * factor
    half = _HALF.match(text, end)
    if half and designator in _HALVES and factor == 1:
        finer, amount = _HALVES[designator]
        parts[finer] = Decimal(amount)
    elif half:
        parts[designator] = value * factor + factor / 2
    elif designator == "TS" and factor == 1 and (hundredths := _HUNDREDTHS.match(text, end)):
        parts[designator] = value + Decimal("0." + hundredths.group())
        return hundredths.end()
    return half.end() if half else end


@lru_cache(maxsize=1)
def _units() -> tuple[dict[str, tuple[str, Decimal]], frozenset[str], frozenset[str]]:
    """Return each unit's designator and factor, the units that end a length, those of vague lengths only."""
    table = read_toml(KNOWLEDGE / "durations.toml")
    designators = {
        name: (time + letter, Decimal(str(factor))) for name, (time, letter, factor) in table["units"].items()
    }
    return designators, frozenset(table["closing"]), frozenset(table["vague_only"])


def half_at(text: str, start: int) -> Length | None:
    """Return the length at a word such as 半年 or 四半世紀."""
    pattern, halves = _half_words()
    match = pattern.match(text, start)
    if match is None:
        return None
    designator, amount = halves[match.group()]
    return Length(start, match.end(), {designator: Decimal(str(amount))}, Decimal(1))


@lru_cache(maxsize=1)
def _half_words() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    halves = {
        word: (time + letter, amount)
        for word, (time, letter, amount) in read_toml(KNOWLEDGE / "durations.toml")["halves"].items()
    }
    words = "|".join(sorted(halves, key=len, reverse=True))
    return re.compile(rf"(?:{words})(?![度板本間的])"), halves


def is_length(text: str, numeral: Numeral, end: int) -> bool:
    """Is N日 at ``numeral``, ending at ``end``, rather a length than a day of the month?"""
    before, after, one_after = _length_cues()
    if numeral.text == "一" or after.match(text, end):
        return True
    if numeral.text == "1" and one_after.match(text, end):
        return True
    return before.search(text[max(0, numeral.start - 4) : numeral.start]) is not None


@lru_cache(maxsize=1)
def _length_cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = read_toml(KNOWLEDGE / "durations.toml")["length"]
    before = re.compile(rf"(?:{'|'.join(table['before'])})\Z")
    return before, re.compile("|".join(table["after"])), re.compile("|".join(table["one_day_after"]))
