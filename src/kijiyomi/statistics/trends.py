"""How an archive changes from month to month."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kijiyomi.report.records import Record
from kijiyomi.report.texts import Source
from kijiyomi.text.fold import fold_width_and_case

# Fewer articles with a keyword than this tell of chance; so does a difference below two standard errors.
_FEWEST_ARTICLES = 5
_STANDARD_ERRORS = 2.0


@dataclass(frozen=True, slots=True)
class Trend:
    """A keyword whose share of the articles changed.

    Attributes:
        keyword: The keyword as most articles write it.
        before: Share of the articles of the earlier months that have it.
        after: Share of the articles of the latest third of the months.
        shares: Share in each month of :func:`months`; ``None`` in a month without articles.
        certainty: The difference in standard errors, negative when it falls.
    """

    keyword: str
    before: float
    after: float
    shares: tuple[float | None, ...]
    certainty: float


def months(sources: Iterable[Source]) -> list[str]:
    """Return every month from the first article to the last, as ``YYYY-MM``."""
    known = sorted({source.date[:7] for source in sources if source.date})
    if not known:
        return []
    (first_year, first), (last_year, last) = (map(int, month.split("-")) for month in (known[0], known[-1]))
    numbers = range(first_year * 12 + first - 1, last_year * 12 + last)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def articles_a_month(sources: Iterable[Source]) -> list[tuple[str, int]]:
    """Return how many articles each month has."""
    listed = list(sources)
    counts = Counter(source.date[:7] for source in listed)
    return [(month, counts[month]) for month in months(listed)]


def keyword_trends(records: Sequence[Record], sources: Sequence[Source], most: int) -> list[Trend]:
    """Return the keywords that rise and fall, the most certain first of each.

    The latest third of the months is compared with those before.

    Args:
        records: The records.
        sources: Where they come from, in the same order.
        most: How many of each.
    """
    every = months(sources)
    if len(every) < 2:
        return []
    totals = Counter(source.date[:7] for source in sources)
    having: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for record, source in zip(records, sources, strict=True):
        written = {fold_width_and_case(keyword["text"]): keyword["text"] for keyword in record["keywords"]}
        for folded, text in written.items() if source.date else ():
            having[folded][source.date[:7]] += 1
            spellings[folded][text] += 1
    late = every[-max(1, len(every) // 3) :]
    trends = [
        _trend(spellings[folded].most_common(1)[0][0], counts, totals, every, late)
        for folded, counts in having.items()
        if counts.total() >= _FEWEST_ARTICLES
    ]
    ranked = sorted(trends, key=lambda trend: (-trend.certainty, trend.keyword))
    rising = [trend for trend in ranked if trend.certainty >= _STANDARD_ERRORS][:most]
    falling = [trend for trend in reversed(ranked) if trend.certainty <= -_STANDARD_ERRORS][:most]
    return rising + falling


def _trend(
    keyword: str, counts: Counter[str], totals: Counter[str], every: list[str], late: list[str]
) -> Trend:
    all_after, has_after = (sum(counter[month] for month in late) for counter in (totals, counts))
    all_before = sum(totals[month] for month in every) - all_after
    has_before = counts.total() - has_after
    before, after = has_before / all_before, has_after / all_after
    # One added to both sides keeps a keyword that all or none have from looking certain.
    pooled = (counts.total() + 1) / (all_before + all_after + 2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / all_before + 1 / all_after))
    shares = tuple(counts[month] / totals[month] if totals[month] else None for month in every)
    return Trend(keyword, before, after, shares, (after - before) / error)
