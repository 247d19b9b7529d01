"""Which investments an archive reports, each counted once, in the month of the first article that has it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kijiyomi.records.fact_rows import FactContext, fact_contexts
from kijiyomi.records.facts import FactStatus
from kijiyomi.records.schema import Record
from kijiyomi.statistics.dates import month_of
from kijiyomi.statistics.exchange_rates import ExchangeRates, convert

# Code points between an amount and the same in another currency: a bracket, and a space before it.
_BETWEEN_CURRENCIES = 2
_LEFT_OUT: frozenset[FactStatus] = frozenset({"hypothetical"})


class Investment(NamedTuple):
    """An investment that articles report.

    Attributes:
        month: ``YYYY-MM`` of the first article.
        status: How sure that article is of it.
        holder: Who invests, ``""`` if the article names nobody.
        amount: How much, in the currency of the exchange rates; ``None`` where it is not converted.
    """

    month: str
    status: FactStatus
    holder: str
    amount: float | None


def investments(
    records: Sequence[Record], dates: Sequence[str], rates: ExchangeRates | None = None
) -> list[Investment]:
    """Return the investments of an archive by month.

    Amounts of one holder that are equal are one investment, and so is an amount that is repeated in another
    currency, as in 100億ドル（約1兆5000億円）. Hypothetical ones and articles without a date are left out.

    Args:
        records: The records.
        dates: The date of each, ``""`` if unknown.
        rates: Exchange rates; without them there are no amounts.
    """
    pairs = zip(dates, records, strict=True)
    dated = sorted(((date, record) for date, record in pairs if date), key=lambda pair: pair[0])
    found: dict[tuple[Any, ...], Investment] = {}
    for date, record in dated:
        for context in _investments_of(record):
            fact, figure = context.fact, context.figure
            holder = fact["entity"]["name"] if fact["entity"] else ""
            amount = _amount(context, date, rates) if rates else None
            key = holder, *(figure.get(name) for name in ("value", "min", "max", "currency"))
            found.setdefault(key, Investment(month_of(date), fact["status"], holder, amount))
    return list(found.values())


def monthly_investments(found: Sequence[Investment]) -> dict[tuple[str, FactStatus], int]:
    """Return how many investments there are by month and status."""
    counts: dict[tuple[str, FactStatus], int] = defaultdict(int)
    for investment in found:
        counts[investment.month, investment.status] += 1
    return dict(counts)


def monthly_amounts(found: Sequence[Investment]) -> dict[tuple[str, FactStatus], float]:
    """Return what the investments whose amounts are converted add up to, by month and status."""
    sums: dict[tuple[str, FactStatus], float] = defaultdict(float)
    for investment in found:
        if investment.amount is not None:
            sums[investment.month, investment.status] += investment.amount
    return dict(sums)


def _investments_of(record: Record) -> Iterator[FactContext]:
    last: FactContext | None = None
    for context in fact_contexts(record):
        if context.fact["type"] == "investment" and context.figure.get("label") == "MONEY":
            if context.fact["status"] not in _LEFT_OUT and not (last and _repeats(last.fact, context.fact)):
                yield context
            last = context


def _repeats(before: Mapping[str, Any], fact: Mapping[str, Any]) -> bool:
    same = all(before[part] == fact[part] for part in ("entity", "property", "when"))
    return same and fact["start"] - before["end"] <= _BETWEEN_CURRENCIES


def _amount(context: FactContext, date: str, rates: ExchangeRates) -> float | None:
    """Return the amount, of a range the middle or its one end."""
    ends = [end for end in convert(context, date, rates)[:3] if end is not None]
    amount = sum(ends) / len(ends) if ends else math.inf
    return amount if amount < math.inf else None
