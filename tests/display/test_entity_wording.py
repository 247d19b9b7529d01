from __future__ import annotations

import doctest
from typing import get_args

import pytest

from kijiyomi.display import entity_wording
from kijiyomi.display.entity_wording import (
    BASES,
    CHANGES,
    MODIFIERS,
    VALUE_PATTERNS,
    Language,
    Translations,
    describe,
    describe_in_myriads,
)
from kijiyomi.records.analysis import Basis, Change, Entity, Modifier
from kijiyomi.records.labels import LABELS, EntityLabel
from support.display_samples import entity

LANGUAGES: tuple[Language, ...] = get_args(Language)

ENGLISH = [
    (entity("NVIDIA", "COMPANY", name="NVIDIA", kb_id="nvidia"), "NVIDIA"),
    (entity("ソフトバンクG", "COMPANY", name="SoftBank Group"), "SoftBank Group"),
    (entity("ツキノワ精工", "COMPANY"), "ツキノワ精工"),
    (entity("H100", "GPU", name="NVIDIA H100", vendor="NVIDIA"), "NVIDIA H100"),
    (
        entity("約30億ドル", "MONEY", value=3e9, currency="USD", modifier="approx"),
        "3,000,000,000 USD, approx",
    ),
    (
        entity("1〜2兆円", "MONEY", min=1e12, max=2e12, currency="JPY"),
        "1,000,000,000,000–2,000,000,000,000 JPY",
    ),
    (entity("99.2%", "PERCENT", value=99.2), "99.2%"),
    (entity("10〜20%", "PERCENT", min=10.0, max=20.0), "10–20%"),
    (entity("1%未満", "PERCENT", value=1.0, modifier="lt"), "1%, under"),
    (entity("80%超", "PERCENT", value=80.0, modifier="gt"), "80%, over"),
    (entity("5万基以上", "QUANTITY", value=50_000.0, unit="基", modifier="ge"), "50,000 基, or more"),
    (entity("最大3,000人", "QUANTITY", value=3000.0, unit="人", modifier="le"), "3,000 人, or less"),
    (entity("数十社", "QUANTITY", unit="社"), "value not given"),
    (entity("−2.1℃", "QUANTITY", value=-2.1, unit="℃"), "-2.1 ℃"),
    (entity("10倍〜", "QUANTITY", min=10.0, unit="倍"), "from 10 倍"),
    (entity("〜10倍", "QUANTITY", max=10.0, unit="倍"), "up to 10 倍"),
    (entity("数%", "PERCENT"), "value not given"),
    (entity("2025年度第3四半期", "DATE", timex="FY2025-Q3"), "FY2025-Q3"),
    (entity("1年半ほど", "DURATION", timex="P18M", modifier="approx"), "P18M, approx"),
    (entity("先日", "DATE"), "value not given"),
    (entity("12%", "PERCENT", value=12.0, change="increase", basis="year"), "12%, up on the year before"),
    (entity("3割", "PERCENT", value=30.0, change="decrease"), "30%, down"),
    (entity("112%", "PERCENT", value=112.0, basis="plan"), "112%, on the plan"),
    (
        entity("約40%", "PERCENT", value=40.0, modifier="approx", change="decrease", basis="previous"),
        "40%, approx, down on what was before",
    ),
]


@pytest.mark.parametrize(("given", "expected"), ENGLISH, ids=[d[0].text for d in ENGLISH])
def test_values_in_english(given: Entity, expected: str) -> None:
    assert describe(given) == describe(given, "english") == expected


