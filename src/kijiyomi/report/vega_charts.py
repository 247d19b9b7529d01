"""Charts of a report as Vega-Lite specifications.

They are plain JSON types, so that a report needs no charting package. The page's style sheet colours texts
and lines, as it follows the reader's light or dark theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kijiyomi.display.altair_charts import JAPANESE_FONTS, myriads_expression
from kijiyomi.display.fact_wording import FACT_STATUSES
from kijiyomi.records.facts import FactStatus
from kijiyomi.statistics.trends import Trend

Spec = dict[str, Any]
COUNTED = "件"
"""The unit of charts that count."""

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_BAR_STEP = 24
_RISING, _FALLING = "#2f7ed8", "#c2560c"
# Each stands out from light pages and from dark ones.
_STATUS_COLOURS: Mapping[FactStatus, str] = {
    "actual": "#2f7ed8",
    "plan": "#d0651a",
    "forecast": "#8f6ad6",
    "report": "#4e9a51",
    "hypothetical": "#808a96",
}
_COUNT_AXIS = {"tickMinStep": 1, "format": "~s"}
_NAME_AXIS = {"labelLimit": 180, "labelOverlap": False, "ticks": False, "domain": False}


def monthly_chart(rows: Sequence[tuple[str, int]]) -> Spec:
    """Return a chart of the articles of each month."""
    values = [{"月": month, "記事": count} for month, count in rows]
    return _spec(
        "月ごとの記事数",
        values,
        height=200,
        mark={"type": "bar", "color": _RISING},
        encoding={
            "x": {"field": "月", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "grid": False}},
            "y": {"field": "記事", "type": "quantitative", "title": None, "axis": _COUNT_AXIS},
            "tooltip": _tooltip("月", "記事"),
        },
    )


def ranking_chart(description: str, name: str, rows: Sequence[tuple[str, int]]) -> Spec:
    """Return a chart of names by how many articles have them.

    Args:
        description: What it shows, for those who do not see it.
        name: What the names are, such as 企業.
        rows: The names with their articles, in the order to show them in.
    """
    values = [{name: label, "記事": count} for label, count in rows]
    x = {"field": "記事", "type": "quantitative", "title": None, "axis": None}
    y = {"field": name, "type": "nominal", "sort": None, "title": None, "axis": _NAME_AXIS}
    layers = [
        {"mark": {"type": "bar", "color": _RISING, "cursor": "pointer"}},
        {
            "mark": {"type": "text", "align": "left", "dx": 4},
            "encoding": {"text": {"field": "記事", "format": ","}},
        },
    ]
    spec = _spec(description, values, height=_BAR_STEP * len(values), layer=layers)
    return spec | {"encoding": {"x": x, "y": y, "tooltip": _tooltip(name, "記事")}}


def trend_chart(trend: Trend, months: Sequence[str]) -> Spec:
    """Return a small chart of a keyword's share of the articles of each month."""
    values = [
        {"月": month, "割合": share}
        for month, share in zip(months, trend.shares, strict=True)
        if share is not None
    ]
    color = _RISING if trend.certainty > 0 else _FALLING
    x = {"field": "月", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "grid": False}}
    share = {"format": "~%", "tickCount": 3}
    return _spec(
        f"キーワード「{trend.keyword}」のある記事の割合",
        values,
        height=70,
        mark={"type": "line", "point": {"color": color}, "color": color, "strokeWidth": 2},
        encoding={
            "x": x,
            "y": {"field": "割合", "type": "quantitative", "title": None, "axis": share},
            "tooltip": [{"field": "月"}, {"field": "割合", "format": ".1%"}],
        },
    )


def status_chart(
    description: str, months: Sequence[str], values: Mapping[tuple[str, FactStatus], float], unit: str
) -> Spec:
    """Return a chart of something by month, its bars divided by how sure it is.

    Args:
        description: What it shows, for those who do not see it.
        months: The months to show.
        values: How much there is, by month and status.
        unit: What the values count: 件, or the currency of amounts.
    """
    order = [status for status in FACT_STATUSES if any(status == other for _, other in values)]
    names = [FACT_STATUSES[status].japanese for status in order]
    rows = [
        {"月": month, "状態": FACT_STATUSES[status].japanese, unit: values.get((month, status), 0)}
        for month in months
        for status in order
    ]
    axis = _COUNT_AXIS if unit == COUNTED else {"labelExpr": myriads_expression()}
    colours = {"domain": names, "range": [_STATUS_COLOURS[status] for status in order]}
    return _spec(
        description,
        rows,
        height=200,
        mark={"type": "bar"},
        encoding={
            "x": {"field": "月", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "grid": False}},
            "y": {"field": unit, "type": "quantitative", "title": None, "axis": axis},
            "color": {
                "field": "状態",
                "type": "nominal",
                "scale": colours,
                "legend": {"title": None, "orient": "top", "labelFontSize": 12},
            },
            "tooltip": [{"field": "月"}, {"field": "状態"}, {"field": unit, "format": ",.4~r"}],
        },
    )


def _spec(description: str, values: list[dict[str, Any]], **parts: Any) -> Spec:
    # The overlap setting belongs to the months: as many labels as there is room for.
    config = {
        "font": JAPANESE_FONTS,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {"labelFontSize": 12, "labelOverlap": True},
    }
    fit = {"type": "fit-x", "contains": "padding"}
    data = {"data": {"values": values}, "width": "container", "autosize": fit, "config": config}
    return {"$schema": _SCHEMA, "description": description, **data, **parts}


def _tooltip(*fields: str) -> list[dict[str, str]]:
    return [{"field": field} for field in fields]
