"""Charts of how an archive changes; needs the extra ``plot``.

Every function takes analyses or records, as those of :mod:`kijiyomi.display.plots` do. An article's day
is told by its id or path, as in ``2025-06-03-title.md``; those without are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kijiyomi.display.charting import Records, articles_axis, load_altair, make_chart, record_dicts
from kijiyomi.records.labels import EntityLabel

if TYPE_CHECKING:
    import altair as alt

    from kijiyomi.report.texts import Source

Dated = list[tuple[Mapping[str, Any], "Source"]]


def entities_over_time(records: Records, *, label: EntityLabel = "COMPANY", top: int = 8) -> alt.Chart:
    """Return a chart of how many articles a month name each of the most frequent entities.

    Args:
        records: Analyses or records.
        label: Which entities; names are taken where there are any, else the text.
        top: Number of entities.

    Raises:
        DependencyError: If Altair is not installed.
    """
    from kijiyomi.statistics.trends import months

    dated = _dated(records)
    named = [(source.date[:7], _names(record, label)) for record, source in dated]
    totals = Counter(name for _, names in named for name in names)
    often = sorted(totals, key=lambda name: (-totals[name], name))[:top]
    counts = Counter((month, name) for month, names in named for name in names)
    rows = [
        {"month": month, "name": name, "articles": counts[month, name]}
        for name in often
        for month in months(source for _, source in dated)
    ]
    return _lines(rows, "Entities over time", articles_axis(load_altair().Y), often)


def keyword_trends(records: Records, *, top: int = 5) -> alt.Chart:
    """Return a chart of the keywords that rise and fall most certainly, as shares of a month's articles.

    The latest third of the months is compared with those before; a keyword needs five articles and a
    difference of two standard errors.

    Args:
        records: Analyses or records.
        top: Number of keywords of each kind.

    Raises:
        DependencyError: If Altair is not installed.
    """
    from kijiyomi.statistics import trends

    dated = _dated(records)
    sources = [source for _, source in dated]
    found = trends.keyword_trends([record for record, _ in dated], sources, top)
    rows: list[dict[str, Any]] = [
        {"month": month, "name": f"{'↑' if trend.certainty > 0 else '↓'} {trend.keyword}", "share": share}
        for trend in found
        for month, share in zip(trends.months(sources), trend.shares, strict=True)
        if share is not None
    ]
    order = list(dict.fromkeys(row["name"] for row in rows))
    altair = load_altair()
    share = altair.Y("share:Q", title="share of articles", axis=altair.Axis(format="%"))
    return _lines(rows, "Keywords that rise and fall", share, order)


def company_timeline(records: Records, company: str) -> alt.Chart:
    """Return a chart of the articles that name a company, by day and number of mentions.

    Args:
        records: Analyses or records.
        company: Its canonical name.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    rows = [
        {"day": source.date, "title": record["title"] or record["id"], "mentions": mentions}
        for record, source in _dated(records)
        if (mentions := sum(e.get("name") == company for e in record["entities"] if e["label"] == "COMPANY"))
    ]
    return make_chart(
        sorted(rows, key=lambda row: row["day"]),
        company,
        altair.MarkDef(type="circle", size=80),
        x=altair.X("day:T", title=None),
        y=altair.Y("mentions:Q", title="mentions", axis=altair.Axis(tickMinStep=1, format="d")),
        tooltip=["day:T", "title:N", "mentions:Q"],
    )


def _lines(rows: list[dict[str, Any]], title: str, y: Any, order: list[str]) -> alt.Chart:
    altair = load_altair()
    return make_chart(
        rows,
        title,
        altair.MarkDef(type="line", point=True),
        x=altair.X("month:O", title=None),
        y=y,
        color=altair.Color("name:N", title=None, sort=order, legend=altair.Legend(labelLimit=260)),
        tooltip=["month:O", "name:N", y.shorthand],
    )


def _dated(records: Records) -> Dated:
    from kijiyomi.report.texts import Texts

    given = list(record_dicts(records))
    return [
        (record, source) for record, source in zip(given, Texts().sources(given), strict=True) if source.date
    ]


def _names(record: Mapping[str, Any], label: str) -> set[str]:
    return {entity.get("name") or entity["text"] for entity in record["entities"] if entity["label"] == label}
