"""Dates given by their distance from a reference date: 昨年, 来月, 3年前."""

from __future__ import annotations

import calendar
import datetime
from decimal import Decimal

from kijiyomi.entities.numbers.partial_date import PartialDate
from kijiyomi.entities.numbers.single_durations import Duration, designator_days
from kijiyomi.knowledge.calendar import calendar_words


def relative_date(word: str, reference_date: datetime.date) -> PartialDate | None:
    """Return what 昨年, 今月 or 来週 means on the day ``reference_date``; ``None`` for other words."""
    for unit, words in calendar_words().relative.items():
        if word in words:
            return _at_distance(unit, words[word], reference_date)
    return None


def _at_distance(unit: str, distance: int, reference_date: datetime.date) -> PartialDate | None:
    if unit == "year":
        return PartialDate(reference_date.year + distance)
    if unit == "fiscal":
        return PartialDate(reference_date.year - (reference_date.month < 4) + distance, fiscal=True)
    if unit == "quarter":
        quarter = reference_date.year * 4 + (reference_date.month - 1) // 3 + distance
        return PartialDate(quarter // 4, term=f"Q{quarter % 4 + 1}")
    if unit == "month":
        month = reference_date.year * 12 + reference_date.month - 1 + distance
        return PartialDate(month // 12, month % 12 + 1)
    day = shift(reference_date, days=distance * (7 if unit == "week" else 1))
    if day is None:
        return None
    if unit == "week":
        year, week, _ = day.isocalendar()
        return PartialDate(year, term=f"W{week:02d}")
    return PartialDate(day.year, day.month, day.day)


def completed_by_word(date: PartialDate, word: str, reference_date: datetime.date | None) -> PartialDate:
    """Return ``date`` with the year or month that the word before it (昨年, 来月) gives it.

    Args:
        date: What follows the word.
        word: A word of relative time.
        reference_date: Day from which it counts; without one the year stays unknown.
    """
    fiscal = word in calendar_words().relative["fiscal"]
    if date.year is not None:
        return date
    if reference_date is None:
        return date._replace(fiscal=fiscal)
    meant = relative_date(word, reference_date)
    if meant is None or meant.term:
        return date
    if meant.day:
        return meant
    return date._replace(year=meant.year, month=date.month or meant.month, fiscal=fiscal)


def weekday_of(week: PartialDate, weekday: str) -> PartialDate:
    """Return the day of a week that ``weekday`` (one of 月火水木金土日) names."""
    number = int((week.term or "W01").removeprefix("W"))
    day = datetime.date.fromisocalendar(week.year or 1, number, "月火水木金土日".index(weekday) + 1)
    return PartialDate(day.year, day.month, day.day)


def shift(day: datetime.date, *, months: int = 0, days: float = 0) -> datetime.date | None:
    """Return the day ``months`` and ``days`` from ``day``; ``None`` outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        last = calendar.monthrange(year, month + 1)[1]
        return datetime.date(year, month + 1, min(day.day, last)) + datetime.timedelta(days=days)
    except (ValueError, OverflowError):
        return None


_MONTHS = {"Y": 12, "M": 1}
_MOST_DAYS = 366 * 9_999


def shift_by_duration(day: datetime.date, duration: Duration, sign: int) -> datetime.date | None:
    """Return the day a duration after ``day``, or before it if ``sign`` is -1.

    ``None`` for vague durations and outside the years 1 to 9999.
    """
    months = days = Decimal(0)
    for designator, amount in duration.parts.items():
        if amount is None:
            return None
        months += amount * _MONTHS.get(designator, 0)
        days += 0 if designator in _MONTHS else amount * designator_days()[designator]
    if months * 28 > _MOST_DAYS or days > _MOST_DAYS:
        return None
    if "BD" in duration.parts:
        days = Decimal(_calendar_days(day, int(days), sign))
    days += months % 1 * 30
    return shift(day, months=sign * int(months), days=sign * float(days))


_SATURDAY = 5


def _calendar_days(origin: datetime.date, working_days: int, sign: int) -> int:
    """Return how many days it is from ``origin`` until so many working days have passed."""
    weeks, rest = divmod(working_days, 5)
    days, weekday = weeks * 7, origin.weekday()
    while rest:
        days, weekday = days + 1, (weekday + sign) % 7
        rest -= weekday < _SATURDAY
    return days
