from __future__ import annotations

import json
import re
import sys
from typing import Any

import pytest

from kijiyomi.display.plots import (
    company_counts,
    money_distribution,
    reading_time_histogram,
    tag_cooccurrence,
)
from kijiyomi.errors import DependencyError
from kijiyomi.records.analysis import Analysis, ReadingTime, Tag
from support.display_samples import analysis, bare, entity

pytest.importorskip("altair")

CHARTS = [reading_time_histogram, company_counts, tag_cooccurrence, money_distribution]


def rows(chart: Any) -> list[dict[str, Any]]:
    return list(chart.to_dict()["data"]["values"])


def tagged(*labels: str) -> Analysis:
    return bare(tags=tuple(Tag(label, 0.9, "topic") for label in labels))


def money(*amounts: float, currency: str = "USD") -> Analysis:
    return bare(entities=tuple(entity("金", "MONEY", value=a, currency=currency) for a in amounts))


@pytest.mark.parametrize("chart", CHARTS)
def test_charts_are_valid_and_have_japanese_fonts(chart: Any) -> None:
    for articles in ([], [analysis()], [bare("\ud800", id="\ud800")]):
        specification = chart(articles).to_dict()
        assert "Noto Sans JP" in specification["config"]["font"]
        json.dumps(specification, allow_nan=False).encode()


@pytest.mark.parametrize("chart", CHARTS)
def test_records_give_the_same_chart_as_analyses(chart: Any) -> None:
    record = json.loads(analysis().to_json())
    assert rows(chart([analysis()])) == rows(chart([record]))


def test_minutes_are_counted() -> None:
    articles = [bare(reading_time=ReadingTime(minutes, 1.0)) for minutes in (2, 5, 2)]
    assert [(r["minutes"], r["articles"]) for r in rows(reading_time_histogram(articles))] == [(2, 2), (5, 1)]


def test_a_company_counts_once_an_article() -> None:
    nvidia, amd = (entity(name, "COMPANY", name=name) for name in ("NVIDIA", "AMD"))
    articles = [bare(entities=(nvidia, nvidia)), bare(entities=(amd, nvidia)), bare()]
    expected = [{"company": "NVIDIA", "articles": 2}, {"company": "AMD", "articles": 1}]
    assert rows(company_counts(articles)) == expected
    assert rows(company_counts(articles, top=1)) == expected[:1]


def test_tags_that_go_together() -> None:
    counted = {
        (r["tag"], r["with"]): r["articles"] for r in rows(tag_cooccurrence([tagged("a", "b"), tagged("b")]))
    }
    assert counted == {("b", "b"): 2, ("b", "a"): 1, ("a", "b"): 1, ("a", "a"): 1}


def test_amounts_fall_into_thirds_of_a_decade() -> None:
    chart = money_distribution([money(1000.0, 1500.0, 9999.0, 0.0, -5.0, 1e400), money(7.0, currency="JPY")])
    bins = [(round(r["from"]), round(r["to"]), r["amounts"]) for r in rows(chart)]
    assert bins == [(1000, 2154, 2), (4642, 10000, 1)]
    assert chart.to_dict()["encoding"]["x"]["scale"] == {"type": "log"}


def test_a_range_counts_as_its_middle() -> None:
    spread = bare(entities=(entity("金", "MONEY", min=10.0, max=30.0, currency="JPY"),))
    assert [r["amounts"] for r in rows(money_distribution([spread], currency="JPY"))] == [1]


def test_without_altair_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(DependencyError, match=r"pip install 'kijiyomi\[plot\]'"):
        company_counts([analysis()])


def test_axes_are_labelled_in_myriads() -> None:
    vl_convert = pytest.importorskip("vl_convert")
    image = vl_convert.vegalite_to_svg(money_distribution([money(3e3, 5e13)]).to_dict())
    labels = re.findall(r"<text[^>]*>([\d,.]+[万億兆]?)</text>", image)
    assert {"1万", "1億", "1000億", "1兆"} <= set(labels) and "10000" not in labels
