"""Charts of an archive's analyses; needs the extra ``plot``.

アーカイブの解析結果の図。extra`plot`が要る。

Every function takes analyses, or the records that ``kijiyomi score`` wrote, read back as dictionaries. They
count first and hand only the counts to the chart, so that a chart of a large archive stays small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kijiyomi.display.altair_charts import (
    AnyRecords,
    as_records,
    count_channel,
    load_altair,
    make_chart,
    myriads_expression,
    unabridged_axis,
)
from kijiyomi.statistics.counts import (
    articles_by_label,
    articles_by_label_pair,
    articles_by_minutes,
    articles_by_name,
    logarithmic_bins,
    money_amounts,
    most_frequent,
)

if TYPE_CHECKING:
    import altair as alt

_BINS_PER_DECADE = 3


def reading_time_histogram(records: AnyRecords) -> alt.Chart:
    """Return a chart of how many articles take how many minutes.

    読了時間（分）ごとの記事の数の図を返す。

    Args:
        records: Analyses or records.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    rows = [
        {"minutes": minutes, "from": minutes - 0.5, "to": minutes + 0.5, "articles": count}
        for minutes, count in sorted(articles_by_minutes(as_records(records)).items())
    ]
    return make_chart(
        rows,
        "Reading time",
        altair.MarkDef(type="rect", stroke="white"),
        x=altair.X("from:Q", title="minutes", axis=altair.Axis(tickMinStep=1, format="d", grid=False)),
        x2="to:Q",
        y=count_channel(altair.Y, "articles"),
        y2=altair.datum(0),
        tooltip=["minutes:Q", "articles:Q"],
    )


def company_counts(records: AnyRecords, *, top: int = 20) -> alt.Chart:
    """Return a chart of the companies that most articles name.

    多くの記事に名前が出る企業の図を返す。

    Args:
        records: Analyses or records.
        top: Number of companies.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    counts = articles_by_name(as_records(records), "COMPANY")
    rows = [{"company": name, "articles": count} for name, count in most_frequent(counts, top)]
    return make_chart(
        rows,
        "Companies",
        "bar",
        x=count_channel(altair.X, "articles"),
        y=altair.Y("company:N", title=None, sort=None, axis=unabridged_axis()),
        tooltip=["company:N", "articles:Q"],
    )


def tag_cooccurrence(records: AnyRecords, *, top: int = 20) -> alt.Chart:
    """Return a matrix of how many articles have both of two tags; the diagonal has each tag's own count.

    2つのタグをともに持つ記事の数を行列の図で返す。対角線は各タグの記事の数。

    Args:
        records: Analyses or records.
        top: Number of tags, the most frequent ones.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    records = as_records(records)
    order = [tag for tag, _ in most_frequent(articles_by_label(records, "tags"), top)]
    pairs = articles_by_label_pair(records, "tags")
    rows = [{"tag": a, "with": b, "articles": pairs[a, b]} for a in order for b in order if pairs[a, b]]
    axis = {"title": None, "sort": order, "axis": unabridged_axis()}
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


def money_distribution(records: AnyRecords, *, currency: str = "USD") -> alt.Chart:
    """Return a histogram of the amounts of one currency on a logarithmic axis.

    1つの通貨の金額の分布を、対数軸のヒストグラムで返す。

    A range counts as its middle; amounts that are not positive are left out.

    Args:
        records: Analyses or records.
        currency: ISO 4217 code.

    Raises:
        DependencyError: If Altair is not installed.
    """
    altair = load_altair()
    bins = logarithmic_bins(money_amounts(as_records(records), currency), _BINS_PER_DECADE)
    rows = [{"from": bar.start, "to": bar.end, "amounts": bar.count} for bar in bins]
    return make_chart(
        rows,
        f"Amounts in {currency}",
        "bar",
        x=altair.X(
            "from:Q",
            bin="binned",
            title=currency,
            scale=altair.Scale(type="log"),
            axis=altair.Axis(labelExpr=myriads_expression()),
        ),
        x2="to:Q",
        y=count_channel(altair.Y, "amounts"),
        tooltip=[altair.Tooltip("from:Q", format=",.2r"), altair.Tooltip("to:Q", format=",.2r"), "amounts:Q"],
    )
