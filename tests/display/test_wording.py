from __future__ import annotations

import doctest

import pytest
from kijiyomi.display.wording import describe, showable

from kijiyomi.display import wording
from kijiyomi.records.analysis import Entity
from support.display_samples import entity

DESCRIBED = [
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
]


@pytest.mark.parametrize(("given", "expected"), DESCRIBED, ids=[d[0].text for d in DESCRIBED])
def test_values_are_put_into_words(given: Entity, expected: str) -> None:
    assert describe(given) == expected


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


def test_what_breaks_displays_is_replaced_in_place() -> None:
    assert showable("a\0b\ud83dc\x1b[31m赤\r\n\t字") == "a\ufffdb\ufffdc\ufffd[31m赤\r\n\t字"
    assert showable("絵文字👨‍👩‍👧も か゛ も残る") == "絵文字👨‍👩‍👧も か゛ も残る"


def test_the_examples_in_the_docstrings() -> None:
    results = doctest.testmod(wording)
    assert results.attempted and not results.failed
