"""Charts of an archive's analyses; needs the extra ``plot``.

Every function takes analyses, or the records that ``kijiyomi score`` wrote, read back as dicts. They count
first and hand only the counts to the chart, so that a chart of a large archive stays small.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kijiyomi.display.charting import (
    Records,
    articles_axis,
    load_altair,
    make_chart,
    readable_axis,
    record_dicts,
)

if TYPE_CHECKING:
    import altair as alt

_BINS_PER_DECADE = 3
_MYRIADS = (
    "datum.value >= 1e12 ? format(datum.value / 1e12, ',~r') + '兆' : "
    "datum.value >= 1e8 ? format(datum.value / 1e8, '~r') + '億' : "
    "datum.value >= 1e4 ? format(datum.value / 1e4, '~r') + '万' : format(datum.value, '~r')"
)


def reading_time_histogram(records: Records) -> alt.Chart:
    """Return a chart of how many articles take how many minutes.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    counts = Counter(record["reading_time"]["minutes"] for record in record_dicts(records))
    rows = [
        {"minutes": minutes, "from": minutes - 0.5, "to": minutes + 0.5, "articles": count}
        for minutes, count in sorted(counts.items())
    ]
    return make_chart(
        rows,
        "Reading time",
        altair.MarkDef(type="rect", stroke="white"),
        x=altair.X("from:Q", title="minutes", axis=altair.Axis(tickMinStep=1, format="d", grid=False)),
        x2="to:Q",
        y=articles_axis(altair.Y),
        y2=altair.datum(0),
        tooltip=["minutes:Q", "articles:Q"],
    )


def company_counts(records: Records, *, top: int = 20) -> alt.Chart:
    """Return a chart of the companies that most articles name.

    Args:
        records: Analyses or records.
        top: Number of companies.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    counts = Counter(name for record in record_dicts(records) for name in _companies(record))
    rows = [{"company": name, "articles": count} for name, count in _most(counts, top)]
    return make_chart(
        rows,
        "Companies",
        "bar",
        x=articles_axis(altair.X),
        y=altair.Y("company:N", title=None, sort=None, axis=readable_axis(altair)),
        tooltip=["company:N", "articles:Q"],
    )


def tag_cooccurrence(records: Records, *, top: int = 20) -> alt.Chart:
    """Return a matrix of how many articles have both of two tags; the diagonal has each tag's own count.

    Args:
        records: Analyses or records.
        top: Number of tags, the most frequent ones.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    articles = [sorted({tag["label"] for tag in record["tags"]}) for record in record_dicts(records)]
    order = [tag for tag, _ in _most(Counter(tag for tags in articles for tag in tags), top)]
    pairs = Counter(pair for tags in articles for pair in _pairs(tags))
    rows = [{"tag": a, "with": b, "articles": pairs[a, b]} for a in order for b in order if pairs[a, b]]
    axis = {"title": None, "sort": order, "axis": readable_axis(altair)}
    return make_chart(
        rows,
        "Tags that go together",
        "rect",
        x=altair.X("with:N", **axis),
        y=altair.Y("tag:N", **axis),
        color=altair.Color(
            "articles:Q", scale=altair.Scale(scheme="blues"), legend=altair.Legend(tickMinStep=1)
        ),
        tooltip=["tag:N", "with:N", "articles:Q"],
    )


def money_distribution(records: Records, *, currency: str = "USD") -> alt.Chart:
    """Return a histogram of the amounts of one currency on a logarithmic axis.

    A range counts as its middle; amounts that are not positive are left out.

    Args:
        records: Analyses or records.
        currency: ISO 4217 code.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    amounts = (amount for record in record_dicts(records) for amount in _amounts(record, currency))
    bins = Counter(math.floor(math.log10(amount) * _BINS_PER_DECADE) for amount in amounts)
    rows = [
        {
            "from": 10 ** (place / _BINS_PER_DECADE),
            "to": 10 ** ((place + 1) / _BINS_PER_DECADE),
            "amounts": count,
        }
        for place, count in sorted(bins.items())
    ]
    return make_chart(
        rows,
        f"Amounts in {currency}",
        "bar",
        x=altair.X(
            "from:Q",
            bin="binned",
            title=currency,
            scale=altair.Scale(type="log"),
            axis=altair.Axis(labelExpr=_MYRIADS),
        ),
        x2="to:Q",
        y=altair.Y("amounts:Q", title="amounts", axis=altair.Axis(tickMinStep=1, format="d")),
        tooltip=[altair.Tooltip("from:Q", format=",.2r"), altair.Tooltip("to:Q", format=",.2r"), "amounts:Q"],
    )


def _companies(record: Mapping[str, Any]) -> set[str]:
    return {e["name"] or e["text"] for e in record["entities"] if e["label"] == "COMPANY"}


def _most(counts: Counter[str], top: int) -> list[tuple[str, int]]:
    """Return the most frequent names, those of one frequency in the order of their characters."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]


def _pairs(tags: list[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        yield tag, tag
    for a, b in combinations(tags, 2):
        yield a, b
        yield b, a


def _amounts(record: Mapping[str, Any], currency: str) -> Iterator[float]:
    for entity in record["entities"]:
        if entity["label"] == "MONEY" and entity["currency"] == currency:
            ends = [entity.get(name) for name in ("value", "min", "max")]
            given = [end for end in ends if end is not None]
            if given and 0 < (amount := sum(given) / len(given)) < math.inf:
                yield amount
