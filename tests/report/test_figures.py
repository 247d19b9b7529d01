from __future__ import annotations

import altair
import pytest
from kijiyomi.report.figures import companies, overview
from kijiyomi.report.values import amount, described

from kijiyomi.article import Article
from kijiyomi.audit import audit
from kijiyomi.audit.findings import Audit, Finding, Kind
from kijiyomi.report import Source, charts
from kijiyomi.report.findings import KINDS, evidence, findings
from kijiyomi.statistics.trends import articles_a_month, keyword_trends, months


def money(start, value, **values):
    return {
        "start": start,
        "end": start + 1,
        "text": "x",
        "label": "MONEY",
        "value": value,
        "currency": "USD",
        **values,
    }


def company(start, name):
    return {"start": start, "end": start + 1, "text": "x", "label": "COMPANY", "name": name, "kb_id": None}


def article(*entities, keywords=(), tags=(), minutes=1):
    return {
        "id": "a",
        "path": "p",
        "title": "題",
        "entities": list(entities),
        "keywords": [{"text": text, "score": 1.0, "count": 1} for text in keywords],
        "tags": [{"label": label} for label in tags],
        "warnings": [],
        "characters": 1_000,
        "reading_time": {"minutes": minutes, "seconds": 60.0 * minutes},
    }


def test_overview():
    records = [article(company(0, "A"), tags=["t"], minutes=2), article(minutes=5)]
    numbers = overview(records, [Source(None, "2025-03-04"), Source(None, "2025-01-02")])
    assert numbers["記事"] == "2本"
    assert numbers["期間"] == "2025-01-02 〜 2025-03-04"
    assert numbers["文字数"] == "2,000字"
    assert numbers["読了時間の中央値"] == "3.5分"
    assert numbers["企業"] == "1社"
    assert numbers["タグのない記事"] == "50.0%（1本）"
    assert "読み取り時の警告" not in numbers


def test_companies_with_the_amounts_near_them_first():
    records = [
        article(company(0, "A"), company(5, "A"), money(10, 3e9), money(500, 7e4)),
        article(company(0, "A"), money(400, 7e4)),
        article(company(0, "B"), money(300, None, min=1e4, max=2e4), money(350, None)),
    ]
    first, second = companies(records, 5)
    assert (first.name, first.articles, first.mentions) == ("A", 2, 3)
    assert first.amounts == (("30億 USD", 1), ("7万 USD", 2))
    assert second.amounts == (("1万〜2万 USD", 1),)
    assert [one.name for one in companies(records, 1)] == ["A"]


def test_months_have_no_gaps():
    sources = [Source(None, day) for day in ("2025-11-30", "2026-01-01", "", "2026-01-02")]
    assert months(sources) == ["2025-11", "2025-12", "2026-01"]
    assert articles_a_month(sources) == [("2025-11", 1), ("2025-12", 0), ("2026-01", 2)]
    assert months([Source(None, "")]) == []


def test_keywords_that_rise_and_fall():
    early = [article(keywords=["ＬＬＭ", "いつも"]) for _ in range(20)]
    late = [article(keywords=["Agent", "いつも"]) for _ in range(10)]
    sources = (
        [Source(None, f"2025-0{1 + n % 4}-01") for n in range(20)]
        + [Source(None, "2025-05-01")] * 5
        + [Source(None, "2025-06-01")] * 5
    )
    rising, falling = keyword_trends([*early, *late], sources, 3)
    assert (rising.keyword, rising.before, rising.after) == ("Agent", 0, 1)
    assert (falling.keyword, falling.before, falling.after) == ("ＬＬＭ", 1, 0)
    assert rising.shares == (0, 0, 0, 0, 1, 1)


