"""Charts of how an archive changes; needs the extra ``plot``.

アーカイブの移り変わりの図。extra`plot`が要る。

Every function takes analyses or records, as those of :mod:`kijiyomi.display.plots` do. An article's day is
read from its id or the name of its file, as in ``2025-06-03-title.md``; articles without one are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kijiyomi.display.altair_charts import (
    AnyRecords,
    as_records,
    count_channel,
    load_altair,
    make_chart,
    myriads_expression,
)
from kijiyomi.display.fact_wording import FACT_STATUSES
from kijiyomi.records.labels import EntityLabel
from kijiyomi.statistics import trends
from kijiyomi.statistics.counts import mentions
from kijiyomi.statistics.dates import article_date, month_range
from kijiyomi.statistics.exchange_rates import ExchangeRates
from kijiyomi.statistics.investments import investments, monthly_amounts, monthly_investments

if TYPE_CHECKING:
    import altair as alt


def entities_over_time(records: AnyRecords, *, label: EntityLabel = "COMPANY", top: int = 8) -> alt.Chart:
    """Return a chart of how many articles a month name each of the most frequent entities.

    よく現れるエンティティーごとに、その名の出る記事の月ごとの数を図で返す。

    Args:
        records: Analyses or records.
        label: Which entities; names are taken where there are any, else the text.
        top: Number of entities.

    Raises:
        DependencyError: If Altair is not installed.
    """
    records = as_records(records)
    dates = list(map(article_date, records))
    counts = trends.monthly_articles_by_name(records, dates, label, top)
    rows = [
        {"month": month, "name": name, "articles": articles}
        for name, monthly in counts.items()
        for month, articles in zip(month_range(dates), monthly, strict=True)
    ]
    articles_axis = count_channel(load_altair().Y, "articles")
    return _line_chart(rows, "Entities over time", articles_axis, list(counts))


def keyword_trends(records: AnyRecords, *, top: int = 5) -> alt.Chart:
    """Return a chart of the keywords that rise and fall most certainly, as shares of a month's articles.

    最も確かに増えたキーワードと減ったキーワードの、月ごとの割合を図で返す。

    The latest third of the months is compared with those before; a keyword needs five articles and a
    difference of two standard errors.

    Args:
        records: Analyses or records.
        top: Number of keywords of each kind.

    Raises:
        DependencyError: If Altair is not installed.
    """
    records = as_records(records)
    dates = list(map(article_date, records))
    rows: list[dict[str, Any]] = [
        {"month": month, "name": f"{'↑' if trend.certainty > 0 else '↓'} {trend.keyword}", "share": share}
        for trend in trends.keyword_trends(records, dates, top)
        for month, share in zip(month_range(dates), trend.shares, strict=True)
        if share is not None
    ]
    altair = load_altair()
    share_axis = altair.Y("share:Q", title="share of articles", axis=altair.Axis(format="%"))
    order = list(dict.fromkeys(row["name"] for row in rows))
    return _line_chart(rows, "Keywords that rise and fall", share_axis, order)


def investments_over_time(records: AnyRecords, *, exchange_rates: ExchangeRates | None = None) -> alt.Chart:
    """Return a chart of the investments that articles announce, by month and by how sure they are.

    記事が伝える投資の月ごとの件数を、予定か実績かに分けて図で返す。為替レートを渡すと金額の合計を示す。

    An investment counts once, in the month of the first article that has it.

    Args:
        records: Analyses or records.
        exchange_rates: With them the chart shows what the amounts add up to in their currency; an amount
            whose year has no rate is left out.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    records = as_records(records)
    dates = list(map(article_date, records))
    found = investments(records, dates, exchange_rates)
    values = monthly_amounts(found) if exchange_rates else monthly_investments(found)
    name = exchange_rates.to if exchange_rates else "investments"
    rows = [
        {"month": month, "status": FACT_STATUSES[status].english, name: values.get((month, status), 0)}
        for month in month_range(dates)
        for status in FACT_STATUSES
    ]
    amounts = altair.Y(f"{name}:Q", title=name, axis=altair.Axis(labelExpr=myriads_expression()))
    return make_chart(
        rows,
        "Investments over time",
        "bar",
        x=altair.X("month:O", title=None),
        y=amounts if exchange_rates else count_channel(altair.Y, name),
        color=altair.Color("status:N", title=None, sort=[name.english for name in FACT_STATUSES.values()]),
        tooltip=["month:O", "status:N", f"{name}:Q"],
    )


def company_timeline(records: AnyRecords, company: str) -> alt.Chart:
    """Return a chart of the articles that name a company, by day and number of mentions.

    1社の名前が出る記事を、日付と言及の数で示す図を返す。

    Args:
        records: Analyses or records.
        company: Its canonical name.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    rows = [
        {"day": date, "title": record["title"] or record["id"], "mentions": count}
        for record in as_records(records)
        if (date := article_date(record)) and (count := mentions(record, "COMPANY")[company])
    ]
    return make_chart(
        sorted(rows, key=lambda row: row["day"]),
        company,
        altair.MarkDef(type="circle", size=80),
        x=altair.X("day:T", title=None),
        y=count_channel(altair.Y, "mentions"),
        tooltip=["day:T", "title:N", "mentions:Q"],
    )


def _line_chart(rows: list[dict[str, Any]], title: str, y: Any, order: list[str]) -> alt.Chart:
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
