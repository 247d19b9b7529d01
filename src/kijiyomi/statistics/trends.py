"""How keywords and names become more or less frequent from month to month."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kijiyomi.records.labels import EntityLabel
from kijiyomi.records.schema import Record
from kijiyomi.statistics.counts import mentions, most_frequent
from kijiyomi.statistics.dates import month_of, month_range
from kijiyomi.text.fold import fold_width_and_case

# With fewer articles, or a difference below two standard errors, a change may well be chance.
_FEWEST_ARTICLES = 5
_STANDARD_ERRORS = 2.0


@dataclass(frozen=True, slots=True)
class Trend:
    """A keyword whose share of the articles changed.

    Attributes:
        keyword: The keyword as most articles write it.
        before: Share of the articles of the earlier months that have it.
        after: Share of the articles of the latest third of the months.
        shares: Share in each month of :func:`~kijiyomi.statistics.dates.month_range`; ``None`` in a month
            without articles.
        certainty: The difference in standard errors, negative when it falls.
    """

    keyword: str
    before: float
    after: float
    shares: tuple[float | None, ...]
    certainty: float


def keyword_trends(records: Sequence[Record], dates: Sequence[str], top: int) -> list[Trend]:
    """Return the keywords that rise and fall, the most certain first of each.

    The latest third of the months is compared with those before, by a test of two proportions. Spellings
    that differ in width or case alone are one keyword; articles without a date are left out.

    Args:
        records: The records.
        dates: The date of each, ``""`` if unknown.
        top: How many of each.
    """
    months = month_range(dates)
    if len(months) < 2:
        return []
    totals = Counter(map(month_of, dates))
    having: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for record, date in zip(records, dates, strict=True):
        written = {fold_width_and_case(keyword["text"]): keyword["text"] for keyword in record["keywords"]}
        for folded, text in written.items() if date else ():
            having[folded][month_of(date)] += 1
            spellings[folded][text] += 1
    late = months[-max(1, len(months) // 3) :]
    trends = [
        _trend(spellings[folded].most_common(1)[0][0], counts, totals, months, late)
        for folded, counts in having.items()
        if counts.total() >= _FEWEST_ARTICLES
    ]
    ranked = sorted(trends, key=lambda trend: (-trend.certainty, trend.keyword))
    rising = [trend for trend in ranked if trend.certainty >= _STANDARD_ERRORS][:top]
    falling = [trend for trend in reversed(ranked) if trend.certainty <= -_STANDARD_ERRORS][:top]
    return rising + falling


def monthly_articles_by_name(
    records: Sequence[Record], dates: Sequence[str], label: EntityLabel, top: int
) -> dict[str, list[int]]:
    """Return how many articles mention the most frequent names of one label, month by month.

    Args:
        records: The records; those without a date are left out.
        dates: The date of each, ``""`` if unknown.
        label: Whose names.
        top: How many of them.

    Returns:
        Articles in each month of :func:`~kijiyomi.statistics.dates.month_range`, by name, the most frequent
        name first.
    """
    totals: Counter[str] = Counter()
    by_month: dict[str, Counter[str]] = defaultdict(Counter)
    for record, date in zip(records, dates, strict=True):
        if date:
            names = mentions(record, label).keys()
            totals.update(names)
            by_month[month_of(date)].update(names)
    months = month_range(dates)
    return {name: [by_month[month][name] for month in months] for name, _ in most_frequent(totals, top)}


def _trend(
    keyword: str, counts: Counter[str], totals: Counter[str], months: list[str], late: list[str]
) -> Trend:
    all_after, has_after = (sum(counter[month] for month in late) for counter in (totals, counts))
    all_before = sum(totals[month] for month in months) - all_after
    has_before = counts.total() - has_after
    before, after = has_before / all_before, has_after / all_after
    # One added to both sides keeps a keyword that all or none have from looking certain.
    pooled = (counts.total() + 1) / (all_before + all_after + 2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / all_before + 1 / all_after))
    shares = tuple(counts[month] / totals[month] if totals[month] else None for month in months)
    return Trend(keyword, before, after, shares, (after - before) / error)
