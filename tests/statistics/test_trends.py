from __future__ import annotations

import math

import pytest

from kijiyomi.statistics.trends import keyword_trends, monthly_articles_by_name
from support.records import company, record


def test_keywords_that_rise_and_fall() -> None:
    early = [record(keywords=["ＬＬＭ", "いつも"]) for _ in range(20)]
    late = [record(keywords=["Agent", "いつも"]) for _ in range(10)]
    dates = [f"2025-0{1 + n % 4}-01" for n in range(20)] + ["2025-05-01"] * 5 + ["2025-06-01"] * 5
    rising, falling = keyword_trends([*early, *late], dates, 3)
    assert (rising.keyword, rising.before, rising.after) == ("Agent", 0, 1)
    assert (falling.keyword, falling.before, falling.after) == ("ＬＬＭ", 1, 0)
    assert rising.shares == (0, 0, 0, 0, 1, 1)


def test_certainty_is_the_difference_in_standard_errors() -> None:
    records = [record(keywords=["k"] if n in (0, 1) or n >= 12 else []) for n in range(20)]
    dates = ["2025-01-01"] * 12 + ["2025-02-01"] * 8
    (trend,) = keyword_trends(records, dates, 5)
    pooled = (10 + 1) / (20 + 2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / 12 + 1 / 8))
    assert (trend.before, trend.after) == (2 / 12, 1.0)
    assert trend.certainty == pytest.approx((1 - 2 / 12) / error)


def test_spellings_of_one_keyword_are_counted_together() -> None:
    written = ["ＬＬＭ", "LLM", "llm", "LLM", "LLM"]
    records = [record() for _ in range(20)] + [record(keywords=[text]) for text in written]
    (trend,) = keyword_trends(records, ["2025-01-01"] * 20 + ["2025-02-01"] * 5, 3)
    assert (trend.keyword, trend.after) == ("LLM", 1.0)


def test_rare_keywords_and_small_changes_are_no_trends() -> None:
    rare = [record() for _ in range(20)] + [record(keywords=["k"]) for _ in range(4)]
    assert keyword_trends(rare, ["2025-01-01"] * 20 + ["2025-02-01"] * 4, 3) == []
    steady = [record(keywords=["k"] if n % 2 else []) for n in range(40)]
    assert keyword_trends(steady, ["2025-01-01"] * 20 + ["2025-02-01"] * 20, 3) == []


@pytest.mark.parametrize("dates", [[""] * 30, ["2025-01-01"] * 30])
def test_no_trend_without_two_months(dates: list[str]) -> None:
    assert keyword_trends([record(keywords=["LLM"]) for _ in dates], dates, 3) == []


def test_names_month_by_month() -> None:
    records = [
        record(company(0, "A"), company(5, "A"), company(9, "B")),
        record(company(0, "A")),
        record(company(0, "C")),
    ]
    dates = ["2025-01-02", "2025-03-01", ""]
    assert monthly_articles_by_name(records, dates, "COMPANY", 1) == {"A": [1, 0, 1]}
    assert list(monthly_articles_by_name(records, dates, "COMPANY", 9)) == ["A", "B"]
