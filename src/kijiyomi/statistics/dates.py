"""On which day and in which month articles were published.

A date is ``YYYY-MM-DD``, ``""`` when it is not known; a month is ``YYYY-MM``.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from kijiyomi.records.schema import Record

_DATE_KEYS = ("date", "published", "published_at", "created_at")
# Posts are named 2025-06-03-title.md, 20250603_title.md or 2025/06/03/title.md.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.年]?)(\d\d?)(?:\2|月)(\d\d?)(?!\d)")
_NO_METADATA: Mapping[str, object] = {}


def find_date(text: str) -> str:
    """Return the first date in a text, or ``""``.

    >>> find_date("_posts/2025-06-03-ai-factory.md"), find_date("20250603.md"), find_date("2025-13-40")
    ('2025-06-03', '2025-06-03', '')
    """
    for year, separator, month, day in _DATE.findall(text):
        if separator or len(month) == len(day) == 2:
            try:
                return datetime.date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                continue
    return ""


def article_date(record: Record, metadata: Mapping[str, object] = _NO_METADATA) -> str:
    """Return the day of an article by its front matter, its id or the name of its file, or ``""``.

    Args:
        record: The article's record.
        metadata: Its front matter or further columns, as far as known.
    """
    written = [str(metadata.get(key, "")) for key in _DATE_KEYS]
    candidates = (*written, record["id"], PurePath(record["path"]).name)
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
