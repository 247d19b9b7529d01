"""Dates as far as an article gives them."""

from __future__ import annotations

import calendar
from typing import Literal, NamedTuple

from kijiyomi.records.analysis import DatePart

Span = Literal["year", "decade", "century"]


class PartialDate(NamedTuple):
    """A date, some of whose parts may be unknown.

    Attributes:
        year: Year of the common era, or ordinal of the century; ``None`` when not given.
        month: 1 to 12.
        day: 1 to 31.
        term: Part of the year: Q1 to Q4, H1, H2, SP, SU, FA, WI; or a week: W05.
        fiscal: Is the year a fiscal year?
        span: What ``year`` counts.
        short: Is the year given by its last two digits only, as in 40年代?
        before_christ: Does the year count backwards?
        weekday: Which weekday of the month, as (ISO weekday, ordinal): the second Sunday is (7, 2), the
            last one (7, 5).
        part: Which part of it is meant: start (上旬, 初頭), mid, end (末), H1 (前半), H2.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    term: str | None = None
    fiscal: bool = False
    span: Span = "year"
    short: bool = False
    before_christ: bool = False
    weekday: tuple[int, int] | None = None
    part: DatePart | None = None

    def timex(self) -> str:
        """Return the TIMEX3 value: 2025-04, XXXX-05-15, FY2025-Q3, 203X, 20XX."""
        year = self._year()
        if self.term and not self.month:
            return f"{year}-{self.term}"
        if self.day:
            return f"{year}-{self.month or 0:02d}-{self.day:02d}".replace("-00-", "-XX-")
        if self.month and self.year is not None and self.weekday:
            return f"{year}-{self.month:02d}-{_nth_weekday(self.year, self.month, *self.weekday):02d}"
        if self.month:
            suffix = f"-WXX-{self.weekday[0]}-#{self.weekday[1]}" if self.weekday else ""
            term = f"-{self.term}" if self.term else ""
            return f"{year}-{self.month:02d}{term}{suffix}"
        return year

    def _year(self) -> str:
        if self.year is None:
            return "XXXX"
        prefix = "FY" if self.fiscal else "BC" if self.before_christ else ""
        if self.span == "century":
            return f"{prefix}{self.year - 1:02d}XX"
        if self.span == "decade":
            return f"{'XX' if self.short else ''}{self.year // 10:0{1 if self.short else 3}d}X"
        return f"{prefix}{self.year:04d}"

    def completed_by(self, other: PartialDate) -> PartialDate:
        """Return this date with what it leaves out taken from ``other``, which stands just before it."""
        if self.short and self.year is not None and other.year is not None and not other.short:
            return self._replace(year=other.year // 100 * 100 + self.year, short=False)
        if self.year is not None:
            return self
        same_month = self.month is None and self.term is None
        return self._replace(
            year=other.year,
            fiscal=other.fiscal,
            before_christ=other.before_christ,
            month=other.month if same_month else self.month,
        )

    def completed_by_end(self, end: PartialDate) -> PartialDate:
        """Return this month, the first of a range, with the year that the range's ``end`` implies."""
        if self.year is not None or end.year is None or not (self.month and end.month):
            return self
        return self._replace(year=end.year - (self.month > end.month))

    def finest(self) -> int:
        """Return the number of its finest part: the day of a day, the year of a year."""
        return self.day or self.month or self.year or 0

    @property
    def level(self) -> str:
        """The finest part that is given: ``day``, ``term``, ``month``, or what ``year`` counts."""
        if self.day:
            return "day"
        if self.term:
            return "term"
        return "month" if self.month else self.span


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> int:
    """Return the day of the month of its second Sunday, its last Monday."""
    first, days = calendar.monthrange(min(max(year, 1), 9999), month)
    day = 1 + (weekday - 1 - first) % 7 + 7 * (nth - 1)
    return day if day <= days else day - 7
