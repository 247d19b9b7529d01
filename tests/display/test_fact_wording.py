"""Every type, status and problem has its words in both languages."""

from typing import get_args

import pytest

from kijiyomi.display.fact_wording import (
    CONVERSION_PROBLEMS,
    FACT_STATUSES,
    PROPERTY_TYPES,
    describe_conversion,
    describe_fact,
    describe_property,
)
from kijiyomi.records.facts import FactStatus, PropertyType
from kijiyomi.statistics.exchange_rates import Conversion, ConversionProblem
from support.display_samples import TEXT, fact


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (PROPERTY_TYPES, PropertyType),
        (FACT_STATUSES, FactStatus),
        (CONVERSION_PROBLEMS, ConversionProblem),
    ],
)
def test_the_table_names_all_of_the_type_and_no_two_alike(table, names):
    assert set(table) == set(get_args(names))
    for language in ("english", "japanese"):
        words = [getattr(entry, language) for entry in table.values()]
        assert all(words) and len(set(words)) == len(words)


def test_a_fact_in_both_languages():
    parts = {"entity": "NVIDIA", "property": "費用", "when": "2日", "purpose": "AIファクトリー"}
    given = fact(TEXT, "10〜20%", **parts, basis="15年間", type="change", status="forecast").to_dict()
    assert describe_fact(given).splitlines() == [
        "whose: NVIDIA",
        "what: 費用 (change)",
        "when: 2日",
        "for: AIファクトリー",
        "against: 15年間",
        "status: forecast",
    ]
    assert describe_fact(given, "japanese").splitlines() == [
        "だれの: NVIDIA",
        "何: 費用（増減）",
        "いつ: 2日",
        "何のため: AIファクトリー",
        "何と比べて: 15年間",
        "状態: 予測",
    ]


def test_a_property_that_is_called_like_its_type_is_said_once():
    given = fact(TEXT, "10〜20%", property="費用", type="cost").to_dict()
    assert describe_property(given, "japanese") == "費用"
    assert describe_property(given | {"property": None}) == "cost"


@pytest.mark.parametrize("problem", CONVERSION_PROBLEMS)
def test_a_problem_is_said_whole(problem):
    for language in ("english", "japanese"):
        said = describe_conversion(Conversion(year=2031, problem=problem), "USD", language)
        assert said and "{" not in said and "None" not in said


def test_nothing_is_said_of_what_was_not_converted():
    assert describe_conversion(Conversion(), None) == ""
    assert describe_conversion(Conversion(5.0, currency="JPY", rate=1.0), "JPY") == ""
