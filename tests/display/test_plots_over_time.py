from __future__ import annotations

import json
from typing import Any

import pytest

from kijiyomi.display.plots_over_time import (
    company_timeline,
    entities_over_time,
    investments_over_time,
    keyword_trends,
)
from kijiyomi.records.analysis import Analysis, Keyword
from kijiyomi.statistics.exchange_rates import ExchangeRates
from support.display_samples import analysis, bare, entity

pytest.importorskip("altair")


def rows(chart: Any) -> list[dict[str, Any]]:
    return list(chart.to_dict()["data"]["values"])


def post(day: str, *names: str, keyword: str = "") -> Analysis:
    companies = tuple(entity(name, "COMPANY", name=name) for name in names)
    keywords = (Keyword(keyword, 1.0, 1),) if keyword else ()
    return bare(id=f"{day}-post.md", entities=companies, keywords=keywords)


@pytest.mark.parametrize(
    "chart",
    [entities_over_time, investments_over_time, keyword_trends, lambda a: company_timeline(a, "NVIDIA")],
)
def test_charts_are_valid_and_have_japanese_fonts(chart: Any) -> None:
    for articles in ([], [analysis()], [bare("\ud800", id="\ud800")], [post("2025-01-02", "NVIDIA")]):
        specification = chart(articles).to_dict()
        assert "Noto Sans JP" in specification["config"]["font"]
        json.dumps(specification, allow_nan=False)


def test_months_without_a_name_count_none() -> None:
    articles = [post("2025-01-02", "A", "A", "B"), post("2025-03-01", "A"), post("undated", "A")]
    assert [(r["month"], r["name"], r["articles"]) for r in rows(entities_over_time(articles, top=1))] == [
        ("2025-01", "A", 1),
        ("2025-02", "A", 0),
        ("2025-03", "A", 1),
    ]


def test_keywords_rise_and_fall() -> None:
    early = [post(f"2025-0{m}-01", keyword="古い話") for m in (1, 2) for _ in range(10)]
    late = [post("2025-03-01", keyword="新しい話") for _ in range(10)]
    shares = {(r["name"], r["month"]): r["share"] for r in rows(keyword_trends(early + late))}
    assert shares["↑ 新しい話", "2025-03"] == 1
    assert shares["↓ 古い話", "2025-03"] == 0


def test_a_company_has_a_point_an_article() -> None:
    articles = [post("2025-03-01", "A"), post("2025-01-02", "A", "A"), post("2025-01-03", "B")]
    assert [(r["day"], r["mentions"]) for r in rows(company_timeline(articles, "A"))] == [
        ("2025-01-02", 2),
        ("2025-03-01", 1),
    ]


def test_investments_by_month_and_status() -> None:
    articles = [analysis(id="2025-01-02-a.md"), analysis(id="2025-02-02-b.md")]
    found = rows(investments_over_time(articles))
    assert {(row["month"], row["status"]): row["investments"] for row in found if row["investments"]} == {
        ("2025-01", "planned"): 1
    }
    rates = ExchangeRates("JPY", {("USD", 2027): 150.0})
    amounts = rows(investments_over_time(articles, exchange_rates=rates))
    assert max(row["JPY"] for row in amounts) == 4.5e11
