"""Counts, against a few records counted by hand."""

from __future__ import annotations

import doctest
import math
import subprocess
import sys
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kijiyomi.statistics import counts
from kijiyomi.statistics.counts import (
    articles_by_label,
    articles_by_label_pair,
    articles_by_minutes,
    articles_by_name,
    logarithmic_bins,
    mentions,
    money_amounts,
    most_frequent,
)
from support.records import company, entity, money, record


def test_an_article_counts_once_a_name_and_a_mention_each_time() -> None:
    records = [record(company(0, "A"), company(5, "A"), company(9, "B")), record(company(0, "B")), record()]
    assert articles_by_name(records, "COMPANY") == {"A": 1, "B": 2}
    assert mentions(records[0], "COMPANY") == {"A": 2, "B": 1}
    assert articles_by_name(records, "GPU") == {}


def test_what_has_no_name_is_counted_by_its_text() -> None:
    unnamed = record(entity(0, "3億円", "MONEY", value=3e8, currency="JPY"))
    assert mentions(unnamed, "MONEY") == {"3億円": 1}
    assert mentions(record(entity(0, "某社", "COMPANY", name=None, kb_id=None)), "COMPANY") == {"某社": 1}


def test_labels_and_pairs_of_them() -> None:
    records = [record(tags=["a", "b"]), record(tags=["b", "b"]), record()]
    assert articles_by_label(records, "tags") == {"a": 1, "b": 2}
    assert articles_by_label(records, "categories") == {}
    expected = {("a", "a"): 1, ("b", "b"): 2, ("a", "b"): 1, ("b", "a"): 1}
    assert articles_by_label_pair(records, "tags") == expected


def test_minutes() -> None:
    assert articles_by_minutes([record(minutes=2), record(minutes=2), record(minutes=7)]) == {2: 2, 7: 1}


def test_the_most_frequent_by_their_characters_where_equal() -> None:
    assert most_frequent(Counter({"b": 1, "c": 3, "a": 1}), 2) == [("c", 3), ("a", 1)]


def test_amounts_are_positive_finite_and_of_one_currency() -> None:
    records = [
        record(money(0, 5.0), money(1, -5.0), money(2, 0), money(3, math.inf), money(4, None)),
        record(money(0, None, min=10.0, max=30.0), money(1, None, min=7.0), money(2, 9.0, currency="JPY")),
        record(entity(0, "9%", "PERCENT", value=9.0)),
    ]
    assert list(money_amounts(records, "USD")) == [5.0, 20.0, 7.0]


@given(st.lists(st.floats(1e-3, 1e15)), st.integers(1, 5))
def test_every_value_is_in_one_bin(values: list[float], per_decade: int) -> None:
    bins = logarithmic_bins(values, per_decade)
    assert sum(one.count for one in bins) == len(values)
    assert all(earlier.end <= later.start * (1 + 1e-9) for earlier, later in pairwise(bins))
    for value in values:
        assert any(one.start * (1 - 1e-9) <= value <= one.end * (1 + 1e-9) for one in bins)


def test_statistics_know_nothing_of_displays_and_reports() -> None:
    code = (
        "import sys, kijiyomi.statistics.trends;"
        "assert not [name for name in sys.modules if name.startswith(('kijiyomi.display', 'kijiyomi.report'))]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_examples_in_the_docstrings() -> None:
    results = doctest.testmod(counts)
    assert results.attempted and not results.failed
