"""Reading durations, and the dates and periods they tell once there is a day of reference."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kijiyomi.entities.numbers.date_patterns import calendar_patterns
from kijiyomi.entities.numbers.exclusions import guards
from kijiyomi.entities.numbers.figure import Figure
from kijiyomi.entities.numbers.modifiers import modifiers
from kijiyomi.entities.numbers.numerals import Numeral, goes_on_list, neighbours, numeral_at
from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.relative_dates import moved
from kijiyomi.entities.numbers.unit_patterns import KNOWLEDGE, units
from kijiyomi.knowledge.data_files import read_toml

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


_CONNECTED = re.compile(r" ?(?:(?P<words>から)|[~〜–—―-]) ?|(?P<listed>[、,・])")
_CONNECTION_BEGINS = frozenset(" か~〜–—―-、,・")
_CHANGED = re.compile(r"へ|に(?:延|短|引|増|減|伸|変)")  # 10日から5日に短縮 is no range
_MONTHS = {"Y": 12, "M": 1}
_OF_CALENDAR = frozenset({"Y", "M", "W", "BD", "D"})
_WHOLE_ENDS = frozenset("丸る々")
_MOST_DAYS = 366 * 9_999


def read_duration(text: str, numeral: Numeral, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the duration, or range of durations, that begins with ``numeral``.

    Args:
        text: NFKC text.
        numeral: Its first number.
        floor: The figure, with its qualifiers, begins no earlier.
        today: Day from which 2年前 counts; with one such a length is a DATE.
    """
    if text[numeral.end : numeral.end + 1] not in duration_begins():
        return None
    first = length_at(text, numeral)
    between = _range(text, numeral, first, floor)
    if between:
        return between
    return _qualified(text, first, floor, today) if first else None


def _range(text: str, numeral: Numeral, first: Length | None, floor: int) -> Figure | None:
    end = first.end if first else numeral.end
    connected = _CONNECTED.match(text, end) if text[end : end + 1] in _CONNECTION_BEGINS else None
    upper = numeral_at(text, connected.end()) if connected else None
    second = length_at(text, upper) if upper else None
    if not (connected and upper and second) or numeral.value is None or None in second.parts.values():
        return None
    if connected["listed"] and (first or not _in_a_row(text, numeral, upper)):
        return None
    low = first or second.of(numeral)
    if connected["words"] and (_CHANGED.match(text, second.end) or low.days() > second.days()):
        return None
    span = modifiers().qualify(text, numeral.start, second.end, floor)
    timex = f"{low.timex()}/{second.timex()}"
    return Figure(span.start, span.end, "DURATION", timex=timex, modifier=span.modifier)


def _in_a_row(text: str, low: Numeral, high: Numeral) -> bool:
    """Are these the 2 and 3 of 2、3年, which means two or three?"""
    return neighbours(low, high) and not goes_on_list(text, low.start)


@lru_cache(maxsize=1)
def duration_begins() -> frozenset[str]:
    """Return the characters after a number that can make it a duration."""
    return _CONNECTION_BEGINS | {unit[0] for unit in read_toml(KNOWLEDGE / "durations.toml")["units"]}


def read_half(text: str, start: int, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the duration at a word such as 半年 or 四半世紀; see :func:`read_duration`."""
    length = half_at(text, start)
    return _qualified(text, length, floor, today) if length else None


def _qualified(text: str, length: Length, floor: int, today: datetime.date | None) -> Figure:
    span = modifiers().qualify(text, length.start, length.end, floor)
    if text[span.start - 1] in _WHOLE_ENDS and span.start > floor:
        whole = next((word for word in _whole() if text.endswith(word, floor, span.start)), "")
        span = span._replace(start=span.start - len(whole))
    direction = _direction().match(text, span.end)
    end = direction.end() if direction else span.end
    if _OF_CALENDAR.isdisjoint(length.parts):
        return Figure(span.start, end, "DURATION", timex=length.timex(), modifier=span.modifier)
    start, distance = _origin(text, span.start, floor)
    timex = None
    if today and (direction or start < span.start):
        sign = -1 if direction and direction["before"] else 1
        origin = moved(today, days=distance)
        there = _moved(length, origin, sign) if origin else None
        timex = _day(there) if there else None
    elif today:
        start, timex = _period(text, span.start, floor, length, today)
    if timex:
        return Figure(start, end, "DATE", timex=timex, modifier=span.modifier)
    return Figure(start, end, "DURATION", timex=length.timex(), modifier=span.modifier)


@lru_cache(maxsize=1)
def _whole() -> tuple[str, ...]:
    """Return the prefixes of whole lengths, as in まる1日, longest first."""
    return tuple(sorted(read_toml(KNOWLEDGE / "durations.toml")["whole"], key=len, reverse=True))


@lru_cache(maxsize=1)
def _direction() -> re.Pattern[str]:
    """Return what matches 前 or 後 after a length; the group ``before`` or ``after`` tells which."""
    table = read_toml(KNOWLEDGE / "durations.toml")
    groups = []
    for name, words in table["direction"].items():
        forbidden = ((word, table["not_before"].get(word)) for word in words)
        either = "|".join(f"{word}(?![{after}])" if after else word for word, after in forbidden)
        groups.append(f"(?P<{name}>{either})")
    return re.compile("|".join(groups))


def _origin(text: str, start: int, floor: int) -> tuple[int, int]:
    """Return where the word begins from whose day a length counts (明日から), and its distance in days."""
    origins = calendar_patterns().origins
    if text.endswith(tuple(origins), floor, start):
        word = next(word for word in origins if text.endswith(word, floor, start))
        return start - len(word), origins[word]
    return start, 0


def _period(
    text: str, start: int, floor: int, length: Length, today: datetime.date
) -> tuple[int, str | None]:
    """Return the period 過去7日間 or 今後5年間 tells: where it begins in the text, and its days.

    That of a vague length, 過去数日間, has no days.
    """
    for name, words in calendar_patterns().periods.items():
        word = max((word for word in words if text.endswith(word, floor, start)), key=len, default="")
        first = today if name == "past" else moved(today, days=1)
        if not word or first is None:
            continue
        last = _moved(length, first, -1 if name == "past" else 1)
        low, high = sorted((first, last or first))
        return start - len(word), f"{_day(low)}/{_day(high)}" if last else None
    return start, None


def _moved(length: Length, origin: datetime.date, sign: int) -> datetime.date | None:
    """Return the day a length from ``origin``; ``None`` for vague lengths and outside the years 1 to 9999."""
    months = days = Decimal(0)
    for designator, amount in length.parts.items():
        if amount is None:
            return None
        months += amount * _MONTHS.get(designator, 0)
        days += 0 if designator in _MONTHS else amount * DAYS[designator]
    if months * 28 > _MOST_DAYS or days > _MOST_DAYS:
        return None
    if "BD" in length.parts:
        days = Decimal(_calendar_days(origin, int(days), sign))
    days += months % 1 * 30
    return moved(origin, months=sign * int(months), days=sign * float(days))


_SATURDAY = 5


def _calendar_days(origin: datetime.date, working_days: int, sign: int) -> int:
    """Return how many days it is from ``origin`` until so many working days have passed."""
    weeks, rest = divmod(working_days, 5)
    days, weekday = weeks * 7, origin.weekday()
    while rest:
        days, weekday = days + 1, (weekday + sign) % 7
        rest -= weekday < _SATURDAY
    return days


def _day(day: datetime.date) -> str:
    return PartialDate(day.year, day.month, day.day).timex()
