"""Reading durations, and the dates and periods they tell once there is a day of reference."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from kijiyomi.features.entities.figures.calendar_patterns import calendar_patterns
from kijiyomi.features.entities.figures.figure import Figure
from kijiyomi.features.entities.figures.lengths import Length, half_at, length_at
from kijiyomi.features.entities.figures.modifiers import modifiers
from kijiyomi.features.entities.figures.moment import Moment
from kijiyomi.features.entities.figures.numerals import Numeral, numeral_at
from kijiyomi.features.entities.figures.relative import moved
from kijiyomi.features.entities.figures.vocabulary import KNOWLEDGE
from kijiyomi.knowledge.toml import read_toml

_CONNECTED = re.compile(r" ?(?:(?P<words>から)|[~〜–—―-]) ?")
_CONNECTION_BEGINS = frozenset(" か~〜–—―-")
_CHANGED = re.compile(r"へ|に(?:延|短|引|増|減|伸|変)")  # 10日から5日に短縮 is no range
_MONTHS = {"Y": 12, "M": 1}
_DAYS = {"W": 7, "BD": 1, "D": 1}
_SECONDS = {"TH": 3600, "TM": 60, "TS": 1}
_DAY_SECONDS = 86_400
_MOST_DAYS = 366 * 9_999


def read_duration(text: str, numeral: Numeral, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the duration, or range of durations, that begins with ``numeral``.

    Args:
        text: NFKC text.
        numeral: Its first number.
        floor: The figure, with its qualifiers, begins no earlier.
        today: Day from which 2年前 counts; with one such a length is a DATE.
    """
    if text[numeral.end : numeral.end + 1] not in _following():
        return None
    first = length_at(text, numeral)
    connected = _CONNECTED.match(text, first.end if first else numeral.end)
    upper = numeral_at(text, connected.end()) if connected else None
    second = length_at(text, upper) if upper else None
    changed = connected and connected["words"] and second and _CHANGED.match(text, second.end)
    if second and not changed and numeral.value is not None and None not in second.parts.values():
        span = modifiers().qualify(text, numeral.start, second.end, floor)
        timex = f"{(first or second.of(numeral)).timex()}/{second.timex()}"
        return Figure(span.start, span.end, "DURATION", timex=timex, modifier=span.modifier)
    return _qualified(text, first, floor, today) if first else None


@lru_cache(maxsize=1)
def _following() -> frozenset[str]:
    """Return the characters after a number that can make it a duration."""
    return _CONNECTION_BEGINS | {unit[0] for unit in read_toml(KNOWLEDGE / "durations.toml")["units"]}


def read_half(text: str, start: int, floor: int, today: datetime.date | None) -> Figure | None:
    """Return the duration at a word such as 半年 or 四半世紀; see :func:`read_duration`."""
    length = half_at(text, start)
    return _qualified(text, length, floor, today) if length else None


def _qualified(text: str, length: Length, floor: int, today: datetime.date | None) -> Figure:
    span = modifiers().qualify(text, length.start, length.end, floor)
    direction = _direction().match(text, span.end)
    end = direction.end() if direction else span.end
    if not any(designator in _MONTHS or designator in _DAYS for designator in length.parts):
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
    for word, distance in calendar_patterns().origins.items():
        if text.endswith(word, floor, start):
            return start - len(word), distance
    return start, 0


def _period(
    text: str, start: int, floor: int, length: Length, today: datetime.date
) -> tuple[int, str | None]:
    """Return the period 過去7日間 or 今後5年間 tells: where it begins in the text, and its days."""
    for name, words in calendar_patterns().periods.items():
        word = max((word for word in words if text.endswith(word, floor, start)), key=len, default="")
        first = today if name == "past" else moved(today, days=1)
        last = _moved(length, first, -1 if name == "past" else 1) if word and first else None
        if first and last:
            low, high = sorted((first, last))
            return start - len(word), f"{_day(low)}/{_day(high)}"
    return start, None


def _moved(length: Length, origin: datetime.date, sign: int) -> datetime.date | None:
    """Return the day a length from ``origin``; ``None`` for vague lengths and outside the years 1 to 9999."""
    months = days = Decimal(0)
    for designator, amount in length.parts.items():
        if amount is None:
            return None
        months += amount * _MONTHS.get(designator, 0)
        days += amount * _DAYS.get(designator, 0) + amount * _SECONDS.get(designator, 0) / _DAY_SECONDS
    if months * 28 > _MOST_DAYS or days > _MOST_DAYS:
        return None
    days += months % 1 * 30
    return moved(origin, months=sign * int(months), days=sign * float(days))


def _day(day: datetime.date) -> str:
    return Moment(day.year, day.month, day.day).timex()
