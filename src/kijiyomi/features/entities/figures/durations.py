"""Reading durations, and the dates and periods they tell once there is a day of reference."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from kijiyomi.features.entities.figures.calendar_patterns import calendar_patterns
from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.lengths import DAYS, Length, half_at, length_at
from kijiyomi.features.entities.figures.modifiers import modifiers
from kijiyomi.features.entities.figures.moment import Moment
from kijiyomi.features.entities.figures.numerals import Numeral, goes_on_list, neighbours, numeral_at
from kijiyomi.features.entities.figures.relative import moved
from kijiyomi.features.entities.figures.vocabulary import KNOWLEDGE
from kijiyomi.knowledge.toml import read_toml

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
    return Moment(day.year, day.month, day.day).timex()