@pytest.mark.parametrize("dates", [[""] * 30, ["2025-01-01"] * 30])
def test_no_trend_without_two_months(dates):
    records = [article(keywords=["LLM"]) for _ in dates]
    assert keyword_trends(records, [Source(None, date) for date in dates], 3) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"value": 3e9}, "30億 USD"),
        ({"value": 1.25e12}, "1.25兆 USD"),
        ({"value": 9_999.5}, "9,999.5 USD"),
        ({"value": None, "min": 1e4, "max": 2e8}, "1万〜2億 USD"),
        ({"value": None, "max": 5}, "〜5 USD"),
        ({"value": None}, None),
        ({"value": float("inf")}, "inf USD"),
        ({"value": 1, "currency": None}, "1"),
    ],
)
def test_amounts(value, expected):
    assert amount({"label": "MONEY", "currency": "USD", **value}) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"label": "MONEY", "value": 3e9, "currency": "USD", "modifier": "approx"},
            "3,000,000,000 USD（約）",
        ),
        ({"label": "QUANTITY", "value": None, "unit": "社"}, "値の明示なし"),
        ({"label": "QUANTITY", "min": 3.0, "unit": "台"}, "3 台 から"),
        ({"label": "PERCENT", "max": 4.0, "modifier": "lt"}, "4% まで（未満）"),
        ({"label": "DATE", "timex": None}, "値の明示なし"),
        ({"label": "DURATION", "timex": "P20Y"}, "P20Y"),
        ({"label": "COMPANY", "name": "NVIDIA"}, "NVIDIA"),
    ],
)
def test_described(values, expected):
    assert described({"start": 0, "end": 1, "text": "x", **values}) == expected


def test_every_kind_of_finding_has_a_japanese_name():
    assert set(KINDS) == set(Kind.__args__)


def test_the_evidence_of_an_audit_becomes_japanese(example):
    front_matter = {
        "tags": ["AI", "LLM"],
        "categories": ["a"],
        "reading_time": 90,
        "excerpt": "この記事では、最新の話題を詳しく解説します。",
    }
    text = "同じ段落が二度あると、読む人はどこまで読んだのかわからなくなるものです。\n\n" * 3
    posts = [Article(f"{n}番目の話。{n * 7}\n\n{text}", id=str(n), metadata=front_matter) for n in range(12)]
    posts += [Article("a", id="x", metadata={"tags": ["ＡＩ", "LLM"]}), Article("b", id="y")]
    found = (*audit(posts).findings, *audit(example.articles[:-3]).findings)
    assert len({finding.kind for finding in found}) >= 7
    untranslated = [f.evidence for f in found if evidence(f.evidence) == f.evidence]
    assert untranslated == []


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("a / b is 3% probable", "「a / b」の確率3%"),
        ("a is 1% probable, b 98%", "「a」の確率1%、「b」の確率98%"),
        ("says 8, takes 2.4 minutes", "記載は8分、本文からは2.4分"),
        ("something new", "something new"),
    ],
)
def test_evidence(english, japanese):
    assert evidence(english) == japanese


def test_findings_know_their_articles_and_titles():
    records = [
        article() | {"id": "x", "title": "題X"},
        article() | {"id": "y", "title": ""},
        article() | {"id": "", "path": "z"},
    ]
    audited = Audit.of(
        3,
        [
            Finding("near-duplicate posts", "x / y", "", ("x", "y"), 1),
            Finding("no tags", "no tags", "", ("z", "unscored"), 0),
        ],
    )
    rows = findings(audited, records)
    assert [(row["subject"], row["posts"], row["articles"]) for row in rows] == [
        ("題X / y", 2, [0, 1]),
        ("", 2, [2]),
    ]


def test_charts_are_valid_vega_lite():
    sources = [Source(None, f"2025-0{1 + n % 6}-01") for n in range(60)]
    records = [article(keywords=["k"] if source.date > "2025-05" else ["j"]) for source in sources]
    every = months(sources)
    specs = [charts.trend(one, every) for one in keyword_trends(records, sources, 2)]
    assert len(specs) == 2
    for spec in (*specs, charts.monthly([("2025-01", 3)]), charts.ranking("説明", "企業", [("A", 3)])):
        altair.Chart.from_dict(spec, validate=True)
        assert spec["data"]["values"]
