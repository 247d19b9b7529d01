from __future__ import annotations

from kijiyomi.article import Article
from kijiyomi.report import ArticleLookup, Source
from support.records import company, record


def test_texts_by_path_and_id():
    articles = [
        Article("一", id="a", path="p"),
        Article("二", id="a", path="q"),
        Article("三", id="a", path="q"),
    ]
    records = [record(path="q"), record(path="p"), record(path="q"), record(path="elsewhere"), record(id="b")]
    assert [source.text for source in ArticleLookup(articles).sources(records)] == [
        "二",
        "一",
        "三",
        None,
        None,
    ]


def test_an_archive_given_by_another_path_is_matched_by_id():
    article = Article("一", id="a", path="p")
    assert ArticleLookup([article]).sources([record(path="elsewhere")]) == [Source(article, "")]


def test_a_text_that_changed_since_is_left_out():
    archive = ArticleLookup([Article("のNVIDIA", id="a", path="p")])
    assert archive.sources([record(company(1, "NVIDIA"))])[0].text == "のNVIDIA"
    assert archive.sources([record(company(0, "NVIDIA"))])[0].text is None


def test_the_front_matter_dates_before_the_id():
    archive = ArticleLookup([Article("", id="2025-01-02-a", path="p", metadata={"date": "2025/3/4"})])
    dated = archive.sources(
        [record(id="2025-01-02-a"), record(id="2024-05-06-b"), record(id="c", path="x/2023-01-01.md")]
    )
    assert [source.date for source in dated] == ["2025-03-04", "2024-05-06", "2023-01-01"]
