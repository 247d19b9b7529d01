from __future__ import annotations

import datetime
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.frontmatter.keys import find_date
from kijiyomi.statistics import dates
from kijiyomi.statistics.dates import article_date, articles_per_month, month_range
from support.records import record


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-06-03-title.md", "2025-06-03"),
        ("posts/2025/6/3/title", "2025-06-03"),
        ("20250603_title", "2025-06-03"),
        ("2025-06-03 09:00:00 +0900", "2025-06-03"),
        ("2025年6月3日", "2025-06-03"),
        ("2025-13-41-title", ""),
        ("202506", ""),
        ("120250603", ""),
        ("", ""),
    ],
)
def test_the_first_date_in_a_text(text: str, expected: str) -> None:
    assert find_date(text) == expected


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(["-", "/", "_", "."])
)
def test_any_day_is_found_however_it_is_written(day: datetime.date, separator: str) -> None:
    assert find_date(f"posts/{day.isoformat().replace('-', separator)}-title") == day.isoformat()
    assert find_date(f"{day:%Y%m%d}_title") == day.isoformat()


@pytest.mark.parametrize(
    ("fields", "metadata", "expected"),
    [
        ({"id": "2025-01-02-a"}, {"date": "2025/3/4"}, "2025-03-04"),
        ({"id": "2025-01-02-a"}, {"date": "soon", "published_at": "2025-05-06T07:08:09Z"}, "2025-05-06"),
        ({"id": "2025-01-02-a"}, {"date": None}, "2025-01-02"),
        ({"id": "a", "path": "2020-01-01/2023-04-05.md"}, {}, "2023-04-05"),
        ({"id": "a", "path": "2020-01-01/post.md"}, {}, ""),
    ],
)
def test_front_matter_before_the_id_before_the_file(
    fields: dict[str, str], metadata: dict[str, object], expected: str
) -> None:
    assert article_date(record(**fields), metadata) == expected


def test_months_have_no_gaps() -> None:
    days = ["2025-11-30", "2026-01-01", "", "2026-01-02"]
    assert month_range(days) == ["2025-11", "2025-12", "2026-01"]
    assert articles_per_month(days) == [("2025-11", 1), ("2025-12", 0), ("2026-01", 2)]
    assert month_range([""]) == articles_per_month([""]) == []


def test_the_examples_in_the_docstrings() -> None:
    results = doctest.testmod(dates)
    assert results.attempted and not results.failed


def test_front_matter_that_names_no_day_gives_way_to_the_name() -> None:
    record = {"id": "2025-01-02-a", "path": "p"}
    assert article_date(record, {"date": "2025-03"}) == "2025-01-02"