JAPANESE = [
    (
        entity("約30億ドル", "MONEY", value=3e9, currency="USD", modifier="approx"),
        "3,000,000,000 USD（約）",
    ),
    (
        entity("1〜2兆円", "MONEY", min=1e12, max=2e12, currency="JPY"),
        "1,000,000,000,000–2,000,000,000,000 JPY",
    ),
    (entity("数十社", "QUANTITY", unit="社"), "値の明示なし"),
    (entity("3台〜", "QUANTITY", min=3.0, unit="台"), "3 台 から"),
    (entity("4%未満", "PERCENT", max=4.0, modifier="lt"), "4% まで（未満）"),
    (entity("先日", "DATE"), "値の明示なし"),
    (entity("20年間", "DURATION", timex="P20Y"), "P20Y"),
    (entity("12%", "PERCENT", value=12.0, change="increase", basis="year"), "12%（前年比増）"),
    (entity("3割", "PERCENT", value=30.0, change="decrease"), "30%（減）"),
    (entity("112%", "PERCENT", value=112.0, basis="plan"), "112%（計画比）"),
    (
        entity("約40%", "PERCENT", value=40.0, modifier="approx", change="decrease", basis="previous"),
        "40%（約、従来比減）",
    ),
    (entity("NVIDIA", "COMPANY", name="NVIDIA"), "NVIDIA"),
]


@pytest.mark.parametrize(("given", "expected"), JAPANESE, ids=[d[0].text for d in JAPANESE])
def test_values_in_japanese(given: Entity, expected: str) -> None:
    assert describe(given, "japanese") == expected


def test_every_language_has_every_word() -> None:
    assert set(VALUE_PATTERNS) == set(Translations._fields) == set(LANGUAGES)
    tables = {Modifier: MODIFIERS, Change: CHANGES, Basis: BASES}
    for kind, words in tables.items():
        assert set(words) == set(get_args(kind))
    for language in LANGUAGES:
        for words in tables.values():
            assert len({getattr(word, language) for word in words.values()}) == len(words)
        assert all(getattr(label, language) for label in LABELS.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", LABELS)
def test_every_label_says_its_own_value_in_every_language(label: EntityLabel, language: Language) -> None:
    one = entity("原文", label, name="名前", value=1234.5, currency="EUR", unit="基", timex="2027-H2")
    only = {"name": "名前", "amount": "1,234.5", "time": "2027-H2"}
    said = describe(one, language)
    assert [kind for kind, value in only.items() if value in said] == [LABELS[label].kind]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("modifier", get_args(Modifier))
def test_every_modifier_is_said_of_amounts_and_times(modifier: Modifier, language: Language) -> None:
    word = getattr(MODIFIERS[modifier], language)
    for label in LABELS:
        said = describe(entity("文", label, modifier=modifier), language)
        assert (word in said) == (LABELS[label].kind != "name")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("basis", get_args(Basis))
@pytest.mark.parametrize("change", get_args(Change))
def test_every_change_is_said_with_its_basis(change: Change, basis: Basis, language: Language) -> None:
    said = describe(entity("文", "PERCENT", value=5.0, change=change, basis=basis), language)
    assert getattr(CHANGES[change], language) in said
    assert getattr(BASES[basis], language) in said


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": 3e9}, "30億 USD"),
        ({"value": 1.25e12}, "1.25兆 USD"),
        ({"value": 9_999.5}, "9,999.5 USD"),
        ({"min": 1e4, "max": 2e8}, "1万〜2億 USD"),
        ({"max": 5.0}, "〜5 USD"),
        ({}, None),
        ({"value": float("inf")}, "inf USD"),
        ({"value": 1.0, "currency": None}, "1"),
    ],
)
def test_money_in_myriads(fields: dict[str, float | None], expected: str | None) -> None:
    assert describe_in_myriads(entity("金", "MONEY", **({"currency": "USD"} | fields))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (0.25, "0.25"),
        (1e15, "1,000,000,000,000,000"),
    ],
)
def test_any_float_can_be_described(value: float, expected: str) -> None:
    assert describe(entity("数", "QUANTITY", value=value)) == expected


def test_the_examples_in_the_docstrings() -> None:
    results = doctest.testmod(entity_wording)
    assert results.attempted and not results.failed
