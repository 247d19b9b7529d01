"""Dates told by their distance from a day."""

from __future__ import annotations

import calendar
import datetime

from kijiyomi.entities.numbers.date_patterns import calendar_patterns
from kijiyomi.entities.numbers.partial_date import PartialDate


def shifted(moment: PartialDate, word: str, today: datetime.date | None) -> PartialDate:
    """Return ``moment`` with the year or month that ``word`` (昨年, 来月) gives it.

    Args:
        moment: What follows the word.
        word: A word of relative time.
        today: Day from which it counts; without one the year stays unknown.
    """
    fiscal = word in calendar_patterns().relative["fiscal"]
    if moment.year is not None:
        return moment
    if today is None:
        return moment._replace(fiscal=fiscal)
    there = moment_of(word, today)
    if there is None or there.term:
        return moment
    if there.day:
        return there
    return moment._replace(year=there.year, month=moment.month or there.month, fiscal=fiscal)


def moment_of(word: str, today: datetime.date) -> PartialDate | None:
    """Return what 昨年, 今月 or 来週 means on the day ``today``; ``None`` for other words."""
    for unit, words in calendar_patterns().relative.items():
        if word in words:
            return _moment(unit, words[word], today)
    return None


def _moment(unit: str, distance: int, today: datetime.date) -> PartialDate | None:
    if unit == "year":
        return PartialDate(today.year + distance)
    if unit == "fiscal":
        return PartialDate(today.year - (today.month < 4) + distance, fiscal=True)
    if unit == "quarter":
        there = today.year * 4 + (today.month - 1) // 3 + distance
        return PartialDate(there // 4, term=f"Q{there % 4 + 1}")
    if unit == "month":
        there = today.year * 12 + today.month - 1 + distance
        return PartialDate(there // 12, there % 12 + 1)
    day = moved(today, days=distance * (7 if unit == "week" else 1))
    if day is None:
        return None
    if unit == "week":
        year, week, _ = day.isocalendar()
        return PartialDate(year, term=f"W{week:02d}")
    return PartialDate(day.year, day.month, day.day)


def weekday_of(week: PartialDate, weekday: str) -> PartialDate:
    """Return the day of a week that ``weekday`` (one of 月火水木金土日) tells."""
    number = int((week.term or "W01").removeprefix("W"))
    day = datetime.date.fromisocalendar(week.year or 1, number, "月火水木金土日".index(weekday) + 1)
    return PartialDate(day.year, day.month, day.day)


def moved(day: datetime.date, *, months: int = 0, days: float = 0) -> datetime.date | None:
    """Return the day ``months`` and ``days`` from ``day``; ``None`` outside the years 1 to 9999."""
    there = day.year * 12 + day.month - 1 + months
    try:
        year, month = divmod(there, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return datetime.date(year, month + 1, min(day.day, last)) + datetime.timedelta(days=days)
    except (ValueError, OverflowError):
        return None
