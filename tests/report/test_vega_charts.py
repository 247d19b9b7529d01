import altair
import pytest

from kijiyomi.display.fact_wording import FACT_STATUSES
from kijiyomi.report.vega_charts import COUNTED, monthly_chart, ranking_chart, status_chart, trend_chart
from kijiyomi.statistics.trends import Trend

RISING = Trend("上がる", 0.0, 0.5, (0.0, None, 0.5), 3.0)
FALLING = Trend("下がる", 0.5, 0.0, (0.5, None, 0.0), -3.0)
MONTHS = ["2025-01", "2025-02", "2025-03"]


@pytest.mark.parametrize(
    ("chart", "values"),
    [
        (monthly_chart([("2025-01", 3)]), [{"月": "2025-01", "記事": 3}]),
        (
            ranking_chart("説明", "企業", [("A", 3), ("B", 1)]),
            [{"企業": "A", "記事": 3}, {"企業": "B", "記事": 1}],
        ),
        (
            status_chart("説明", MONTHS[:2], {("2025-01", "plan"): 2}, COUNTED),
            [{"月": "2025-01", "状態": "予定", "件": 2}, {"月": "2025-02", "状態": "予定", "件": 0}],
        ),
        (
            status_chart("説明", MONTHS[:1], {("2025-01", "plan"): 2e12, ("2025-01", "actual"): 1.5}, "JPY"),
            [{"月": "2025-01", "状態": "実績", "JPY": 1.5}, {"月": "2025-01", "状態": "予定", "JPY": 2e12}],
        ),
        (trend_chart(RISING, MONTHS), [{"月": "2025-01", "割合": 0.0}, {"月": "2025-03", "割合": 0.5}]),
    ],
)
def test_charts_are_valid_vega_lite_with_what_they_show(chart, values):
    altair.Chart.from_dict(chart, validate=True)
    assert chart["data"]["values"] == values


def test_rising_and_falling_differ_in_colour():
    assert trend_chart(RISING, MONTHS)["mark"]["color"] != trend_chart(FALLING, MONTHS)["mark"]["color"]


def test_every_status_has_a_colour_of_its_own():
    values = {("2025-01", status): 1 for status in FACT_STATUSES}
    scale = status_chart("説明", MONTHS, values, COUNTED)["encoding"]["color"]["scale"]
    assert scale["domain"] == [status.japanese for status in FACT_STATUSES.values()]
    assert len(set(scale["range"])) == len(FACT_STATUSES)
