"""On which day and in which month articles were published.

A date is ``YYYY-MM-DD``, ``""`` when it is not known; a month is ``YYYY-MM``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from kijiyomi.frontmatter.keys import date_of, find_date
from kijiyomi.records.schema import Record

_NO_METADATA: Mapping[str, object] = {}


def article_date(record: Record, metadata: Mapping[str, object] = _NO_METADATA) -> str:
    """Return the day of an article by its front matter, its id or the name of its file, or ``""``.

    Args:
        record: The article's record.
        metadata: Its front matter or further columns, as far as known.
    """
    candidates = (date_of(metadata), record["id"], PurePath(record["path"]).name)
    return next(filter(None, map(find_date, candidates)), "")


def month_of(date: str) -> str:
    """Return the month of a date, ``""`` of an unknown one."""
    return date[:7]


def month_range(dates: Iterable[str]) -> list[str]:
    """Return every month from the first date to the last, those without articles too.

    >>> month_range(["2026-01-02", "", "2025-11-30"])
    ['2025-11', '2025-12', '2026-01']
    """
    known = sorted({month_of(date) for date in dates if date})
    if not known:
        return []
    (first_year, first), (last_year, last) = (map(int, month.split("-")) for month in (known[0], known[-1]))
    numbers = range(first_year * 12 + first - 1, last_year * 12 + last)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def articles_per_month(dates: Sequence[str]) -> list[tuple[str, int]]:
    """Return how many articles each month of :func:`month_range` has, given the date of each article."""
    counts = Counter(map(month_of, dates))
    return [(month, counts[month]) for month in month_range(dates)]
